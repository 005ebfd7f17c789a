using System.Text.Json;
using Stroll.Cli.Bench.Accuracy;
using Stroll.Cli.Bench.Phantoms;
using Stroll.Cli.Frame;
using Stroll.Cli.Scenarios;
using Stroll.Simulator;

namespace Stroll.Tests.Cli.Bench;

public class PhantomBenchTests
{
    static readonly bool Long = Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1";

    [Fact]
    public void Nobody_takes_anything_for_a_while_and_nothing_is_found()
    {
        // 300 plate-hours: one phantom would be 33 times too many.
        foreach (var (name, scenario, _) in PhantomBench.Days(hours: 0.1))
        {
            var day = PhantomDay.Of(name, scenario with { Seed = 4711 }, _ => { }, TestContext.Current.CancellationToken);

            Assert.InRange(day.PlateHours, 100, 105);
            Assert.Empty(day.Phantoms);
        }
    }

    [Fact]
    public void Every_fault_of_scales_occurs_on_these_days()
    {
        foreach (var (name, scenario, _) in PhantomBench.Days(hours: 1))
        {
            var simulation = new Simulation(scenario with { Seed = 4712, Size = StoreSize.CornerStore });
            Assert.All(simulation.Play(), entry => Assert.NotNull(entry.Observation));
            var missing = scenario.Force.Where(feature => simulation.Times(feature) == 0);

            Assert.True(scenario.Force.Count >= 12, name);
            Assert.Empty(missing);
        }
    }

    [Fact]
    public void A_day_of_a_full_store_stays_under_one_phantom_in_10000_plate_hours_and_its_memory_flat()
    {
        Assert.SkipUnless(Long, "long: plays 24 hours of 1,000 plates");
        var (name, scenario, _) = PhantomBench.Days(hours: 24)[0];
        var day = PhantomDay.Of(name, scenario with { Seed = 2 }, _ => { }, TestContext.Current.CancellationToken);

        Assert.InRange(day.PlateHours, 23_990, 24_010);
        Assert.InRange(day.Phantoms.Length, 0, 2);
        Assert.InRange(day.Memory[^1] - day.Memory[0], long.MinValue, 3 * 1024 * 1024);
    }

    [Fact]
    public void Picks_of_quiet_days_are_found()
    {
        var quiet = ScenarioLibrary.Find("quiet")!.Scenario;
        var days = Enumerable.Range(1, Long ? 400 : 8).Select(seed => PickRecall.Of(quiet with { Seed = (ulong)seed }, TestContext.Current.CancellationToken)).ToArray();
        var (picks, missed) = (days.Sum(day => day.Picks), days.Sum(day => day.Missed.Length));

        Assert.InRange(picks, 12 * days.Length, 30 * days.Length);
        // Few days give few picks: then one may be missed by chance.
        Assert.InRange(missed, 0, Math.Max(2, (int)(0.005 * picks)));
        Assert.InRange(days.Sum(day => day.False), 0, picks / 20);
    }

    [Fact]
    public void A_planted_miss_and_a_planted_phantom_are_counted()
    {
        // A store whose dead plates are many misses what is taken from them, and a pick of nothing is no recall.
        var dead = PickRecall.Of(
            ScenarioLibrary.Find("quiet")!.Scenario with { Seed = 5, Scales = new(Faulty: 0.9), Force = [Feature.DeadPlates] }, TestContext.Current.CancellationToken);
        Assert.True(dead.Missed.Length > dead.Picks / 3, $"{dead.Missed.Length} of {dead.Picks}");

        // Where goods are moved the count of phantoms would mean nothing, and it says so.
        Assert.Throws<Units.InvariantException>(() => PhantomDay.Of(
            "moved", ScenarioLibrary.Find("quiet")!.Scenario with { Length = TimeSpan.FromMinutes(4) }, _ => { }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_document_has_what_others_rely_on()
    {
        Assert.True(SeedRange.TryParse("1..2", out var seeds));
        var result = PhantomBench.Run(0.01, seeds, seeds, _ => { }, TestContext.Current.CancellationToken);
        using var text = new StringWriter();
        JsonDocumentOut.Write(text, json => PhantomJson.Write(json, result));
        using var document = JsonDocument.Parse(text.ToString());
        var root = document.RootElement;

        Assert.Equal(6, root.GetProperty("days").GetArrayLength());
        Assert.Equal(0, root.GetProperty("phantomsPer10000PlateHours").GetProperty("value").GetDouble());
        Assert.InRange(root.GetProperty("phantomsPer10000PlateHours").GetProperty("high").GetDouble(), 100, 10_000);
        Assert.InRange(root.GetProperty("pickRecall").GetProperty("value").GetDouble(), 0.8, 1);
        Assert.InRange(root.GetProperty("picks").GetInt32(), 10, 80);
    }
}
