using System.Globalization;

namespace Stroll.Units;

/// <summary>A moment: nanoseconds since 1970-01-01T00:00:00Z, without leap seconds.</summary>
/// <param name="Nanoseconds">May be negative; reaches from 1677 to 2262.</param>
public readonly record struct Instant(long Nanoseconds) : IComparable<Instant>
{
    const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The earliest moment that can be written.</summary>
    public static Instant Earliest => new(long.MinValue);

    /// <summary>The latest moment that can be written.</summary>
    public static Instant Latest => new(long.MaxValue);

    /// <summary>Unix seconds as a real number. A double holds today's unix time to about 0.2 microseconds.</summary>
    public double UnixSeconds => Nanoseconds / (double)NanosecondsPerSecond;

    /// <summary>The moment that lies this many unix seconds after 1970, rounded to the nanosecond.</summary>
    public static Instant FromUnixSeconds(double seconds)
    {
        // Whole seconds first: seconds * 1e9 as one double would lose the last 200 ns.
        var whole = Math.Floor(seconds);
        return new(((long)whole * NanosecondsPerSecond) + (long)Math.Round((seconds - whole) * NanosecondsPerSecond));
    }

    /// <summary>Reads RFC 3339 with any offset and up to nine digits of a second.</summary>
    /// <returns>False when the text is no such time.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Instant instant)
    {
        instant = default;
        var dot = text.IndexOf('.');
        var fraction = 0L;
        var digits = 0;
        if (dot >= 0)
        {
            while (dot + 1 + digits < text.Length && char.IsAsciiDigit(text[dot + 1 + digits]))
            {
                fraction = digits < 9 ? (fraction * 10) + (text[dot + 1 + digits] - '0') : fraction;
                digits++;
            }

            if (digits == 0)
            {
                return false;
            }
        }

        for (var i = digits; i < 9; i++)
        {
            fraction *= 10;
        }

        var whole = dot < 0 ? text.ToString() : string.Concat(text[..dot], text[(dot + 1 + digits)..]);
        if (!DateTimeOffset.TryParseExact(
                whole, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd HH:mm:ssK"], CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal, out var time))
        {
            return false;
        }

        var seconds = time.ToUnixTimeSeconds();
        if (seconds is <= long.MinValue / NanosecondsPerSecond or >= long.MaxValue / NanosecondsPerSecond)
        {
            return false;
        }

        instant = new((seconds * NanosecondsPerSecond) + fraction);
        return true;
    }

    /// <summary>The time from <paramref name="right"/> to <paramref name="left"/>, cut to the 100 ns of a TimeSpan.</summary>
    public static TimeSpan operator -(Instant left, Instant right) => new((left.Nanoseconds - right.Nanoseconds) / 100);

    /// <summary>The moment that lies <paramref name="span"/> later.</summary>
    public static Instant operator +(Instant at, TimeSpan span) => new(at.Nanoseconds + (span.Ticks * 100));

    /// <summary>The moment that lies <paramref name="span"/> earlier.</summary>
    public static Instant operator -(Instant at, TimeSpan span) => new(at.Nanoseconds - (span.Ticks * 100));

    /// <summary>True when <paramref name="left"/> comes first.</summary>
    public static bool operator <(Instant left, Instant right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>True when <paramref name="left"/> comes last.</summary>
    public static bool operator >(Instant left, Instant right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>True unless <paramref name="left"/> comes last.</summary>
    public static bool operator <=(Instant left, Instant right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>True unless <paramref name="left"/> comes first.</summary>
    public static bool operator >=(Instant left, Instant right) => left.Nanoseconds >= right.Nanoseconds;

    /// <inheritdoc/>
    public int CompareTo(Instant other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>RFC 3339 in UTC with as many digits of a second as it needs: none, three, six or nine.</summary>
    public override string ToString()
    {
        var seconds = Math.DivRem(Nanoseconds, NanosecondsPerSecond, out var rest);
        if (rest < 0)
        {
            seconds--;
            rest += NanosecondsPerSecond;
        }

        var whole = DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return (rest % 1_000_000, rest % 1_000) switch
        {
            _ when rest == 0 => $"{whole}Z",
            (0, _) => $"{whole}.{rest / 1_000_000:000}Z",
            (_, 0) => $"{whole}.{rest / 1_000:000000}Z",
            _ => $"{whole}.{rest:000000000}Z",
        };
    }
}
