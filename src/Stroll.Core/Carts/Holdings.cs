using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Tracking;

namespace Stroll.Carts;

/// <summary>Something that lies where the planogram does not have it.</summary>
/// <param name="Product">What.</param>
/// <param name="Shelf">The shelf of its plates.</param>
/// <param name="Plates">Where it was put, by slot.</param>
/// <param name="Quantity">Pieces, above zero.</param>
public sealed record Stray(ProductId Product, ShelfId Shelf, ImmutableArray<PlateId> Plates, int Quantity);

/// <summary>What everybody holds and what lies astray, in one story of the store.</summary>
/// <param name="Held">Pieces by shopper and product; only counts above zero stand here.</param>
/// <param name="Strays">In the order in which they were put.</param>
public sealed record Holdings(ImmutableSortedDictionary<(int Shopper, int Product), int> Held, ImmutableArray<Stray> Strays)
{
    /// <summary>Nobody holds anything and nothing lies astray.</summary>
    public static Holdings Empty => new(ImmutableSortedDictionary<(int, int), int>.Empty, []);

    /// <summary>How many pieces of a product a shopper holds.</summary>
    public int this[ShopperId shopper, ProductId product] => Held.GetValueOrDefault((shopper.Index, product.Index));

    /// <summary>What one shopper holds, by product.</summary>
    public IEnumerable<(ProductId Product, int Quantity)> Of(ShopperId shopper) =>
        Held.Where(entry => entry.Key.Shopper == shopper.Index).Select(entry => (new ProductId(entry.Key.Product), entry.Value));

    /// <summary>After a shopper's count changed by <paramref name="pieces"/>; it never falls below zero.</summary>
    public Holdings With(ShopperId shopper, ProductId product, int pieces)
    {
        var count = Math.Max(0, this[shopper, product] + pieces);
        var key = (shopper.Index, product.Index);
        return this with { Held = count == 0 ? Held.Remove(key) : Held.SetItem(key, count) };
    }

    /// <summary>After something was left where it does not belong.</summary>
    public Holdings WithStray(Stray stray) => this with { Strays = Strays.Add(stray) };

    /// <summary>After pieces of the stray at this index were taken away again.</summary>
    public Holdings WithoutStray(int index, int pieces)
    {
        var left = Strays[index].Quantity - pieces;
        return this with { Strays = left > 0 ? Strays.SetItem(index, Strays[index] with { Quantity = left }) : Strays.RemoveAt(index) };
    }
}
