using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Payments.Prices;
using Stroll.Receipts;
using Stroll.Units;

namespace Stroll.Payments.Documents;

/// <summary>Receipts whose prices a program of the retailer gave. What it does not say (taxes, deposits, ages) stays that of the store's own book.</summary>
public static class Repricing
{
    const string Code = "retailer";

    /// <summary>The first version at the retailer's prices.</summary>
    /// <param name="own">The first version at the store's own prices; not released.</param>
    /// <param name="answer">What was answered about its lines.</param>
    /// <returns>Bad with <c>pricing.answer</c> when the answer is of another currency, lacks a line, has one too many, or asks for something absurd.</returns>
    public static Result<IssuedReceipt> Of(IssuedReceipt own, OutsideAnswer answer)
    {
        if (answer.Currency != own.Currency)
        {
            return Bad(own, $"prices in '{answer.Currency}'; {own.Currency} was expected");
        }

        var said = answer.Lines.ToLookup(line => line.Barcode, StringComparer.Ordinal);
        if (said.FirstOrDefault(same => same.Count() > 1 || own.Lines.All(line => line.Barcode != same.Key)) is { } odd)
        {
            return Bad(own, $"'{odd.Key}' stands twice or was not asked for");
        }

        var lines = ImmutableArray.CreateBuilder<IssuedLine>(own.Lines.Length);
        foreach (var line in own.Lines)
        {
            if (said[line.Barcode].FirstOrDefault() is not { Minor: >= 0 and <= PriceBook.HighestMinor } price)
            {
                return Bad(own, $"no price of 0 to {PriceBook.HighestMinor} for '{line.Barcode}'");
            }

            lines.Add(Priced(line, price));
        }

        return new Result<IssuedReceipt>.Good(Summed(own with { Lines = lines.ToImmutable() }));
    }

    /// <summary>
    /// The next version after the store has learned more, where the prices are not the store's own: pieces that were not taken fall away at the prices that
    /// were asked, and nothing comes in addition.
    /// </summary>
    /// <param name="before">The last version.</param>
    /// <param name="receipt">What the store believes now.</param>
    /// <param name="catalogue">Barcodes.</param>
    /// <param name="reason">Why.</param>
    /// <returns>Bad with <c>receipt.line</c> when no line gets smaller.</returns>
    public static Result<IssuedReceipt> Lessened(IssuedReceipt before, Receipt receipt, Catalogue catalogue, IssueReason reason)
    {
        var believed = receipt.Lines.Where(line => line.Charge == ChargeDecision.Now).ToLookup(line => catalogue[line.Product].Barcode, StringComparer.Ordinal);
        var after = before;
        foreach (var line in before.Lines)
        {
            var quantity = believed[line.Barcode].Sum(now => now.Quantity);
            if (quantity < line.Quantity && Issuing.WithLess(after, line.Number, quantity, reason) is Result<IssuedReceipt>.Good(var less))
            {
                after = less with { Version = before.Version + 1, Previous = before.Digest() };
            }
        }

        return ReferenceEquals(after, before)
            ? new Result<IssuedReceipt>.Bad(new("receipt.line", $"visit {before.Visit}", "no line gets smaller"))
            : new Result<IssuedReceipt>.Good(after);
    }

    static IssuedLine Priced(IssuedLine line, OutsideLine price)
    {
        var full = line.Amount + line.Discounts.Sum(discount => discount.Minor);
        if (line.UnitPrice is not null && price.Minor <= full)
        {
            var off = full - price.Minor;
            return line with { Amount = price.Minor, Discounts = off == 0 ? [] : [new(Code, price.Words.Length > 0 ? price.Words : "price of the retailer", off)] };
        }

        var each = line.Grams > 0
            ? Rounded.Quotient((Int128)price.Minor * 1000, line.Grams, Rounding.HalfUp)
            : Rounded.Quotient(price.Minor, Math.Max(1, line.Quantity), Rounding.HalfUp);
        return line with { Amount = price.Minor, UnitPrice = each, Discounts = [] };
    }

    static IssuedReceipt Summed(IssuedReceipt receipt)
    {
        var taxes = Taxing.Of(receipt.Lines.SelectMany(line => line.Taxed), receipt.Rules);
        return receipt with { Taxes = taxes, Total = taxes.Sum(tax => tax.Gross) };
    }

    static Result<IssuedReceipt>.Bad Bad(IssuedReceipt own, string found) => new(new("pricing.answer", $"prices of visit {own.Visit}", found));
}
