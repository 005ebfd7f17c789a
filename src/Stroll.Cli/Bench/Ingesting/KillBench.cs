using System.Diagnostics;
using System.Globalization;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Cli.Bench.Ingesting;

/// <summary>What was found after a host had been killed again and again.</summary>
/// <param name="Kills">How often.</param>
/// <param name="Acknowledged">Messages that devices were told are kept.</param>
/// <param name="Lost">Of those, not in the log.</param>
/// <param name="Doubled">In the log more than once.</param>
/// <param name="SlowestStartSeconds">From starting the process to the first message that it acknowledged.</param>
internal sealed record KillRun(int Kills, long Acknowledged, long Lost, long Doubled, double SlowestStartSeconds);

/// <summary>Kills a host with SIGKILL while devices speak, starts it again, and compares at the end.</summary>
internal sealed class KillBench(IngestBench bench)
{
    /// <summary>What the child process prints when it listens.</summary>
    internal const string Ready = "listening at ";

    /// <summary>Runs the kills.</summary>
    /// <param name="kills">How many.</param>
    /// <param name="seed">Decides when.</param>
    /// <param name="start">Starts a child that opens the folder, listens, and says <see cref="Ready"/> and its port.</param>
    /// <param name="done">Told after each.</param>
    /// <param name="stop">Ends it early.</param>
    internal async Task<KillRun> Run(int kills, ulong seed, Func<string, Process> start, Action<int> done, CancellationToken stop)
    {
        using var folder = new BenchFolder();
        var devices = bench.Devices();
        var (port, isOver, chance, slowest) = (0, false, new Rng(seed), 0.0);
        long Told() => devices.Sum(device => device.Acknowledged);
        var speaking = devices.Select(device => Task.Run(() => device.Run(() => port, () => Volatile.Read(ref isOver) ? null : long.MaxValue, stop), stop)).ToArray();
        for (var kill = 0; kill < kills; kill++)
        {
            var watch = Stopwatch.StartNew();
            using var child = start(folder.Path);
            port = await PortOf(child, stop);
            var before = Told();
            while (Told() == before)
            {
                await Task.Delay(1.Milliseconds, stop);
            }

            slowest = Math.Max(slowest, watch.Elapsed.TotalSeconds);
            await Task.Delay(chance.NextIndex(400).Milliseconds, stop);
            child.Kill();
            await child.WaitForExitAsync(stop);
            done(kill + 1);
        }

        Volatile.Write(ref isOver, true);
        await Task.WhenAll(speaking);
        var (lost, doubled) = bench.Compare(folder.Path, devices);
        Array.ForEach(devices, device => device.Dispose());
        return new(kills, Told(), lost, doubled, slowest);
    }

    /// <summary>The other side: listens until its input ends.</summary>
    internal static async Task Serve(string folder, Store store, TextWriter output, TextReader input)
    {
        await using var station = await IngestStation.Open(folder, store, port: 0);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Ready}{station.Port}"));
        await output.FlushAsync();
        await input.ReadToEndAsync();
    }

    static async Task<int> PortOf(Process child, CancellationToken stop)
    {
        var line = await child.StandardOutput.ReadLineAsync(stop);
        return line?.StartsWith(Ready, StringComparison.Ordinal) == true
            ? int.Parse(line[Ready.Length..], CultureInfo.InvariantCulture)
            : throw new IOException($"the host did not start: {line} {await child.StandardError.ReadToEndAsync(stop)}");
    }
}
