using Stroll.Host.Stores.Live;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Host.Inventory;

/// <summary>One facing with what stands on it.</summary>
/// <param name="Facing">Where what is meant to stand.</param>
/// <param name="Name">As <c>2/5/3-5 4006381333931</c>.</param>
/// <param name="Mass">Of all its plates together over the last seconds; none while a plate is silent or ill.</param>
/// <param name="Counted">When somebody counted last; none where nobody did.</param>
/// <param name="Estimate">How many pieces; none without a count, a unit weight or plates that work.</param>
public sealed record FacingStock(Facing Facing, string Name, Grams? Mass, Instant? Counted, StockEstimate? Estimate);

/// <summary>What stands on the shelves of a running store.</summary>
public static class StockView
{
    // Points of the trace are half a second long: the median of five seconds is not moved by a hand that takes something.
    const int Points = 10;

    // Where nobody knows how much pieces differ: the median of real products, 1.3 % (docs/measured.md).
    const double UsualSpread = 0.013;

    /// <summary>A facing by the numbers that stand on the shelf.</summary>
    public static string NameOf(StoreModel model, Facing facing)
    {
        var shelf = model.Store[facing.Shelf];
        var plates = string.Join('+', facing.Plates.Select(plate => model.Store[plate].Address.Plate));
        return $"{shelf.Gondola}/{shelf.Number}/{plates} {model.Catalogue[facing.Product].Barcode}";
    }

    /// <summary>All facings in the order of the planogram.</summary>
    public static IReadOnlyList<FacingStock> Of(LiveStore store, IReadOnlyDictionary<string, StockCount> counts) =>
        [.. store.Model.Planogram.Facings.Select(facing => Of(store, facing, counts))];

    static FacingStock Of(LiveStore store, Facing facing, IReadOnlyDictionary<string, StockCount> counts)
    {
        var name = NameOf(store.Model, facing);
        var mass = MassOf(store, facing);
        var count = counts.GetValueOrDefault(name);
        var product = store.Model.Catalogue[facing.Product];
        var estimate = mass is { } now && count is not null && product is { UnitWeight: { } weight, Unit: SaleUnit.Each }
            ? StockEstimate.Of(count, now, facing.Plates.Length, weight, product.UnitWeightSd ?? new Grams(weight.Value * UsualSpread), store.View.At)
            : null;
        return new(facing, name, mass, count?.At, estimate);
    }

    /// <summary>What the plates of a facing weigh together; none while one of them is silent or ill.</summary>
    public static Grams? MassOf(LiveStore store, Facing facing)
    {
        var sum = 0.0;
        foreach (var plate in facing.Plates)
        {
            var plates = store.View.Plates;
            var trace = store.Traces.Of(plate);
            if (trace.IsEmpty || (plate.Index < plates.Length && plates[plate.Index].Health != PlateHealth.Good))
            {
                return null;
            }

            var last = trace.Skip(Math.Max(0, trace.Length - Points)).Select(point => point.Grams).Order().ToArray();
            sum += last[last.Length / 2];
        }

        return new Grams(sum);
    }
}
