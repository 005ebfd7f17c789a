using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Host.Database;
using Stroll.Units;

namespace Stroll.Host.Journal;

/// <summary>The journal of a store: every privileged act, each chained to the one before by its hash.</summary>
/// <remarks>
/// An act writes its entry in the transaction in which it takes effect, so there is never one without the other. A chain shows that something
/// was changed, left out or put in between; that its end was cut off shows only against a <see cref="Checkpoint"/> kept elsewhere.
/// </remarks>
public static class JournalTable
{
    /// <summary>Its steps, for every database that keeps a journal.</summary>
    public static ImmutableArray<Migration> Migrations { get; } =
    [
        new("journal", 1,
            """
            CREATE TABLE journal (
              {store}, number BIGINT NOT NULL, at_ns BIGINT NOT NULL, who TEXT NOT NULL, act TEXT NOT NULL, what TEXT NOT NULL, hash {bytes} NOT NULL,
              PRIMARY KEY (store, number))
            """,
            "DROP TABLE journal"),
    ];

    /// <summary>Adds an entry for something that the same transaction does.</summary>
    /// <param name="transaction">Of the act.</param>
    /// <param name="at">When.</param>
    /// <param name="who">Which account or key.</param>
    /// <param name="act">What kind of act, as <c>receipt.refunded</c>.</param>
    /// <param name="what">Becomes JSON: on what, and how. Never a secret.</param>
    public static JournalEntry Write<T>(Transaction transaction, Instant at, string who, string act, T what)
    {
        var last = transaction.First<Row>("SELECT * FROM journal ORDER BY number DESC LIMIT 1");
        var entry = JournalEntry.After(
            last is null ? JournalEntry.Beginning : [.. last.Hash], (last?.Number ?? 0) + 1, at, who, act, JsonSerializer.Serialize(what));
        transaction.Execute(
            "INSERT INTO journal (number, at_ns, who, act, what, hash) VALUES (@Number, @AtNs, @Who, @Act, @What, @Hash)",
            new { entry.Number, AtNs = entry.At.Nanoseconds, entry.Who, entry.Act, entry.What, Hash = entry.Hash.ToArray() });
        return entry;
    }

    /// <summary>Entries by number.</summary>
    /// <param name="transaction">Of the store.</param>
    /// <param name="after">The number after which to begin; 0 for the first.</param>
    /// <param name="limit">At most so many.</param>
    public static ImmutableArray<JournalEntry> Read(Transaction transaction, long after, int limit) =>
    [
        .. transaction.Query<Row>("SELECT * FROM journal WHERE number > @after ORDER BY number LIMIT @limit", new { after, limit })
            .Select(ToEntry),
    ];

    /// <summary>The last entries, newest first.</summary>
    public static ImmutableArray<JournalEntry> Newest(Transaction transaction, int limit) =>
    [
        .. transaction.Query<Row>("SELECT * FROM journal ORDER BY number DESC LIMIT @limit", new { limit }).Select(ToEntry),
    ];

    /// <summary>All entries by number, a thousand at a time.</summary>
    public static IEnumerable<JournalEntry> All(Transaction transaction)
    {
        const int Page = 1000;
        var page = Read(transaction, after: 0, Page);
        while (page.Length > 0)
        {
            foreach (var entry in page)
            {
                yield return entry;
            }

            page = Read(transaction, page[^1].Number, Page);
        }
    }

    static JournalEntry ToEntry(Row row) => new(row.Number, new(row.AtNs), row.Who, row.Act, row.What, [.. row.Hash]);

    sealed record Row
    {
        public long Number { get; init; }

        public long AtNs { get; init; }

        public string Who { get; init; } = "";

        public string Act { get; init; } = "";

        public string What { get; init; } = "";

        public byte[] Hash { get; init; } = [];
    }
}
