using System.Collections.Immutable;
using Stroll.Receipts;
using Stroll.Units;

namespace Stroll.Review;

/// <summary>What one shopper really took away.</summary>
/// <param name="Shopper">The first id that the source gave the person.</param>
/// <param name="Lines">Quantities of one or more; empty for somebody who took nothing.</param>
public sealed record TrueReceipt(string Shopper, ImmutableArray<(string Barcode, int Quantity)> Lines);

/// <summary>One line of a receipt that is to be scored.</summary>
/// <param name="Barcode">As the source wrote it.</param>
/// <param name="Quantity">Pieces, one or more.</param>
/// <param name="Charge">What the policy does with it without a person.</param>
/// <param name="UnitPrice">Of one piece; none when not known.</param>
public sealed record ClaimedLine(string Barcode, int Quantity, ChargeDecision Charge, Money? UnitPrice);

/// <summary>A receipt that is to be scored.</summary>
/// <param name="Visit">Its name in the run.</param>
/// <param name="Shopper">The id of the person; empty where no tracker saw anybody.</param>
/// <param name="Lines">In any order; a barcode may stand more than once.</param>
public sealed record ClaimedReceipt(string Visit, string Shopper, ImmutableArray<ClaimedLine> Lines);

/// <summary>How right a run was.</summary>
/// <param name="Precision">Of the pieces on receipts, the share that the same shopper really took; 1 when there are none on either side.</param>
/// <param name="Recall">Of the pieces really taken, the share that stands on the same shopper's receipt.</param>
/// <param name="F1">Their harmonic mean; 1 when nothing was taken and nothing was claimed.</param>
/// <param name="ExactReceipts">True receipts that are exactly right: nothing too much, nothing missing.</param>
/// <param name="TrueReceipts">How many there are.</param>
/// <param name="Overcharged">What was charged at once and not taken.</param>
/// <param name="Undercharged">What was taken and not charged at once.</param>
/// <param name="IsWhoIgnored">True when the run had no ids of people, so that all was compared as one receipt.</param>
/// <param name="Visits">One for each shopper of either side: first those of the truth, in its order.</param>
public sealed record ReceiptScore(
    double Precision,
    double Recall,
    double F1,
    int ExactReceipts,
    int TrueReceipts,
    ChargeError Overcharged,
    ChargeError Undercharged,
    bool IsWhoIgnored,
    ImmutableArray<ScoredVisit> Visits)
{
    /// <summary>Compares receipts with the truth by the rule of the AutoCheckout competition of 2020.</summary>
    /// <param name="truth">Each shopper once.</param>
    /// <param name="claimed">What a run found. Several visits of one shopper count as one.</param>
    /// <param name="aliases">Later ids of the same person, and the first one; merges them before comparing. Empty compares as the
    /// competition did.</param>
    /// <remarks>
    /// The rule was recomputed from the official scores of the nine cases that have labels: pieces count, by (shopper,
    /// barcode), with the smaller of the two quantities. Counting lines instead gives 0.4 or 0.8 where the official
    /// score of BASELINE-10 is 0.667.
    /// </remarks>
    public static ReceiptScore Of(
        ImmutableArray<TrueReceipt> truth, ImmutableArray<ClaimedReceipt> claimed, ImmutableArray<(string Later, string First)> aliases)
    {
        var isWhoIgnored = claimed.Length > 0 && claimed.All(receipt => receipt.Shopper.Length == 0);
        var sides = new Sides(claimed, aliases, isWhoIgnored);
        foreach (var receipt in truth)
        {
            sides.Expect(receipt);
        }

        foreach (var receipt in claimed)
        {
            sides.Claim(receipt);
        }

        return sides.Compare(isWhoIgnored);
    }

    /// <summary>Both sides by shopper, then by barcode, each in the order in which it came.</summary>
    sealed class Sides(ImmutableArray<ClaimedReceipt> claimed, ImmutableArray<(string Later, string First)> aliases, bool isWhoIgnored)
    {
        readonly List<ShopperSides> _shoppers = [];
        readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
        readonly Dictionary<string, Money> _prices = Prices(claimed);

        internal void Expect(TrueReceipt receipt)
        {
            var shopper = Get(receipt.Shopper);
            shopper.IsTrue = true;
            foreach (var (barcode, quantity) in receipt.Lines)
            {
                shopper.Get(barcode).Taken += quantity;
            }
        }

        internal void Claim(ClaimedReceipt receipt)
        {
            var shopper = Get(receipt.Shopper);
            shopper.Visits.Add(receipt.Visit);
            foreach (var line in receipt.Lines)
            {
                var sides = shopper.Get(line.Barcode);
                sides.Claimed += line.Quantity;
                sides.Charged += line.Charge == ChargeDecision.Now ? line.Quantity : 0;
            }
        }

        internal ReceiptScore Compare(bool isWhoIgnored)
        {
            var lines = _shoppers.SelectMany(shopper => shopper.Lines).ToArray();
            var hits = lines.Sum(line => Math.Min(line.Taken, line.Claimed));
            var (taken, claimedPieces) = (lines.Sum(line => line.Taken), lines.Sum(line => line.Claimed));
            var isEmpty = taken == 0 && claimedPieces == 0;
            var visits = _shoppers.Select(shopper => shopper.Scored()).ToImmutableArray();
            return new(
                Share(hits, claimedPieces, isEmpty),
                Share(hits, taken, isEmpty),
                Share(2 * hits, taken + claimedPieces, isEmpty),
                _shoppers.Count(shopper => shopper.IsTrue && shopper.IsExact),
                _shoppers.Count(shopper => shopper.IsTrue),
                Sum(lines, line => line.Charged - line.Taken),
                Sum(lines, line => line.Taken - line.Charged),
                isWhoIgnored,
                visits);
        }

        ChargeError Sum(LineSides[] lines, Func<LineSides, int> difference)
        {
            var wrong = lines.Where(line => difference(line) > 0).ToArray();
            var priced = wrong.Where(line => _prices.ContainsKey(line.Barcode)).ToArray();
            return new(
                wrong.Length,
                wrong.Sum(difference),
                priced.Sum(line => difference(line) * _prices[line.Barcode].Minor),
                wrong.Length - priced.Length);
        }

        ShopperSides Get(string shopper)
        {
            var name = isWhoIgnored ? "" : First(shopper);
            if (!_byName.TryGetValue(name, out var at))
            {
                _byName[name] = at = _shoppers.Count;
                _shoppers.Add(new(name));
            }

            return _shoppers[at];
        }

        // An alias may itself be an alias. As many steps as there are aliases end any chain, even a circle.
        string First(string shopper)
        {
            for (var step = 0; step < aliases.Length; step++)
            {
                var next = aliases.FirstOrDefault(alias => alias.Later == shopper).First;
                if (next is null)
                {
                    break;
                }

                shopper = next;
            }

            return shopper;
        }

        static double Share(int part, int whole, bool isEmpty) => isEmpty ? 1 : whole == 0 ? 0 : part / (double)whole;

        static Dictionary<string, Money> Prices(ImmutableArray<ClaimedReceipt> claimed)
        {
            var prices = new Dictionary<string, Money>(StringComparer.Ordinal);
            foreach (var line in claimed.SelectMany(receipt => receipt.Lines))
            {
                if (line.UnitPrice is { } price)
                {
                    prices.TryAdd(line.Barcode, price);
                }
            }

            return prices;
        }
    }

    sealed class ShopperSides(string name)
    {
        readonly Dictionary<string, LineSides> _byBarcode = new(StringComparer.Ordinal);

        internal bool IsTrue { get; set; }

        internal List<string> Visits { get; } = [];

        internal List<LineSides> Lines { get; } = [];

        internal bool IsExact => Lines.All(line => line.Taken == line.Claimed);

        internal LineSides Get(string barcode)
        {
            if (!_byBarcode.TryGetValue(barcode, out var sides))
            {
                _byBarcode[barcode] = sides = new(barcode);
                Lines.Add(sides);
            }

            return sides;
        }

        internal ScoredVisit Scored() => new(
            name,
            [.. Visits],
            IsTrue,
            IsExact,
            [.. Lines.Select(line => new ScoredLine(line.Barcode, line.Taken, line.Claimed, line.Charged))]);
    }

    sealed class LineSides(string barcode)
    {
        internal string Barcode => barcode;

        internal int Taken { get; set; }

        internal int Claimed { get; set; }

        internal int Charged { get; set; }
    }
}

