using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Units;

namespace Stroll.Host.Inventory;

/// <summary>Somebody counted what stands on a facing, and this is what its plates weighed then.</summary>
/// <param name="Facing">As <c>2/5/3-5 4006381333931</c>: gondola, shelf, plates, barcode.</param>
/// <param name="Pieces">Counted.</param>
/// <param name="Mass">Of all its plates together.</param>
/// <param name="At">When.</param>
public sealed record StockCount(string Facing, int Pieces, Grams Mass, Instant At);

/// <summary>The last count of each facing.</summary>
public static class CountTable
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("inventory", 1,
            """
            CREATE TABLE stock_count ({store}, facing TEXT NOT NULL, pieces BIGINT NOT NULL, grams DOUBLE PRECISION NOT NULL, at_ns BIGINT NOT NULL, who TEXT NOT NULL,
                PRIMARY KEY (store, facing))
            """,
            "DROP TABLE stock_count"),
    ];

    /// <summary>All, by facing.</summary>
    public static IReadOnlyDictionary<string, StockCount> All(Transaction transaction) =>
        transaction.Query<Row>("SELECT facing, pieces, grams, at_ns FROM stock_count")
            .ToDictionary(row => row.Facing, row => new StockCount(row.Facing, (int)row.Pieces, row.Grams.Grams, new(row.AtNs)), StringComparer.Ordinal);

    /// <summary>Keeps a count in the place of the one before.</summary>
    public static void Keep(Transaction transaction, StockCount count, string who) => transaction.Execute(
        """
        INSERT INTO stock_count (facing, pieces, grams, at_ns, who) VALUES (@Facing, @pieces, @grams, @at, @who)
        ON CONFLICT (store, facing) DO UPDATE SET pieces = @pieces, grams = @grams, at_ns = @at, who = @who
        """,
        new { count.Facing, pieces = (long)count.Pieces, grams = count.Mass.Value, at = count.At.Nanoseconds, who });

    sealed record Row
    {
        public string Facing { get; init; } = "";

        public long Pieces { get; init; }

        public double Grams { get; init; }

        public long AtNs { get; init; }
    }
}
