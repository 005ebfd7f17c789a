using Stroll.Layout;
using Stroll.Payments.Documents;
using Stroll.Payments.Prices;
using Stroll.Payments.Visits;

namespace Stroll.Host.Visits;

/// <summary>Who pays for somebody whom no gate let in.</summary>
/// <param name="Token">Their token; empty where it is asked at the exit or staff take cash.</param>
/// <param name="Hold">What is held on it, minor units; 0 for nothing.</param>
public sealed record WalkIn(string Token, long Hold);

/// <summary>Pieces taken off a receipt that was issued.</summary>
/// <param name="Party">Whose.</param>
/// <param name="Version">The newest version that whoever corrects has seen; none where that does not matter.</param>
/// <param name="Lines">Numbers of lines with the pieces that stay; each line once.</param>
/// <param name="Cause">Who asked for it.</param>
/// <param name="Words">Why; the shopper reads it.</param>
public sealed record Correction(string Party, int? Version, IReadOnlyList<(int Number, int Quantity)> Lines, IssueCause Cause, string Words);

/// <summary>What the desk needs to know of the store.</summary>
/// <param name="Catalogue">Names.</param>
/// <param name="Prices">The price book that holds now; asked at every receipt.</param>
/// <param name="Rules">What shoppers are promised.</param>
/// <param name="Unannounced">Who pays for a shopper of this name whom no gate let in.</param>
public sealed record VisitDeskSettings(Catalogue Catalogue, Func<PriceBook> Prices, VisitRules Rules, Func<string, WalkIn> Unannounced)
{
    /// <summary>What one visit may be worth while its hold is not confirmed, minor units; staff are called when it is more.</summary>
    public long OfflineCap { get; init; } = long.MaxValue;

    /// <summary>True when first versions wait for the prices of a program of the retailer.</summary>
    public bool AsksPrices { get; init; }
}
