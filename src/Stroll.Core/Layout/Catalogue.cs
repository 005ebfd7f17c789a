using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Layout;

/// <summary>A product by its place in <see cref="Catalogue.Products"/>.</summary>
public readonly record struct ProductId(int Index);

/// <summary>An article that can be sold.</summary>
/// <param name="Id">Its place in the catalogue.</param>
/// <param name="Barcode">The code as the source wrote it; unique in the catalogue.</param>
/// <param name="Gtin">The 14-digit form; none when the barcode is no valid GTIN.</param>
/// <param name="Name">For people.</param>
/// <param name="UnitWeight">What one piece weighs on average; none when never weighed. Above zero.</param>
/// <param name="UnitWeightSd">How much pieces differ; none means "use the rule for the store".</param>
/// <param name="Unit">Sold by the piece or by weight.</param>
/// <param name="Price">Of one piece, or of one kilogram; none when no price is known.</param>
public sealed record Product(
    ProductId Id, string Barcode, string? Gtin, string Name, Grams? UnitWeight, Grams? UnitWeightSd, SaleUnit Unit, Money? Price)
{
    /// <summary>Another weight that a piece may have in truth; none when the weight is not in doubt.</summary>
    public OtherWeight? Otherwise { get; init; }
}

/// <summary>What a piece may weigh instead.</summary>
/// <param name="UnitWeight">Above zero.</param>
/// <param name="UnitWeightSd">How much pieces would differ then.</param>
/// <param name="Probability">That it is so; not above a half.</param>
public sealed record OtherWeight(Grams UnitWeight, Grams UnitWeightSd, double Probability);

/// <summary>How the quantity of a product is counted.</summary>
public enum SaleUnit
{
    /// <summary>By the piece.</summary>
    Each,

    /// <summary>By mass; the price is per kilogram.</summary>
    Kilogram,
}

/// <summary>All articles of a store. Dense ids are indexes; the order is that of the source.</summary>
public sealed class Catalogue
{
    readonly Dictionary<string, ProductId> _byBarcode;

    /// <summary>Takes products whose ids count up from 0 and whose barcodes stand once each.</summary>
    /// <exception cref="InvariantException">An id is out of order, or a barcode stands twice.</exception>
    public Catalogue(ImmutableArray<Product> products)
    {
        Products = products;
        _byBarcode = new(StringComparer.Ordinal);
        for (var i = 0; i < products.Length; i++)
        {
            Invariant.Holds(products[i].Id.Index == i);
            Invariant.Holds(_byBarcode.TryAdd(products[i].Barcode, products[i].Id), $"barcode {products[i].Barcode} stands twice");
        }
    }

    Catalogue(ImmutableArray<Product> products, Dictionary<string, ProductId> byBarcode) => (Products, _byBarcode) = (products, byBarcode);

    /// <summary>In the order of the source.</summary>
    public ImmutableArray<Product> Products { get; }

    /// <summary>The product with this id.</summary>
    public Product this[ProductId id] => Products[id.Index];

    /// <summary>The same catalogue with some products in other words: weights change, ids and barcodes do not.</summary>
    public Catalogue With(IEnumerable<Product> changed)
    {
        var products = Products.ToBuilder();
        foreach (var product in changed)
        {
            Invariant.Holds(products[product.Id.Index].Barcode == product.Barcode, "a product keeps its place and its code");
            products[product.Id.Index] = product;
        }

        return new(products.MoveToImmutable(), _byBarcode);
    }

    /// <summary>Looks a product up by the code that the source wrote.</summary>
    public bool TryFind(string barcode, out ProductId id) => _byBarcode.TryGetValue(barcode, out id);
}
