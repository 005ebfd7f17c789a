using System.Buffers.Text;
using System.Text;
using Stroll.Units;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>Times and masses as the source's CSV files write them.</summary>
static class SeriesText
{
    const int Nanos = 9;

    /// <summary>Reads unix seconds, milli-, micro- or nanoseconds (told apart by their size), RFC 3339, or <c>2020-01-28 22:24:15.5</c> (UTC).</summary>
    internal static bool TryTime(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        text = text.Trim(" \t"u8);
        if (TryDecimal(text, out var whole, out var fraction, out var digits))
        {
            return TryScale(whole, fraction, digits, out nanoseconds) && TimeLimits.Holds(nanoseconds);
        }

        nanoseconds = 0;
        if (Utf8Parser.TryParse(text, out double real, out var used) && used == text.Length && double.IsFinite(real) && Math.Abs(real) < 7e18)
        {
            var seconds = Math.Abs(real) switch { < 1e11 => real, < 1e14 => real / 1e3, < 1e17 => real / 1e6, _ => real / 1e9 };
            nanoseconds = Instant.FromUnixSeconds(seconds).Nanoseconds;
            return TimeLimits.Holds(nanoseconds);
        }

        if (text.Length > 40 || !Instant.TryParse(Zoned(Encoding.UTF8.GetString(text)), out var instant))
        {
            return false;
        }

        nanoseconds = instant.Nanoseconds;
        return TimeLimits.Holds(nanoseconds);
    }

    /// <summary>Reads grams; what is no number, infinite or nothing is what its float says.</summary>
    internal static bool TryGrams(ReadOnlySpan<byte> text, out float grams)
    {
        text = text.Trim(" \t"u8);
        if (Utf8Parser.TryParse(text, out double number, out var used) && used == text.Length && !text.IsEmpty)
        {
            grams = (float)number;
            return true;
        }

        grams = float.NaN;
        if (text.IsEmpty || Ascii.EqualsIgnoreCase(text, "nan"u8) || Ascii.EqualsIgnoreCase(text, "null"u8))
        {
            return true;
        }

        var sign = text[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        var isInfinite = Ascii.EqualsIgnoreCase(text[sign..], "inf"u8) || Ascii.EqualsIgnoreCase(text[sign..], "infinity"u8);
        grams = isInfinite ? float.PositiveInfinity : float.NaN;
        return isInfinite;
    }

    /// <summary>Reads the number of a gondola, shelf or plate; some tools write it as <c>4.0</c>.</summary>
    internal static bool TryNumber(ReadOnlySpan<byte> text, out int number)
    {
        text = text.Trim(" \t"u8);
        text = text.EndsWith(".0"u8) ? text[..^2] : text;
        return Utf8Parser.TryParse(text, out number, out var used) && used == text.Length && number >= 0;
    }

    // Digits with one dot at most. A double would lose the last 200 ns.
    static bool TryDecimal(ReadOnlySpan<byte> text, out long whole, out long fraction, out int digits)
    {
        fraction = 0;
        digits = 0;
        if (!Utf8Parser.TryParse(text, out whole, out var used) || whole < 0 || (used < text.Length && text[used] != '.'))
        {
            return false;
        }

        foreach (var digit in text[Math.Min(used + 1, text.Length)..])
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            if (digits < Nanos)
            {
                fraction = (fraction * 10) + (digit - '0');
                digits++;
            }
        }

        return true;
    }

    static bool TryScale(long whole, long fraction, int digits, out long nanoseconds)
    {
        // Seconds reach 1e11 in the year 5138, and milliseconds were past it in 1973.
        var unit = whole switch { < 100_000_000_000 => 9, < 100_000_000_000_000 => 6, < 100_000_000_000_000_000 => 3, _ => 0 };
        nanoseconds = 0;
        var scale = Power(unit);
        if (whole > TimeLimits.Last.Nanoseconds / scale)
        {
            return false;
        }

        nanoseconds = (whole * scale) + (unit >= digits ? fraction * Power(unit - digits) : fraction / Power(digits - unit));
        return true;
    }

    static long Power(int exponent)
    {
        var power = 1L;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }

    static string Zoned(string text)
    {
        var time = text.IndexOfAny(['T', ' ']);
        var hasZone = text.EndsWith('Z') || (time > 0 && text.AsSpan(time).IndexOfAny('+', '-') > 0);
        return hasZone ? text : $"{text}Z";
    }
}
