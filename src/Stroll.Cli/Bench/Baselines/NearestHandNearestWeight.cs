using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Tracking;

namespace Stroll.Cli.Bench.Baselines;

/// <summary>The shopper whose wrist came nearest to the plates, and of the shelf's products the one whose single piece weighs nearest.</summary>
internal sealed class NearestHandNearestWeight(StoreModel model) : Baseline(model)
{
    /// <inheritdoc/>
    internal override string Name => "nearestHandNearestWeight";

    /// <inheritdoc/>
    internal override string Title => "nearest hand, nearest weight";

    /// <inheritdoc/>
    protected override ShopperId? Who(MassChange change, Floor floor) =>
        Nearest(change, floor, change.Begin, change.End, seen => [seen.Left, seen.Right]);

    /// <inheritdoc/>
    protected override Product? Taken(MassChange change) => Facings(change.Shelf)
        .Select(pair => pair.Product)
        .MinBy(product => Math.Abs(change.Change.Size.Value - product.UnitWeight!.Value.Value));
}
