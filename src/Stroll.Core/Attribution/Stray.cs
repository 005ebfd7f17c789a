using System.Collections.Immutable;
using Stroll.Carts;
using Stroll.Layout;

namespace Stroll.Attribution;

/// <summary>Something that may lie where the planogram does not have it.</summary>
/// <param name="Left">The doubt in which it was left.</param>
/// <param name="Product">What.</param>
/// <param name="Plates">Where it was put, by slot.</param>
/// <param name="Counts">How likely how many pieces still lie there; what is missing to 1 is that none does.</param>
public sealed record Stray(PieceId Left, ProductId Product, ImmutableArray<PlateId> Plates, Counts Counts);
