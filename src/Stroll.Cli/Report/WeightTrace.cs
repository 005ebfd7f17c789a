using System.Collections.Immutable;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Cli.Report;

/// <summary>What the plates said around one mass change.</summary>
/// <param name="Change">The change, as the pipeline found it.</param>
/// <param name="Times">Length N, never falling.</param>
/// <param name="Plates">The plates that took part, then their neighbours on the board.</param>
internal sealed record ChangeTrace(MassChange Change, ImmutableArray<Instant> Times, ImmutableArray<PlateTrace> Plates);

/// <summary>One plate's samples.</summary>
/// <param name="Plate">Which.</param>
/// <param name="TookPart">False for a neighbour that is shown for comparison.</param>
/// <param name="Grams">One for each time; NaN where it said nothing.</param>
internal sealed record PlateTrace(PlateId Plate, bool TookPart, ImmutableArray<float> Grams);

/// <summary>Keeps what a report draws while readings pass: a window around each mass change, and each shelf's sum in few points.</summary>
/// <remarks>Memory is bounded whatever the length of the log: a ring of the last minute for each shelf, at most
/// <see cref="MostChanges"/> windows, and <see cref="ShelfOverview.MostPoints"/> points a shelf. Readings are thinned to 20 Hz by means of neighbours.</remarks>
internal sealed class WeightTrace
{
    /// <summary>Windows beyond this many are not kept: a page with more would be too heavy to open on a telephone.</summary>
    internal const int MostChanges = 240;

    static readonly TimeSpan Around = 2.Seconds;
    static readonly TimeSpan LongestPart = 20.Seconds;

    readonly Store _store;
    readonly ShelfRing[] _rings;
    readonly List<MassChange> _waiting = [];
    readonly List<ChangeTrace> _kept = [];

    /// <summary>Starts with nothing heard.</summary>
    internal WeightTrace(Store store)
    {
        _store = store;
        _rings = [.. store.Shelves.Select(shelf => new ShelfRing(shelf.Plates.Length))];
    }

    /// <summary>The windows of the changes, by number.</summary>
    internal IReadOnlyList<ChangeTrace> Changes => _kept;

    /// <summary>The sum of one shelf over the whole run.</summary>
    internal ShelfOverview Overview(ShelfId shelf) => _rings[shelf.Index].Overview;

    /// <summary>Takes readings in the order of their shelf; what is older than the last is left out.</summary>
    internal void Take(Observation.ShelfReadings readings)
    {
        var ring = _rings[readings.Shelf.Index];
        ring.Take(readings);
        for (var i = _waiting.Count - 1; i >= 0 && _waiting.Count > 0; i--)
        {
            if (_waiting[i].Shelf == readings.Shelf && readings.At > _waiting[i].End + Around)
            {
                Keep(_waiting[i]);
                _waiting.RemoveAt(i);
            }
        }
    }

    /// <summary>Asks for the window around a change. It is kept as soon as the readings after it have come.</summary>
    internal void Expect(MassChange change)
    {
        if (_kept.Count + _waiting.Count < MostChanges)
        {
            _waiting.Add(change);
        }
    }

    /// <summary>No more readings come.</summary>
    internal void Finish()
    {
        foreach (var change in _waiting)
        {
            Keep(change);
        }

        _waiting.Clear();
        _kept.Sort((left, right) => left.Change.Number.CompareTo(right.Change.Number));
    }

    void Keep(MassChange change)
    {
        var shelf = _store[change.Shelf];
        var moved = change.Steps.SelectMany(s => s.Plates).Select(p => _store[p.Plate].Slot).Distinct().Order().ToArray();
        var beside = moved.SelectMany(slot => (int[])[slot - 1, slot + 1])
            .Where(slot => slot >= 0 && slot < shelf.Plates.Length && !moved.Contains(slot)).Distinct().Order();
        var begin = change.Begin - Around;
        var end = change.End + Around;
        // Of a change that took minutes only its end is drawn.
        begin = end - begin > LongestPart ? end - LongestPart : begin;
        var (times, rows) = _rings[change.Shelf.Index].Between(begin, end);
        PlateTrace Trace(int slot, bool tookPart) =>
            new(shelf.Plates[slot], tookPart, [.. rows.Select(row => row[slot])]);

        _kept.Add(new(change, times, [.. moved.Select(slot => Trace(slot, true)), .. beside.Select(slot => Trace(slot, false))]));
    }

