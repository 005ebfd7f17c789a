using Stroll.Host.Database;
using Stroll.Units;

namespace Stroll.Host.Plans;

/// <summary>What plates said when somebody swore that they were empty: with it, a page can say about how many pieces stand there.</summary>
/// <remarks>Nothing is decided by it. Plates drift over hours, so it grows old; the page says how old.</remarks>
public static class ZeroTable
{
    internal static System.Collections.Immutable.ImmutableArray<Migration> Migrations { get; } =
    [
        new("zeros", 1,
            "CREATE TABLE plate_zero ({store}, plate TEXT NOT NULL, grams DOUBLE PRECISION NOT NULL, at_ns BIGINT NOT NULL, PRIMARY KEY (store, plate))",
            "DROP TABLE plate_zero"),
    ];

    /// <summary>By the address of the plate, as <c>2/5/4</c>.</summary>
    public static IReadOnlyDictionary<string, (Grams Mass, Instant At)> All(Transaction transaction) =>
        transaction.Query<Row>("SELECT * FROM plate_zero").ToDictionary(row => row.Plate, row => (new Grams(row.Grams), new Instant(row.AtNs)), StringComparer.Ordinal);

    /// <summary>Notes that a plate is empty now.</summary>
    public static void Set(Transaction transaction, string plate, Grams mass, Instant at) => transaction.Execute(
        "INSERT INTO plate_zero (plate, grams, at_ns) VALUES (@plate, @grams, @at) ON CONFLICT (store, plate) DO UPDATE SET grams = @grams, at_ns = @at",
        new { plate, grams = mass.Value, at = at.Nanoseconds });

    sealed record Row
    {
        public string Plate { get; init; } = "";

        public double Grams { get; init; }

        public long AtNs { get; init; }
    }
}
