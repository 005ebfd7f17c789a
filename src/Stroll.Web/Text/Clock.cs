using System.Globalization;
using Stroll.Units;

namespace Stroll.Web.Text;

/// <summary>Times for people, in the store's own time zone.</summary>
/// <param name="zone">Where the store is.</param>
public sealed class Clock(TimeZoneInfo zone)
{
    /// <summary>As <c>14:05:09</c>.</summary>
    public string Time(Instant at) => Local(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>As <c>14:05</c>.</summary>
    public string Minute(Instant at) => Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>As <c>24 Nov 2026</c>.</summary>
    public string Day(Instant at) => Local(at).ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>As <c>24 Nov 14:05</c>.</summary>
    public string Moment(Instant at) => Local(at).ToString("d MMM HH:mm", CultureInfo.InvariantCulture);

    /// <summary>As a machine reads it, for <c>datetime</c> attributes.</summary>
    public static string Exact(Instant at) => at.ToString();

    /// <summary>As <c>3 min 20 s</c>, <c>45 s</c> or <c>2 h 5 min</c>.</summary>
    public static string Length(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => $"{Math.Max(0, span.TotalMilliseconds):0} ms",
        { TotalSeconds: < 10 } => $"{span.TotalSeconds:0.0} s",
        { TotalMinutes: < 1 } => $"{span.TotalSeconds:0} s",
        { TotalHours: < 1 } => $"{(int)span.TotalMinutes} min {span.Seconds} s",
        _ => $"{(int)span.TotalHours} h {span.Minutes} min",
    };

    /// <summary>As a browser's date field wants it: <c>2026-11-24T14:05</c>.</summary>
    public string Field(Instant at) => Local(at).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    /// <summary>What the wall clock of the store shows, as a moment; the earlier one in the hour that autumn has twice.</summary>
    public Instant FromLocal(DateTime local)
    {
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new(new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), offset).ToUnixTimeMilliseconds() * 1_000_000);
    }

    /// <summary>The wall clock of the store.</summary>
    public DateTimeOffset Local(Instant at) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at.Nanoseconds / 1_000_000), zone);
}
