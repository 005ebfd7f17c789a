using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Units;

namespace Stroll.Host.Plans;

/// <summary>A price that holds for a while, in the place of the one in the catalogue.</summary>
/// <param name="Number">Counts up from 1 in the store; of two that hold at once the higher number counts.</param>
/// <param name="Barcode">Of the product.</param>
/// <param name="Minor">Minor units of the store's currency; zero or more.</param>
/// <param name="From">Holds from here.</param>
/// <param name="Until">Holds until before here; <see cref="Instant.Latest"/> for good.</param>
/// <param name="Who">Which account set it.</param>
public sealed record TimedPrice(long Number, string Barcode, long Minor, Instant From, Instant Until, string Who);

/// <summary>Prices with a time.</summary>
public static class PriceTable
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("prices", 1,
            """
            CREATE TABLE timed_price ({store}, number BIGINT NOT NULL, barcode TEXT NOT NULL, minor BIGINT NOT NULL, from_ns BIGINT NOT NULL, until_ns BIGINT NOT NULL,
                who TEXT NOT NULL, PRIMARY KEY (store, number))
            """,
            "DROP TABLE timed_price"),
    ];

    /// <summary>All, by number.</summary>
    public static ImmutableArray<TimedPrice> All(Transaction transaction) =>
        [.. transaction.Query<Row>("SELECT * FROM timed_price ORDER BY number").Select(row => new TimedPrice(row.Number, row.Barcode, row.Minor, new(row.FromNs), new(row.UntilNs), row.Who))];

    internal static TimedPrice Add(Transaction transaction, TimedPrice price)
    {
        var numbered = price with { Number = (transaction.First<long?>("SELECT MAX(number) FROM timed_price") ?? 0) + 1 };
        transaction.Execute(
            "INSERT INTO timed_price (number, barcode, minor, from_ns, until_ns, who) VALUES (@Number, @Barcode, @Minor, @from, @until, @Who)",
            new { numbered.Number, numbered.Barcode, numbered.Minor, from = numbered.From.Nanoseconds, until = numbered.Until.Nanoseconds, numbered.Who });
        return numbered;
    }

    internal static int End(Transaction transaction, long number, Instant at) => transaction.Execute(
        "UPDATE timed_price SET until_ns = CASE WHEN from_ns >= @at THEN from_ns ELSE @at END WHERE number = @number AND until_ns > @at",
        new { number, at = at.Nanoseconds });

    sealed record Row
    {
        public long Number { get; init; }

        public string Barcode { get; init; } = "";

        public long Minor { get; init; }

        public long FromNs { get; init; }

        public long UntilNs { get; init; }

        public string Who { get; init; } = "";
    }
}
