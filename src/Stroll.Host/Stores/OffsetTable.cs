using System.Collections.Immutable;
using Stroll.Host.Database;

namespace Stroll.Host.Stores;

/// <summary>How far of a log its readers have acted upon.</summary>
public static class OffsetTable
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("offsets", 1,
            "CREATE TABLE log_offset ({store}, reader TEXT NOT NULL, position BIGINT NOT NULL, PRIMARY KEY (store, reader))",
            "DROP TABLE log_offset"),
    ];

    /// <summary>The first offset that the reader has not acted upon; 0 for a reader that never did.</summary>
    public static long Of(Transaction transaction, string reader) => Find(transaction, reader) ?? 0;

    /// <summary>The same; none for a reader that never acted.</summary>
    public static long? Find(Transaction transaction, string reader) =>
        transaction.First<long?>("SELECT position FROM log_offset WHERE reader = @reader", new { reader });

    /// <summary>True when any reader ever acted.</summary>
    public static bool Any(Transaction transaction) => transaction.First<long>("SELECT COUNT(*) FROM log_offset") > 0;

    /// <summary>Everything before this offset has had its effect.</summary>
    public static void Set(Transaction transaction, string reader, long position) => transaction.Execute(
        "INSERT INTO log_offset (reader, position) VALUES (@reader, @position) ON CONFLICT (store, reader) DO UPDATE SET position = @position",
        new { reader, position });
}
