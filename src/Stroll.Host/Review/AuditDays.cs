using System.Globalization;
using System.Text.Json;
using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Host.Stores;
using Stroll.Review.Audits;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>The keys from which the audits of each day are drawn: promised before, shown after.</summary>
/// <param name="store">Whose.</param>
/// <param name="master">32 secret bytes of the store, from its settings.</param>
public sealed class AuditDays(StoreKey store, byte[] master)
{
    /// <summary>The key of the day of a moment. Its commitment, and that of the next day, are published first.</summary>
    public AuditKey Of(Transaction transaction, Instant at)
    {
        Publish(transaction, Day(at + TimeSpan.FromDays(1)), at);
        Publish(transaction, Day(at), at);
        return KeyOf(Day(at));
    }

    /// <summary>True when a key waits to be promised or to be shown.</summary>
    internal static bool IsDue(Transaction transaction, Instant now)
    {
        var (today, tomorrow) = (Day(now), Day(now + TimeSpan.FromDays(1)));
        return transaction.First<long>("SELECT COUNT(*) FROM review_audit_day WHERE revealed IS NULL AND day < @today", new { today }) > 0
            || transaction.First<long>("SELECT COUNT(*) FROM review_audit_day WHERE day IN (@today, @tomorrow)", new { today, tomorrow }) < 2;
    }

    /// <summary>Shows the keys of the days that are over, so that anybody can draw their audits again.</summary>
    public void Reveal(Transaction transaction, Instant now)
    {
        foreach (var day in transaction.Query<string>("SELECT day FROM review_audit_day WHERE revealed IS NULL AND day < @today ORDER BY day", new { today = Day(now) }))
        {
            transaction.Execute("UPDATE review_audit_day SET revealed = @key WHERE day = @day", new { day, key = KeyOf(day).Reveal() });
        }
    }

    /// <summary>What is published: day, commitment, and the key of days that are over; the newest first.</summary>
    public static IReadOnlyList<(string Day, string Commitment, string? Key)> Published(Transaction transaction) =>
        [.. transaction.Query<DayRow>("SELECT day, commitment, revealed FROM review_audit_day ORDER BY day DESC").Select(row => (row.Day, row.Commitment, row.Revealed))];

    void Publish(Transaction transaction, string day, Instant at)
    {
        var isNew = transaction.Execute(
            "INSERT INTO review_audit_day (day, commitment, published_ns) VALUES (@day, @commitment, @at) ON CONFLICT (store, day) DO NOTHING",
            new { day, commitment = KeyOf(day).Commitment, at = at.Nanoseconds }) == 1;
        if (isNew)
        {
            JournalTable.Write(transaction, at, "stroll", "audit committed", new { day, commitment = KeyOf(day).Commitment });
        }
    }

    AuditKey KeyOf(string day) => AuditKey.OfDay(master, store.ToString(), day);

    // Days are those of UTC: a store that is open over midnight has two keys, and that does no harm.
    static string Day(Instant at) => at.ToString()[..10];

    sealed record DayRow
    {
        public string Day { get; init; } = "";

        public string Commitment { get; init; } = "";

        public string? Revealed { get; init; }
    }
}

/// <summary>Which settings audits were drawn under, and since when: nobody lowers them unseen.</summary>
public static class DesignTable
{
    /// <summary>Notes the settings where they are not the last ones, in the journal too.</summary>
    internal static void Note(Transaction transaction, AuditPlan plan, Instant at)
    {
        var last = transaction.First<DesignRow>("SELECT design, rate FROM review_design ORDER BY since_ns DESC LIMIT 1");
        if (last?.Design == plan.Design)
        {
            return;
        }

        var settings = JsonSerializer.Serialize(new { rate = plan.Rate.Value, floor = plan.Floor.Value, plan.Answers, strata = plan.Strata.Select(s => new { s.Stratum, rate = s.Rate.Value }) });
        transaction.Execute(
            "INSERT INTO review_design (design, rate, settings, since_ns) VALUES (@design, @rate, @settings, @at)",
            new { design = plan.Design, rate = plan.Rate.Value, settings, at = at.Nanoseconds });
        JournalTable.Write(transaction, at, "stroll", last is null ? "audit design" : "audit design changed", new { from = last?.Rate, to = plan.Rate.Value, plan.Design });
    }

    /// <summary>A line for every page while audits are drawn less often than they were in the last 90 days; none otherwise.</summary>
    public static string? Banner(Transaction transaction, Instant now)
    {
        var rates = transaction.Query<DesignRow>("SELECT design, rate, since_ns FROM review_design ORDER BY since_ns");
        if (rates.Count < 2)
        {
            return null;
        }

        // What was in force 90 days ago counts too, so the one before the first recent change is kept.
        var horizon = (now - TimeSpan.FromDays(90)).Nanoseconds;
        var recent = rates.Where((_, i) => i == rates.Count - 1 || rates[i + 1].SinceNs > horizon).ToArray();
        var highest = recent.Max(row => row.Rate);
        return highest > recent[^1].Rate
            ? string.Create(CultureInfo.InvariantCulture, $"Audits are drawn from {recent[^1].Rate:0.##%} of visits since {new Instant(recent[^1].SinceNs)}; it was {highest:0.##%} before.")
            : null;
    }

    sealed record DesignRow
    {
        public string Design { get; init; } = "";

        public double Rate { get; init; }

        public long SinceNs { get; init; }
    }
}
