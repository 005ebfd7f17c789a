using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Payments.Prices;

/// <summary>Puts prices on baskets. The same basket in another order costs the same.</summary>
public static class Pricing
{
    /// <summary>More pieces of one product than anybody carries.</summary>
    public const int MostPieces = 10_000;

    /// <summary>More lines than any basket has; with the highest price and the most pieces the sum still fits into 63 bits.</summary>
    public const int MostLines = 1_000;

    /// <summary>Prices a basket.</summary>
    /// <param name="book">Prices, promotions, taxes.</param>
    /// <param name="catalogue">Says what is sold by weight.</param>
    /// <param name="basket">One line for each product at most.</param>
    /// <param name="entered">Begin of the visit.</param>
    /// <param name="left">Its end: prices and promotions count that held in between.</param>
    /// <returns>Bad with <c>price.quantity</c> when a quantity or mass is absurd.</returns>
    public static Result<PricedBasket> Of(PriceBook book, Catalogue catalogue, IReadOnlyList<BasketLine> basket, Instant entered, Instant left)
    {
        if (basket.Count > MostLines)
        {
            return new Result<PricedBasket>.Bad(new("price.quantity", "basket", $"{basket.Count} lines; at most {MostLines} were expected"));
        }

        foreach (var line in basket)
        {
            if (line.Quantity is < 1 or > MostPieces || !(line.Mass.Value is >= -1_000_000 and <= 1_000_000))
            {
                return new Result<PricedBasket>.Bad(new(
                    "price.quantity", $"line of '{catalogue[line.Product].Name}'", $"{line.Quantity} pieces, {line.Mass}; 1 to {MostPieces} pieces and at most a ton was expected"));
            }
        }

        var lines = basket.Select(line => Plain(book, catalogue, line, entered, left)).ToArray();
        Discounting.Apply(lines, [.. basket.Select(l => catalogue[l.Product].Unit)], book, entered, left);
        var taxes = Taxing.Of(lines.SelectMany(Taxed), book.Rules);
        return new Result<PricedBasket>.Good(new([.. lines], taxes, new(taxes.Sum(t => t.Gross), book.Currency.Code)));
    }

    static PricedLine Plain(PriceBook book, Catalogue catalogue, BasketLine line, Instant entered, Instant left)
    {
        var terms = book.Terms(line.Product);
        var price = book.Lowest(line.Product, entered, left);
        var byWeight = catalogue[line.Product].Unit == SaleUnit.Kilogram;
        // Whole grams, cut: a shelf is no scale of trade, so what lies below its step is the shopper's.
        var grams = byWeight ? (long)Math.Floor(Math.Max(0, line.Mass.Value)) : 0;
        var full = price is not { } each ? 0
            : byWeight ? Rounded.Quotient((Int128)each * grams, 1000, Rounding.HalfUp)
            : each * line.Quantity;
        return new(
            line.Product, line.Quantity, grams, price, full, [], byWeight ? 0 : terms.Deposit * line.Quantity,
            book.Class(terms.TaxClass), book.Class(terms.DepositTaxClass), terms.AgeLimit);
    }

    /// <summary>What is taxed of a line: the goods, and the deposit by its own class.</summary>
    static IEnumerable<TaxedAmount> Taxed(PricedLine line) =>
        line.Deposit == 0 ? [new(line.TaxClass, line.Amount)] : [new(line.TaxClass, line.Amount), new(line.DepositTaxClass, line.Deposit)];
}
