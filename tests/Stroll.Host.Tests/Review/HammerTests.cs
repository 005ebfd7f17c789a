using System.Diagnostics;
using Stroll.Host.Database;
using Stroll.Host.Review;
using Stroll.Host.Stores;
using Stroll.Storage.Postgres;
using Stroll.Storage.Sqlite;
using Stroll.Tests.Database;
using Stroll.Units;

namespace Stroll.Tests.Review;

/// <summary>Two servers with two desks each on one queue, killed again and again without warning.</summary>
public sealed class HammerTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    static readonly bool Long = Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1";

    const int FewestKills = 4;

    static readonly string[] Names = ["one", "two"];

    // A length in between can be asked for: STROLL_TEST_HAMMER_SECONDS=60.
    static TimeSpan HowLong => int.TryParse(Environment.GetEnvironmentVariable("STROLL_TEST_HAMMER_SECONDS"), out var seconds) ? TimeSpan.FromSeconds(seconds)
        : Long ? TimeSpan.FromMinutes(10) : TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Kills_lose_no_case_and_give_none_to_two_on_SQLite()
    {
        using var folder = new TempFolder();
        using var database = SqliteDatabase.Open(folder["store.db"], Schema.Store);
        await Hammer(database, folder, "sqlite", folder["store.db"]);
    }

    [Fact]
    public async Task Kills_lose_no_case_and_give_none_to_two_on_PostgreSQL()
    {
        var connection = server.NewDatabase();
        using var folder = new TempFolder();
        using var database = PostgresDatabase.Open(connection, Desk.Store, Schema.Store);
        await Hammer(database, folder, "postgres", connection);
    }

    static async Task Hammer(IDatabase database, TempFolder folder, string kind, string place)
    {
        var desk = new Desk(database, Desk.Rules with { Promise = TimeSpan.FromDays(1) });
        var rng = new Rng(5);
        Process[] servers = [.. Names.Select(name => Start(kind, place, name, folder))];
        var (asked, kills, begun) = (0, 0, Stopwatch.StartNew());
        while (begun.Elapsed < HowLong || kills < FewestKills)
        {
            // Enough that nobody is idle, and not so many that the end is a long wait.
            for (var i = 0; i < 20 && Count(database, "review_case WHERE status = 'open'") < 100; i++)
            {
                desk.Ask($"c{asked:000000}", visit: 1, product: 2, doubt: 0.05, at: Now());
                asked++;
            }

            // Killed while it works, with whatever it holds, at any line.
            var which = rng.NextIndex(2);
            await Working(folder, which, servers[which]);
            await Task.Delay(rng.NextIndex(300), TestContext.Current.CancellationToken);
            servers[which].Kill();
            await servers[which].WaitForExitAsync(TestContext.Current.CancellationToken);
            servers[which].Dispose();
            servers[which] = Start(kind, place, Names[which], folder);
            kills++;
        }

        foreach (var server in servers)
        {
            await server.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, server.ExitCode);
            server.Dispose();
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{asked} cases, {kills} kills, {Count(database, "review_answer")} answers on {kind}");
        Check(database, folder, asked, kills);
    }

    /// <summary>Waits until a server has taken a case since it was started: one that is killed before it began proves nothing.</summary>
    static async Task Working(TempFolder folder, int which, Process server)
    {
        var notes = folder[$"{Names[which]}.notes"];
        while (!server.HasExited && !(File.Exists(notes) && File.GetLastWriteTimeUtc(notes) > server.StartTime.ToUniversalTime()))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    static void Check(IDatabase database, TempFolder folder, int asked, int kills)
    {
        Assert.True(kills >= FewestKills);
        Assert.Equal(asked, Count(database, "review_case"));
        Assert.Equal(0, Count(database, "review_case WHERE status <> 'settled'"));
        var answers = database.Read(t => t.Query<AnswerRow>("SELECT * FROM review_answer"));
        Assert.Distinct(answers.Select(answer => (answer.CaseId, answer.Token)));
        Assert.Equal(asked, answers.Select(answer => answer.CaseId).Distinct().Count());
        // A kill may cut the last line in two: whole ones end in a dot.
        var notes = Directory.GetFiles(folder.Path, "*.notes").SelectMany(File.ReadLines).Where(line => line.EndsWith(" .", StringComparison.Ordinal))
            .Select(line => line[..^2].Split(' ')).ToArray();
        var holders = notes.Where(words => words[0] == "holds").ToLookup(words => (words[1], words[2]), words => words[3]);
        // One lease has one holder; a server that starts again under its own name picks up what it held.
        Assert.All(holders, lease => Assert.Single(lease.Distinct()));
        Assert.All(answers, answer => Assert.Equal([answer.Reviewer], holders[(answer.CaseId, $"{answer.Token}")].Distinct()));
        var kept = answers.Select(answer => $"{answer.CaseId} {answer.Token} {answer.Reviewer} {answer.Number}").ToHashSet();
        Assert.All(notes.Where(words => words[0] == "kept"), words => Assert.Contains(string.Join(' ', words[1..]), kept));
    }

    static long Count(IDatabase database, string from) => database.Read(t => t.First<long>($"SELECT COUNT(*) FROM {from}"));

    static Process Start(string kind, string place, string name, TempFolder folder) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Stroll.ReviewHammer.dll"), kind, place, name, folder[$"{name}.notes"]]))!;

    static Instant Now() => new((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100);
}
