using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Host.Stores.Live;

/// <summary>A stretch of readings of one plate, as one point.</summary>
/// <param name="At">Its last reading.</param>
/// <param name="Grams">The mean of its readings.</param>
public readonly record struct TracePoint(Instant At, float Grams);

/// <summary>The last minutes of every plate, coarse enough to keep and fine enough to see a hand come and go.</summary>
/// <remarks>One writer, many readers. A plate takes some 10 kB.</remarks>
public sealed class PlateTraces(Store store)
{
    /// <summary>How long the readings are that make one point.</summary>
    public static readonly TimeSpan Span = 500.Milliseconds;

    /// <summary>Points of each plate: four minutes.</summary>
    public const int Kept = 480;

    readonly Lock _lock = new();
    readonly Ring[] _rings = [.. store.Plates.Select(_ => new Ring())];

    /// <summary>Takes a batch of one shelf. Readings that are not usable leave a gap.</summary>
    public void Take(Observation.ShelfReadings readings)
    {
        var plates = store[readings.Shelf].Plates;
        var times = readings.Times.Span;
        var grams = readings.Grams.Span;
        lock (_lock)
        {
            for (var i = 0; i < grams.Length; i++)
            {
                _rings[plates[i % plates.Length].Index].Add(times[i / plates.Length], grams[i]);
            }
        }
    }

    /// <summary>The points of one plate, oldest first.</summary>
    public ImmutableArray<TracePoint> Of(PlateId plate)
    {
        lock (_lock)
        {
            return _rings[plate.Index].ToPoints();
        }
    }

    sealed class Ring
    {
        readonly TracePoint[] _points = new TracePoint[Kept];
        int _count;
        long _begin = long.MinValue;
        double _sum;
        int _readings;
        long _last;

        internal void Add(long at, float grams)
        {
            if (float.IsNaN(grams))
            {
                return;
            }

            // Stretches begin at whole multiples, so that plates can be laid beside each other.
            var begin = at - (at % (Span.Ticks * 100));
            if (begin != _begin)
            {
                Close();
                (_begin, _sum, _readings) = (begin, 0, 0);
            }

            (_sum, _readings, _last) = (_sum + grams, _readings + 1, at);
        }

        internal ImmutableArray<TracePoint> ToPoints()
        {
            var points = ImmutableArray.CreateBuilder<TracePoint>(Math.Min(_count, Kept));
            for (var i = Math.Max(0, _count - Kept); i < _count; i++)
            {
                points.Add(_points[i % Kept]);
            }

            return points.MoveToImmutable();
        }

        void Close()
        {
            if (_readings > 0)
            {
                _points[_count++ % Kept] = new(new(_last), (float)(_sum / _readings));
            }
        }
    }
}
