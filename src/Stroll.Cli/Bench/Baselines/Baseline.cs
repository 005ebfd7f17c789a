using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Receipts;
using Stroll.Review;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Cli.Bench.Baselines;

/// <summary>A simple rule that turns mass changes and hands into carts, to measure the pipeline against. It knows no doubt and charges all.</summary>
/// <remarks>It gets the same mass changes and the same people as the pipeline's own attribution, each change when the pipeline has found it
/// and the paths of hands are still there.</remarks>
/// <param name="model">What is believed of the store.</param>
internal abstract class Baseline(StoreModel model)
{
    readonly SortedDictionary<int, SortedDictionary<int, int>> _carts = [];

    /// <summary>The key in JSON.</summary>
    internal abstract string Name { get; }

    /// <summary>In words, for people.</summary>
    internal abstract string Title { get; }

    /// <summary>What is believed of the store.</summary>
    protected StoreModel Model => model;

    /// <summary>All baselines, empty.</summary>
    internal static ImmutableArray<Baseline> All(StoreModel model) => [new NearestHandNearestWeight(model), new WeightTimesPlace(model)];

    /// <summary>Takes the next mass change, with everybody's paths up to now.</summary>
    internal void Take(MassChange change, Floor floor)
    {
        if (Who(change, floor) is not { } shopper)
        {
            return;
        }

        var cart = _carts.TryGetValue(shopper.Index, out var held) ? held : _carts[shopper.Index] = [];
        var moved = change.Change < Grams.Zero ? Taken(change) : Put(change, [.. cart.Where(entry => entry.Value > 0)
            .Select(entry => model.Catalogue[new ProductId(entry.Key)]).Where(product => product.UnitWeight is not null)]);
        if (moved is { } product)
        {
            var weight = product.UnitWeight!.Value.Value;
            var pieces = Math.Max(1, (int)Math.Round(change.Change.Size.Value / weight));
            var before = cart.GetValueOrDefault(product.Id.Index);
            cart[product.Id.Index] = change.Change < Grams.Zero ? before + pieces : Math.Max(0, before - pieces);
        }
    }

    /// <summary>The carts as receipts, one for each shopper.</summary>
    internal ImmutableArray<ClaimedReceipt> Receipts(Floor floor) => [.. floor.Shoppers.Select(shopper => new ClaimedReceipt(
        Billing.VisitOf(shopper.Id), shopper.FirstId,
        [.. _carts.GetValueOrDefault(shopper.Id.Index, []).Where(entry => entry.Value > 0)
            .Select(entry => (Product: model.Catalogue[new ProductId(entry.Key)], entry.Value))
            .Select(entry => new ClaimedLine(entry.Product.Barcode, entry.Value, ChargeDecision.Now, entry.Product.Price))]))];

    /// <summary>Whose hands moved it; none when nobody is in the store.</summary>
    protected abstract ShopperId? Who(MassChange change, Floor floor);

    /// <summary>What was taken; none when nothing fits.</summary>
    protected abstract Product? Taken(MassChange change);

    /// <summary>What was put back: of all that the shopper holds, what comes nearest by weight; none when nothing is held.</summary>
    protected virtual Product? Put(MassChange change, ImmutableArray<Product> held) => held.IsEmpty ? null : held.MinBy(product => Off(change, product));

    /// <summary>How far the change is from the weight of the nearest whole number of pieces, grams.</summary>
    protected static double Off(MassChange change, Product product)
    {
        var (size, weight) = (change.Change.Size.Value, product.UnitWeight!.Value.Value);
        return Math.Abs(size - (Math.Max(1, Math.Round(size / weight)) * weight));
    }

    /// <summary>The facings of a shelf whose product has a known weight.</summary>
    protected IEnumerable<(Facing Facing, Product Product)> Facings(ShelfId shelf) => model.Planogram.On(shelf)
        .Select(id => (model.Planogram[id], model.Catalogue[model.Planogram[id].Product])).Where(pair => pair.Item2.UnitWeight is not null);

    /// <summary>Whoever of those present came nearest to the plates of a change within a time.</summary>
    protected ShopperId? Nearest(MassChange change, Floor floor, Instant from, Instant to, Func<Footprint, IEnumerable<Point3>> points)
    {
        var plates = change.Steps.SelectMany(step => step.Plates).Select(plate => model.Store[plate.Plate].Body).OfType<Box>().ToArray();
        ShopperId? nearest = null;
        var least = double.PositiveInfinity;
        foreach (var shopper in floor.Present)
        {
            var trail = shopper.Trail;
            for (var i = trail.FirstFrom(from); i < trail.Count && trail[i].At <= to; i++)
            {
                foreach (var point in points(trail[i]).Where(point => point.IsKnown))
                {
                    foreach (var plate in plates)
                    {
                        var distance = plate.DistanceTo(point);
                        (nearest, least) = distance < least ? (shopper.Id, distance) : (nearest, least);
                    }
                }
            }
        }

        return nearest;
    }
}
