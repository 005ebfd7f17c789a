using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Host.Plans;

/// <summary>Changes of a catalogue and a planogram. Each gives a new model, or says why it cannot be.</summary>
/// <remarks>A product keeps its place in the catalogue for ever: numbers in old logs and cases mean it. One that is no longer sold loses its facings instead.</remarks>
public static class PlanEdits
{
    /// <summary>Adds a product, or changes the one with this code.</summary>
    /// <param name="model">Before.</param>
    /// <param name="product">Its id is given here.</param>
    public static Result<StoreModel> Put(StoreModel model, Product product)
    {
        if (product.Barcode.Trim().Length == 0 || product.Name.Trim().Length == 0)
        {
            return Bad("plan.product", $"product {product.Barcode}", "a code or a name is missing; expected both");
        }

        return Good(With(model, [product]));
    }

    /// <summary>Adds and changes the products of another catalogue. Those that it does not name stay.</summary>
    public static Result<StoreModel> Import(StoreModel model, Catalogue catalogue) => Good(With(model, catalogue.Products));

    /// <summary>Puts all of another planogram in the place of this one.</summary>
    /// <param name="model">Before.</param>
    /// <param name="planogram">Made for the same store and the same catalogue.</param>
    public static Result<StoreModel> Import(StoreModel model, Planogram planogram) => Good(model with { Planogram = planogram });

    /// <summary>Gives a product a place.</summary>
    /// <param name="model">Before.</param>
    /// <param name="product">Which.</param>
    /// <param name="first">The plate with the lowest number.</param>
    /// <param name="plates">How many neighbours, itself included.</param>
    /// <returns>Bad with <c>plan.place</c> when they are not there or not free.</returns>
    public static Result<StoreModel> Place(StoreModel model, ProductId product, PlateId first, int plates)
    {
        if (Neighbours(model.Store, first, plates) is not { } on)
        {
            return Beyond(model, first, plates);
        }

        return On(model, on) is [var other, ..]
            ? Taken(model, other)
            : Good(With(model, model.Planogram.Facings.Add(new(new(model.Planogram.Facings.Length), product, model.Store[first].Shelf, on, null))));
    }

    /// <summary>Moves a facing; where one other facing of as many plates stands exactly there, the two change places.</summary>
    /// <param name="model">Before.</param>
    /// <param name="moved">Which.</param>
    /// <param name="first">The plate with the lowest number of its new place.</param>
    /// <returns>Bad with <c>plan.place</c> when it does not fit there.</returns>
    public static Result<StoreModel> Move(StoreModel model, FacingId moved, PlateId first)
    {
        var facing = model.Planogram[moved];
        if (Neighbours(model.Store, first, facing.Plates.Length) is not { } on)
        {
            return Beyond(model, first, facing.Plates.Length);
        }

        var there = On(model, on).Where(other => other.Id != moved).ToArray();
        var facings = model.Planogram.Facings.SetItem(moved.Index, facing with { Shelf = model.Store[first].Shelf, Plates = on, Body = null });
        if (there.Length == 0)
        {
            return Good(With(model, facings));
        }

        return there is [var only] && only.Plates.SequenceEqual(on)
            ? Good(With(model, facings.SetItem(only.Id.Index, only with { Shelf = facing.Shelf, Plates = facing.Plates, Body = null })))
            : Taken(model, there[0]);
    }

    /// <summary>Says that another product stands at a facing.</summary>
    public static Result<StoreModel> Replace(StoreModel model, FacingId facing, ProductId product) =>
        Good(With(model, model.Planogram.Facings.SetItem(facing.Index, model.Planogram[facing] with { Product = product, Body = null })));

    /// <summary>Takes a facing away.</summary>
    public static Result<StoreModel> Clear(StoreModel model, FacingId facing) => Good(With(model, model.Planogram.Facings.RemoveAt(facing.Index)));

    static StoreModel With(StoreModel model, IEnumerable<Product> changed)
    {
        var products = model.Catalogue.Products.ToBuilder();
        var byCode = products.ToDictionary(product => product.Barcode, product => product.Id.Index, StringComparer.Ordinal);
        foreach (var product in changed)
        {
            if (byCode.TryGetValue(product.Barcode, out var place))
            {
                products[place] = product with { Id = new(place) };
            }
            else
            {
                byCode[product.Barcode] = products.Count;
                products.Add(product with { Id = new(products.Count) });
            }
        }

        return model with { Catalogue = new(products.ToImmutable()) };
    }

    static StoreModel With(StoreModel model, ImmutableArray<Facing> facings) =>
        model with { Planogram = new(model.Store, [.. facings.Select((facing, i) => facing with { Id = new(i) })]) };

    static ImmutableArray<PlateId>? Neighbours(Store store, PlateId first, int count)
    {
        var shelf = store[store[first].Shelf].Plates;
        var slot = store[first].Slot;
        return count > 0 && slot + count <= shelf.Length ? shelf[slot..(slot + count)] : null;
    }

    static ImmutableArray<Facing> On(StoreModel model, ImmutableArray<PlateId> plates) =>
        [.. model.Planogram.Facings.Where(facing => facing.Plates.Any(plate => plates.Contains(plate)))];

    static Result<StoreModel> Beyond(StoreModel model, PlateId first, int plates) =>
        Bad("plan.place", $"plate {model.Store[first].Address}", $"{plates} plates do not fit on the shelf from there; expected a place that is wide enough");

    static Result<StoreModel> Taken(StoreModel model, Facing other) =>
        Bad("plan.place", $"plate {model.Store[other.Plates[0]].Address}", $"'{model.Catalogue[other.Product].Name}' stands there; move it first");

    static Result<StoreModel> Good(StoreModel model) => new Result<StoreModel>.Good(model);

    static Result<StoreModel> Bad(string code, string where, string found) => new Result<StoreModel>.Bad(new(code, where, found));
}
