using Stroll.Cli.Scenarios;
using Stroll.Recordings;
using Stroll.Simulator;
using Stroll.Tests.Commands;
using Stroll.Units;

namespace Stroll.Tests.Simulator;

public class ScenarioFileTests
{
    const string Small = """
        visits: 12
        swarm: 0.5
        force: [misplacing, id-swaps]
        forbid: [eating]
        store:
          kind: stand
          products: 10
        habits:
          puts_back: 0.25
          most_stops: 9
        goods:
          beside_each_other: true
        tracker:
          joint_metres: 0.05
        """;

    [Fact]
    public void A_file_says_what_it_changes_and_leaves_the_rest_as_on_an_ordinary_day()
    {
        var scenario = Good(Small);

        Assert.Equal(
            new Scenario
            {
                Name = "mine",
                Visits = 12,
                Swarm = 0.5,
                Size = StoreSize.StadiumStand with { Products = 10 },
                Habits = new() { PutsBack = 0.25, MostStops = 9 },
                Goods = new() { BesideEachOther = true },
                Tracker = new() { JointMetres = 0.05 },
                Force = scenario.Force,
                Forbid = scenario.Forbid,
            },
            scenario);
        Assert.Equal([Feature.Misplacing, Feature.IdSwaps], scenario.Force.Order());
        Assert.Equal([Feature.Eating], scenario.Forbid);
    }

