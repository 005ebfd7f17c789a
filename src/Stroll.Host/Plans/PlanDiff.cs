using System.Collections.Immutable;
using System.Globalization;
using Stroll.Layout;
using Stroll.Payments.Prices;

namespace Stroll.Host.Plans;

/// <summary>What kind of difference two versions have.</summary>
public enum PlanChangeKind
{
    /// <summary>A product came.</summary>
    ProductAdded,

    /// <summary>A product is in the older one only.</summary>
    ProductRemoved,

    /// <summary>Its name or how it is sold.</summary>
    ProductChanged,

    /// <summary>What a piece weighs: decides how picks are told apart.</summary>
    WeightChanged,

    /// <summary>What it costs as long as no price with a time holds.</summary>
    PriceChanged,

    /// <summary>A product stands where it did not.</summary>
    FacingAdded,

    /// <summary>A product no longer stands there.</summary>
    FacingRemoved,

    /// <summary>A product stands elsewhere.</summary>
    FacingMoved,
}

/// <summary>One difference between two versions.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Barcode">Of the product.</param>
/// <param name="Name">Of the product, in the newer version where it is in both.</param>
/// <param name="Before">As it was, for people; empty where it was not.</param>
/// <param name="After">As it is, for people; empty where it is no longer.</param>
public sealed record PlanChange(PlanChangeKind Kind, string Barcode, string Name, string Before, string After);

/// <summary>What has become different between two versions of one store.</summary>
public static class PlanDiff
{
    /// <summary>All differences: products in the order of the newer catalogue, then facings.</summary>
    public static ImmutableArray<PlanChange> Of(StoreModel before, StoreModel after) =>
        [.. Products(before.Catalogue, after.Catalogue), .. Facings(before, after)];

    static IEnumerable<PlanChange> Products(Catalogue before, Catalogue after)
    {
        foreach (var product in after.Products)
        {
            if (!before.TryFind(product.Barcode, out var id))
            {
                yield return new(PlanChangeKind.ProductAdded, product.Barcode, product.Name, "", $"{Weight(product)}, {Price(product)}");
                continue;
            }

            var was = before[id];
            foreach (var (kind, from, to) in new[]
            {
                (PlanChangeKind.ProductChanged, was.Name, product.Name),
                (PlanChangeKind.ProductChanged, Sold(was), Sold(product)),
                (PlanChangeKind.WeightChanged, Weight(was), Weight(product)),
                (PlanChangeKind.PriceChanged, Price(was), Price(product)),
            }.Where(pair => pair.Item2 != pair.Item3))
            {
                yield return new(kind, product.Barcode, product.Name, from, to);
            }
        }

        foreach (var gone in before.Products.Where(product => !after.TryFind(product.Barcode, out _)))
        {
            yield return new(PlanChangeKind.ProductRemoved, gone.Barcode, gone.Name, $"{Weight(gone)}, {Price(gone)}", "");
        }
    }

    /// <summary>Places that only one of the two has; one that went and one that came of the same product is a move.</summary>
    static IEnumerable<PlanChange> Facings(StoreModel before, StoreModel after)
    {
        var (old, now) = (Places(before), Places(after));
        foreach (var code in old.Select(f => f.Barcode).Concat(now.Select(f => f.Barcode)).Distinct(StringComparer.Ordinal))
        {
            var (stood, stands) = (old.Where(f => f.Barcode == code).Select(f => f.Place).ToArray(), now.Where(f => f.Barcode == code).Select(f => f.Place).ToArray());
            var (went, came) = (stood.Except(stands).ToArray(), stands.Except(stood).ToArray());
            var name = now.Concat(old).First(f => f.Barcode == code).Name;
            for (var i = 0; i < Math.Max(went.Length, came.Length); i++)
            {
                yield return i >= went.Length ? new(PlanChangeKind.FacingAdded, code, name, "", came[i])
                    : i >= came.Length ? new(PlanChangeKind.FacingRemoved, code, name, went[i], "")
                    : new(PlanChangeKind.FacingMoved, code, name, went[i], came[i]);
            }
        }
    }

    static ImmutableArray<(string Barcode, string Name, string Place)> Places(StoreModel model) =>
    [
        .. model.Planogram.Facings.Select(facing => (model.Catalogue[facing.Product].Barcode, model.Catalogue[facing.Product].Name, PlaceOf(model.Store, facing))),
    ];

    /// <summary>As <c>shelf 2/5, plates 3-5</c>.</summary>
    public static string PlaceOf(Store store, Facing facing)
    {
        var (first, last) = (store[facing.Plates[0]].Address, store[facing.Plates[^1]].Address);
        return facing.Plates.Length == 1
            ? $"shelf {first.Gondola}/{first.Shelf}, plate {first.Plate}"
            : $"shelf {first.Gondola}/{first.Shelf}, plates {first.Plate}-{last.Plate}";
    }

    static string Sold(Product product) => product.Unit == SaleUnit.Each ? "by the piece" : "by weight";

    static string Weight(Product product) => product.UnitWeight is { } weight
        ? string.Create(CultureInfo.InvariantCulture, $"{weight.Value:0.#} g{(product.UnitWeightSd is { } sd ? $" ± {sd.Value:0.#} g" : "")}")
        : "never weighed";

    static string Price(Product product) => product.Price is { } price ? Currency.Written(price) : "no price";
}
