using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Host.Stores.Running;

/// <summary>Declares sources lost that say nothing, and found when they speak again, by words in the log.</summary>
/// <remarks>What it has asked to be written is remembered until it comes back with the log, so that it is written once.</remarks>
sealed class Silence(TimeSpan longest, Action<Observation> write)
{
    readonly Dictionary<SourceId, (bool IsLost, Instant At)> _asked = [];

    /// <summary>Looks when everything that is in the log has been taken.</summary>
    internal void Look(StoreEngine engine)
    {
        if (engine.Now == Instant.Earliest)
        {
            return;
        }

        foreach (var observation in engine.Health.Due(engine.Now, longest))
        {
            var (source, isLost) = observation is Observation.SourceLost lost ? (lost.Source, true) : (((Observation.SourceFound)observation).Source, false);
            if (!_asked.TryGetValue(source, out var last) || last.IsLost != isLost || engine.Now - last.At > longest)
            {
                _asked[source] = (isLost, engine.Now);
                write(observation);
            }
        }
    }
}
