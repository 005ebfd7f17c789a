using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Stroll.Host.Database;

namespace Stroll.Storage.Sqlite;

/// <summary>A store's database in one file.</summary>
/// <remarks>
/// Write-ahead log with <c>synchronous=FULL</c>. NORMAL is faster, but syncs the log only at checkpoints: what was committed since the last one is
/// gone after a loss of power.
/// </remarks>
public sealed class SqliteDatabase : IDatabase
{
    // SQLITE_BUSY: somebody else writes.
    const int Busy = 5;

    readonly string _connection;
    readonly int _turns;
    readonly Lock _writing = new();

    SqliteDatabase(string connection, int turns) => (_connection, _turns) = (connection, turns);

    /// <summary>Opens the file, makes it if it is missing, and brings it to the newest shape.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="migrations">The shape.</param>
    public static SqliteDatabase Open(string path, ImmutableArray<Migration> migrations) => Open(path, migrations, SqlitePatience.Default);

    internal static SqliteDatabase Open(string path, ImmutableArray<Migration> migrations, SqlitePatience patience)
    {
        var database = new SqliteDatabase(
            new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = patience.SecondsOfATurn }.ToString(), patience.Turns);
        database.Write(transaction => Migrating.Up(transaction, SqliteDialect.Instance, migrations));
        return database;
    }

    /// <inheritdoc/>
    public T Write<T>(Func<Transaction, T> work)
    {
        // Waiting here is fair and without polling; SQLite's own lock only has to hold off other processes.
        lock (_writing)
        {
            return Run(work, isDeferred: false);
        }
    }

    /// <inheritdoc/>
    public T Read<T>(Func<Transaction, T> work) => Run(work, isDeferred: true);

    /// <inheritdoc/>
    public void Dispose() => SqliteConnection.ClearPool(new(_connection));

    T Run<T>(Func<Transaction, T> work, bool isDeferred)
    {
        using var connection = new SqliteConnection(_connection);
        connection.Open();
        Configure(connection);
        using var transaction = Begin(connection, isDeferred);
        var answer = work(new(connection, transaction));
        transaction.Commit();
        return answer;
    }

    /// <summary>Waits for its turn. Between processes SQLite waits by trying again, not in a queue: while others write without a pause, one of them can miss
    /// every gap for the whole of a time-out.</summary>
    SqliteTransaction Begin(SqliteConnection connection, bool isDeferred)
    {
        for (var turn = 1; ; turn++)
        {
            try
            {
                return connection.BeginTransaction(isDeferred);
            }
            catch (SqliteException busy) when (busy.SqliteErrorCode == Busy && turn < _turns)
            {
                // Nothing was begun, so nothing is lost by trying again.
            }
        }
    }

    static void Configure(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";
        command.ExecuteNonQuery();
    }
}

/// <summary>How long a writer waits while another process writes.</summary>
/// <param name="SecondsOfATurn">SQLite itself tries again for so long.</param>
/// <param name="Turns">After so many of these the other one is taken for something that hangs.</param>
sealed record SqlitePatience(int SecondsOfATurn, int Turns)
{
    /// <summary>Ten minutes: among many writers one can miss every gap for a whole turn.</summary>
    internal static SqlitePatience Default => new(30, 20);
}

/// <summary>SQLite's words for what differs.</summary>
sealed class SqliteDialect : IDialect
{
    internal static SqliteDialect Instance { get; } = new();

    public string Spell(string sql) => sql
        .Replace("{store}", "store TEXT NOT NULL DEFAULT ''", StringComparison.Ordinal)
        .Replace("{bytes}", "BLOB", StringComparison.Ordinal);

    public void Guard(Transaction transaction)
    {
        // One file holds one store: there is nobody to be guarded from.
    }
}
