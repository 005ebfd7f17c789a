using System.Diagnostics;
using Stroll.Cli.Bench.Ingesting;
using Stroll.Observations;
using Stroll.Storage.Log;
using Stroll.Units;

namespace Stroll.Cli.Bench.Serving;

/// <summary>How <c>stroll serve</c> starts on a long log.</summary>
/// <param name="Gigabytes">Of the log.</param>
/// <param name="Segments">Its files.</param>
/// <param name="StartSeconds">From starting the process to the first message that it acknowledged, start by start. Before the first the newest segment is as long as they
/// get and was not closed, and there is neither a snapshot nor a database: everything waits to be run.</param>
internal sealed record ServeRestartRun(double Gigabytes, int Segments, double[] StartSeconds);

/// <summary>Makes a log as long as wanted and starts <c>stroll serve</c> on it, again and again after a kill.</summary>
internal static class ServeRestart
{
    const int Shelves = 143;
    const int Plates = 7;
    const int Samples = 12;
    const int Group = 2000;

    /// <param name="bytes">How long the log shall be, at least.</param>
    /// <param name="starts">How often to start.</param>
    /// <param name="done">Told of the share that is done.</param>
    /// <param name="stop">Ends it early.</param>
    internal static async Task<ServeRestartRun> Run(long bytes, int starts, Action<double> done, CancellationToken stop)
    {
        using var folder = new ServedFolder(Shelves, Plates, gates: 1);
        await WriteOneSegment(folder, stop);
        done(0.2);
        var first = Directory.EnumerateFiles(folder.Log, "*.seg").Min(StringComparer.Ordinal)!;
        var length = LogStretch.Of(folder.Log, (int)Math.Max(1, bytes / new FileInfo(first).Length), isTorn: true);
        done(0.5);
        using var scale = new BenchDevice(0, Plates, Samples);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var speaking = Task.Run(() => scale.Run(() => folder.Port, () => over.IsCancellationRequested ? null : long.MaxValue, stop), stop);
        var seconds = new double[starts];
        for (var start = 0; start < starts; start++)
        {
            seconds[start] = await ServeKills.StartAndKill(folder, () => scale.Acknowledged, 1.Seconds, stop);
            done(0.5 + (0.5 * (start + 1) / starts));
        }

        // Nobody answers any more, and the device waits for it.
        scale.Dispose();
        await over.CancelAsync();
        await speaking;
        return new(length / 1e9, Directory.EnumerateFiles(folder.Log, "*.seg").Count(), seconds);
    }

    /// <summary>Plates at rest with the noise of real ones, until a segment is full.</summary>
    static async Task WriteOneSegment(ServedFolder folder, CancellationToken stop)
    {
        var chance = new Rng(1);
        var at = 1_780_000_000_000_000_000L;
        using var log = folder.OpenLog();
        for (var sequence = 0L; Directory.EnumerateFiles(folder.Log, "*.seg").Count() < 2; sequence++)
        {
            var entries = new LogEntry[Group];
            for (var i = 0; i < Group; i++)
            {
                var shelf = i % Shelves;
                at += shelf == 0 ? 200_000_000 : 0;
                entries[i] = new(new(shelf), 1, (sequence * Group) + i, Message(shelf, at, chance));
            }

            await log.Append(entries, stop);
        }
    }

    static Observation.ShelfReadings Message(int shelf, long at, Rng chance)
    {
        var (times, grams) = (new long[Samples], new float[Samples * Plates]);
        for (var i = 0; i < Samples; i++)
        {
            times[i] = at - ((Samples - 1 - i) * 16_666_667L);
        }

        for (var i = 0; i < grams.Length; i++)
        {
            grams[i] = (float)Math.Round(500 + (1.5 * chance.NextNormal()), 2);
        }

        return new(new(shelf), times, grams);
    }
}
