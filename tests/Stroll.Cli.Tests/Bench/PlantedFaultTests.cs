using System.Collections.Immutable;
using Stroll.Attribution;
using Stroll.Cli.Bench.Accuracy;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Receipts;
using Stroll.Review;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Tests.Cli.Bench;

/// <summary>Engines that are broken on purpose, each in one way. A score that cannot tell them from the healthy one is no score.</summary>
public class PlantedFaultTests
{
    static readonly ImmutableArray<NamedScenario> Days =
    [
        new("usual", new()), new("put-backs", new() { Habits = new(MostStops: 7, PutsBack: 0.45) }),
    ];


    // Days on which the healthy engine is nearly right, so that a fault stands out.
    static readonly SeedRange Seeds = new(105, 108);

    // Where a fault is about doubt, there must be some.
    static readonly ImmutableArray<NamedScenario> Rush = [new("rush", new() { Visits = 16, Habits = new(SecondsBetweenArrivals: 2) })];

    static readonly Lazy<AccuracyFigures> Healthy = new(() => Play(EngineUnderTest.Default, Days));
    static readonly Lazy<AccuracyFigures> HealthyInRush = new(() => Play(EngineUnderTest.Default, Rush));
    static readonly string[] NeedRush =
    [
        "every line is charged whatever its doubt", "probabilities are always one", "noise counts as goods",
        "unit weights are 5 % too low",
    ];

    /// <summary>A fault, and the figure that must notice it.</summary>
    static readonly (string Name, EngineUnderTest Engine, Func<AccuracyFigures, double> Badness)[] Faults =
    [
        ("put-backs are ignored", Log(WithoutPutBacks), Wrong),
        ("each movement counts twice", Lines(line => line with { Quantity = 2 * line.Quantity }), f => f.Engine.Kinds.HowMany),
        ("the next shopper gets everything", Receipts(Rotated), f => f.Engine.Kinds.Who),
        ("two carts are swapped at the exit", Receipts(receipts => Swapped(receipts, 0, 1)), f => f.Engine.Kinds.Who),
        // Losing messages alone hardly hurts, since levels before and after remain; forgetting them does.
        (
            "late readings are lost, and a gap makes the scales forget their level",
            Rules(r => r with { MassChanges = r.MassChanges with { ForgetAfter = 0.5.Seconds } }) with
            {
                Log = log => log.Where(e => e.Observation is not Observation.ShelfReadings || e.Sequence % 10 < 5),
            },
            f => f.Engine.Kinds.Missed),
        ("one shelf's scales are dead", Log(log => log.Where(e => e.Observation is not Observation.ShelfReadings { Shelf.Index: < 3 })), f => f.Engine.Kinds.Missed),
        ("neighbouring facings are swapped", Model(SwappedFacings), f => f.Engine.Kinds.What),
        ("unit weights are 5 % too high", Model(model => Weighed(model, 1.05)), Doubt),
        ("unit weights are 5 % too low", Model(model => Weighed(model, 0.95)), f => f.Policy.ReviewsPer1000),
        ("quantities are always one", Lines(line => line with { Quantity = 1 }), f => f.Engine.Kinds.HowMany),
        ("many light pieces are likelier than a heavy one", Rules(r => r with { Attribution = r.Attribution with { PerPiece = 10 } }), Wrong),
        ("hands are ignored", Log(WithoutHands), f => f.Engine.Kinds.Who),
        ("people run two seconds behind the plates", Log(log => log.Select(e => Late(e, 2.Seconds))), f => f.Engine.Kinds.Who),
        ("readings are a hundred times too heavy", Log(log => log.Select(e => Scaled(e, 100))), Wrong),
        ("every line is charged whatever its doubt", Rules(r => r with { Charge = new(Now: new(0), Never: new(0)) }), f => f.Engine.Overcharged.Lines),
        ("nothing is ever charged", Rules(r => r with { Charge = new(Now: new(1), Never: new(1)) }), f => f.Engine.Undercharged.Lines),
        ("probabilities are always one", Lines(line => line with { Probability = new(1) }), f => f.Calibration.Brier),
        ("probabilities are halved", Lines(line => line with { Probability = new(0.5 * line.Probability.Value) }), f => f.Calibration.Error),
        ("the last line of a receipt is forgotten", Receipts(receipts => [.. receipts.Select(r => r with { Lines = [.. r.Lines.SkipLast(1)] })]), f => f.Engine.Kinds.Missed),
        ("light goods are not seen", Rules(r => r with { MassChanges = r.MassChanges with { LeastChange = 120.Grams } }), f => f.Engine.Kinds.Missed),
        ("noise counts as goods", Rules(r => r with { MassChanges = r.MassChanges with { SpreadFloor = 0.05.Grams, DepartureFloor = 0.3.Grams, LeastChange = 0.5.Grams, LeastOnPlate = 0.3.Grams, LeastSds = 0.2 } }), Distance),
        ("receipts come twenty seconds late", Rules(r => r with { DecideAfter = 20.Seconds }), f => f.WaitAll.P95),
        ("left and right shelf messages are exchanged", Log(log => log.Select(Exchanged)), Wrong),
    ];

