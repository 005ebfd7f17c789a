using System.Collections.Immutable;
using System.Data.Common;
using Stroll.Cli.Frame;
using Stroll.Host.Database;
using Stroll.Host.Settings;
using Stroll.Host.Stores;
using Stroll.Storage.Postgres;
using Stroll.Storage.Sqlite;

namespace Stroll.Cli.Live;

/// <summary>Opens the databases that the settings name.</summary>
internal static class Databases
{
    /// <summary>Every step of every table, for databases that hold accounts and stores together.</summary>
    internal static ImmutableArray<Migration> AllSteps { get; } = [.. Schema.Store.Concat(Web.Accounts.ControlSchema.Steps).Distinct()];

    /// <summary>Opens the rows of one key.</summary>
    /// <param name="settings">Which program keeps them.</param>
    /// <param name="key">Whose rows, in a database of many.</param>
    /// <param name="file">Where they stand otherwise.</param>
    /// <param name="steps">The shape of that file.</param>
    /// <exception cref="Refusal">It cannot be reached, is damaged, or is not what a database of Stroll is.</exception>
    internal static IDatabase Open(DatabaseSettings settings, StoreKey key, string file, ImmutableArray<Migration> steps)
    {
        var isFile = settings.Kind == DatabaseKind.Sqlite;
        try
        {
            return isFile ? SqliteDatabase.Open(file, steps) : PostgresDatabase.Open(Secrets.From(settings.ConnectionFrom), key, AllSteps);
        }
        catch (Exception wrong) when (wrong is DbException or InvalidOperationException or ArgumentException)
        {
            var where = isFile ? file : $"PostgreSQL, {settings.ConnectionFrom}";
            throw new Refusal(new("database.unusable", where, $"{wrong.Message}; {(isFile ? "'stroll check' says what is broken, 'stroll restore' makes a copy current" : "expected a PostgreSQL that answers")}"));
        }
    }
}
