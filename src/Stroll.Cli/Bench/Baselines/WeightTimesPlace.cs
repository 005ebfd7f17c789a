using System.Collections.Immutable;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Cli.Bench.Baselines;

/// <summary>The product for which the share of the change on its own plates, times how well its weight fits, is greatest; the shopper whose body
/// or wrist was nearest when the mass moved most.</summary>
/// <remarks>The plain rule that systems of the AutoCheckout competition of 2020 were built on; numbers chosen once and not tuned.</remarks>
internal sealed class WeightTimesPlace(StoreModel model) : Baseline(model)
{
    /// <summary>What scale and pieces together miss by, grams.</summary>
    const double SpreadGrams = 10;

    /// <summary>A take of less than this share of a piece is no take of it.</summary>
    const double LeastShare = 0.4;

    /// <summary>And a put of less than this is no put-back.</summary>
    const double LeastSharePut = 0.75;

    static readonly TimeSpan AroundPeak = 250.Milliseconds;

    /// <inheritdoc/>
    internal override string Name => "weightTimesPlace";

    /// <inheritdoc/>
    internal override string Title => "weight times place";

    /// <inheritdoc/>
    protected override ShopperId? Who(MassChange change, Floor floor)
    {
        var peak = Peak(change);
        return Nearest(change, floor, peak - AroundPeak, peak + AroundPeak, seen => [seen.Left, seen.Right, seen.Body])
            ?? Nearest(change, floor, change.Begin, change.End, seen => [seen.Left, seen.Right, seen.Body]);
    }

    /// <inheritdoc/>
    protected override Product? Taken(MassChange change)
    {
        var plates = change.Steps.SelectMany(step => step.Plates).ToArray();
        var all = plates.Sum(plate => plate.Change.Size.Value);
        var best = Facings(change.Shelf)
            .Where(pair => change.Change.Size.Value >= LeastShare * pair.Product.UnitWeight!.Value.Value)
            .Select(pair =>
            {
                var there = plates.Where(plate => pair.Facing.Plates.Contains(plate.Plate)).Sum(plate => plate.Change.Size.Value);
                var off = Off(change, pair.Product) / SpreadGrams;
                // A weight that does not fit at all still leaves the place to decide.
                return (pair.Product, Place: there / all, Score: there / all * (Math.Exp(-0.5 * off * off) + 1e-6));
            })
            .DefaultIfEmpty().MaxBy(candidate => candidate.Score);
        return best.Place > 0 ? best.Product : null;
    }

    /// <inheritdoc/>
    protected override Product? Put(MassChange change, ImmutableArray<Product> held) =>
        base.Put(change, [.. held.Where(product => change.Change.Size.Value >= LeastSharePut * product.UnitWeight!.Value.Value)]);

    static Instant Peak(MassChange change)
    {
        var step = change.Steps.MaxBy(s => s.Change.Size.Value)!;
        var slot = 0;
        for (var i = 1; i < step.Activity.Length; i++)
        {
            slot = step.Activity[i] > step.Activity[slot] ? i : slot;
        }

        return step.Begin + ((slot + 0.5) * MassStep.ActivitySlot);
    }
}
