using System.Collections.Frozen;
using System.Globalization;
using Stroll.Units;

namespace Stroll.Payments.Prices;

/// <summary>A currency of ISO 4217 that people can pay with.</summary>
/// <param name="Code">Three letters, as <c>EUR</c>.</param>
/// <param name="Digits">How many decimal digits its smallest unit lies below the main one: 2 for cents, 0 for yen, 3 for dinars.</param>
public readonly record struct Currency(string Code, int Digits)
{
    /// <remarks>ISO 4217, list one (current currencies and funds), as of January 2026; metals, test codes and units of account without
    /// a smallest unit are left out, and so are currencies that have been replaced.</remarks>
    const string WithTwo =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP "
        + "CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD "
        + "KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR "
        + "PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU "
        + "UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";

    const string WithNone = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
    const string WithThree = "BHD IQD JOD KWD LYD OMR TND";
    const string WithFour = "CLF UYW";

    static readonly FrozenDictionary<string, int> Known =
        ((string Codes, int Digits)[])[(WithNone, 0), (WithTwo, 2), (WithThree, 3), (WithFour, 4)] is var groups
            ? groups.SelectMany(g => g.Codes.Split(' ').Select(code => (code, g.Digits))).ToFrozenDictionary(c => c.code, c => c.Digits, StringComparer.Ordinal)
            : throw new InvariantException("the list is written above");

    /// <summary>Looks a currency up by its three capital letters.</summary>
    public static bool TryFind(string code, out Currency currency)
    {
        var isKnown = Known.TryGetValue(code, out var digits);
        currency = new(code, digits);
        return isKnown;
    }

    /// <summary>The amount for people, as <c>12.50 EUR</c>, <c>1250 JPY</c> or <c>1.250 KWD</c>; the smallest unit where the currency is unknown.</summary>
    public static string Written(Money money)
    {
        var digits = TryFind(money.Currency, out var currency) ? currency.Digits : 0;
        var scale = (Int128)1;
        for (var i = 0; i < digits; i++)
        {
            scale *= 10;
        }

        var size = Int128.Abs(money.Minor);
        var sign = money.Minor < 0 ? "-" : "";
        var whole = (size / scale).ToString(CultureInfo.InvariantCulture);
        return digits == 0
            ? $"{sign}{whole} {money.Currency}"
            : $"{sign}{whole}.{(size % scale).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0')} {money.Currency}";
    }
}
