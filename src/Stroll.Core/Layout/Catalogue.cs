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
    ProductId Id, string Barcode, string? Gtin, string Name, Grams? UnitWeight, Grams? UnitWeightSd, SaleUnit Unit, Money? Price);

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
    readonly Dictionary<string, ProductId> _byBarcode = new(StringComparer.Ordinal);

    /// <summary>Takes products whose ids count up from 0 and whose barcodes stand once each.</summary>
    /// <exception cref="InvariantException">An id is out of order, or a barcode stands twice.</exception>
    public Catalogue(ImmutableArray<Product> products)
    {
        Products = products;
        for (var i = 0; i < products.Length; i++)
        {
            Invariant.Holds(products[i].Id.Index == i);
            Invariant.Holds(_byBarcode.TryAdd(products[i].Barcode, products[i].Id), $"barcode {products[i].Barcode} stands twice");
        }
    }

    /// <summary>In the order of the source.</summary>
    public ImmutableArray<Product> Products { get; }

    /// <summary>The product with this id.</summary>
    public Product this[ProductId id] => Products[id.Index];

    /// <summary>Looks a product up by the code that the source wrote.</summary>
    public bool TryFind(string barcode, out ProductId id) => _byBarcode.TryGetValue(barcode, out id);
}