    [Theory]
    [InlineData("visits:", "vists:", "scenario.unknown-key", "mine.yaml:1", "did you mean 'visits'?")]
    [InlineData("  puts_back", "  put_back", "scenario.unknown-key", "mine.yaml:9", "did you mean 'puts_back'?")]
    [InlineData("id-swaps", "id-swap", "scenario.value", "mine.yaml:3", "did you mean 'id-swaps'?")]
    [InlineData("kind: stand", "kind: stadium", "scenario.value", "mine.yaml:6", "expected one of corner, stand, supermarket")]
    [InlineData("puts_back: 0.25", "puts_back: 25", "scenario.value", "mine.yaml:9", "expected 0 to 1")]
    [InlineData("visits: 12", "visits: 1.5", "scenario.value", "mine.yaml:1", "expected whole, 0 to")]
    [InlineData("visits: 12", "visits: many", "scenario.value", "mine.yaml:1", "'many', expected a number")]
    [InlineData("beside_each_other: true", "beside_each_other: often", "scenario.value", "mine.yaml:12", "expected true or false")]
    [InlineData("forbid: [eating]", "forbid: [put-backs]", "scenario.contradiction", "mine.yaml:3", "misplacing is forced and put-backs, which it needs, is forbidden")]
    [InlineData("forbid: [eating]", "forbid: [id-swaps]", "scenario.contradiction", "mine.yaml:3", "both forced and forbidden")]
    [InlineData("force: [misplacing, id-swaps]", "force: [eating, eating]", "scenario.duplicate", "mine.yaml:3", "'eating' stands twice")]
    [InlineData("visits: 12", "visits: 0", "scenario.contradiction", "mine.yaml:3", "nobody comes in")]
    [InlineData("most_stops: 9", "most_stops: 1", "scenario.value", "mine.yaml", "stops are 2 to 1")]
    [InlineData("kind: stand", "from: nowhere", "scenario.value", "mine.yaml:7", "a store is drawn or read")]
    [InlineData("swarm: 0.5", "swarm: &a 0.5", "scenario.syntax", "mine.yaml:2", "anchors")]
    public void What_is_wrong_is_told_with_its_line_and_what_was_meant(string right, string wrong, string code, string where, string words)
    {
        var fault = Assert.IsType<Result<ScenarioFile>.Bad>(ScenarioYaml.Read(Small.Replace(right, wrong, StringComparison.Ordinal), "mine.yaml")).Fault;

        Assert.Equal(code, fault.Code);
        Assert.StartsWith(where, fault.Where, StringComparison.Ordinal);
        Assert.Contains(words, fault.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_key_sets_its_own_number_and_no_other()
    {
        Check(ScenarioKeys.Top, new Scenario());
        Check(ScenarioKeys.Store, new StoreSize());
        Check(ScenarioKeys.Goods, new Goods());
        Check(ScenarioKeys.Habits, new Habits());
        Check(ScenarioKeys.Scales, new ScaleNoise());
        Check(ScenarioKeys.Tracker, new TrackerNoise());

        static void Check<T>(System.Collections.Immutable.ImmutableArray<ScenarioKey<T>> keys, T defaults)
            where T : notnull
        {
            foreach (var key in keys)
            {
                var other = key.Kind == KeyKind.Switch ? 1 - key.Get(defaults) : key.Get(defaults) == key.Most ? key.Least : key.Most;
                var changed = key.With(defaults, other);
                Assert.Equal(other, key.Get(changed), 9);
                Assert.All(keys.Where(k => k != key), k => Assert.Equal(k.Get(defaults), k.Get(changed)));
                Assert.True(double.IsNaN(key.Get(defaults)) || (key.Get(defaults) >= key.Least && key.Get(defaults) <= key.Most), key.Name);
            }
        }
    }

    [Fact]
    public void A_store_that_somebody_described_is_played()
    {
        using var folder = new TempFolder();
        var model = new Simulation(new() { Seed = 3 }).Model;
        folder.Write("store.yaml", StoreYaml.Write(model.Store));
        folder.Write("catalogue.csv", CatalogueCsv.Write(model.Catalogue));
        folder.Write("planogram.csv", PlanogramCsv.Write(model));
        var path = folder.Write("mine.yaml", "visits: 2\nstore:\n  from: .\n");

        var scenario = ScenarioLibrary.Named(path).Scenario;

        Assert.Equal(model.Planogram.Facings.Length, scenario.Given!.Planogram.Facings.Length);
        Assert.Equal((0, ""), Commands.Cli.Run("simulate", path, "--out", folder["rec"]) is var ended ? (ended.Code, ended.Error) : default);
        folder.Write("catalogue.csv", "barcode,nam\n");
        Commands.Cli.IsRefused(Commands.Cli.Run("simulate", path, "--out", folder["rec2"]), "catalogue.csv:1", "did you mean 'name'?");
        Commands.Cli.IsRefused(Commands.Cli.Run("simulate", folder["nowhere.yaml"], "--out", folder["rec2"]), "[file.missing]");
    }

    [Fact]
    public void The_page_on_scenarios_has_every_key_and_feature_as_the_code_knows_it()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/scenarios.md"));
        string[] rows =
        [
            .. Rows(ScenarioKeys.Top, new Scenario()), .. Rows(ScenarioKeys.Store, new StoreSize()), .. Rows(ScenarioKeys.Goods, new Goods()),
            .. Rows(ScenarioKeys.Habits, new Habits()), .. Rows(ScenarioKeys.Scales, new ScaleNoise()), .. Rows(ScenarioKeys.Tracker, new TrackerNoise()),
            .. Rows(ScenarioKeys.Cameras, new CameraNoise()),
        ];
        File.WriteAllLines(Path.Combine(AppContext.BaseDirectory, "scenario-keys.txt"), rows);

        Assert.All(rows, row => Assert.Contains(row, page, StringComparison.Ordinal));
        Assert.All(ScenarioYaml.FeatureNames, name => Assert.Contains($"| `{name}` |", page, StringComparison.Ordinal));
        Assert.All(ScenarioLibrary.Names, name => Assert.Contains($"| `{name}` |", page, StringComparison.Ordinal));
        Assert.All(Features.Everyday, feature => Assert.Contains($"| `{Features.NameOf(feature)}` | yes |", page, StringComparison.Ordinal));

        static IEnumerable<string> Rows<T>(System.Collections.Immutable.ImmutableArray<ScenarioKey<T>> keys, T defaults) => keys.Select(key =>
            $"| `{key.Name}` | {ScenarioKeys.Range(key)} | {ScenarioKeys.Written(key, key.Get(defaults))} | {key.Words} |");
    }

    [Fact]
    public void The_schema_in_the_docs_is_the_schema_of_the_code()
    {
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "scenario.schema.json"), ScenarioSchema.Json);
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "docs/schema/scenario.schema.json")), ScenarioSchema.Json);
        Assert.Equal(ScenarioSchema.Json, Commands.Cli.Run("config", "schema", "scenario").Output);
        Commands.Cli.IsRefused(Commands.Cli.Run("config", "schema", "shop"), "'shop'".Trim('\''), "[config.schema]");
    }

    [Fact]
    public void Where_a_camera_is_dark_nobody_is_seen_and_some_come_out_as_others()
    {
        var scenario = ScenarioLibrary.Find("camera-outage")!.Scenario with { Seed = 5 };
        var (dark, bright) = (Seen(scenario), Seen(scenario with { Force = [] }));

        Assert.True(dark.Times > 2, $"{dark.Times} outages");
        Assert.InRange(dark.Sightings / (double)bright.Sightings, 0.5, 0.97);
        Assert.True(dark.LaterIds > 0);
        Assert.Equal(0, bright.LaterIds);

        static (long Times, int Sightings, int LaterIds) Seen(Scenario scenario)
        {
            var simulation = new Simulation(scenario);
            var sightings = simulation.Play().Select(entry => entry.Observation).OfType<Observations.Observation.PeopleSeen>().Sum(frame => frame.People.Length);
            return (simulation.Times(Feature.CameraOutages), sightings, simulation.Truth.Visits.Sum(visit => visit.LaterIds.Length));
        }
    }

    [Fact]
    public void Who_takes_off_a_jacket_becomes_somebody_new_to_the_tracker()
    {
        var simulation = new Simulation(ScenarioLibrary.Find("jacket-change")!.Scenario with { Seed = 2 });
        _ = simulation.Play().Count();

        Assert.True(simulation.Times(Feature.JacketChange) > 3);
        Assert.InRange(simulation.Truth.Visits.Sum(visit => visit.LaterIds.Length), 3, simulation.Times(Feature.JacketChange));
    }

    static Scenario Good(string text) => Assert.IsType<Result<ScenarioFile>.Good>(ScenarioYaml.Read(text, "mine.yaml")).Value.Scenario;
}
