using Stroll.Cli.Bench.Accuracy;
using Stroll.Cli.Scenarios;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Tests.Cli.Bench;

public class AliasTests
{
    [Fact]
    public void A_receipt_under_a_later_id_of_a_person_counts_for_that_person()
    {
        var scenario = ScenarioLibrary.Find("jacket-change")!.Scenario with { Seed = 3, Visits = 6 };
        var simulation = new Simulation(scenario);
        _ = simulation.Play().Count();
        var later = RunScore.Aliases(simulation.Truth).DistinctBy(alias => alias.First).ToDictionary(alias => alias.First, alias => alias.Later, StringComparer.Ordinal);
        Assert.NotEmpty(later);
        var renaming = new EngineUnderTest
        {
            Receipts = receipts => [.. receipts.Select(receipt => receipt with { Shopper = later.GetValueOrDefault(receipt.Shopper, receipt.Shopper) })],
        };

        var usual = AccuracyRun.Of(scenario, EngineUnderTest.Default, TestContext.Current.CancellationToken);
        var renamed = AccuracyRun.Of(scenario, renaming, TestContext.Current.CancellationToken);

        Assert.True(usual.Engine.Hits > 0);
        Assert.Equal(usual.Engine, renamed.Engine);
        Assert.Equal(usual.Calibration.Bins, renamed.Calibration.Bins);
    }

    [Fact]
    public void An_id_that_two_people_had_says_nothing_about_who_it_was()
    {
        TrueVisit Visit(string first, params string[] later) => new(first, new(0), new(1), []) { LaterIds = [.. later] };
        var truth = new SimulatedTruth([Visit("a", "b", "t1", "t2"), Visit("b", "a", "t2", "t3"), Visit("c")], [], [], []);

        Assert.Equal([("t1", "a"), ("t3", "b")], RunScore.Aliases(truth));
    }
}
