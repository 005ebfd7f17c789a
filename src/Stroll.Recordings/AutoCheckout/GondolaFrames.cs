using Stroll.Layout;
using Stroll.Observations;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>Joins the series of one gondola's plates into samples of its shelves, on an even clock.</summary>
/// <remarks>One controller reads a whole gondola at once, so its plates share their times.</remarks>
sealed class GondolaFrames
{
    const long NominalPeriod = 16_666_667;

    readonly PlateSeries[] _series;
    readonly (Shelf Shelf, int[] Columns)[] _shelves;
    readonly SampleClock? _clock;
    long _last = long.MinValue;

    internal GondolaFrames(Store store, IEnumerable<PlateSeries> series)
    {
        _series = [.. series.Where(s => s.Kept > 0)];
        var column = _series.Index().ToDictionary(pair => pair.Item.Address, pair => pair.Index);
        _shelves =
        [
            .. _series.Select(s => (s.Address.Gondola, s.Address.Shelf)).Distinct().Select(key =>
            {
                store.TryFind(key.Gondola, key.Shelf, out var id);
                var shelf = store[id];
                return (shelf, shelf.Plates.Select(p => column.GetValueOrDefault(store[p].Address, -1)).ToArray());
            }),
        ];

        // Plates that are read at another rate, or when something happens, keep their own times.
        _clock = IsSixtyHertz() ? new SampleClock(NominalPeriod) : null;
    }

    internal SampleClock? Clock => _clock;

    /// <summary>Samples whose place in the order had to be mended because the source keeps no even rate.</summary>
    internal long Mended { get; private set; }

    internal IEnumerable<Observation.ShelfReadings> Read()
    {
        var times = new long[WeightsReader.BatchSamples];
        var grams = new float[WeightsReader.BatchSamples][];
        var count = 0;
        foreach (var (time, sample) in Samples())
        {
            times[count] = time;
            grams[count++] = sample;
            if (count == times.Length)
            {
                foreach (var readings in Batches(times, grams, count))
                {
                    yield return readings;
                }

                count = 0;
            }
        }

        foreach (var readings in Batches(times, grams, count))
        {
            yield return readings;
        }
    }

    IEnumerable<Observation.ShelfReadings> Batches(long[] times, float[][] samples, int count)
    {
        if (count == 0)
        {
            yield break;
        }

        foreach (var (shelf, columns) in _shelves)
        {
            var own = times[..count];
            var grams = new float[count * columns.Length];
            for (var i = 0; i < count; i++)
            {
                for (var slot = 0; slot < columns.Length; slot++)
                {
                    grams[(i * columns.Length) + slot] = columns[slot] < 0 ? float.NaN : samples[i][columns[slot]];
                }
            }

            yield return new(shelf.Id, own, grams);
        }
    }

    // Samples of different plates that lie within half a period are one sample; a plate that misses it is NaN there.
    IEnumerable<(long Time, float[] Grams)> Samples()
    {
        var heads = Array.ConvertAll(_series, s => s.Samples());
        var alive = Array.ConvertAll(heads, head => head.MoveNext());
        while (true)
        {
            var first = long.MaxValue;
            for (var i = 0; i < heads.Length; i++)
            {
                first = alive[i] ? Math.Min(first, heads[i].Current.Time) : first;
            }

            if (first == long.MaxValue)
            {
                yield break;
            }

            var grams = new float[heads.Length];
            for (var i = 0; i < heads.Length; i++)
            {
                if (alive[i] && heads[i].Current.Time - first <= NominalPeriod / 2)
                {
                    grams[i] = heads[i].Current.Grams;
                    alive[i] = heads[i].MoveNext();
                }
                else
                {
                    grams[i] = float.NaN;
                }
            }

            yield return (Even(first), grams);
        }
    }

    long Even(long written)
    {
        if (_clock is not null)
        {
            return _clock.Next(written);
        }

        Mended += written <= _last ? 1 : 0;
        return _last = Math.Max(written, _last + 1);
    }

    bool IsSixtyHertz()
    {
        var steps = new List<long>();
        var samples = _series.MaxBy(s => s.Kept)!.Samples();
        samples.MoveNext();
        var last = samples.Current.Time;
        while (steps.Count < 600 && samples.MoveNext())
        {
            steps.Add(samples.Current.Time - last);
            last = samples.Current.Time;
        }

        steps.Sort();
        return steps.Count >= 6 && Math.Abs(steps[steps.Count / 2] - NominalPeriod) < NominalPeriod / 6;
    }
}
