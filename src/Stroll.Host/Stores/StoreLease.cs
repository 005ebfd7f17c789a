using System.Collections.Immutable;
using Stroll.Host.Database;

namespace Stroll.Host.Stores;

/// <summary>Somebody else runs the store now: whoever meets this stops at once and writes nothing more.</summary>
public sealed class LeaseLostException(StoreKey store, long ours, long newest)
    : Exception($"{store}: this process owns it by epoch {ours}, and epoch {newest} has taken it over");

/// <summary>The right to run a store: whoever took it last has it.</summary>
/// <param name="Store">Which store.</param>
/// <param name="Epoch">Counts the owners, from 1. Segments of the log and everything that the owner writes carry it.</param>
/// <remarks>
/// There is no time to live, and so no pause that is taken for death: an owner that was stopped for minutes finds at its next write that its epoch is over.
/// </remarks>
public sealed record StoreLease(StoreKey Store, long Epoch)
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("lease", 1,
            "CREATE TABLE store_lease ({store}, epoch BIGINT NOT NULL, owner TEXT NOT NULL, build TEXT NOT NULL, taken_at BIGINT NOT NULL, PRIMARY KEY (store, epoch))",
            "DROP TABLE store_lease"),
    ];

    /// <summary>Takes a store over from whoever ran it.</summary>
    /// <param name="database">The store's.</param>
    /// <param name="store">Which.</param>
    /// <param name="build">Version of the program, for people who look into what went wrong.</param>
    /// <param name="time">Says when.</param>
    /// <param name="above">An epoch that is known from elsewhere; the new one is higher.</param>
    public static StoreLease Take(IDatabase database, StoreKey store, string build, TimeProvider time, long above = 0) => database.Write(transaction =>
    {
        var epoch = Math.Max(Newest(transaction), above) + 1;
        transaction.Execute(
            "INSERT INTO store_lease (epoch, owner, build, taken_at) VALUES (@epoch, @owner, @build, @at)",
            new { epoch, owner = $"{Environment.MachineName} {Environment.ProcessId}", build, at = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000 });
        return new StoreLease(store, epoch);
    });

    /// <summary>Makes sure inside a transaction that the store is still ours.</summary>
    /// <exception cref="LeaseLostException">It is not; the transaction must not commit.</exception>
    public void Check(Transaction transaction)
    {
        if (Newest(transaction) is var newest && newest != Epoch)
        {
            throw new LeaseLostException(Store, Epoch, newest);
        }
    }

    static long Newest(Transaction transaction) => transaction.First<long?>("SELECT MAX(epoch) FROM store_lease") ?? 0;
}
