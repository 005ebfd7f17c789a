using System.Diagnostics;
using Stroll.Cli.Bench.Ingesting;
using Stroll.Host.Scenes;
using Stroll.Units;

namespace Stroll.Cli.Bench.Serving;

/// <summary>What was found after a real <c>stroll serve</c> had been killed again and again.</summary>
/// <param name="Kills">How often.</param>
/// <param name="Acknowledged">Messages that devices were told are kept.</param>
/// <param name="Lost">Of those, not in the log.</param>
/// <param name="Doubled">In the log more than once.</param>
/// <param name="Visits">Visits whose beginning was acknowledged.</param>
/// <param name="Missing">Of those, without a row in the store's database, or without an end.</param>
/// <param name="Extra">Visits in the database that nobody made.</param>
/// <param name="Different">Visits that a fresh database tells otherwise when the same log is run from its beginning without a kill.</param>
/// <param name="SlowestStartSeconds">From starting the process to the first message that it acknowledged.</param>
internal sealed record ServeKillRun(
    int Kills, long Acknowledged, long Lost, long Doubled, long Visits, long Missing, long Extra, long Different, double SlowestStartSeconds)
{
    /// <summary>True when nothing was lost, doubled or told otherwise.</summary>
    internal bool IsWhole => Lost + Doubled + Missing + Extra + Different == 0;
}

/// <summary>Kills <c>stroll serve</c> with SIGKILL while scales and gates speak to it, and holds log and effects against what they know.</summary>
internal static class ServeKills
{
    const int Shelves = 20;
    const int Gates = 4;

    // A visit is ready at the latest 8 s after its end; a start and the commit come on top.
    static readonly TimeSpan Settled = 30.Seconds;

    internal static async Task<ServeKillRun> Run(int kills, ulong seed, Action<int> done, CancellationToken stop)
    {
        using var folder = new ServedFolder(Shelves, plates: 1, Gates);
        BenchDevice[] scales = [.. Enumerable.Range(0, Shelves).Select(number => new BenchDevice(number, 1, 1))];
        GateDevice[] gates = [.. Enumerable.Range(1, Gates).Select(number => new GateDevice(number))];
        var (isOver, chance, slowest) = (false, new Rng(seed), 0.0);
        Task[] speaking =
        [
            .. scales.Select(scale => Task.Run(() => scale.Run(() => folder.Port, () => Volatile.Read(ref isOver) ? null : long.MaxValue, stop), stop)),
            .. gates.Select(gate => Task.Run(() => gate.Run(folder.Port, () => Volatile.Read(ref isOver), stop), stop)),
        ];
        for (var kill = 0; kill < kills; kill++)
        {
            slowest = Math.Max(slowest, await StartAndKill(folder, () => Told(scales, gates), chance.NextIndex(700).Milliseconds, stop));
            done(kill + 1);
        }

        Volatile.Write(ref isOver, true);
        await Settle(folder, Task.WhenAll(speaking), gates.Sum(gate => gate.Visits), stop);
        var (lost, doubled) = Compare(folder, scales, gates);
        var stories = folder.Stories();
        var visits = gates.Sum(gate => gate.Visits);
        var ended = stories.Values.Count(IsEnded);
        var run = new ServeKillRun(
            kills, Told(scales, gates), lost, doubled, visits, Math.Max(0, visits - ended), Math.Max(0, stories.Count - visits),
            await Different(folder, stories, stop), slowest);
        Array.ForEach(scales, scale => scale.Dispose());
        Array.ForEach(gates, gate => gate.Dispose());
        return run;
    }

    static long Told(BenchDevice[] scales, GateDevice[] gates) => scales.Sum(scale => scale.Acknowledged) + gates.Sum(gate => gate.Acknowledged);

    /// <summary>From the start of a process to its first acknowledgement; then it is killed a while later.</summary>
    internal static async Task<double> StartAndKill(ServedFolder folder, Func<long> told, TimeSpan later, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var before = told();
        using var process = folder.Start();
        while (told() == before && !process.HasExited)
        {
            await Task.Delay(1.Milliseconds, stop);
        }

        var seconds = watch.Elapsed.TotalSeconds;
        if (process.HasExited)
        {
            throw new IOException($"stroll serve ended by itself with {process.ExitCode} after {seconds:0.0} s");
        }

        await Task.Delay(later, stop);
        await Kill(process, stop);
        return seconds;
    }

    static async Task Kill(Process process, CancellationToken stop)
    {
        process.Kill();
        await process.WaitForExitAsync(stop);
    }

    static bool IsEnded(VisitStory story) => story is { Left: not null, Ready: not null };

    /// <summary>Runs once more until every visit has its end in the database.</summary>
    static async Task Settle(ServedFolder folder, Task? speaking, long visits, CancellationToken stop)
    {
        using var process = folder.Start();
        await (speaking ?? Task.CompletedTask);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Settled && folder.Stories().Values.Count(IsEnded) < visits;)
        {
            await Task.Delay(200.Milliseconds, stop);
        }

        await Kill(process, stop);
    }

    static (long Lost, long Doubled) Compare(ServedFolder folder, BenchDevice[] scales, GateDevice[] gates)
    {
        using var log = folder.OpenLog();
        var found = new Dictionary<(int Source, long Sequence), int>();
        foreach (var (_, entry) in log.Read(log.FirstOffset))
        {
            if (entry.Source.Index < Shelves + Gates)
            {
                var key = (entry.Source.Index, entry.Sequence);
                found[key] = found.GetValueOrDefault(key) + 1;
            }
        }

        long Missing(int source, long acknowledged) => Enumerable.Range(0, (int)acknowledged).LongCount(sequence => !found.ContainsKey((source, sequence)));
        return (
            scales.Sum(scale => Missing(scale.Number, scale.Acknowledged) - scale.Refused) + gates.Select((gate, index) => Missing(Shelves + index, gate.Acknowledged)).Sum(),
            found.Values.LongCount(times => times > 1));
    }

    /// <summary>Takes database and snapshots away, and lets a new process tell the same log.</summary>
    static async Task<long> Different(ServedFolder folder, SortedDictionary<string, VisitStory> told, CancellationToken stop)
    {
        folder.ForgetAllButTheLog();
        await Settle(folder, speaking: null, told.Count, stop);
        var again = folder.Stories();
        return told.Count(pair => !again.TryGetValue(pair.Key, out var other) || Words(other) != Words(pair.Value)) + Math.Max(0, again.Count - told.Count);
    }

    static string Words(VisitStory story) => System.Text.Json.JsonSerializer.Serialize(story);
}
