using System.Collections.Immutable;
using Npgsql;
using Stroll.Host.Database;
using Stroll.Host.Stores;

namespace Stroll.Storage.Postgres;

/// <summary>A store's rows in a PostgreSQL database that many stores share.</summary>
/// <remarks>
/// Row-level security keeps the stores apart: each transaction names its store, and rows of others do not exist for it. That holds for a
/// role without SUPERUSER and BYPASSRLS, which <see cref="Open"/> insists upon. One advisory lock a store lets one writer in at a time.
/// </remarks>
public sealed class PostgresDatabase : IDatabase
{
    // Whoever waits longer than ten minutes waits for something that hangs.
    const int LongestQueueSeconds = 600;

    readonly NpgsqlDataSource _source;
    readonly StoreKey _store;

    PostgresDatabase(NpgsqlDataSource source, StoreKey store)
    {
        _source = source;
        _store = store;
    }

    /// <summary>Connects and brings the shared tables to the newest shape.</summary>
    /// <param name="connection">An Npgsql connection string.</param>
    /// <param name="store">Whose rows.</param>
    /// <param name="migrations">The shape.</param>
    /// <exception cref="InvalidOperationException">The role may look past row-level security.</exception>
    public static PostgresDatabase Open(string connection, StoreKey store, ImmutableArray<Migration> migrations)
    {
        var database = new PostgresDatabase(NpgsqlDataSource.Create(connection), store);
        database.Write(transaction =>
        {
            RefuseStrongRole(transaction);
            // The tables are everybody's, so their change is everybody's turn.
            transaction.Execute("SELECT pg_advisory_xact_lock(hashtextextended('stroll schema', 0))");
            Migrating.Up(transaction, PostgresDialect.Instance, migrations);
        });
        return database;
    }

    /// <inheritdoc/>
    public T Write<T>(Func<Transaction, T> work) => Run(work, isWriter: true);

    /// <inheritdoc/>
    public T Read<T>(Func<Transaction, T> work) => Run(work, isWriter: false);

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    T Run<T>(Func<Transaction, T> work, bool isWriter)
    {
        using var connection = _source.OpenConnection();
        using var transaction = connection.BeginTransaction(
            isWriter ? System.Data.IsolationLevel.ReadCommitted : System.Data.IsolationLevel.RepeatableRead);
        var inside = new Transaction(connection, transaction);
        var store = _store.ToString();
        inside.Execute("SELECT set_config('stroll.store', @store, true)", new { store });
        if (isWriter)
        {
            WaitForTurn(connection, transaction, store);
        }

        var answer = work(inside);
        transaction.Commit();
        return answer;
    }

    /// <summary>Writers stand in a queue; waiting in it is no fault, so it may take longer than a statement.</summary>
    static void WaitForTurn(NpgsqlConnection connection, NpgsqlTransaction transaction, string store)
    {
        using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtextextended('stroll store ' || @store, 0))", connection, transaction)
        {
            CommandTimeout = LongestQueueSeconds,
        };
        command.Parameters.AddWithValue("store", store);
        command.ExecuteNonQuery();
    }

    static void RefuseStrongRole(Transaction transaction)
    {
        if (transaction.First<bool>("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"))
        {
            throw new InvalidOperationException(
                "the PostgreSQL role may look past row-level security, expected one without SUPERUSER and BYPASSRLS");
        }
    }
}

/// <summary>PostgreSQL's words for what differs, and the guard between stores.</summary>
sealed class PostgresDialect : IDialect
{
    internal static PostgresDialect Instance { get; } = new();

    public string Spell(string sql) => sql
        .Replace("{store}", "store TEXT NOT NULL DEFAULT current_setting('stroll.store')", StringComparison.Ordinal)
        .Replace("{bytes}", "BYTEA", StringComparison.Ordinal);

    public void Guard(Transaction transaction)
    {
        foreach (var table in transaction.Query<string>(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'store'"))
        {
            // The names come from our own migrations, and identifiers cannot be parameters.
            transaction.Execute($"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY");
            transaction.Execute($"ALTER TABLE {table} FORCE ROW LEVEL SECURITY");
            transaction.Execute($"DROP POLICY IF EXISTS own_store ON {table}");
            transaction.Execute($"CREATE POLICY own_store ON {table} USING (store = current_setting('stroll.store'))");
        }
    }
}
