namespace Stroll.Layout;

/// <summary>The 14-digit form of a trade item number, so that one article has one code whichever barcode carries it.</summary>
/// <remarks>Source: GS1 General Specifications, sections 7.9 (check digits) and 7.10 (zero-suppressed UPC-E).</remarks>
public static class Gtin
{
    /// <summary>Length of the full form.</summary>
    public const int Length = 14;

    /// <summary>Takes what a barcode says: EAN-8, UPC-E (eight digits that begin with 0), UPC-A, EAN-13 or GTIN-14.</summary>
    /// <returns>None when it is no such number, or its check digit is wrong: stores use many codes of their own.</returns>
    public static string? From(string barcode)
    {
        foreach (var c in barcode)
        {
            if (!char.IsAsciiDigit(c))
            {
                return null;
            }
        }

        // Eight digits that begin with 0 are never an EAN-8 of one article: those numbers are kept for use inside a company.
        var full = barcode.Length switch
        {
            8 when barcode[0] == '0' => Expanded(barcode),
            8 or 12 or 13 or Length => barcode,
            _ => null,
        };
        return full is not null && CheckDigit(full.AsSpan(0, full.Length - 1)) == full[^1] ? full.PadLeft(Length, '0') : null;
    }

    /// <summary>The digit that makes a number valid when it is put behind it.</summary>
    /// <param name="digits">ASCII digits only.</param>
    public static char CheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var weight = (digits.Length - i) % 2 == 1 ? 3 : 1;
            sum += weight * (digits[i] - '0');
        }

        return (char)('0' + ((10 - (sum % 10)) % 10));
    }

    // The last of the six inner digits says where zeros were left out.
    static string Expanded(string upcE)
    {
        var inner = upcE.AsSpan(1, 6);
        var body = inner[5] switch
        {
            '0' or '1' or '2' => $"{inner[..2]}{inner[5]}0000{inner[2..5]}",
            '3' => $"{inner[..3]}00000{inner[3..5]}",
            '4' => $"{inner[..4]}00000{inner[4]}",
            _ => $"{inner[..5]}0000{inner[5]}",
        };
        return $"{upcE[0]}{body}{upcE[7]}";
    }
}
