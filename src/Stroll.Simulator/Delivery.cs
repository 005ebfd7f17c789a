using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>How long the messages of a source take.</summary>
/// <param name="Least">The shortest way, seconds.</param>
/// <param name="Most">The longest usual way.</param>
/// <param name="Spare">How much later a message may come without breaking the promise of its source; 0 where it may not.</param>
/// <param name="FallsSilent">The source is a device that can go down.</param>
internal readonly record struct Way(double Least, double Most, double Spare = 0, bool FallsSilent = false);

/// <summary>The way from the devices to the host: messages of all sources, in the order in which they arrive.</summary>
internal sealed class Delivery(Tally tally, Rng rng)
{
    const double IsLate = 0.01;
    const double IsDoubled = 0.005;
    const double IsOvertaken = 0.005;
    const double MeanSecondsToOutage = 1800;

    readonly PriorityQueue<LogEntry, (double Arrives, int Source, long Order)> _onTheWay = new();
    readonly Dictionary<int, Line> _lines = [];
    long _order;

    /// <summary>A source says something.</summary>
    /// <param name="source">Who.</param>
    /// <param name="at">When it was true, seconds since the sensors started.</param>
    /// <param name="says">What.</param>
    /// <param name="way">How long it takes.</param>
    internal void Send(int source, double at, Observation says, Way way)
    {
        if (!_lines.TryGetValue(source, out var line))
        {
            _lines[source] = line = new();
        }

        if (way.FallsSilent && IsSilent(line, at))
        {
            return;
        }

        var arrives = at + rng.NextBetween(way.Least, way.Most);
        if (way.Spare > 0 && tally.Draw(Feature.Lateness, IsLate, rng))
        {
            arrives += rng.NextBetween(0, way.Spare);
        }

        // On the way messages of one source keep their order, but for those that are overtaken.
        if (way.Spare > 0 && tally.Draw(Feature.Reordering, IsOvertaken, rng))
        {
            arrives = at + way.Most + way.Spare;
        }
        else
        {
            line.Last = Math.Max(line.Last, arrives);
            arrives = line.Last;
        }

        var entry = new LogEntry(new(source), line.Boot, line.Sequence++, says);
        _onTheWay.Enqueue(entry, (arrives, source, _order++));
        if (way.Spare > 0 && tally.Draw(Feature.Doubles, IsDoubled, rng))
        {
            _onTheWay.Enqueue(entry, (arrives + rng.NextBetween(0, 0.5), source, _order++));
        }
    }

    /// <summary>A source starts anew and counts anew.</summary>
    internal void Restart(int source)
    {
        if (_lines.TryGetValue(source, out var line))
        {
            (line.Boot, line.Sequence) = (line.Boot + 1, 0);
        }
    }

    /// <summary>What has arrived by then.</summary>
    internal IEnumerable<LogEntry> Arrived(double by)
    {
        while (_onTheWay.TryPeek(out _, out var key) && key.Arrives <= by)
        {
            yield return _onTheWay.Dequeue();
        }
    }

    bool IsSilent(Line line, double at)
    {
        if (!tally.IsOn(Feature.Outages))
        {
            return false;
        }

        if (double.IsNaN(line.SilentFrom))
        {
            line.SilentFrom = at - (MeanSecondsToOutage * Math.Log(1 - rng.NextUnit()));
            line.SilentTo = line.SilentFrom + rng.NextBetween(3, 20);
        }

        if (at >= line.SilentTo)
        {
            // It starts anew and counts anew.
            tally.Count(Feature.Outages);
            (line.Boot, line.Sequence, line.SilentFrom) = (line.Boot + 1, 0, double.NaN);
            return false;
        }

        return at >= line.SilentFrom;
    }

    sealed class Line
    {
        internal long Boot { get; set; } = 1;

        internal long Sequence { get; set; }

        internal double Last { get; set; }

        internal double SilentFrom { get; set; } = double.NaN;

        internal double SilentTo { get; set; }
    }
}
