using System.Text.Json;
using System.Xml.Linq;
using Stroll.Host.Database;
using Stroll.Host.Review;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Receipts;
using Stroll.Recordings;
using Stroll.Review;
using Stroll.Review.Audits;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Tests.Commands;

/// <summary>A store of an installation in which people looked: what the commands tell of it.</summary>
public sealed class ReviewCommandTests : IDisposable
{
    static readonly StoreKey Store = new("own", "corner");
    static readonly Instant Noon = new((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100 - 3_600_000_000_000);

    readonly TempFolder _folder = new();
    readonly StoreModel _model;

    public ReviewCommandTests()
    {
        Assert.Equal(0, Cli.Run("simulate", "quiet", "--seed", "6", "--shoppers", "2", "--out", _folder["corner"]).Code);
        File.WriteAllText(_folder["stroll.yaml"], $"data: {_folder["data"]}\nstores:\n  - tenant: own\n    store: corner\n    from: corner\n");
        _model = ((Result<StoreModel>.Good)RecordingReader.Model(_folder["corner"])).Value;
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_report_has_the_keys_that_others_rely_on()
    {
        Keep();

        var ended = Cli.Run("audit", "report", "-c", _folder["stroll.yaml"], "--since", "28d", "--json");

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        var exact = ended.Json.GetProperty("receiptsExact");
        Assert.Equal(0.5, exact.GetProperty("value").GetDouble());
        Assert.True(exact.GetProperty("low").GetDouble() <= 0.5 && exact.GetProperty("high").GetDouble() >= 0.5);
        Assert.Equal(2, exact.GetProperty("sample").GetArrayLength());
        Assert.Equal(500, ended.Json.GetProperty("reviewsPer1000").GetDouble());
        Assert.Equal((9 + 30 + 30) / 2.0, ended.Json.GetProperty("secondsWatchedPerVisit").GetDouble(), 6);
        Assert.True(ended.Json.GetProperty("timeToReceipt").GetProperty("p95").GetDouble() >= ended.Json.GetProperty("timeToReceipt").GetProperty("p50").GetDouble());
        var text = Cli.Run("audit", "report", "-c", _folder["stroll.yaml"]).Output;
        Assert.Contains("Receipts fully right: 50.0 %", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Decided_cases_come_out_with_their_weights_and_without_names()
    {
        Keep();

        var lines = Cli.Run("review", "export", "-c", _folder["stroll.yaml"]).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(3, lines.Length);
        Assert.DoesNotContain(lines, line => line.Contains("ada", StringComparison.Ordinal) || line.Contains("bob", StringComparison.Ordinal));
        var routed = lines.Select(line => JsonDocument.Parse(line).RootElement).Single(line => line.GetProperty("stream").GetString() == "routed");
        Assert.Equal(1, routed.GetProperty("weight").GetDouble());
        Assert.Equal(_model.Catalogue.Products[0].Barcode, routed.GetProperty("verdict")[0].GetProperty("Barcode").GetString());
        Assert.Single(routed.GetProperty("answers").EnumerateArray());
    }

    [Fact]
    public void Forms_of_other_tools_are_whole_even_without_cameras()
    {
        Keep();

        var coco = Cli.Run("review", "export", "-c", _folder["stroll.yaml"], "--format", "coco").Json;
        Assert.Equal("person", coco.GetProperty("categories")[0].GetProperty("name").GetString());
        var cvat = XDocument.Parse(Cli.Run("review", "export", "-c", _folder["stroll.yaml"], "--format", "cvat").Output);
        Assert.Equal("1.1", cvat.Root!.Element("version")!.Value);
        Assert.Equal(0, Cli.Run("review", "export", "-c", _folder["stroll.yaml"], "--format", "mot", "--out", _folder["mot"]).Code);
    }

    [Theory]
    [InlineData("audit report --since 28", "audit.since")]
    [InlineData("audit report --since 0d", "audit.since")]
    [InlineData("audit report --store own/other", "review.store")]
    [InlineData("audit report", "file.missing")]
    [InlineData("review export --format mot", "review.format")]
    [InlineData("review export --format xml", "review.format")]
    public void What_is_wrong_is_said_in_one_line(string command, string code)
    {
        var ended = Cli.Run([.. command.Split(' '), "-c", _folder["stroll.yaml"]]);

        Assert.Equal((2, ""), (ended.Code, ended.Output));
        Assert.Contains($"[{code}]", ended.Error, StringComparison.Ordinal);
    }

    /// <summary>Two visits, both audited; of one the machine missed a thing. One question, answered.</summary>
    void Keep()
    {
        Directory.CreateDirectory(_folder["data/stores/own/corner"]);
        using var database = SqliteDatabase.Open(_folder["data/stores/own/corner/Store.db"], Schema.Store);
        var rules = ReviewRules.Default with
        {
            Audit = AuditPlan.Default with { Rate = new(1), Answers = 1 },
            Gold = ReviewRules.Default.Gold with { WarmUp = 0, Rate = new(0) },
        };
        var listener = new ReviewListener(_model.Catalogue, rules, new AuditDays(Store, new byte[32]));
        var queue = new ReviewQueue(database, _model.Catalogue, rules, new AuditKey(new byte[32]));
        database.Write(t => listener.Take(t, Store, [.. Enumerable.Range(1, 2).SelectMany(Visit), Asked()]));
        // Whoever has answered about a visit does not audit it.
        foreach (var who in (string[])["ada", "bob"])
        {
            while (queue.Pull(who, false, Noon + 10.Seconds) is { } held)
            {
                var said = held.IsWholeVisit && held.Subject == Id(2).ToString() ? new Deeds([new("v2", new(0), 1), new("v2", new(1), 1)]) : Took(1);
                queue.Answer(held.Id, who, held.Token, new Verdict.Happened(said), held.IsWholeVisit ? 30 : 9, Noon + 20.Seconds);
            }
        }

        queue.Pull("eve", false, Noon + 10.Seconds);
        Assert.Contains(database.Read(t => t.Query<string>("SELECT status FROM review_case")), status => status == "settled");
    }

    static IEnumerable<StoreEvent> Visit(int number) =>
    [
        new StoreEvent.VisitOpened(Noon, Id(number), ""),
        new StoreEvent.VisitLeft(Noon, Id(number)),
        new StoreEvent.ReceiptReady(Noon + 2.Seconds, Id(number), new Receipt(
            $"v{number}", "", Noon, Noon, VisitStatus.Settled, [new(new(0), 1, new(100), new(0.99), ChargeDecision.Now, [])]) { Party = $"v{number}" }),
    ];

    static StoreEvent.QuestionAsked Asked() => new(Noon, [Id(1)], new Question(new("1-1-1-0"), "v1", 1, Noon, new(0.1), "one or two") { Offered = [Took(1), Deeds.None], Value = 50 });

    static Deeds Took(int visit) => new([new($"v{visit}", new(0), 1)]);

    static VisitId Id(int number) => VisitId.Of(Store, $"v{number}", Noon);
}
