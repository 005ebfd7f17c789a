using System.Collections.Immutable;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Cli.Bench.Phantoms;

/// <summary>How many true picks of a day were found as mass changes, by place and time.</summary>
/// <param name="Seed">Of the day.</param>
/// <param name="Picks">Takes of <see cref="LeastPick"/> or more.</param>
/// <param name="Missed">Those of them that no mass change tells of.</param>
/// <param name="Changes">Published.</param>
/// <param name="False">Those of them at a place and time where nothing was moved.</param>
/// <param name="Errors">For each change that tells of something: its mass less that of all that was moved there then, grams.</param>
internal sealed record PickRecall(ulong Seed, int Picks, ImmutableArray<MissedPick> Missed, int Changes, int False, ImmutableArray<double> Errors)
{
    // A hand that rests before it takes begins a change up to 2 s before the goods move, a plate settles for 1 s after it.
    static readonly TimeSpan Before = 0.3.Seconds;
    static readonly TimeSpan After = 1.2.Seconds;

    /// <summary>Lighter ones do not count.</summary>
    internal static Grams LeastPick => 20.Grams;

    /// <summary>Plays the day and compares.</summary>
    internal static PickRecall Of(Scenario scenario, CancellationToken stop)
    {
        var simulation = new Simulation(scenario);
        var pipeline = new Pipeline(simulation.Model, simulation.Sources, PipelineRules.Default);
        foreach (var entry in simulation.Play())
        {
            stop.ThrowIfCancellationRequested();
            pipeline.Take(entry);
        }

        pipeline.Finish();
        var moved = simulation.Truth.Movements;
        var changes = pipeline.Changes;
        var picks = simulation.Truth.Movements.Where(m => m.Quantity > 0 && m.Change.Size.Value >= LeastPick.Value).ToArray();
        var told = changes.Select(change => moved.Where(m => Tells(change, m.Shelf, m.Plates, m.At)).ToArray()).ToArray();
        return new(
            scenario.Seed,
            picks.Length,
            [.. picks.Where(pick => !changes.Any(change => IsFound(change, pick))).Select(pick => new MissedPick(
                pick.At - simulation.Begin, simulation.Model.Store[pick.Plates[0]].Address, pick.Change))],
            changes.Count,
            told.Count(those => those.Length == 0),
            [.. changes.Zip(told).Where(pair => pair.Second.Length > 0).Select(pair => (pair.First.Change - pair.Second.Aggregate(Grams.Zero, (sum, m) => sum + m.Change)).Value)]);
    }

    // A step took at least half of it from plates in reach: others may put things down on the same shelf meanwhile, and a soft pack that
    // slumps takes the place of the one that was taken.
    static bool IsFound(MassChange change, TrueMovement pick) =>
        Tells(change, pick.Shelf, pick.Plates, pick.At)
        && change.Steps.Any(step => step.Plates.Where(plate => IsNear(plate.Plate, pick.Plates)).Sum(plate => Math.Min(0, plate.Change.Value)) < pick.Change.Value / 2);

    static bool Tells(MassChange change, ShelfId shelf, ImmutableArray<PlateId> plates, Instant at) =>
        change.Shelf == shelf && at >= change.Begin - Before && at <= change.End + After
        && change.Steps.Any(step => step.Plates.Any(plate => IsNear(plate.Plate, plates)));

    // Ids count up along a board.
    static bool IsNear(PlateId plate, ImmutableArray<PlateId> plates) =>
        plates.Any(other => Math.Abs(other.Index - plate.Index) <= MassChangeRules.Default.ReachPlates);
}

/// <summary>A pick that was not found.</summary>
/// <param name="At">When, since the sensors started.</param>
/// <param name="Plate">Where.</param>
/// <param name="Change">How much.</param>
internal sealed record MissedPick(TimeSpan At, PlateAddress Plate, Grams Change);
