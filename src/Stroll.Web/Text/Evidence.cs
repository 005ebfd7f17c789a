using System.Globalization;
using System.Text.RegularExpressions;
using Stroll.Units;

namespace Stroll.Web.Text;

/// <summary>An explanation taken apart for a page, which sets time and probability where the eye expects them.</summary>
/// <param name="At">When; none where the words do not begin with a time.</param>
/// <param name="Words">What is believed.</param>
/// <param name="Next">What else it may have been; empty where nothing else is likely.</param>
public sealed partial record Evidence(Instant? At, string Words, string Next)
{
    const string Second = "; next: ";

    /// <summary>Reads words as the pipeline writes them: <c>22:24:15 took 1 × Salsa at …, 97 %; next: …</c>.</summary>
    /// <param name="words">The explanation.</param>
    /// <param name="after">A moment that was not after it and less than a day before: says which day the clock means.</param>
    public static Evidence Read(string words, Instant after)
    {
        var cut = words.IndexOf(Second, StringComparison.Ordinal);
        var (first, next) = cut < 0 ? (words, "") : (words[..cut], words[(cut + Second.Length)..]);
        first = Sure().Replace(first, "");
        return Begins().Match(first) is { Success: true } match
            && TimeSpan.TryParseExact(match.Groups["time"].Value, @"hh\:mm\:ss", CultureInfo.InvariantCulture, out var clock)
            ? new(On(clock, after), first[match.Length..], next)
            : new(null, first, next);
    }

    static Instant On(TimeSpan clock, Instant after)
    {
        const long Day = 86_400_000_000_000;
        var midnight = after.Nanoseconds - (after.Nanoseconds % Day);
        var at = new Instant(midnight) + clock;
        // Whole seconds are cut off, so a movement may seem to lie just before the entry.
        return at < after - 1.Seconds ? new(at.Nanoseconds + Day) : at;
    }

    [GeneratedRegex(@"^(?<time>\d\d:\d\d:\d\d) ")]
    private static partial Regex Begins();

    [GeneratedRegex(@", [\d.]+ %$")]
    private static partial Regex Sure();
}
