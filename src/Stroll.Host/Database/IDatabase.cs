namespace Stroll.Host.Database;

/// <summary>Where one store keeps what must never be lost or doubled: visits, receipts, money, cases, offsets. Never readings.</summary>
/// <remarks>
/// A port: SQLite (one file a store) and PostgreSQL (one database, rows guarded by store) keep the same promises, held by one contract
/// suite. The same SQL runs on both; <see cref="Migration"/> says what differs.
/// </remarks>
public interface IDatabase : IDisposable
{
    /// <summary>Runs work that changes something. All of it is there when this returns, after any crash; nothing of it when it throws.</summary>
    /// <param name="work">May run a second time when the database asks for it, so it changes nothing outside the transaction.</param>
    /// <remarks>One writer of a store at a time, over all processes; the others wait.</remarks>
    T Write<T>(Func<Transaction, T> work);

    /// <summary>Runs work that only looks. It sees one state from beginning to end.</summary>
    T Read<T>(Func<Transaction, T> work);
}

/// <summary>Writing without an answer.</summary>
public static class DatabaseWriting
{
    extension(IDatabase database)
    {
        /// <summary>Runs work that changes something and has nothing to say.</summary>
        public void Write(Action<Transaction> work) => database.Write(transaction =>
        {
            work(transaction);
            return true;
        });
    }
}
