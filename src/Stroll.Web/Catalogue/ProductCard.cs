using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Web.Catalogue;

/// <summary>A product with what speaks for and against selling it without a till.</summary>
/// <param name="Product">Which.</param>
/// <param name="Facings">Where it is meant to stand.</param>
/// <param name="Alike">Others of nearly the same weight, the nearest first.</param>
/// <param name="AlikeBeside">Those of them that stand on a shelf with it: place cannot tell them apart well either.</param>
/// <param name="HasPhoto">Somebody took a picture of it, which the review desk and receipts can show.</param>
public sealed record ProductCard(Product Product, ImmutableArray<Facing> Facings, ImmutableArray<Product> Alike, ImmutableArray<Product> AlikeBeside, bool HasPhoto)
{
    /// <summary>How many things are looked at for <see cref="Score"/>.</summary>
    public const int Checks = 6;

    /// <summary>Weights nearer than this are hard to tell apart by a scale alone.</summary>
    public static readonly Grams Near = new(10);

    /// <summary>What is still missing or doubtful, in words. Nothing means ready.</summary>
    public ImmutableArray<string> Missing => [.. Wants()];

    /// <summary>So many of the checks it passes.</summary>
    public int Score => Checks - Missing.Length;

    /// <summary>Looks a product up beside all others.</summary>
    public static ProductCard Of(StoreModel model, Product product, bool hasPhoto)
    {
        var facings = model.Planogram.Facings.Where(facing => facing.Product == product.Id).ToImmutableArray();
        var alike = model.Catalogue.Products
            .Where(other => other.Id != product.Id && Distance(product, other) is { } distance && distance < Near)
            .OrderBy(other => Distance(product, other)!.Value.Value)
            .ToImmutableArray();
        var shelves = facings.Select(facing => facing.Shelf).ToHashSet();
        var beside = model.Planogram.Facings.Where(facing => shelves.Contains(facing.Shelf)).Select(facing => facing.Product).ToHashSet();
        return new(product, facings, alike, [.. alike.Where(other => beside.Contains(other.Id))], hasPhoto);
    }

    static Grams? Distance(Product one, Product other) =>
        one.UnitWeight is { } a && other.UnitWeight is { } b ? (a - b).Size : null;

    IEnumerable<string> Wants()
    {
        if (Product.UnitWeight is null && Product.Unit == SaleUnit.Each)
        {
            yield return "It was never weighed: its picks cannot be told by weight.";
        }

        if (Product.Price is null)
        {
            yield return "It has no price: nothing is asked for it.";
        }

        if (Product.Gtin is null)
        {
            yield return "Its code is no valid GTIN: other systems will not know it.";
        }

        if (!HasPhoto)
        {
            yield return "It has no picture: people who review see its name alone.";
        }

        if (Facings.IsEmpty)
        {
            yield return "It stands nowhere: a pick of it would be a surprise.";
        }

        if (!AlikeBeside.IsEmpty)
        {
            yield return $"On the same shelf stands {AlikeBeside[0].Name}, which weighs nearly the same: put one of them elsewhere, or expect questions.";
        }
    }
}