    public static TheoryData<string> Names => [.. Faults.Select(fault => fault.Name)];

    [Fact]
    public void There_are_at_least_fifteen() => Assert.True(Faults.Select(fault => fault.Name).Distinct().Count() >= 15);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_fault_is_noticed(string name)
    {
        var (_, engine, badness) = Faults.Single(fault => fault.Name == name);
        var isRush = NeedRush.Contains(name);
        var (healthy, broken) = (badness((isRush ? HealthyInRush : Healthy).Value), badness(Play(engine, isRush ? Rush : Days)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{broken}, and {healthy} of the healthy engine");
        Assert.True(broken > healthy, $"{name}: {broken}, and {healthy} of the healthy engine");
    }

    [Fact]
    public void The_healthy_engine_played_again_has_the_same_figures()
    {
        var again = Play(EngineUnderTest.Default with { Log = log => log.ToArray() }, Days);
        Assert.Equal(Healthy.Value.Engine, again.Engine);
        Assert.Equal(Distance(Healthy.Value), Distance(again));
    }

    static double Wrong(AccuracyFigures figures) => figures.Engine.Kinds.Pieces;

    /// <summary>How unsure all lines together are: weights that fit badly show here before they show in the lines.</summary>
    static double Doubt(AccuracyFigures figures) => figures.Calibration.Bins.Where(bin => bin.Lines > 0).Sum(bin => bin.Lines * (1 - bin.MeanClaimed));

    /// <summary>Items, doubt and questions in one number: what a fault that is small in each still shows.</summary>
    static double Distance(AccuracyFigures figures) =>
        figures.Engine.Kinds.Pieces + figures.Policy.ReviewsPer1000 + figures.Engine.Undercharged.Pieces + figures.Engine.Overcharged.Pieces;

    static AccuracyFigures Play(EngineUnderTest engine, ImmutableArray<NamedScenario> days) =>
        AccuracyFigures.Of("", AccuracyBench.Run(days, Seeds, engine, 2, _ => { }, TestContext.Current.CancellationToken).Runs);

    static EngineUnderTest Rules(Func<PipelineRules, PipelineRules> change) => new() { Rules = change(PipelineRules.Default) };

    static EngineUnderTest Log(Func<IEnumerable<LogEntry>, IEnumerable<LogEntry>> change) => new() { Log = change };

    static EngineUnderTest Model(Func<StoreModel, StoreModel> change) => new() { Model = change };

    static EngineUnderTest Receipts(Func<ImmutableArray<Receipt>, ImmutableArray<Receipt>> change) => new() { Receipts = change };

    static EngineUnderTest Lines(Func<ReceiptLine, ReceiptLine> change) =>
        Receipts(receipts => [.. receipts.Select(r => r with { Lines = [.. r.Lines.Select(change)] })]);

    static ImmutableArray<Receipt> Rotated(ImmutableArray<Receipt> receipts) =>
        [.. receipts.Select((r, i) => r with { Lines = receipts[(i + 1) % receipts.Length].Lines })];

    static ImmutableArray<Receipt> Swapped(ImmutableArray<Receipt> receipts, int one, int other) =>
        [.. receipts.Select((r, i) => i == one ? r with { Lines = receipts[other].Lines } : i == other ? r with { Lines = receipts[one].Lines } : r)];

    static StoreModel Weighed(StoreModel model, double factor) => model with
    {
        Catalogue = new([.. model.Catalogue.Products.Select(p => p with { UnitWeight = factor * p.UnitWeight!.Value })]),
    };

    static StoreModel SwappedFacings(StoreModel model)
    {
        var facings = model.Planogram.Facings;
        return model with
        {
            Planogram = new(model.Store, [.. facings.Select((f, i) => f with { Product = facings[(i ^ 1) < facings.Length ? i ^ 1 : i].Product })]),
        };
    }

    // What the scales gained is not shown: each plate's reading follows only falls.
    static IEnumerable<LogEntry> WithoutPutBacks(IEnumerable<LogEntry> log)
    {
        var lowest = new Dictionary<(int Shelf, int Slot), (float Level, float Raised)>();
        foreach (var entry in log)
        {
            yield return entry.Observation is Observation.ShelfReadings readings ? entry with { Observation = Falling(readings, lowest) } : entry;
        }
    }

    static Observation.ShelfReadings Falling(Observation.ShelfReadings readings, Dictionary<(int Shelf, int Slot), (float Level, float Raised)> levels)
    {
        var grams = readings.Grams.ToArray();
        var plates = grams.Length / readings.Times.Length;
        for (var slot = 0; slot < plates; slot++)
        {
            var mean = Enumerable.Range(0, readings.Times.Length).Average(i => grams[(i * plates) + slot]);
            var (level, raised) = levels.GetValueOrDefault((readings.Shelf.Index, slot), (mean, 0f));
            if (mean - level > 30)
            {
                raised += mean - level;
            }

            levels[(readings.Shelf.Index, slot)] = (mean, raised);
            for (var i = 0; i < readings.Times.Length; i++)
            {
                grams[(i * plates) + slot] -= raised;
            }
        }

        return readings with { Grams = grams };
    }

    // The tracker sees heads and feet, and no arm at all; bodies are where they are.
    static IEnumerable<LogEntry> WithoutHands(IEnumerable<LogEntry> log) => log.Select(entry =>
        entry.Observation is not Observation.PeopleSeen seen ? entry : entry with
        {
            Observation = seen with
            {
                People = [.. seen.People.Select(p => p with
                {
                    Body = new([.. p.Body.Joints.Select((joint, i) => (Joint)i is Joint.LeftWrist or Joint.RightWrist ? JointEstimate.Missing : joint)]),
                })],
            },
        });

    static LogEntry Late(LogEntry entry, TimeSpan by) => entry.Observation is Observation.PeopleSeen seen
        ? entry with { Observation = seen with { At = seen.At - by } }
        : entry;

    static LogEntry Scaled(LogEntry entry, float factor) => entry.Observation is Observation.ShelfReadings readings
        ? entry with { Observation = readings with { Grams = readings.Grams.ToArray().Select(g => g * factor).ToArray() } }
        : entry;

    static LogEntry Exchanged(LogEntry entry) => entry.Observation is Observation.ShelfReadings readings && readings.Shelf.Index < 4
        ? entry with { Source = new(readings.Shelf.Index ^ 1), Observation = readings with { Shelf = new(readings.Shelf.Index ^ 1) } }
        : entry;
}
