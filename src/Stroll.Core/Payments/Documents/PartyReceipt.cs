using System.Collections.Immutable;
using Stroll.Receipts;
using Stroll.Units;

namespace Stroll.Payments.Documents;

/// <summary>People who share one payer get one receipt.</summary>
public static class PartyReceipt
{
    /// <summary>What all members took together, under the name of the party.</summary>
    /// <param name="party">Its name.</param>
    /// <param name="members">At least one, in any order.</param>
    /// <returns>Lines of one product that are charged become one line; what each stands on stays with it. Lines that are not charged stay apart.</returns>
    public static Receipt Of(string party, IReadOnlyList<Receipt> members)
    {
        Invariant.Holds(members.Count > 0);
        var ordered = members.OrderBy(m => m.Entered).ThenBy(m => m.Visit, StringComparer.Ordinal).ToArray();
        var charged = ordered.SelectMany(m => m.Lines).Where(l => l.Charge == ChargeDecision.Now)
            .GroupBy(l => l.Product.Index).OrderBy(g => g.Key).Select(g => Together([.. g]));
        var others = ordered.SelectMany(m => m.Lines).Where(l => l.Charge != ChargeDecision.Now);
        var left = ordered.Any(m => m.Left is null) ? null : ordered.Max(m => m.Left);
        return new(party, ordered[0].Shopper, ordered[0].Entered, left, ordered.Max(m => m.Status), [.. charged, .. others]) { Party = party };
    }

    static ReceiptLine Together(ReceiptLine[] lines)
    {
        if (lines.Length == 1)
        {
            return lines[0];
        }

        var probability = lines.Aggregate(1.0, (product, line) => product * line.Probability.Value);
        return new(
            lines[0].Product, lines.Sum(l => l.Quantity), lines.Aggregate(Grams.Zero, (sum, line) => sum + line.Mass), new(probability),
            ChargeDecision.Now, [.. lines.SelectMany(l => l.Evidence)]);
    }
}
