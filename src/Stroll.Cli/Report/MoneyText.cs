using System.Globalization;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Cli.Report;

/// <summary>Amounts for people.</summary>
internal static class MoneyText
{
    // ISO 4217 gives most currencies two digits after the point; these have none or three.
    static readonly string[] WithoutMinor = ["CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF"];
    static readonly string[] WithThousandths = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>As <c>12.40 EUR</c>.</summary>
    internal static string Of(Money money)
    {
        var digits = WithoutMinor.Contains(money.Currency) ? 0 : WithThousandths.Contains(money.Currency) ? 3 : 2;
        return $"{(money.Minor / (decimal)Math.Pow(10, digits)).ToString($"F{digits}", CultureInfo.InvariantCulture)} {money.Currency}";
    }

    /// <summary>What so much of a product costs; none where no price is known.</summary>
    internal static Money? Amount(Product product, int quantity, Grams mass) => (product.Price, product.Unit) switch
    {
        (null, _) => null,
        ({ } price, SaleUnit.Each) => quantity * price,
        ({ } price, _) => price with { Minor = (long)Math.Round(price.Minor * (decimal)mass.Value / 1000) },
    };

    /// <summary>The sum; none where there is nothing to sum. Amounts in other currencies than the first are left out.</summary>
    internal static Money? Sum(IEnumerable<Money?> amounts)
    {
        Money? sum = null;
        foreach (var amount in amounts)
        {
            sum = (sum, amount) switch
            {
                (_, null) => sum,
                (null, _) => amount,
                ({ } left, { } right) when left.Currency == right.Currency => left + right,
                _ => sum,
            };
        }

        return sum;
    }
}