    /// <summary>The last minute of one shelf.</summary>
    sealed class ShelfRing(int plates)
    {
        const int Rows = 1200;
        static readonly TimeSpan RowLength = 50.Milliseconds;

        readonly long[] _times = new long[Rows];
        readonly float[][] _rows = [.. Enumerable.Range(0, Rows).Select(_ => Array.Empty<float>())];
        readonly double[] _sums = new double[plates];
        readonly int[] _counts = new int[plates];
        Instant _rowBegan = Instant.Earliest;
        Instant _last = Instant.Earliest;
        int _next;

        internal ShelfOverview Overview { get; } = new();

        internal void Take(Observation.ShelfReadings readings)
        {
            for (var sample = 0; sample < readings.Times.Length; sample++)
            {
                var at = new Instant(readings.Times.Span[sample]);
                if (at < _last)
                {
                    continue;
                }

                if (_rowBegan == Instant.Earliest || at - _rowBegan >= RowLength)
                {
                    CloseRow();
                    _rowBegan = at;
                }

                _last = at;
                var row = readings.Grams.Span.Slice(sample * plates, plates);
                for (var slot = 0; slot < plates; slot++)
                {
                    if (float.IsFinite(row[slot]))
                    {
                        _sums[slot] += row[slot];
                        _counts[slot]++;
                    }
                }
            }
        }

        internal (ImmutableArray<Instant> Times, IReadOnlyList<float[]> Rows) Between(Instant begin, Instant end)
        {
            var times = ImmutableArray.CreateBuilder<Instant>();
            var rows = new List<float[]>();
            for (var i = 0; i < Rows; i++)
            {
                var at = (_next + i) % Rows;
                if (_rows[at].Length > 0 && new Instant(_times[at]) >= begin && new Instant(_times[at]) <= end)
                {
                    times.Add(new(_times[at]));
                    rows.Add(_rows[at]);
                }
            }

            return (times.ToImmutable(), rows);
        }

        void CloseRow()
        {
            if (_rowBegan == Instant.Earliest)
            {
                return;
            }

            var row = new float[plates];
            for (var slot = 0; slot < plates; slot++)
            {
                row[slot] = _counts[slot] > 0 ? (float)(_sums[slot] / _counts[slot]) : float.NaN;
            }

            _times[_next] = _rowBegan.Nanoseconds + ((_last.Nanoseconds - _rowBegan.Nanoseconds) / 2);
            _rows[_next] = row;
            _next = (_next + 1) % Rows;
            Overview.Take(_rowBegan, row.Where(float.IsFinite).Sum(grams => (double)grams));
            Array.Clear(_sums);
            Array.Clear(_counts);
        }
    }
}

/// <summary>A series of any length in at most <see cref="MostPoints"/> means: when full, neighbours are joined in pairs.</summary>
internal sealed class ShelfOverview
{
    /// <summary>More points than a screen has columns help nobody.</summary>
    internal const int MostPoints = 512;

    readonly List<(Instant Begin, double Sum, int Count)> _points = [];
    int _rowsAPoint = 1;

    /// <summary>Means, by time.</summary>
    internal IEnumerable<(Instant At, double Grams)> Points => _points.Select(p => (p.Begin, p.Sum / p.Count));

    internal void Take(Instant at, double grams)
    {
        if (_points.Count > 0 && _points[^1].Count < _rowsAPoint)
        {
            var (begin, sum, count) = _points[^1];
            _points[^1] = (begin, sum + grams, count + 1);
            return;
        }

        if (_points.Count == MostPoints)
        {
            for (var i = 0; i < MostPoints / 2; i++)
            {
                var (left, right) = (_points[2 * i], _points[(2 * i) + 1]);
                _points[i] = (left.Begin, left.Sum + right.Sum, left.Count + right.Count);
            }

            _points.RemoveRange(MostPoints / 2, MostPoints / 2);
            _rowsAPoint *= 2;
        }

        _points.Add((at, grams, 1));
    }
}
