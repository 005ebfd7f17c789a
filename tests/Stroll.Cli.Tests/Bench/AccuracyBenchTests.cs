using System.Text.Json;
using Stroll.Cli.Bench.Accuracy;
using Stroll.Cli.Frame;
using Stroll.Cli.Report;
using Stroll.Cli.Scenarios;
using Stroll.Tests.Commands;

namespace Stroll.Tests.Cli.Bench;

public class AccuracyBenchTests
{
    static readonly Lazy<AccuracyReport> Report = new(() => AccuracyReport.Of(Play(workers: 2), "A list", "1.2.3"));

    [Fact]
    public void It_does_not_matter_how_many_play_at_a_time() => Assert.Equal(Figures(Play(workers: 1)), Figures(Play(workers: 3)));

    [Fact]
    public void Another_range_of_seeds_gives_other_days() =>
        Assert.NotEqual(
            Figures(AccuracyBench.Run(Two(), new(1, 2), EngineUnderTest.Default, 2, _ => { }, TestContext.Current.CancellationToken)),
            Figures(AccuracyBench.Run(Two(), new(3, 4), EngineUnderTest.Default, 2, _ => { }, TestContext.Current.CancellationToken)));

    [Fact]
    public void The_whole_is_the_sum_of_its_scenarios()
    {
        var (all, parts) = (Report.Value.Overall, Report.Value.Scenarios);
        Assert.Equal(parts.Sum(p => p.Visits), all.Visits);
        Assert.Equal(parts.Sum(p => p.Engine.Kinds.Pieces), all.Engine.Kinds.Pieces);
        Assert.Equal(parts.Sum(p => p.Engine.Overcharged.Minor), all.Engine.Overcharged.Minor);
        Assert.Equal(parts.Sum(p => p.Calibration.Lines), all.Calibration.Lines);
        Assert.Equal(parts.Sum(p => p.Visits * p.Engine.Exact.Value), all.Visits * all.Engine.Exact.Value, 9);
    }

    [Fact]
    public void The_curve_begins_at_the_receipts_as_they_are_and_rises()
    {
        Assert.All(Report.Value.Scenarios.Append(Report.Value.Overall), figures =>
        {
            Assert.Equal(figures.Engine.Exact.Value, figures.Curve[0].ReceiptsExact);
            // Single answers may leave a receipt wrong for a while; many may not.
            Assert.True(figures.Curve[^1].ReceiptsExact >= figures.Engine.Exact.Value);
        });
    }

    [Fact]
    public void Nobody_waits_less_than_the_sensors_need()
    {
        // A gate may be a second late, so no exit is known sooner; a change is decided two seconds after its end.
        Assert.InRange(Report.Value.Overall.WaitSettled.P50, 1, 5);
        Assert.True(Report.Value.Overall.WaitAll.Visits > 0.95 * Report.Value.Overall.Visits);
    }

    [Fact]
    public void The_pipeline_beats_the_simple_rules_that_get_the_same()
    {
        Assert.Equal(["nearestHandNearestWeight", "weightTimesPlace"], Report.Value.BaselineNames.Select(b => b.Key));
        Assert.All(Report.Value.Overall.Baselines, baseline => Assert.True(baseline.F1.Value < Report.Value.Overall.Engine.F1.Value));
        // They are simple, not broken.
        Assert.All(Report.Value.Overall.Baselines, baseline => Assert.InRange(baseline.F1.Value, 0.4, 0.99));
    }

    [Fact]
    public void Without_noise_and_with_one_shopper_at_a_time_hardly_anything_is_wrong()
    {
        var easy = Known("quiet");
        var figures = AccuracyFigures.Of("", AccuracyBench.Run(
            [easy with
            {
                Scenario = easy.Scenario with
                {
                    Visits = 5, Tracker = new(JointMetres: 0.001, Missing: 0),
                    Habits = easy.Scenario.Habits with { SecondsBetweenArrivals = 60, Leans = 0, PutsBack = 0, SpillsOver = 0, TakesTwo = 0 },
                },
            }
            ],
            new(1, 6), EngineUnderTest.Default, 2, _ => { }, TestContext.Current.CancellationToken).Runs);
        Assert.InRange(figures.Engine.F1.Value, 0.97, 1);
        Assert.Equal(0, figures.Engine.Kinds.Who);
    }

    [Fact]
    public void The_json_has_the_keys_that_others_rely_on()
    {
        var text = new StringWriter();
        JsonDocumentOut.Write(text, json => AccuracyJson.Write(json, Report.Value));
        var root = JsonDocument.Parse(text.ToString()).RootElement;
        foreach (var figures in (JsonElement[])[root.GetProperty("scenarios").GetProperty("quiet"), root.GetProperty("overall")])
        {
            Assert.True(figures.GetProperty("visits").GetInt32() > 0);
            var exact = figures.GetProperty("receiptsExact");
            Assert.InRange(exact.GetProperty("value").GetDouble(), exact.GetProperty("low").GetDouble(), exact.GetProperty("high").GetDouble());
            Assert.InRange(figures.GetProperty("itemF1").GetDouble(), 0, 1);
            Assert.True(figures.GetProperty("overchargedLines").GetInt32() >= 0);
            Assert.True(figures.GetProperty("calibrationError").GetDouble() >= 0);
            Assert.True(figures.GetProperty("calibrationErrorDoubtful").GetDouble() >= 0);
            Assert.Equal(0, figures.GetProperty("curve")[0].GetProperty("reviewsPer1000").GetDouble());
            Assert.True(figures.GetProperty("curve")[0].TryGetProperty("receiptsExact", out _));
            Assert.True(figures.GetProperty("baselines").GetProperty("weightTimesPlace").TryGetProperty("itemF1", out _));
        }

        Assert.Equal(("tracked", "1..3"), (root.GetProperty("people").GetString(), root.GetProperty("seeds").GetString()));
    }

