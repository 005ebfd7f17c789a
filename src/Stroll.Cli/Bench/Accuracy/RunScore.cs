using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Review;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Cli.Bench.Accuracy;

/// <summary>Receipts of one run against its truth, as counts that can be added up.</summary>
/// <param name="Exact">Receipts exactly right of all true visits.</param>
/// <param name="Hits">Pieces that stand on the receipt of whoever took them.</param>
/// <param name="Claimed">Pieces on receipts.</param>
/// <param name="Taken">Pieces really taken away.</param>
/// <param name="Overcharged">Charged at once and not taken.</param>
/// <param name="Undercharged">Taken and not charged at once.</param>
/// <param name="Kinds">What kind of errors.</param>
/// <param name="Phantoms">Lines of a shopper and a product of which that shopper took nothing.</param>
internal sealed record RunScore(
    Tally Exact, int Hits, int Claimed, int Taken, ChargeError Overcharged, ChargeError Undercharged, ErrorKinds Kinds, int Phantoms)
{
    internal Tally Precision => new(Hits, Claimed);

    internal Tally Recall => new(Hits, Taken);

    internal Tally F1 => new(2 * Hits, Taken + Claimed);

    /// <summary>F1 of this run alone, as the competition of 2020 scored a case: 1 where nothing was taken and nothing claimed.</summary>
    internal double OwnF1 => F1.Whole == 0 ? 1 : F1.Part / F1.Whole;

    /// <summary>Counts.</summary>
    /// <param name="score">Truth beside claim.</param>
    /// <param name="times">When each shopper was in the store.</param>
    /// <param name="catalogue">For prices.</param>
    internal static RunScore Of(ReceiptScore score, IReadOnlyDictionary<string, (Instant Entered, Instant Left)> times, Catalogue catalogue)
    {
        var lines = score.Visits.SelectMany(visit => visit.Lines).ToArray();
        return new(
            new(score.ExactReceipts, score.TrueReceipts),
            lines.Sum(line => Math.Min(line.Taken, line.Claimed)),
            lines.Sum(line => line.Claimed),
            lines.Sum(line => line.Taken),
            Sum(lines, line => line.Charged - line.Taken, catalogue),
            Sum(lines, line => line.Taken - line.Charged, catalogue),
            ErrorKinds.Of([.. score.Visits.Select(visit => new TimedVisit(times[visit.Shopper].Entered, times[visit.Shopper].Left, visit))]),
            lines.Count(line => line is { Claimed: > 0, Taken: 0 }));
    }

    /// <summary>The truth as receipts.</summary>
    internal static ImmutableArray<TrueReceipt> Truth(SimulatedTruth truth, Catalogue catalogue) =>
        [.. truth.Visits.Select(visit => new TrueReceipt(
            visit.Shopper, [.. visit.Holds.Select(item => (catalogue[item.Product].Barcode, item.Quantity))]))];

    /// <summary>Later ids that were given to one person only, with the first id of that person. An id that two people had at different times, as
    /// after a swap, says nothing about who it was.</summary>
    internal static ImmutableArray<(string Later, string First)> Aliases(SimulatedTruth truth)
    {
        var firsts = truth.Visits.Select(visit => visit.Shopper).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. truth.Visits.SelectMany(visit => visit.LaterIds.Distinct().Select(later => (Later: later, First: visit.Shopper)))
                .GroupBy(alias => alias.Later).Where(same => same.Count() == 1 && !firsts.Contains(same.Key)).Select(same => same.Single()),
        ];
    }

    static ChargeError Sum(ScoredLine[] lines, Func<ScoredLine, int> difference, Catalogue catalogue)
    {
        var wrong = lines.Where(line => difference(line) > 0).ToArray();
        var amounts = wrong.Select(line => catalogue.TryFind(line.Barcode, out var id) && catalogue[id].Price is { } price
            ? difference(line) * price.Minor : (long?)null).ToArray();
        return new(wrong.Length, wrong.Sum(difference), amounts.Sum() ?? 0, amounts.Count(amount => amount is null));
    }
}
