using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Host.Database;
using Stroll.Host.Review.Reporting;
using Stroll.Host.Stores;
using Stroll.Observations;
using Stroll.Storage.Postgres;
using Stroll.Storage.Sqlite;
using Stroll.Tests.Database;
using Stroll.Units;

namespace Stroll.Tests.Review;

/// <summary>The report over a month whose truth is known.</summary>
public abstract class AccuracyReportContract
{
    static readonly Instant Noon = Desk.Noon;

    internal abstract IDatabase Open(StoreKey store, ImmutableArray<Migration> migrations);

    [Fact]
    public void Audits_say_how_many_receipts_are_right_and_which_they_looked_at()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules with { Audit = Desk.Rules.Audit with { Rate = new(0.5), Answers = 1 } });
        for (var visit = 1; visit <= 60; visit++)
        {
            desk.Shop(visit, Noon + TimeSpan.FromMinutes(visit), 0);
        }

        // Of every third visit the machine missed the jam, and of every tenth it charged a tea too much.
        var wrong = Answer(desk, visit => visit % 10 == 0 ? Deeds.None : visit % 3 == 0 ? Both(visit) : Desk.Took(visit, 0));

        var report = database.Read(t => AccuracyReporting.Of(t, Desk.Catalogue, Noon, Noon + TimeSpan.FromDays(1)));
        Assert.Equal(60, report.Visits);
        Assert.InRange(report.Audited, 18, 42);
        Assert.Equal(1 - (wrong.Count / (double)report.Audited), report.ReceiptsExact.Range.Value, 9);
        Assert.True(report.ReceiptsExact.Range.Low < report.ReceiptsExact.Range.Value && report.ReceiptsExact.Range.High < 1);
        Assert.Equal(report.Audited, report.ReceiptsExact.Sample.Length);
        Assert.Equal(wrong.Count(v => v % 10 == 0) * 250 / 0.5, report.Overcharged.Total, 6);
        Assert.Equal(wrong.Count(v => v % 10 != 0) * 400 / 0.5, report.Undercharged.Total, 6);
        Assert.True(report.Overcharged.AtMost > report.Overcharged.Total);
        Assert.Equal("tea", report.ByProduct[0].Barcode);
        Assert.Equal(0, report.AuditsWaiting);
    }

    [Fact]
    public void Parts_of_the_store_have_figures_of_their_own_and_each_opens_its_sample()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules with { Audit = Desk.Rules.Audit with { Rate = new(1), Answers = 1 } });
        for (var visit = 1; visit <= 12; visit++)
        {
            // Tea and jam stand on different shelves; somebody missed every third jam.
            desk.Shop(visit, Noon + TimeSpan.FromMinutes(visit), 0, 1);
        }

        Answer(desk, visit => visit % 3 == 0 ? Desk.Took(visit, 0) : Both(visit));
        var places = new ReportPlaces(
            ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, ImmutableArray<string>> { ["tea"] = ["1/2"], ["jam"] = ["10/1"] }),
            ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, ImmutableArray<string>> { ["1/2"] = ["door"], ["10/1"] = ["aisle", "door"] }));

        var report = database.Read(t => AccuracyReporting.Of(t, Desk.Catalogue, Noon, Noon + TimeSpan.FromDays(1), places));
        Assert.Equal([("1/2", "100 %"), ("10/1", "67 %")], report.ByShelf.Select(place => (place.Name, $"{100 * place.Right.Range.Value:0} %")));
        Assert.Equal(["aisle", "door"], report.ByCamera.Select(place => place.Name));
        Assert.All(report.ByCamera, place => Assert.Equal(8 / 12.0, place.Right.Range.Value, 9));
        // All came in at noon and left one minute after the other: on average there were others.
        Assert.Equal(12, report.ByCrowd.Sum(place => place.Right.Sample.Length));
        Assert.Empty(report.ByCrowd[0].Right.Sample);
        Assert.Equal(12, report.Find("shelf:10/1")!.Sample.Length);
        Assert.Equal(report.ReceiptsExact, report.Find("right"));
        Assert.Null(report.Find("shelf:9/9"));
        Assert.Null(report.Find("nonsense"));
        Assert.Equal(4, report.Audits.Count(audit => !audit.IsExact));
        Assert.All(report.Audits.Where(audit => !audit.IsExact), audit => Assert.Equal([("jam", 1, 0)], audit.Wrong));
    }

    [Fact]
    public void Looks_and_waits_are_counted_for_each_visit()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules with { Audit = Desk.Rules.Audit with { Rate = new(0), Floor = new(0) } });
        for (var visit = 1; visit <= 20; visit++)
        {
            if (visit <= 4)
            {
                desk.Ask($"c{visit}", visit, doubt: 0.1, at: Noon + 60.Seconds);
            }

            desk.Shop(visit, Noon + 60.Seconds, 0);
        }

        for (var visit = 1; visit <= 3; visit++)
        {
            desk.Say("ada", new Verdict.Happened(Desk.Took(visit, 0)), Noon + 180.Seconds);
        }

        var report = database.Read(t => AccuracyReporting.Of(t, Desk.Catalogue, Noon, Noon + TimeSpan.FromDays(1)));
        Assert.Equal(150, report.ReviewsPer1000.Range.Value);
        Assert.Equal(3 * 8 / 20.0, report.SecondsWatchedPerVisit.Range.Value, 9);
        Assert.Equal((2, 1), (report.TimeToReceipt.P50.Value, report.TimeToReceipt.Waiting));
        Assert.Equal(120, report.TimeToReceipt.P95.Value);
    }

    [Fact]
    public void A_bad_week_rings()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules with { Audit = Desk.Rules.Audit with { Rate = new(1), Answers = 1 } });
        for (var visit = 1; visit <= 80; visit++)
        {
            desk.Shop(visit, Noon + TimeSpan.FromDays(visit <= 50 ? 1 : 25), 0);
        }

        Answer(desk, visit => visit > 50 && visit % 3 == 0 ? Both(visit) : Desk.Took(visit, 0));

        var report = database.Read(t => AccuracyReporting.Of(t, Desk.Catalogue, Noon, Noon + TimeSpan.FromDays(28)));
        Assert.Equal((30, 10, true), (report.Drift.Alarm.Audits, report.Drift.Errors, report.Drift.Rings));
    }

    [Fact]
    public void A_store_without_visits_says_that_it_knows_nothing()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var report = database.Read(t => AccuracyReporting.Of(t, Desk.Catalogue, Noon, Noon + TimeSpan.FromDays(28)));

        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            AccuracyJson.Write(json, report);
        }

        var document = JsonDocument.Parse(bytes.ToArray()).RootElement;
        Assert.Equal(JsonValueKind.Null, document.GetProperty("receiptsExact").GetProperty("value").ValueKind);
        Assert.Equal((0, 1), (document.GetProperty("receiptsExact").GetProperty("low").GetDouble(), document.GetProperty("receiptsExact").GetProperty("high").GetDouble()));
        Assert.Equal(JsonValueKind.Null, document.GetProperty("timeToReceipt").GetProperty("p95").ValueKind);
    }

    /// <summary>Somebody answers every audit truly.</summary>
    /// <returns>The visits whose receipt is wrong.</returns>
    static List<int> Answer(Desk desk, Func<int, Deeds> truth)
    {
        var numbers = Enumerable.Range(1, 100).ToDictionary(number => Desk.Visit(number).ToString());
        var wrong = new List<int>();
        while (desk.Queue.Pull("ada", false, Noon + TimeSpan.FromMinutes(1)) is { } held)
        {
            var visit = numbers[held.Subject];
            var taken = truth(visit);
            desk.Queue.Answer(held.Id, "ada", held.Token, new Verdict.Happened(taken), 30, Noon + TimeSpan.FromMinutes(1));
            wrong.AddRange(taken.Equals(Desk.Took(visit, 0)) ? [] : [visit]);
        }

        return wrong;
    }

    static Deeds Both(int visit) => new([new($"v{visit}", new(0), 1), new($"v{visit}", new(1), 1)]);
}

public sealed class SqliteAccuracyReportTests : AccuracyReportContract, IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    internal override IDatabase Open(StoreKey store, ImmutableArray<Migration> migrations) => SqliteDatabase.Open(_folder["store.db"], migrations);
}

public sealed class PostgresAccuracyReportTests(PostgresServer server) : AccuracyReportContract, IClassFixture<PostgresServer>
{
    internal override IDatabase Open(StoreKey store, ImmutableArray<Migration> migrations) => PostgresDatabase.Open(server.NewDatabase(), store, migrations);
}