/// <summary>Money asked wrongly, counted over lines (shopper, barcode).</summary>
/// <param name="Lines">Lines that are wrong in this direction.</param>
/// <param name="Pieces">By how many pieces in all.</param>
/// <param name="Minor">By how much money, in minor units, as far as prices are known.</param>
/// <param name="LinesWithoutPrice">Lines that <paramref name="Minor"/> leaves out.</param>
public readonly record struct ChargeError(int Lines, int Pieces, long Minor, int LinesWithoutPrice);

/// <summary>One shopper, truth beside claim.</summary>
/// <param name="Shopper">Empty where the run had no ids.</param>
/// <param name="Visits">The visits of the run that belong to it; empty when the run missed the shopper.</param>
/// <param name="IsTrue">True when the truth knows the shopper.</param>
/// <param name="IsExact">True when every line has the true quantity.</param>
/// <param name="Lines">All barcodes of either side.</param>
public sealed record ScoredVisit(string Shopper, ImmutableArray<string> Visits, bool IsTrue, bool IsExact, ImmutableArray<ScoredLine> Lines);

/// <summary>One barcode of one shopper: pieces really taken, pieces on the receipt, pieces charged at once.</summary>
public readonly record struct ScoredLine(string Barcode, int Taken, int Claimed, int Charged);
