using Stroll.Layout;
using Stroll.Observations;

namespace Stroll.Recordings;

/// <summary>Streams <c>weights.parquet</c> as batches of samples of one shelf, nearly in the order of time.</summary>
/// <remarks>Holds one row group and about a second of samples. Rows may stand in any order inside a row group.</remarks>
sealed class WeightsReader(string path, Store store, TimeSpan? patience = null)
{
    /// <summary>As many samples as a shelf's controller sends at a time.</summary>
    internal const int BatchSamples = 12;

    // A batch is cut where it would reach further back than plates may be late.
    const long BatchSpanNanoseconds = 300_000_000;

    // Batches this near to the end of a row group wait for the next one, so that shelves come out side by side.
    const long HeldNanoseconds = 1_000_000_000;

    internal IEnumerable<Observation.ShelfReadings> Read()
    {
        using var table = ParquetTable.Open(path, patience);
        var time = table.Column<long>("t_ns");
        var plate = table.TextColumn("plate");
        var grams = table.Column<float>("grams");
        var names = new PlateNames(store, path);
        var shelves = store.Shelves.Select(s => new ShelfBuffer(s)).ToArray();
        var ready = new List<Observation.ShelfReadings>();
        long[] times = [];
        ReadOnlyMemory<char>[] plates = [];
        float[] masses = [];
        var order = new GroupOrder(path);
        for (var group = 0; group < table.Groups; group++)
        {
            var rows = table.Rows(group);
            if (rows == 0)
            {
                continue;
            }

            if (times.Length < rows)
            {
                times = new long[rows];
                plates = new ReadOnlyMemory<char>[rows];
                masses = new float[rows];
            }

            table.Read(group, time, times.AsMemory(0, rows));
            table.Read(group, plate, plates.AsMemory(0, rows));
            table.Read(group, grams, masses.AsMemory(0, rows));
            var (_, end) = order.Take(group, times.AsSpan(0, rows));
            for (var row = 0; row < rows; row++)
            {
                var id = names.Find(plates[row].Span);
                shelves[store[id].Shelf.Index].Add(times[row], store[id].Slot, masses[row]);
            }

            foreach (var shelf in shelves)
            {
                shelf.Cut(ready, isLast: false);
            }

            foreach (var batch in Due(ready, end - HeldNanoseconds))
            {
                yield return batch;
            }
        }

        foreach (var shelf in shelves)
        {
            shelf.Cut(ready, isLast: true);
        }

        foreach (var batch in Due(ready, long.MaxValue))
        {
            yield return batch;
        }
    }

    // Takes out what is not after the bound, by time, then by shelf.
    static List<Observation.ShelfReadings> Due(List<Observation.ShelfReadings> ready, long bound)
    {
        var due = ready.Where(batch => batch.At.Nanoseconds <= bound).OrderBy(batch => batch.At.Nanoseconds).ThenBy(batch => batch.Shelf.Index).ToList();
        ready.RemoveAll(batch => batch.At.Nanoseconds <= bound);
        return due;
    }

    /// <summary>Turns names into ids; after the first round it guesses right from the row before.</summary>
    sealed class PlateNames(Store store, string path)
    {
        readonly string[] _texts = [.. store.Plates.Select(p => p.Address.ToString())];
        readonly int[] _after = new int[store.Plates.Length];
        int _last;

        internal PlateId Find(ReadOnlySpan<char> name)
        {
            if (_texts.Length > 0)
            {
                var guess = _after[_last];
                if (name.SequenceEqual(_texts[guess]))
                {
                    _last = guess;
                    return new(guess);
                }

                if (name.SequenceEqual(_texts[_last]))
                {
                    return new(_last);
                }
            }

            if (!PlateAddress.TryParse(name, out var address) || !store.TryFind(address, out var id))
            {
                throw RecordingException.Of("weights.plate", path, $"plate '{(name.Length > 40 ? name[..40] : name)}' is not in the store");
            }

            _after[_last] = id.Index;
            _last = id.Index;
            return id;
        }
    }

    /// <summary>The samples of one shelf that have not left yet.</summary>
    sealed class ShelfBuffer(Shelf shelf)
    {
        readonly int _width = shelf.Plates.Length;
        (long Time, int Slot, float Grams)[] _rows = new (long, int, float)[64];
        int _count;
        bool _isSorted = true;

        internal void Add(long time, int slot, float grams)
        {
            if (_count == _rows.Length)
            {
                Array.Resize(ref _rows, _rows.Length * 2);
            }

            _isSorted &= _count == 0 || _rows[_count - 1].Time <= time;
            _rows[_count++] = (time, slot, float.IsFinite(grams) ? grams : float.NaN);
        }

        /// <summary>Makes batches of the samples that no later row can still join.</summary>
        internal void Cut(List<Observation.ShelfReadings> batches, bool isLast)
        {
            if (!_isSorted)
            {
                // Rows of one moment may stand in any order; a plate that speaks twice at one moment is read last wins.
                _rows.AsSpan(0, _count).Sort(static (left, right) => (left.Time, left.Slot).CompareTo((right.Time, right.Slot)));
                _isSorted = true;
            }

            var taken = 0;
            while (taken < _count)
            {
                var end = BatchEnd(taken, out var samples);
                if (end == _count && !isLast)
                {
                    break;
                }

                batches.Add(Batch(taken, end, samples));
                taken = end;
            }

            _rows.AsSpan(taken, _count - taken).CopyTo(_rows);
            _count -= taken;
        }

        int BatchEnd(int from, out int samples)
        {
            var start = _rows[from].Time;
            var last = start;
            samples = 1;
            for (var i = from; i < _count; i++)
            {
                var time = _rows[i].Time;
                if (time == last)
                {
                    continue;
                }

                if (samples == BatchSamples || time - start > BatchSpanNanoseconds)
                {
                    return i;
                }

                samples++;
                last = time;
            }

            return _count;
        }

        Observation.ShelfReadings Batch(int from, int end, int samples)
        {
            var times = new long[samples];
            var grams = new float[samples * _width];
            Array.Fill(grams, float.NaN);
            var sample = -1;
            for (var i = from; i < end; i++)
            {
                if (sample < 0 || times[sample] != _rows[i].Time)
                {
                    times[++sample] = _rows[i].Time;
                }

                grams[(sample * _width) + _rows[i].Slot] = _rows[i].Grams;
            }

            return new(shelf.Id, times, grams);
        }
    }
}
