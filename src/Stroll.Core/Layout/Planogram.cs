using System.Collections.Immutable;
using Stroll.Geometry;

namespace Stroll.Layout;

/// <summary>A facing by its place in <see cref="Planogram.Facings"/>.</summary>
public readonly record struct FacingId(int Index);

/// <summary>Where a product is meant to stand: one or several plates of one shelf.</summary>
/// <param name="Id">Its place in the planogram.</param>
/// <param name="Product">What stands there.</param>
/// <param name="Shelf">The shelf of all its plates.</param>
/// <param name="Plates">One or more, by number.</param>
/// <param name="Body">The space that it takes, where the source says so.</param>
public sealed record Facing(FacingId Id, ProductId Product, ShelfId Shelf, ImmutableArray<PlateId> Plates, Box? Body);

/// <summary>All facings. It is what the operator believes, not the truth: goods wander.</summary>
public sealed class Planogram
{
    readonly ImmutableArray<FacingId>[] _byShelf;

    /// <summary>Takes facings whose ids count up from 0.</summary>
    public Planogram(Store store, ImmutableArray<Facing> facings)
    {
        Facings = facings;
        Products = [.. facings.Select(f => f.Product.Index).Distinct().Order().Select(index => new ProductId(index))];
        _byShelf = [.. store.Shelves.Select(s => facings.Where(f => f.Shelf == s.Id).Select(f => f.Id).ToImmutableArray())];
    }

    /// <summary>In the order of the source.</summary>
    public ImmutableArray<Facing> Facings { get; }

    /// <summary>Every product that has a facing, once, by id.</summary>
    public ImmutableArray<ProductId> Products { get; }

    /// <summary>The facing with this id.</summary>
    public Facing this[FacingId id] => Facings[id.Index];

    /// <summary>The facings of one shelf.</summary>
    public ImmutableArray<FacingId> On(ShelfId shelf) => _byShelf[shelf.Index];
}
