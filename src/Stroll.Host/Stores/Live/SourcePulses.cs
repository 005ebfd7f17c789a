using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Host.Stores.Live;

/// <summary>How one source speaks.</summary>
/// <param name="EachSecond">Messages in a second, over the last ten; for a camera these are its pictures.</param>
/// <param name="Late">How old its messages are when they are taken in, averaged over the last dozen: its clock and its way together.</param>
/// <param name="Heard">When the last one was taken in; <see cref="Instant.Earliest"/> before the first.</param>
public readonly record struct SourcePulse(double EachSecond, TimeSpan Late, Instant Heard);

/// <summary>How every source of a store speaks, counted as its log is read.</summary>
/// <remarks>One writer, many readers.</remarks>
public sealed class SourcePulses(int sources)
{
    const int Seconds = 10;
    const double Share = 1.0 / 12;

    readonly Lock _lock = new();
    readonly Pulse[] _pulses = [.. Enumerable.Range(0, sources).Select(_ => new Pulse())];

    /// <summary>Takes a message.</summary>
    /// <param name="source">Whose.</param>
    /// <param name="said">When it was true.</param>
    /// <param name="now">By the clock of the log.</param>
    public void Take(SourceId source, Instant said, Instant now)
    {
        lock (_lock)
        {
            _pulses[source.Index].Take(said, now);
        }
    }

    /// <summary>How a source speaks now.</summary>
    public SourcePulse Of(SourceId source, Instant now)
    {
        lock (_lock)
        {
            return _pulses[source.Index].At(now);
        }
    }

    sealed class Pulse
    {
        readonly int[] _counts = new int[Seconds];
        readonly long[] _seconds = new long[Seconds];
        double _late = double.NaN;
        Instant _heard = Instant.Earliest;

        internal void Take(Instant said, Instant now)
        {
            if (now == Instant.Earliest)
            {
                // Before the first tick of a log nobody knows what time it is.
                return;
            }

            var second = now.Nanoseconds / 1_000_000_000;
            var place = (int)(second % Seconds);
            (_counts[place], _seconds[place]) = (_seconds[place] == second ? _counts[place] + 1 : 1, second);
            var late = (now - said).TotalSeconds;
            _late = double.IsNaN(_late) ? late : _late + (Share * (late - _late));
            _heard = now;
        }

        internal SourcePulse At(Instant now)
        {
            // The running second is not over; the ones before it are.
            var second = now.Nanoseconds / 1_000_000_000;
            var count = Enumerable.Range(0, Seconds).Where(i => _seconds[i] < second && _seconds[i] >= second - Seconds + 1).Sum(i => _counts[i]);
            return new(count / (double)(Seconds - 1), double.IsNaN(_late) ? TimeSpan.Zero : TimeSpan.FromSeconds(_late), _heard);
        }
    }
}
