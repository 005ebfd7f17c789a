using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>An article as a source names it, before it is checked.</summary>
/// <param name="Barcode">Empty where the source has names only.</param>
/// <param name="Name">For people.</param>
/// <param name="Grams">As written; none where not given.</param>
/// <param name="Price">In whole units of the source's currency; none where not given.</param>
/// <param name="Where">File and line.</param>
sealed record RawProduct(string Barcode, string Name, double? Grams, double? Price, string Where);

/// <summary>A facing as a source names it, before it is checked.</summary>
/// <param name="Barcode">None where the source forgot it.</param>
/// <param name="Plates">By number; of one shelf.</param>
/// <param name="Body">In the store's frame; none where not given.</param>
/// <param name="Where">File and line.</param>
sealed record RawFacing(string? Barcode, ImmutableArray<PlateAddress> Plates, Box? Body, string Where);
