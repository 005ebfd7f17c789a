using Parquet;
using Stroll.Layout;
using Stroll.Observations;

namespace Stroll.Recordings;

/// <summary>Appends readings to <c>weights.parquet</c>, a row group at a time.</summary>
sealed class WeightsWriter : IDisposable
{
    // 14 s of a store of 306 plates. Small enough to hold, large enough that a column costs nothing to open.
    const int GroupRows = 1 << 18;

    readonly ReadOnlyMemory<char>[] _names;
    readonly bool[] _spoke;
    readonly Store _store;
    readonly Stream _stream;
    readonly ParquetWriter _writer;
    readonly long[] _times = new long[GroupRows];
    readonly ReadOnlyMemory<char>[] _plates = new ReadOnlyMemory<char>[GroupRows];
    readonly float[] _grams = new float[GroupRows];
    int _rows;

    internal WeightsWriter(string path, Store store)
    {
        _store = store;
        _names = [.. store.Plates.Select(p => p.Address.ToString().AsMemory())];
        _spoke = new bool[_names.Length];
        _stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
        _writer = ParquetWriter.CreateAsync(WeightsColumns.Schema, _stream, WeightsColumns.Options()).GetAwaiter().GetResult();
    }

    /// <summary>Rows so far.</summary>
    internal long Count { get; private set; }

    /// <summary>The plates that have said anything, by address.</summary>
    internal IEnumerable<PlateAddress> Plates => _store.Plates.Where(p => _spoke[p.Id.Index]).Select(p => p.Address);

    internal void Append(Observation.ShelfReadings readings)
    {
        var plates = _store[readings.Shelf].Plates;
        var times = readings.Times.Span;
        var grams = readings.Grams.Span;
        for (var i = 0; i < times.Length; i++)
        {
            var sample = grams.Slice(i * plates.Length, plates.Length);
            var before = Count;
            for (var slot = 0; slot < plates.Length; slot++)
            {
                if (!float.IsNaN(sample[slot]))
                {
                    Add(times[i], plates[slot], sample[slot]);
                }
            }

            // A moment at which the shelf spoke but no plate was usable is kept too: silence and nonsense are not the same.
            if (Count == before && plates.Length > 0)
            {
                Add(times[i], plates[0], float.NaN);
            }
        }
    }

    /// <summary>Writes what is left and closes the file.</summary>
    public void Dispose()
    {
        Flush();
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    void Add(long time, PlateId plate, float grams)
    {
        _times[_rows] = time;
        _plates[_rows] = _names[plate.Index];
        _grams[_rows] = grams;
        _spoke[plate.Index] = true;
        Count++;
        if (++_rows == GroupRows)
        {
            Flush();
        }
    }

    void Flush()
    {
        if (_rows == 0)
        {
            return;
        }

        using var group = _writer.CreateRowGroup();
        group.WriteAsync<long>(WeightsColumns.Time, _times.AsMemory(0, _rows)).GetAwaiter().GetResult();
        group.WriteAsync<ReadOnlyMemory<char>>(WeightsColumns.Plate, _plates.AsMemory(0, _rows)).GetAwaiter().GetResult();
        group.WriteAsync<float>(WeightsColumns.Grams, _grams.AsMemory(0, _rows)).GetAwaiter().GetResult();
        _rows = 0;
    }
}
