using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace Stroll.Storage.Sqlite;

/// <summary>Looks after database files: never with another program, whose engine may be older and harm them.</summary>
public static class SqliteUpkeep
{
    /// <summary>Reads the whole file and compares rows with indexes and with each other.</summary>
    /// <returns>What is wrong, in SQLite's words; empty when all is well.</returns>
    public static ImmutableArray<string> Check(string path)
    {
        try
        {
            using var connection = Open(path, SqliteOpenMode.ReadWrite);
            return [.. Rows(connection, "PRAGMA integrity_check").Where(row => row != "ok"), .. Rows(connection, "PRAGMA foreign_key_check").Select(table => $"a row of {table} refers to nothing")];
        }
        catch (SqliteException broken)
        {
            return [broken.Message];
        }
    }

    /// <summary>Copies the database as it is at one moment, while others write to it.</summary>
    public static void Copy(string from, string to)
    {
        using (var source = Open(from, SqliteOpenMode.ReadWrite))
        using (var target = Open(to, SqliteOpenMode.ReadWriteCreate))
        {
            source.BackupDatabase(target);
            _ = Rows(target, "PRAGMA journal_mode = DELETE").Count();
        }
    }

    static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }

    static IEnumerable<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return reader.GetString(0);
        }
    }
}
