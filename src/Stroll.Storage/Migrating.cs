using System.Collections.Immutable;
using Stroll.Host.Database;

namespace Stroll.Storage;

/// <summary>What differs between the databases.</summary>
interface IDialect
{
    /// <summary>Replaces the words in braces of a <see cref="Migration"/>.</summary>
    string Spell(string sql);

    /// <summary>Sees to it that no store can reach the rows of another, after tables have changed.</summary>
    void Guard(Transaction transaction);
}

/// <summary>Brings a database to another shape, step by step, inside one transaction.</summary>
static class Migrating
{
    /// <summary>Takes the steps that are missing.</summary>
    /// <exception cref="InvalidOperationException">The database was made by a newer build.</exception>
    internal static void Up(Transaction transaction, IDialect dialect, ImmutableArray<Migration> migrations)
    {
        var taken = Taken(transaction);
        if (taken.FirstOrDefault(step => migrations.All(m => (m.Area, m.Number) != step)) is { Area: not null } newer)
        {
            throw new InvalidOperationException($"the database has step {newer.Number} of {newer.Area}, which this build does not know: use the newer build");
        }

        var missing = migrations.Where(m => !taken.Contains((m.Area, m.Number))).ToArray();
        foreach (var migration in missing)
        {
            transaction.Execute(dialect.Spell(migration.Up));
            transaction.Execute("INSERT INTO schema_step (area, number) VALUES (@Area, @Number)", new { migration.Area, migration.Number });
        }

        if (missing.Length > 0)
        {
            dialect.Guard(transaction);
        }
    }

    /// <summary>Takes the last step of an area back.</summary>
    internal static void Down(Transaction transaction, IDialect dialect, Migration migration)
    {
        transaction.Execute(dialect.Spell(migration.Down));
        transaction.Execute("DELETE FROM schema_step WHERE area = @Area AND number = @Number", new { migration.Area, migration.Number });
    }

    static HashSet<(string Area, int Number)> Taken(Transaction transaction)
    {
        transaction.Execute("CREATE TABLE IF NOT EXISTS schema_step (area TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (area, number))");
        return [.. transaction.Query<Step>("SELECT area, number FROM schema_step").Select(step => (step.Area, (int)step.Number))];
    }

    sealed record Step
    {
        public string Area { get; init; } = "";

        public long Number { get; init; }
    }
}
