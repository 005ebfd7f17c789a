using Stroll.Cli.Bench.Accuracy;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Review;
using Stroll.Simulator;
using Stroll.Tests.Commands;
using Stroll.Units;

namespace Stroll.Tests.Bench;

public class AblationTests
{
    static readonly StoreModel Model = new Simulation(new Scenario()).Model;

    [Fact]
    public void Every_name_is_its_own_and_every_scenario_exists()
    {
        Assert.Equal(Ablations.All.Length, Ablations.All.Select(group => group.Name).Distinct().Count());
        Assert.All(Ablations.All, group => Assert.Equal(group.Parts.Length, group.Parts.Select(part => part.Name).Distinct().Count()));
        Assert.All(Ablations.All.SelectMany(group => group.Scenarios), name => Assert.Contains(AccuracyScenarios.All, one => one.Name == name));
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(12, 8)]
    [InlineData(4, 4)]
    [InlineData(3, 3)]
    [InlineData(1, 1)]
    public void Zones_are_as_many_as_asked_for_and_cover_what_the_plates_did(int zones, int count)
    {
        var merged = WeightZones.Of(Model, zones);
        foreach (var shelf in merged.Store.Shelves)
        {
            Assert.Equal(count, shelf.Plates.Length);
            var (first, last) = (merged.Store[shelf.Plates[0]].Body!.Value, merged.Store[shelf.Plates[^1]].Body!.Value);
            var before = Model.Store[Model.Store[shelf.Id].Plates[^1]].Body!.Value;
            Assert.Equal(before.Placement.ToOuter(before.Size).X, last.Placement.ToOuter(last.Size).X, 9);
            Assert.Equal(Model.Store[Model.Store[shelf.Id].Plates[0]].Body!.Value.Placement.Origin, first.Placement.Origin);
        }

        Assert.Equal(Model.Planogram.Facings.Select(f => (f.Id, f.Product, f.Shelf)), merged.Planogram.Facings.Select(f => (f.Id, f.Product, f.Shelf)));
        Assert.All(merged.Planogram.Facings, facing => Assert.All(facing.Plates, plate => Assert.Equal(facing.Shelf, merged.Store[plate].Shelf)));
        Assert.Equal(Model.Store.Plates.Sum(p => p.Capacity.Value), merged.Store.Plates.Sum(p => p.Capacity.Value), 6);
    }

    [Fact]
    public void A_zone_says_the_sum_of_its_plates_and_nothing_when_one_of_them_does()
    {
        var entry = new LogEntry(new(0), 0, 0, new Observation.ShelfReadings(new(0), new long[] { 1, 2 }, new float[] { 1, 2, 3, 4, 10, 20, float.NaN, 40 }));
        var summed = (Observation.ShelfReadings)WeightZones.Summed(entry, 2).Observation;
        Assert.Equal([3, 7, 30, float.NaN], summed.Grams.ToArray());
        Assert.Equal(((Observation.ShelfReadings)entry.Observation).Grams.ToArray(), ((Observation.ShelfReadings)WeightZones.Summed(entry, 12).Observation).Grams.ToArray());
    }

    [Fact]
    public void Without_place_or_people_receipts_are_worse_and_as_many_zones_as_plates_change_nothing()
    {
        var groups = AblatedGroup.Play(
            [AccuracyScenarios.All.Single(one => one.Name == "quiet")], new(3, 4), workers: 2, _ => { }, TestContext.Current.CancellationToken);
        var engine = groups.Single(group => group.Group.Name == "engine");
        Assert.All(
            engine.Parts.Where(part => part.Ablation.Name is "hands" or "place"),
            part => Assert.True(part.F1.High < -0.1, $"{part.Ablation.Name}: {part.F1}"));
        Assert.DoesNotContain(groups, group => group.Group.Name == "learning");
        var zones = groups.Single(group => group.Group.Name == "zones");
        Assert.True(zones.Parts[^1].Figures.Engine.F1.Value < zones.Whole.Engine.F1.Value);
    }

    [Fact]
    public void The_command_adds_the_tables_and_the_object()
    {
        using var folder = new TempFolder();
        var ended = Commands.Cli.Run("bench", "accuracy", "--seeds", "5..5", "--scenarios", "looking-only", "--ablate", "--json", "--report", folder["out"]);

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        var ablation = ended.Json.GetProperty("ablation");
        Assert.Equal(["engine", "zones", "cameras"], ablation.EnumerateObject().Select(group => group.Name));
        var part = ablation.GetProperty("engine").GetProperty("without").GetProperty("learning");
        Assert.Equal(0, part.GetProperty("receiptsExactDifference").GetProperty("value").GetDouble());
        Assert.EndsWith("--ablate", ended.Json.GetProperty("command").GetString(), StringComparison.Ordinal);
        Assert.Contains("Weight zones a shelf", File.ReadAllText(folder["out/accuracy.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_paired_difference_is_narrower_than_the_two_ranges()
    {
        var rng = new Rng(7);
        var pairs = Enumerable.Range(0, 40).Select(_ => (double)rng.NextIndex(20)).Select(hits => (new Tally(hits, 20), new Tally(Math.Max(0, hits - 1), 20))).ToArray();
        var difference = Confidence.OfDifference(pairs, new(1));
        Assert.InRange(difference.Value, -0.05, -0.04);
        Assert.True(difference.High < 0);
        Assert.True(difference.Width < 0.1 * Confidence.OfRatio([.. pairs.Select(pair => pair.Item1)], new(1)).Width);
        Assert.Equal(new(0, 0, 0), Confidence.OfDifference([.. pairs.Select(pair => (pair.Item1, pair.Item1))], new(1)));
        Assert.Equal((-1, 1), (Confidence.OfDifference(pairs[..1], new(1)).Low, Confidence.OfDifference(pairs[..1], new(1)).High));
    }
}
