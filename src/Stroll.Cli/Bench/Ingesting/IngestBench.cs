using System.Diagnostics;
using Stroll.Cli.Frame;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Storage.Log;
using Stroll.Units;

namespace Stroll.Cli.Bench.Ingesting;

/// <summary>What one run of the bench found.</summary>
/// <param name="Seconds">Of the wall clock.</param>
/// <param name="Messages">Acknowledged.</param>
/// <param name="CoreSeconds">Of the processor, those of the devices included.</param>
/// <param name="P99Milliseconds">From sending to the acknowledgement.</param>
/// <param name="Lost">Acknowledged and not in the log.</param>
/// <param name="Doubled">In the log more than once.</param>
/// <param name="LogBytes">Of the log afterwards.</param>
/// <param name="PeakMegabytes">Of the process, devices included.</param>
internal sealed record IngestRun(
    double Seconds, long Messages, double CoreSeconds, double P99Milliseconds, long Lost, long Doubled, long LogBytes, double PeakMegabytes)
{
    /// <summary>For each second of the wall clock.</summary>
    internal double PerSecond => Messages / Seconds;

    /// <summary>For each second of one core.</summary>
    internal double PerCoreSecond => Messages / CoreSeconds;

    /// <summary>After the offered load ended, until the last message was acknowledged.</summary>
    internal double DrainSeconds { get; init; }
}

/// <summary>Devices that speak to a host over MQTT on the loopback as fast as they are acknowledged, or at a rate.</summary>
/// <param name="shelves">Devices.</param>
/// <param name="plates">Plates of each.</param>
/// <param name="samples">Samples in a message.</param>
internal sealed class IngestBench(int shelves, int plates, int samples)
{
    readonly Store _store = IngestStation.StoreOf(shelves, plates);

    internal Store Store => _store;

    /// <summary>Runs and then reads the whole log to see what is in it.</summary>
    /// <param name="length">How long load is offered.</param>
    /// <param name="perSecond">Messages offered by all devices together; none for as fast as they are acknowledged.</param>
    /// <param name="stop">Ends it early.</param>
    internal async Task<IngestRun> Run(TimeSpan length, double? perSecond, CancellationToken stop)
    {
        using var folder = new BenchFolder();
        var devices = Devices();
        double seconds;
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        using var memory = new MemoryWatch();
        await using (var station = await IngestStation.Open(folder.Path, _store, port: 0))
        {
            long? Due() => watch.Elapsed < length
                ? perSecond is { } rate ? (long)(watch.Elapsed.TotalSeconds * rate / shelves) : long.MaxValue
                : null;
            long? DueWithRest(BenchDevice device) =>
                Due() is { } due ? due : perSecond is { } rate && device.Acknowledged < (long)(length.TotalSeconds * rate / shelves) ? (long)(length.TotalSeconds * rate / shelves) : null;
            await Task.WhenAll(devices.Select(device => Task.Run(() => device.Run(() => station.Port, () => DueWithRest(device), stop), stop)));
            seconds = watch.Elapsed.TotalSeconds;
        }

        var used = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        var (lost, doubled) = Compare(folder.Path, devices);
        var latencies = devices.SelectMany(device => device.Latencies).Order().ToArray();
        Array.ForEach(devices, device => device.Dispose());
        return new(
            seconds, devices.Sum(device => device.Acknowledged - device.Refused), used, latencies[(int)(latencies.Length * 0.99)], lost, doubled,
            Directory.EnumerateFiles(folder.Path, "*.seg").Sum(file => new FileInfo(file).Length), memory.PeakMegabytes)
        {
            DrainSeconds = Math.Max(0, seconds - length.TotalSeconds),
        };
    }

    internal BenchDevice[] Devices() => [.. Enumerable.Range(0, shelves).Select(number => new BenchDevice(number, plates, samples))];

    /// <summary>Holds what the devices know against what the log has.</summary>
    internal (long Lost, long Doubled) Compare(string folder, BenchDevice[] devices)
    {
        using var log = Refusal.Unless(IngestStation.OpenLog(folder, _store));
        var found = new Dictionary<(int, long), int>();
        foreach (var (_, entry) in log.NextOffset == 0 ? [] : log.Read(log.FirstOffset))
        {
            var key = (entry.Source.Index, entry.Sequence);
            found[key] = found.GetValueOrDefault(key) + 1;
        }

        var lost = devices.Sum(device => Enumerable.Range(0, (int)device.Acknowledged).LongCount(sequence => !found.ContainsKey((device.Number, sequence))));
        return (lost - devices.Sum(device => device.Refused), found.Values.LongCount(times => times > 1));
    }
}

/// <summary>A folder of the system's place for such, gone afterwards.</summary>
internal sealed class BenchFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("stroll-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Looks at the memory of this process ten times a second.</summary>
internal sealed class MemoryWatch : IDisposable
{
    readonly Timer _timer;
    long _peak;

    internal MemoryWatch() => _timer = new(_ => _peak = Math.Max(_peak, Environment.WorkingSet), null, 0, 100);

    internal double PeakMegabytes => _peak / 1e6;

    public void Dispose() => _timer.Dispose();
}
