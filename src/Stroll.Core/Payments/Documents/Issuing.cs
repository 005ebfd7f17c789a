using System.Collections.Immutable;
using System.Globalization;
using Stroll.Layout;
using Stroll.Payments.Prices;
using Stroll.Receipts;
using Stroll.Units;

namespace Stroll.Payments.Documents;

/// <summary>Why something is issued, and when.</summary>
/// <param name="At">When.</param>
/// <param name="Cause">Which kind of reason.</param>
/// <param name="Words">For people; stands on the receipt.</param>
public sealed record IssueReason(Instant At, IssueCause Cause, string Words);

/// <summary>Makes versions of receipts. A first version may say anything; every later one is only in the shopper's favour.</summary>
public static class Issuing
{
    /// <summary>The first version: what the policy charges without a person, priced.</summary>
    /// <param name="receipt">What the store believes the visit took. Held and never-charged lines are left out: they are not asked of anybody.</param>
    /// <param name="catalogue">Names.</param>
    /// <param name="book">Prices.</param>
    /// <param name="reason">Why now.</param>
    /// <returns>Bad when a quantity is absurd.</returns>
    public static Result<IssuedReceipt> First(Receipt receipt, Catalogue catalogue, PriceBook book, IssueReason reason) =>
        Priced(receipt, catalogue, book, reason, version: 1, previous: "");

    /// <summary>The next version after the store has learned more, as by an answer: priced anew from what it believes now.</summary>
    /// <returns>Bad with <c>receipt.not-favourable</c> when the visit would owe more than before; the version before stays.</returns>
    public static Result<IssuedReceipt> Anew(IssuedReceipt before, Receipt receipt, Catalogue catalogue, PriceBook book, IssueReason reason) =>
        Priced(receipt, catalogue, book, reason, before.Version + 1, before.Digest()) switch
        {
            Result<IssuedReceipt>.Good good => Favourable(before, good.Value),
            var bad => bad,
        };

    /// <summary>The next version with fewer pieces on one line: what was paid for them is given back.</summary>
    /// <param name="before">The last version.</param>
    /// <param name="number">Of the line.</param>
    /// <param name="quantity">Pieces that stay; 0 takes the line away. Goods by weight know only 0 and 1.</param>
    /// <param name="reason">Why; its words become those of the line.</param>
    /// <returns>Bad with <c>receipt.line</c> when there is no such line or its quantity does not get smaller.</returns>
    /// <remarks>Promotions are not reckoned anew: who gives one of three pieces of "3 for 2" back gets a third of what the three cost, rounded up.</remarks>
    public static Result<IssuedReceipt> WithLess(IssuedReceipt before, int number, int quantity, IssueReason reason)
    {
        var at = before.Lines.Select((line, i) => (line, i)).FirstOrDefault(l => l.line.Number == number);
        if (at.line is not { } line || quantity < 0 || quantity >= line.Quantity)
        {
            return new Result<IssuedReceipt>.Bad(new(
                "receipt.line", $"line {number} of {before.Visit}",
                at.line is null ? "there is no such line" : $"{quantity} pieces; fewer than {at.line.Quantity} were expected"));
        }

        var smaller = line with
        {
            Quantity = quantity,
            Grams = quantity == 0 ? 0 : line.Grams,
            Amount = Rounded.Quotient((Int128)line.Amount * quantity, line.Quantity, Rounding.Down),
            Deposit = Rounded.Quotient((Int128)line.Deposit * quantity, line.Quantity, Rounding.Down),
            Reason = reason.Words,
        };
        var lines = before.Lines.SetItem(at.i, smaller);
        var taxes = Taxing.Of(lines.SelectMany(l => l.Taxed), before.Rules);
        return Favourable(before, before with
        {
            Version = before.Version + 1,
            At = reason.At,
            Cause = reason.Cause,
            Words = reason.Words,
            Lines = lines,
            Taxes = taxes,
            Total = taxes.Sum(t => t.Gross),
            Previous = before.Digest(),
        });
    }

    /// <summary>True when the versions are whole: numbered from 1 without a gap, each naming the digest of the one before, none dearer.</summary>
    public static bool IsWhole(IReadOnlyList<IssuedReceipt> versions)
    {
        for (var i = 0; i < versions.Count; i++)
        {
            var isNext = versions[i].Version == i + 1 && versions[i].Visit == versions[0].Visit
                && versions[i].Previous == (i == 0 ? "" : versions[i - 1].Digest())
                && (i == 0 || versions[i].Total <= versions[i - 1].Total);
            if (!isNext)
            {
                return false;
            }
        }

        return true;
    }

    static Result<IssuedReceipt> Favourable(IssuedReceipt before, IssuedReceipt after) => after.Total <= before.Total
        ? new Result<IssuedReceipt>.Good(after)
        : new Result<IssuedReceipt>.Bad(new(
            "receipt.not-favourable", $"visit {before.Visit}",
            $"version {after.Version} would ask {after.Total} instead of {before.Total}; a receipt changes only in the shopper's favour"));

    static Result<IssuedReceipt> Priced(Receipt receipt, Catalogue catalogue, PriceBook book, IssueReason reason, int version, string previous)
    {
        var charged = receipt.Lines.Where(l => l.Charge == ChargeDecision.Now).ToArray();
        var left = receipt.Left ?? reason.At;
        var priced = Pricing.Of(book, catalogue, [.. charged.Select(l => new BasketLine(l.Product, l.Quantity, l.Mass))], receipt.Entered, left);
        return priced switch
        {
            Result<PricedBasket>.Good(var basket) => new Result<IssuedReceipt>.Good(new(
                receipt.Visit, version, reason.At, reason.Cause, reason.Words,
                [.. charged.Select((line, i) => Line(i + 1, line, catalogue[line.Product], basket.Lines[i]))],
                book.Rules, basket.Taxes, basket.Total.Minor, basket.Total.Currency, previous)),
            Result<PricedBasket>.Bad(var fault) => new Result<IssuedReceipt>.Bad(fault),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    static IssuedLine Line(int number, ReceiptLine line, Product product, PricedLine priced) => new(
        number, product.Barcode, product.Name, line.Quantity, priced.Grams, priced.UnitPrice, priced.Discounts, priced.Amount, priced.Deposit,
        priced.TaxClass, priced.DepositTaxClass, priced.AgeLimit, line.Probability.Value, [.. line.Evidence.Select(e => e.Words)], Reason(line, priced));

    static string Reason(ReceiptLine line, PricedLine priced)
    {
        var sure = string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(1000 * line.Probability.Value) / 10:0.#} % sure");
        var evidence = line.Evidence.Length == 1 ? "one movement" : $"{line.Evidence.Length} movements";
        return priced.UnitPrice is null ? $"{sure} by {evidence}; no price held, so nothing is asked" : $"{sure} by {evidence}";
    }
}
