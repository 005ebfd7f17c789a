using System.Collections.Immutable;
using Stroll.Geometry;

namespace Stroll.Layout;

/// <summary>A facing by its place in <see cref="Planogram.Facings"/>, or one of another product at the place of a facing.</summary>
public readonly record struct FacingId(int Index);

/// <summary>Where a product is meant to stand: one or several plates of one shelf.</summary>
/// <param name="Id">Its place in the planogram.</param>
/// <param name="Product">What stands there.</param>
/// <param name="Shelf">The shelf of all its plates.</param>
/// <param name="Plates">One or more, by number.</param>
/// <param name="Body">The space that it takes, where the source says so.</param>
public sealed record Facing(FacingId Id, ProductId Product, ShelfId Shelf, ImmutableArray<PlateId> Plates, Box? Body)
{
    /// <summary>That the product stands there in truth. 1 as long as nothing speaks against it.</summary>
    public double Probability { get; init; } = 1;
}

/// <summary>All facings. It is what the operator believes, not the truth: goods wander.</summary>
public sealed class Planogram
{
    readonly ImmutableArray<FacingId>[] _byShelf;
    readonly ImmutableDictionary<int, Facing> _others;

    /// <summary>Takes facings whose ids count up from 0.</summary>
    public Planogram(Store store, ImmutableArray<Facing> facings)
    {
        Facings = facings;
        Products = [.. facings.Select(f => f.Product.Index).Distinct().Order().Select(index => new ProductId(index))];
        _byShelf = [.. store.Shelves.Select(s => facings.Where(f => f.Shelf == s.Id).Select(f => f.Id).ToImmutableArray())];
        _others = ImmutableDictionary<int, Facing>.Empty;
    }

    Planogram(Planogram meant, ImmutableArray<Facing> facings, ImmutableArray<FacingId>[] byShelf, ImmutableDictionary<int, Facing> others) =>
        (Facings, Products, _byShelf, _others) = (facings, meant.Products, byShelf, others);

    /// <summary>In the order of the source.</summary>
    public ImmutableArray<Facing> Facings { get; }

    /// <summary>Every product that has a facing, once, by id.</summary>
    public ImmutableArray<ProductId> Products { get; }

    /// <summary>The facing with this id. One that was in doubt once can be asked for when it no longer is: its probability is 0 then.</summary>
    public Facing this[FacingId id] => id.Index < Facings.Length ? Facings[id.Index]
        : _others.TryGetValue(id.Index, out var other) ? other
        : Other(Facings[id.Index % Facings.Length].Id, new((id.Index / Facings.Length) - 1), 0);

    /// <summary>The facings of one shelf: those that are meant, then what else may stand in their places.</summary>
    public ImmutableArray<FacingId> On(ShelfId shelf) => _byShelf[shelf.Index];

    /// <summary>The same places with other beliefs of what stands there.</summary>
    /// <param name="doubted">Facings as they are meant, with how likely their product stands there.</param>
    /// <param name="others">Products that may stand at the place of a facing instead, with how likely; each pair once.</param>
    public Planogram Doubting(
        IEnumerable<(FacingId Facing, double Probability)> doubted, IEnumerable<(FacingId At, ProductId Product, double Probability)> others)
    {
        var facings = Facings.ToBuilder();
        foreach (var (facing, probability) in doubted)
        {
            facings[facing.Index] = Facings[facing.Index] with { Probability = probability };
        }

        var byShelf = (ImmutableArray<FacingId>[])_byShelf.Clone();
        var found = _others.ToBuilder();
        foreach (var (at, product, probability) in others)
        {
            var other = Other(at, product, probability);
            found[other.Id.Index] = other;
            byShelf[other.Shelf.Index] = byShelf[other.Shelf.Index].Add(other.Id);
        }

        return new(this, facings.MoveToImmutable(), byShelf, found.ToImmutable());
    }

    /// <summary>The id says both place and product, so that it means the same whatever else is in doubt.</summary>
    Facing Other(FacingId at, ProductId product, double probability) => Facings[at.Index] with
    {
        Id = new(at.Index + (Facings.Length * (product.Index + 1))),
        Product = product,
        Probability = probability,
    };
}
