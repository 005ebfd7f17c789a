using System.Diagnostics;
using System.Globalization;
using Stroll.Cli.Bench.Ingesting;
using Stroll.Cli.Bench.Serving;
using Stroll.Units;

namespace Stroll.Tests.Live;

/// <summary>The real program on a real disk that is full: a small file system of its own, in a name space of its own.</summary>
public sealed class SmallDiskTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_a_full_disk_devices_wait_and_when_there_is_room_again_it_goes_on_and_nothing_acknowledged_is_lost()
    {
        using var folder = new ServedFolder(shelves: 4, plates: 1, gates: 1);
        Assert.SkipUnless(MayMount(folder), "needs: unshare with a tmpfs of one's own");
        BenchDevice[] scales = [.. Enumerable.Range(0, 4).Select(number => new BenchDevice(number, 1, 1))];
        using var over = new CancellationTokenSource();
        var speaking = Task.WhenAll(scales.Select(scale => Task.Run(
            () => scale.Run(() => folder.Port, () => over.IsCancellationRequested ? null : long.MaxValue, Cancellation), Cancellation)));
        using var process = folder.StartOnSmallDisk(megabytes: 24, ballast: 16);
        long Told() => scales.Sum(scale => scale.Acknowledged);
        await Until(() => Told() > 100);

        var data = $"/proc/{process.Id}/root{folder.Data}";
        Fill(data);
        var (last, still) = (-1L, Stopwatch.StartNew());
        await Until(() => IsStill(Told(), ref last, still));
        var full = Told();
        File.Delete(Path.Combine(data, "fill"));
        File.Delete(Path.Combine(data, "ballast"));
        await Until(() => Told() > full + 100);

        await over.CancelAsync();
        await speaking;
        CopyLog(data, folder);
        process.Kill();
        await process.WaitForExitAsync(Cancellation);
        using var log = folder.OpenLog();
        var kept = log.Read(log.FirstOffset).Where(e => e.Entry.Source.Index < 4).Select(e => (e.Entry.Source.Index, e.Entry.Sequence)).ToArray();
        Assert.Equal(kept.Length, kept.Distinct().Count());
        Assert.All(scales, scale => Assert.Equal(
            Enumerable.Range(0, (int)scale.Acknowledged).Select(n => (long)n), kept.Where(key => key.Index == scale.Number).Select(key => key.Sequence).Order().Take((int)scale.Acknowledged)));
        Array.ForEach(scales, scale => scale.Dispose());
    }

    static bool MayMount(ServedFolder folder)
    {
        using var process = Process.Start(new ProcessStartInfo("unshare", ["-rm", "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.Data]) { RedirectStandardError = true });
        process?.WaitForExit();
        return process?.ExitCode == 0;
    }

    /// <summary>Takes every byte that is left.</summary>
    static void Fill(string data)
    {
        try
        {
            using var file = File.Create(Path.Combine(data, "fill"), 1);
            var some = new byte[4096];
            while (true)
            {
                file.Write(some);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // That was the point.
        }
    }

    /// <summary>Nothing was acknowledged for a second.</summary>
    static bool IsStill(long told, ref long last, Stopwatch since)
    {
        if (told != last)
        {
            last = told;
            since.Restart();
        }

        return since.Elapsed > 1.Seconds;
    }

    static void CopyLog(string data, ServedFolder folder)
    {
        var from = Path.Combine(data, Path.GetRelativePath(folder.Data, folder.Log));
        Directory.CreateDirectory(folder.Log);
        foreach (var file in Directory.GetFiles(from).Where(file => Path.GetFileName(file) != "lock"))
        {
            File.Copy(file, Path.Combine(folder.Log, Path.GetFileName(file)), overwrite: true);
        }
    }

    static async Task Until(Func<bool> isSo)
    {
        for (var watch = Stopwatch.StartNew(); !isSo(); await Task.Delay(20.Milliseconds, Cancellation))
        {
            Assert.True(watch.Elapsed < 60.Seconds, string.Create(CultureInfo.InvariantCulture, $"waited {watch.Elapsed.TotalSeconds:0} s"));
        }
    }
}
