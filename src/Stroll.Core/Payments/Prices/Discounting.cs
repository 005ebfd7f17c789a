using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Payments.Prices;

/// <summary>
/// Applies promotions in their order. A piece takes part in one promotion at most; deposits in none. What a promotion takes off is
/// booked on the lines whose pieces it concerns, so that each tax class bears its own part.
/// </summary>
static class Discounting
{
    internal static void Apply(PricedLine[] lines, SaleUnit[] units, PriceBook book, Instant entered, Instant left)
    {
        // Pieces of each line that no promotion has taken yet.
        var free = lines.Select(l => l.UnitPrice is null ? 0 : l.Quantity).ToArray();
        foreach (var promotion in book.Promotions)
        {
            if (promotion.Terms.From > left || entered >= promotion.Terms.Until)
            {
                continue;
            }

            switch (promotion)
            {
                case Promotion.NForM many:
                    Apply(many, lines, units, free);
                    break;
                case Promotion.Percentage less:
                    Apply(less, lines, free);
                    break;
                case Promotion.Bundle bundle:
                    Apply(bundle, lines, units, free);
                    break;
            }
        }
    }

    static void Apply(Promotion.NForM many, PricedLine[] lines, SaleUnit[] units, int[] free)
    {
        var pieces = new List<int>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (units[i] == SaleUnit.Each && many.Products.Contains(lines[i].Product))
            {
                pieces.AddRange(Enumerable.Repeat(i, free[i]));
            }
        }

        // Dearest first; equal prices by product, so that the order of the basket decides nothing.
        pieces.Sort((a, b) => lines[b].UnitPrice!.Value.CompareTo(lines[a].UnitPrice!.Value) is var dearer && dearer != 0
            ? dearer
            : lines[a].Product.Index.CompareTo(lines[b].Product.Index));
        var off = new long[lines.Length];
        for (var group = 0; group + many.Take <= pieces.Count; group += many.Take)
        {
            for (var k = 0; k < many.Take; k++)
            {
                var line = pieces[group + k];
                free[line]--;
                off[line] += k >= many.Pay ? lines[line].UnitPrice!.Value : 0;
            }
        }

        Book(many.Terms, lines, off);
    }

    static void Apply(Promotion.Percentage less, PricedLine[] lines, int[] free)
    {
        var off = new long[lines.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            if (free[i] > 0 && less.Products.Contains(lines[i].Product))
            {
                // All pieces of a line are alike, so the share of the untaken ones is exact.
                var part = Rounded.Quotient((Int128)lines[i].Full * free[i], lines[i].Quantity, Rounding.Down);
                off[i] = Rounded.Quotient((Int128)part * less.Percent, 100, Rounding.HalfUp);
                free[i] = 0;
            }
        }

        Book(less.Terms, lines, off);
    }

    static void Apply(Promotion.Bundle bundle, PricedLine[] lines, SaleUnit[] units, int[] free)
    {
        var places = bundle.Parts.Select(part => Array.FindIndex(lines, l => l.Product == part.Product)).ToArray();
        if (places.Any(at => at < 0 || units[at] != SaleUnit.Each))
        {
            return;
        }

        var times = Enumerable.Range(0, places.Length).Min(k => free[places[k]] / bundle.Parts[k].Quantity);
        var parts = Enumerable.Range(0, places.Length).Select(k => lines[places[k]].UnitPrice * bundle.Parts[k].Quantity ?? 0).ToArray();
        var saved = parts.Sum() - bundle.Price.Minor;
        if (times == 0 || saved <= 0)
        {
            return;
        }

        var shares = Shared(saved * times, parts, [.. bundle.Parts.Select(p => p.Product.Index)]);
        var off = new long[lines.Length];
        for (var k = 0; k < places.Length; k++)
        {
            free[places[k]] -= times * bundle.Parts[k].Quantity;
            off[places[k]] += shares[k];
        }

        Book(bundle.Terms, lines, off);
    }

    /// <summary>Splits an amount in proportion to weights, without losing a unit: largest remainders get what is left over, then the lower key.</summary>
    internal static long[] Shared(long amount, long[] weights, int[] keys)
    {
        var whole = (Int128)weights.Sum();
        var shares = weights.Select(w => (long)((Int128)amount * w / whole)).ToArray();
        var rest = amount - shares.Sum();
        var order = Enumerable.Range(0, weights.Length).OrderByDescending(k => (Int128)amount * weights[k] % whole).ThenBy(k => keys[k]);
        foreach (var k in order.Take((int)rest))
        {
            shares[k]++;
        }

        return shares;
    }

    static void Book(PromotionTerms terms, PricedLine[] lines, long[] off)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (off[i] > 0)
            {
                lines[i] = lines[i] with { Discounts = lines[i].Discounts.Add(new(terms.Code, terms.Words, off[i])) };
            }
        }
    }
}
