using Stroll.Layout;
using Stroll.Observations;

namespace Stroll.Cli.Bench.Realism;

/// <summary>What the sum of a shelf's plates did in one second.</summary>
/// <param name="At">Its middle, seconds since the first reading of all.</param>
/// <param name="Mean">Grams.</param>
/// <param name="Sd">Over its samples, grams.</param>
/// <param name="Low">The lowest sample.</param>
/// <param name="High">The highest sample.</param>
internal readonly record struct ShelfSecond(double At, double Mean, double Sd, double Low, double High);

/// <summary>Takes readings in and keeps what each shelf and each plate did second by second: a few numbers instead of hundreds.</summary>
internal sealed class WeightSeconds
{
    readonly Board[] _boards;

    internal WeightSeconds(Store store, long begin) =>
        _boards = [.. store.Shelves.Select(shelf => new Board(shelf.Plates.Length, begin))];

    /// <summary>By shelf, then by time. Seconds with few readings are left out.</summary>
    internal IReadOnlyList<ShelfSecond> Of(ShelfId shelf) => _boards[shelf.Index].Seconds;

    /// <summary>The sd of one plate in each of those seconds, grams; NaN where it said nothing.</summary>
    internal IEnumerable<double> PlateSds(ShelfId shelf, int slot) => _boards[shelf.Index].PlateSds.Select(sds => (double)sds[slot]);

    /// <summary>Takes a batch; what is older than the last of its shelf is left out.</summary>
    internal void Take(Observation.ShelfReadings readings) => _boards[readings.Shelf.Index].Take(readings);

    /// <summary>Sums over one second, relative to the first value in it: the level is large and what it does is small.</summary>
    sealed class Board(int plates, long begin)
    {
        const int FewestSamples = 8;

        readonly double[] _first = new double[plates + 1];
        readonly double[] _sum = new double[plates + 1];
        readonly double[] _square = new double[plates + 1];
        readonly int[] _count = new int[plates + 1];
        readonly double[] _last = new double[plates];
        long _second = long.MinValue;
        long _newest = long.MinValue;
        double _low;
        double _high;

        internal List<ShelfSecond> Seconds { get; } = [];

        internal List<float[]> PlateSds { get; } = [];

        internal void Take(Observation.ShelfReadings readings)
        {
            var times = readings.Times.Span;
            var grams = readings.Grams.Span;
            for (var row = 0; row < times.Length; row++)
            {
                if (times[row] <= _newest)
                {
                    continue;
                }

                _newest = times[row];
                if ((times[row] - begin) / 1_000_000_000 is var second && second != _second)
                {
                    Close();
                    _second = second;
                }

                Add(grams.Slice(row * plates, plates));
            }
        }

        void Add(ReadOnlySpan<float> grams)
        {
            var all = 0.0;
            for (var slot = 0; slot < plates; slot++)
            {
                if (float.IsFinite(grams[slot]))
                {
                    _last[slot] = grams[slot];
                    Add(slot, grams[slot]);
                }

                // A plate that says nothing for a moment has not lost its load.
                all += _last[slot];
            }

            Add(plates, all);
            (_low, _high) = _count[plates] == 1 ? (all, all) : (Math.Min(_low, all), Math.Max(_high, all));
        }

        void Add(int slot, double value)
        {
            if (_count[slot]++ == 0)
            {
                _first[slot] = value;
            }

            _sum[slot] += value - _first[slot];
            _square[slot] += (value - _first[slot]) * (value - _first[slot]);
        }

        void Close()
        {
            if (_count[plates] >= FewestSamples)
            {
                Seconds.Add(new(_second + 0.5, _first[plates] + (_sum[plates] / _count[plates]), Sd(plates), _low, _high));
                PlateSds.Add([.. Enumerable.Range(0, plates).Select(slot => (float)Sd(slot))]);
            }

            Array.Clear(_sum);
            Array.Clear(_square);
            Array.Clear(_count);
        }

        double Sd(int slot) => _count[slot] < FewestSamples
            ? double.NaN
            : Math.Sqrt(Math.Max(0, (_square[slot] - (_sum[slot] * _sum[slot] / _count[slot])) / (_count[slot] - 1)));
    }
}
