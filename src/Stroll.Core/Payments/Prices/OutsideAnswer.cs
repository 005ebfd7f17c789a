using System.Collections.Immutable;

namespace Stroll.Payments.Prices;

/// <summary>What the retailer's own program asks for one line of a basket.</summary>
/// <param name="Barcode">Of the line; each once.</param>
/// <param name="Minor">For all of its goods after promotions, at the price on the shelf, without deposit.</param>
/// <param name="Words">Why it is less than usual, for the receipt; empty for nothing special.</param>
public sealed record OutsideLine(string Barcode, long Minor, string Words);

/// <summary>The prices that the retailer's own program gave a basket.</summary>
/// <param name="Currency">ISO 4217; must be that of the basket.</param>
/// <param name="Lines">One for each line of the basket.</param>
public sealed record OutsideAnswer(string Currency, ImmutableArray<OutsideLine> Lines);
