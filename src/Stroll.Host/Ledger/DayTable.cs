using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Payments;
using Stroll.Payments.Ledger;
using Stroll.Units;

namespace Stroll.Host.Ledger;

/// <summary>What the comparison of ledger, provider and receipts found, day by day.</summary>
public static class DayTable
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("business-days", 1,
            """
            CREATE TABLE business_day (
                {store}, day TEXT NOT NULL, from_at BIGINT NOT NULL, until_at BIGINT NOT NULL, at BIGINT, next_at BIGINT, is_over BIGINT NOT NULL,
                differences TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (store, day))
            """,
            "DROP TABLE business_day"),
    ];

    /// <summary>The newest days, newest first.</summary>
    public static IReadOnlyList<ComparedDay> Newest(Transaction transaction, int most) =>
        [.. transaction.Query<Row>("SELECT day, from_at, until_at, at, is_over, differences, words FROM business_day ORDER BY day DESC LIMIT @most", new { most }).Select(Read)];

    /// <summary>The day that runs is compared at once, as when a dispute was told of.</summary>
    internal static void Soon(Transaction transaction, Instant now) => transaction.Execute(
        "UPDATE business_day SET next_at = @now WHERE until_at > @now", new { now = now.Nanoseconds });

    /// <summary>Begins every day from the last known one to this.</summary>
    internal static void Begin(Transaction transaction, BusinessDay today, TimeZoneInfo zone)
    {
        var last = transaction.First<string>("SELECT day FROM business_day ORDER BY day DESC LIMIT 1");
        var day = last is null ? today.Day : DateOnly.ParseExact(last, "yyyy-MM-dd", null).AddDays(1);
        for (; day <= today.Day; day = day.AddDays(1))
        {
            var of = BusinessDay.Of(day, zone);
            transaction.Execute(
                "INSERT INTO business_day (day, from_at, until_at, next_at, is_over, differences, words) VALUES (@name, @from, @until, @from, 0, '[]', '')",
                new { name = Name(day), from = of.From.Nanoseconds, until = of.Until.Nanoseconds });
        }
    }

    internal static IReadOnlyList<ComparedDay> Due(Transaction transaction, Instant now) =>
    [
        .. transaction.Query<Row>(
            "SELECT day, from_at, until_at, at, is_over, differences, words FROM business_day WHERE next_at <= @now ORDER BY day", new { now = now.Nanoseconds }).Select(Read),
    ];

    internal static void Keep(Transaction transaction, ComparedDay day, Instant? next) => transaction.Execute(
        "UPDATE business_day SET at = @at, next_at = @next, is_over = @over, differences = @differences, words = @Words WHERE day = @name",
        new
        {
            name = Name(day.Day),
            at = day.At?.Nanoseconds,
            next = next?.Nanoseconds,
            over = day.IsOver ? 1L : 0L,
            differences = StoredJson.Write(day.Differences),
            day.Words,
        });

    static string Name(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    static ComparedDay Read(Row row) => new(
        DateOnly.ParseExact(row.Day, "yyyy-MM-dd", null), new(row.FromAt), new(row.UntilAt), row.At is { } at ? new(at) : null, row.IsOver == 1,
        StoredJson.Read<ImmutableArray<Difference>>(row.Differences), row.Words);

    sealed record Row
    {
        public string Day { get; init; } = "";

        public long FromAt { get; init; }

        public long UntilAt { get; init; }

        public long? At { get; init; }

        public long IsOver { get; init; }

        public string Differences { get; init; } = "";

        public string Words { get; init; } = "";
    }
}

/// <summary>A business day and what its comparison found.</summary>
/// <param name="Day">The date where the store stands.</param>
/// <param name="From">Its first moment.</param>
/// <param name="Until">The first moment of the next.</param>
/// <param name="At">When it was last compared; none before the first time.</param>
/// <param name="IsOver">True when it is not compared again.</param>
/// <param name="Differences">None means that every cent is accounted for three times.</param>
/// <param name="Words">Why it could not be compared; empty where it was.</param>
public sealed record ComparedDay(DateOnly Day, Instant From, Instant Until, Instant? At, bool IsOver, ImmutableArray<Difference> Differences, string Words);
