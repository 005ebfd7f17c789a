using Stroll.Units;

namespace Stroll.Host.Ledger;

/// <summary>A day of the calendar where the store stands: 23, 24 or 25 hours, and every moment belongs to exactly one.</summary>
/// <param name="Day">The date.</param>
/// <param name="From">Its first moment.</param>
/// <param name="Until">The first moment of the next.</param>
public sealed record BusinessDay(DateOnly Day, Instant From, Instant Until)
{
    /// <summary>The day of this date.</summary>
    public static BusinessDay Of(DateOnly day, TimeZoneInfo zone) => new(day, Begin(day, zone), Begin(day.AddDays(1), zone));

    /// <summary>The day to which a moment belongs.</summary>
    public static BusinessDay At(Instant at, TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Instants.ToDateTimeOffset(at), zone).DateTime);
        // Where clocks go back over midnight an hour has the date of yesterday again; it belongs to the day that had begun.
        var found = Of(day, zone);
        return at >= found.Until ? Of(day.AddDays(1), zone) : found;
    }

    static Instant Begin(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
        {
            // Clocks went forward over midnight: the day begins where the hole ends.
            local = local.AddMinutes(15);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return Instants.Of(new DateTimeOffset(local, offset));
    }
}
