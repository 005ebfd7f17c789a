using System.Collections.Immutable;
using System.Globalization;
using Stroll.Units;

namespace Stroll.Payments.Prices;

/// <summary>Goods that are taxed alike.</summary>
/// <param name="Code">Short and stable, as <c>A</c>; it stands on the receipt line.</param>
/// <param name="Name">For people, as <c>food</c>.</param>
/// <param name="Millionths">The rate: 190,000 is 19 %, 88,750 is 8.875 %. From 0 to 1,000,000.</param>
public sealed record TaxClass(string Code, string Name, int Millionths)
{
    /// <summary>The rate as people write it, as <c>8.875 %</c>.</summary>
    public string Rate => string.Create(CultureInfo.InvariantCulture, $"{Millionths / 10_000m:0.####} %");
}

/// <summary>Whether the price on the shelf holds the tax.</summary>
public enum TaxMode
{
    /// <summary>It does: tax is taken out of it, as in the European Union.</summary>
    Included,

    /// <summary>It does not: tax is put on top, as in the USA.</summary>
    Added,
}

/// <summary>What is rounded.</summary>
public enum TaxScope
{
    /// <summary>The tax of each line.</summary>
    Line,

    /// <summary>The tax of all lines of one class together.</summary>
    Receipt,
}

/// <summary>How tax is worked out. Each country allows some of these; the operator chooses once.</summary>
public sealed record TaxRules(TaxMode Mode, TaxScope Scope, Rounding How)
{
    /// <summary>Prices hold the tax; one sum for each class; a half goes up.</summary>
    public static TaxRules Included => new(TaxMode.Included, TaxScope.Receipt, Rounding.HalfUp);

    /// <summary>Tax comes on top; one sum for each class; a half goes up.</summary>
    public static TaxRules Added => new(TaxMode.Added, TaxScope.Receipt, Rounding.HalfUp);
}

/// <summary>The tax of one class on one receipt. Net and tax together are gross, always.</summary>
/// <param name="Code">Of the <see cref="TaxClass"/>.</param>
/// <param name="Name">Of the class.</param>
/// <param name="Millionths">The rate that held.</param>
/// <param name="Net">Without tax, minor units.</param>
/// <param name="Tax">Minor units.</param>
/// <param name="Gross">What the shopper pays, minor units.</param>
public sealed record TaxLine(string Code, string Name, int Millionths, long Net, long Tax, long Gross);

/// <summary>An amount at the price on the shelf, with the class that taxes it.</summary>
public readonly record struct TaxedAmount(TaxClass Class, long Minor);

/// <summary>Works tax out of amounts.</summary>
public static class Taxing
{
    const int Whole = 1_000_000;

    /// <summary>One line for each class that occurs, by code.</summary>
    /// <param name="amounts">As on the shelf: with tax where it is included, without where it is added.</param>
    /// <param name="rules">How.</param>
    public static ImmutableArray<TaxLine> Of(IEnumerable<TaxedAmount> amounts, TaxRules rules) =>
    [
        .. amounts.GroupBy(a => a.Class.Code, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Line(g.First().Class, [.. g.Select(a => a.Minor)], rules)),
    ];

    static TaxLine Line(TaxClass taxed, long[] amounts, TaxRules rules)
    {
        var sum = amounts.Sum();
        var tax = rules.Scope == TaxScope.Line ? amounts.Sum(a => Tax(a, taxed.Millionths, rules)) : Tax(sum, taxed.Millionths, rules);
        return rules.Mode == TaxMode.Included
            ? new(taxed.Code, taxed.Name, taxed.Millionths, sum - tax, tax, sum)
            : new(taxed.Code, taxed.Name, taxed.Millionths, sum, tax, sum + tax);
    }

    // Out of a price with tax the tax is p·r/(1+r), which tax offices call the fraction (1/6 at 20 %); on top it is p·r.
    static long Tax(long minor, int millionths, TaxRules rules) => rules.Mode == TaxMode.Included
        ? Rounded.Quotient((Int128)minor * millionths, Whole + millionths, rules.How)
        : Rounded.Quotient((Int128)minor * millionths, Whole, rules.How);
}
