using Stroll.Cli.Bench.Engine;
using Stroll.Cli.Report;
using Stroll.Simulator;

namespace Stroll.Tests.Bench;

public class EngineBenchTests
{
    static EngineLoad Small(PeopleEntry entry) => new(entry, 4, new StoreSize(Cameras: 3), Seconds: 15);

    [Theory]
    [InlineData(PeopleEntry.Tracked)]
    [InlineData(PeopleEntry.Sightings)]
    public void A_store_is_decided_as_full_as_the_load_says(PeopleEntry entry)
    {
        var figures = EngineBench.Run(Small(entry), TestContext.Current.CancellationToken);

        Assert.InRange(figures.Inside, 1, 20);
        Assert.NotEmpty(figures.Decisions);
        Assert.True(figures.StoreSecondsPerSecond > 0 && double.IsFinite(figures.StoreSecondsPerSecond));
        Assert.InRange(figures.PeakMegabytes, 0.1, 2000);
        Assert.InRange(figures.DecisionAt(0.5), 0, figures.DecisionAt(0.99));
        Assert.All(figures.Decisions, decision => Assert.InRange(decision.Worlds, 1, 128));
    }

    [Fact]
    public void The_page_shows_how_the_cost_grows()
    {
        var figures = new EngineFigures(Small(PeopleEntry.Tracked), 100, 20, 6, [new(0.5, 1), new(1.5, 3), new(2.5, 3), new(8, 100)]);
        var worlds = EngineGrowth.OfWorlds(figures);
        Assert.Equal([(1, 0.5), (Math.Sqrt(2 * 4), 2), (Math.Sqrt(65 * 128), 8)], worlds.Points.Select(p => (p.Size, p.MillisecondsPerStoreSecond)));

        using var page = new StringWriter();
        EngineCostPage.Write(page, figures, figures, [new("shoppers", [new(10, 2), new(100, 30)]), worlds]);
        Assert.Contains("Cost against shoppers", page.ToString(), StringComparison.Ordinal);
        Assert.Contains("Cost against worlds", page.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page.ToString(), StringComparison.Ordinal);
    }
}
