using System.Globalization;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Web.Text;

/// <summary>Amounts and shares for people who work with the store. Shoppers read them in their own language.</summary>
public static class Amounts
{
    // ISO 4217 gives most currencies two digits after the point; these have none or three.
    static readonly string[] WithoutMinor = ["CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF"];
    static readonly string[] WithThousandths = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>As <c>12.40 EUR</c>.</summary>
    public static string Of(Money money) => $"{Number(money)} {money.Currency}";

    /// <summary>As <c>12.40</c>.</summary>
    public static string Number(Money money)
    {
        var digits = DigitsOf(money.Currency);
        return Whole(money, digits).ToString($"F{digits}", CultureInfo.InvariantCulture);
    }

    /// <summary>Digits after the point in this currency.</summary>
    public static int DigitsOf(string currency) => WithoutMinor.Contains(currency) ? 0 : WithThousandths.Contains(currency) ? 3 : 2;

    /// <summary>What so much of a product costs; none where no price is known.</summary>
    public static Money? Price(Product product, int quantity, Grams mass) => (product.Price, product.Unit) switch
    {
        (null, _) => null,
        ({ } price, SaleUnit.Each) => quantity * price,
        ({ } price, _) => price with { Minor = (long)Math.Round(price.Minor * (decimal)mass.Value / 1000) },
    };

    /// <summary>As <c>97 %</c>, with a digit after the point where 99 and 100 would lie: <c>99.6 %</c>.</summary>
    public static string Percent(double share) => share switch
    {
        double.NaN => "–",
        > 0.99 and < 1 or > 0 and < 0.01 => $"{Math.Clamp(100 * share, 0.1, 99.9):0.0} %",
        _ => $"{100 * share:0} %",
    };

    /// <summary>As <c>334 g</c>, or <c>1.25 kg</c> from a kilogram on.</summary>
    public static string Of(Grams mass) => double.IsNaN(mass.Value) ? "–"
        : Math.Abs(mass.Value) >= 1000 ? string.Create(CultureInfo.InvariantCulture, $"{mass.Value / 1000:0.00} kg")
        : string.Create(CultureInfo.InvariantCulture, $"{mass.Value:0} g");

    static decimal Whole(Money money, int digits) => money.Minor / (decimal)Math.Pow(10, digits);
}
