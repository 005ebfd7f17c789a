using Stroll.Host.Logs;
using Stroll.Observations;

namespace Stroll.Host.Stores.Running;

/// <summary>A source inside the host that speaks into a store's log: the clock, the desk.</summary>
/// <param name="log">Whose.</param>
/// <param name="source">As who.</param>
/// <param name="boot">The epoch of the store's owner: rises with each start, so that numbers may begin anew.</param>
public sealed class LogVoice(ILog log, SourceId source, long boot)
{
    long _sequence = -1;

    /// <summary>Completes when all that was said will survive the loss of power.</summary>
    /// <returns>The offset of the first.</returns>
    public ValueTask<long> Say(CancellationToken cancellation, params ReadOnlySpan<Observation> observations)
    {
        var entries = new LogEntry[observations.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = new(source, boot, Interlocked.Increment(ref _sequence), observations[i]);
        }

        return log.Append(entries, cancellation);
    }
}
