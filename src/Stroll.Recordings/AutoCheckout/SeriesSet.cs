using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>All plate series of one source.</summary>
sealed class SeriesSet(string scratch, CancellationToken stop)
{
    // More plates than any store has. A file that names more is not about plates.
    const int PlateLimit = 20_000;

    readonly SortedDictionary<PlateAddress, PlateSeries> _series = [];

    /// <summary>By address.</summary>
    internal IEnumerable<PlateSeries> All => _series.Values;

    internal PlateSeries this[PlateAddress address] => _series[address];

    internal bool Has(PlateAddress address) => _series.ContainsKey(address);

    internal PlateSeries Get(PlateAddress address, string where)
    {
        // Every message and row comes by here.
        stop.ThrowIfCancellationRequested();
        if (!_series.TryGetValue(address, out var series))
        {
            if (_series.Count == PlateLimit)
            {
                throw RecordingException.Of("import.too-many-plates", where, $"more than {PlateLimit} plates, expected a store");
            }

            _series[address] = series = new(address, scratch);
        }

        return series;
    }

    internal void Remove(PlateAddress address) => _series.Remove(address);

    /// <summary>Refuses time that runs backwards, and notes what is odd but usable.</summary>
    internal void Check(ImportNotes notes, string source)
    {
        if (_series.Values.All(series => series.Kept == 0))
        {
            throw RecordingException.Of("import.empty", source, "no reading of any plate, expected some");
        }

        if (_series.Values.FirstOrDefault(series => series.RunsBackwards) is { } backwards)
        {
            throw RecordingException.Of("recording.time-backwards", source, $"the time of plate {backwards.Address} runs backwards as a whole, expected rising times");
        }

        foreach (var series in _series.Values)
        {
            var name = $"plate {series.Address}";
            notes.Add("readings that are not a number", name, series.NotNumbers);
            notes.Add("infinite readings", name, series.Infinite);
            notes.Add("doubled samples (left out)", name, series.Doubled);
            notes.Add("samples older than a batch (left out)", name, series.Stale);
            notes.Add("steps back in time shorter than a batch", $"{name}, {series.LargestStepBack / 1e6:0.0} ms", series.StepsBack);
            notes.Add("plates with negative levels", $"{name}, {series.Negative} readings", series.Negative > 0 ? 1 : 0);
        }
    }

    internal Instant Begin => new(_series.Values.Where(s => s.Kept > 0).Min(s => s.First));
}
