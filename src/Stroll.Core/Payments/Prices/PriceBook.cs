using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Payments.Prices;

/// <summary>What one piece, or one kilogram, costs for a while.</summary>
/// <param name="Product">Which.</param>
/// <param name="Minor">Minor units of the book's currency; zero or more.</param>
/// <param name="From">Holds from here.</param>
/// <param name="Until">Holds until before here.</param>
public sealed record Price(ProductId Product, long Minor, Instant From, Instant Until);

/// <summary>What else belongs to the sale of a product.</summary>
/// <param name="Product">Which.</param>
/// <param name="TaxClass">Code of its <see cref="TaxClass"/>.</param>
/// <param name="Deposit">Of one piece, minor units: the bottle's, not the drink's. Promotions never lower it.</param>
/// <param name="DepositTaxClass">Code of the class that taxes the deposit.</param>
/// <param name="AgeLimit">Years; 0 for goods that anybody may buy. Staff are told when it is above 0; no line is refused for it.</param>
public sealed record SaleTerms(ProductId Product, string TaxClass, long Deposit, string DepositTaxClass, int AgeLimit);

/// <summary>Prices, taxes and promotions of one store, in one currency. Nothing in it contradicts anything else.</summary>
public sealed class PriceBook
{
    /// <summary>No price, deposit or bundle is higher: what is dearer was mistyped. Keeps every sum of a receipt far below 63 bits.</summary>
    public const long HighestMinor = 100_000_000_000;

    readonly Dictionary<int, ImmutableArray<Price>> _prices;
    readonly Dictionary<int, SaleTerms> _terms;
    readonly Dictionary<string, TaxClass> _classes;

    PriceBook(PriceBookDraft draft, Currency currency)
    {
        Currency = currency;
        Rules = draft.Rules;
        Promotions = [.. draft.Promotions.OrderBy(p => p.Terms.Rank).ThenBy(p => p.Terms.Code, StringComparer.Ordinal)];
        _classes = draft.Classes.ToDictionary(c => c.Code, StringComparer.Ordinal);
        _terms = draft.Terms.ToDictionary(t => t.Product.Index);
        _prices = draft.Prices.GroupBy(p => p.Product.Index).ToDictionary(g => g.Key, g => g.OrderBy(p => p.From).ToImmutableArray());
        Usual = _classes[draft.UsualClass];
    }

    /// <summary>Of all prices.</summary>
    public Currency Currency { get; }

    /// <summary>How tax is worked out.</summary>
    public TaxRules Rules { get; }

    /// <summary>By rank, then by code: the order in which they are applied.</summary>
    public ImmutableArray<Promotion> Promotions { get; }

    /// <summary>Taxes goods without terms of their own.</summary>
    public TaxClass Usual { get; }

    /// <summary>Checks a draft.</summary>
    /// <returns>Bad when the currency is unknown, a price absurd, two prices or promotions contradict each other, or a tax class is missing.</returns>
    public static Result<PriceBook> Of(PriceBookDraft draft)
    {
        if (!Currency.TryFind(draft.Currency, out var currency))
        {
            return new Result<PriceBook>.Bad(new("price.currency", "prices", $"'{draft.Currency}' is no currency of ISO 4217 that people pay with"));
        }

        return PriceBookCheck.FirstFault(draft) is { } fault ? new Result<PriceBook>.Bad(fault) : new Result<PriceBook>.Good(new(draft, currency));
    }

    /// <summary>
    /// What a shopper pays who was inside from <paramref name="entered"/> to <paramref name="left"/>: the lowest price that held at any
    /// moment of the visit, so that a price raised while somebody shops is not charged to them.
    /// </summary>
    /// <returns>None when no price held.</returns>
    public long? Lowest(ProductId product, Instant entered, Instant left)
    {
        long? lowest = null;
        foreach (var price in _prices.GetValueOrDefault(product.Index, []))
        {
            if (price.From <= left && entered < price.Until && (lowest is null || price.Minor < lowest))
            {
                lowest = price.Minor;
            }
        }

        return lowest;
    }

    /// <summary>The terms of a product; the usual tax class and nothing else where none were given.</summary>
    public SaleTerms Terms(ProductId product) => _terms.GetValueOrDefault(product.Index) ?? new(product, Usual.Code, 0, Usual.Code, 0);

    /// <summary>The tax class with this code; it is there for every code in <see cref="Terms"/>.</summary>
    public TaxClass Class(string code) => _classes[code];
}

/// <summary>What an operator says of prices, before it is checked.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Rules">How tax is worked out.</param>
/// <param name="UsualClass">Code of the class that taxes goods without terms of their own.</param>
/// <param name="Classes">At least the usual one.</param>
/// <param name="Prices">In any order.</param>
/// <param name="Terms">At most one for each product.</param>
/// <param name="Promotions">In any order.</param>
public sealed record PriceBookDraft(
    string Currency,
    TaxRules Rules,
    string UsualClass,
    ImmutableArray<TaxClass> Classes,
    ImmutableArray<Price> Prices,
    ImmutableArray<SaleTerms> Terms,
    ImmutableArray<Promotion> Promotions)
{
    /// <summary>The prices of a catalogue for ever, one tax class, no promotions.</summary>
    /// <param name="catalogue">Products without a price get none.</param>
    /// <param name="currency">Products priced in another currency get no price here.</param>
    /// <param name="usual">Taxes everything.</param>
    /// <param name="rules">How.</param>
    public static PriceBookDraft Of(Catalogue catalogue, string currency, TaxClass usual, TaxRules rules) => new(
        currency, rules, usual.Code, [usual],
        [.. catalogue.Products.Where(p => p.Price?.Currency == currency).Select(p => new Price(p.Id, p.Price!.Value.Minor, Instant.Earliest, Instant.Latest))],
        [], []);
}
