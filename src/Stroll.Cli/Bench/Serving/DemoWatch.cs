using System.Diagnostics;
using Stroll.Cli.Bench.Ingesting;
using Stroll.Host.Database;
using Stroll.Host.Scenes;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Cli.Bench.Serving;

/// <summary>A demo at one moment.</summary>
/// <param name="Minute">Since its start.</param>
/// <param name="Megabytes">Of memory that it holds.</param>
/// <param name="SnapshotMegabytes">Of the newest snapshot of its state.</param>
/// <param name="Ready">Visits that are over and whose receipt is ready.</param>
internal sealed record DemoMoment(double Minute, double Megabytes, double SnapshotMegabytes, int Ready);

/// <summary>How a demo did.</summary>
/// <param name="FirstReceiptSeconds">From starting the process until somebody who took something had left and their receipt was ready.</param>
/// <param name="Moments">Once a minute.</param>
internal sealed record DemoRunWatched(double FirstReceiptSeconds, IReadOnlyList<DemoMoment> Moments);

/// <summary>Starts the real demo and looks at it from outside.</summary>
internal static class DemoWatch
{
    internal static async Task<DemoRunWatched> Run(TimeSpan length, Action<double> done, CancellationToken stop)
    {
        using var folder = new BenchFolder();
        var data = Path.Combine(folder.Path, "data");
        var watch = Stopwatch.StartNew();
        using var process = ServedFolder.Start("demo", "--port", "0", "--data", data);
        var (first, moments) = (double.NaN, new List<DemoMoment>());
        while (watch.Elapsed < length && !process.HasExited)
        {
            await Task.Delay(double.IsNaN(first) ? 250.Milliseconds : 2.Seconds, stop);
            first = double.IsNaN(first) && Stories(data).Any(HasGoods) ? watch.Elapsed.TotalSeconds : first;
            if (watch.Elapsed.TotalMinutes >= moments.Count + 1)
            {
                process.Refresh();
                moments.Add(new(watch.Elapsed.TotalMinutes, process.WorkingSet64 / 1e6, Snapshot(data) / 1e6, Stories(data).Count(story => story.Ready is not null)));
            }

            done(watch.Elapsed / length);
        }

        if (process.HasExited)
        {
            throw new IOException($"the demo ended by itself with {process.ExitCode}");
        }

        process.Kill();
        await process.WaitForExitAsync(stop);
        return new(first, moments);
    }

    static bool HasGoods(VisitStory story) => story is { Left: not null, Ready: not null, Lines.IsEmpty: false };

    static IReadOnlyList<VisitStory> Stories(string data)
    {
        var file = Path.Combine(data, "stores", "demo", "corner", "Store.db");
        if (!File.Exists(file))
        {
            return [];
        }

        using var database = SqliteDatabase.Open(file, Schema.Store);
        return database.Read(transaction => StoryTable.Newest(transaction, null, null, 1_000_000));
    }

    static long Snapshot(string data)
    {
        var folder = Path.Combine(data, "stores", "demo", "corner", "snapshots");
        return Directory.Exists(folder) && Directory.GetFiles(folder, "*.snapshot") is [_, ..] files ? new FileInfo(files.Max(StringComparer.Ordinal)!).Length : 0;
    }
}