    [Fact]
    public void The_page_stands_alone_and_names_what_was_run()
    {
        var page = new StringWriter();
        AccuracyPage.Write(page, Report.Value);
        var html = page.ToString();
        Assert.Contains("people: tracked", html, StringComparison.Ordinal);
        Assert.Contains("--seeds 1..3 --scenarios quiet,put-backs", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        Assert.Equal(4, html.Split("<svg").Length - 1);
    }

    [Theory]
    [InlineData("1..3", 1, 3)]
    [InlineData("7..7", 7, 7)]
    public void A_range_is_taken_as_it_is(string text, int first, int last)
    {
        Assert.True(SeedRange.TryParse(text, out var seeds));
        Assert.Equal(new SeedRange((ulong)first, (ulong)last), seeds);
        Assert.Equal(text, seeds.ToString());
    }

    [Fact]
    public void A_number_draws_fresh_seeds()
    {
        Assert.True(SeedRange.TryParse("12", out var one) & SeedRange.TryParse("12", out var other));
        Assert.Equal((12, 12), (one.Count, other.Count));
        Assert.NotEqual(one, other);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("3..1")]
    [InlineData("-1")]
    [InlineData("1..2..3")]
    [InlineData("many")]
    [InlineData("1..")]
    [InlineData("0..9999999999")]
    public void What_is_no_range_is_refused(string text) => Assert.False(SeedRange.TryParse(text, out _));

    [Fact]
    public void The_published_list_can_be_played()
    {
        var path = Path.Combine(Repository.Root, "samples/stroll-bench-1.json");
        var list = Refusal.Unless(SeedList.Read(File.ReadAllBytes(path), path));
        Assert.Equal(("Stroll Bench 1", new SeedRange(20260001, 20260010)), (list.Name, list.Seeds));
        Assert.True(list.Scenarios.Length >= 18);
    }

    [Fact]
    public void Receipts_as_the_page_on_the_benchmark_asks_for_them_can_be_scored()
    {
        using var folder = new TempFolder();
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/benchmark.md"));
        var start = page.IndexOf("`{\"visits\"", StringComparison.Ordinal) + 1;
        var receipts = folder.Write("receipts.json", page[start..page.IndexOf('`', start)].Replace('…', 'x'));
        var truth = folder.Write("truth.json", """{"receipts": {"shopper-1": {"x": 2}}}""");
        var ended = Tests.Commands.Cli.Run("score", "--truth", truth, "--receipts", receipts, "--json");
        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.Equal((1, 0), (ended.Json.GetProperty("exactReceipts").GetInt32(), ended.Json.GetProperty("undercharged").GetInt32()));
    }

    [Fact]
    public void The_command_writes_table_page_and_json()
    {
        using var folder = new TempFolder();
        var ended = Tests.Commands.Cli.Run("bench", "accuracy", "--seeds", "5..5", "--scenarios", "quiet", "--report", folder["out"]);

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.Contains("people: tracked; seeds 5..5", ended.Output, StringComparison.Ordinal);
        Assert.Contains("nearest hand, nearest weight", ended.Output, StringComparison.Ordinal);
        Assert.All(ended.Output.Split('\n'), line => Assert.True(line.Length <= 125, line));
        Assert.Equal(["accuracy.html", "accuracy.json"], Directory.EnumerateFiles(folder["out"]).Select(f => Path.GetFileName(f)!).Order());
    }

    [Fact]
    public void Wrong_words_are_refused_in_one_line()
    {
        using var folder = new TempFolder();
        Tests.Commands.Cli.IsRefused(Tests.Commands.Cli.Run("bench", "accuracy", "--seeds", "x"), "--seeds", "[bench.seeds]");
        Tests.Commands.Cli.IsRefused(Tests.Commands.Cli.Run("bench", "accuracy", "--scenarios", "qiet"), "'quiet'", "[scenario.name]");
        Tests.Commands.Cli.IsRefused(Tests.Commands.Cli.Run("bench", "accuracy", "--scenarios", "closed-store"), "nobody comes in", "[bench.scenario]");
        var list = folder.Write("list.json", """{"name": "x", "seeds": "5", "scenarios": ["quiet"]}""");
        Tests.Commands.Cli.IsRefused(Tests.Commands.Cli.Run("bench", "accuracy", "--list", list), "1..20", "[bench.list]");
        Tests.Commands.Cli.IsRefused(Tests.Commands.Cli.Run("bench", "accuracy", "--list", list, "--seeds", "4"), "[bench.list]");
    }

    static System.Collections.Immutable.ImmutableArray<NamedScenario> Two() => [Known("quiet"), Known("put-backs")];

    static NamedScenario Known(string name) => new(name, ScenarioLibrary.Find(name)!.Scenario);

    static AccuracyResult Play(int workers) => AccuracyBench.Run(Two(), new(1, 3), EngineUnderTest.Default, workers, _ => { }, TestContext.Current.CancellationToken);

    // What takes time is left out.
    static string Figures(AccuracyResult result) => string.Join('\n', result.Runs.Select(run =>
        $"{run.Engine} {string.Join(' ', run.Baselines)} {string.Join(' ', run.Calibration.Bins)} {string.Join(' ', run.Reviews.Steps)} {string.Join(' ', run.Waits)}"));
}
