using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Payments.Ledger;
using Stroll.Units;

namespace Stroll.Host.Ledger;

/// <summary>The ledger of a store: rows are added and never changed.</summary>
public static class LedgerTable
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("ledger", 1,
            """
            CREATE TABLE ledger_entry ({store}, id TEXT NOT NULL, at BIGINT NOT NULL, visit TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (store, id));
            CREATE INDEX ledger_visit ON ledger_entry (store, visit);
            CREATE INDEX ledger_time ON ledger_entry (store, at);
            CREATE TABLE ledger_posting (
                {store}, entry TEXT NOT NULL, account TEXT NOT NULL, currency TEXT NOT NULL, minor BIGINT NOT NULL,
                PRIMARY KEY (store, entry, account, currency))
            """,
            "DROP TABLE ledger_posting; DROP TABLE ledger_entry"),
    ];

    /// <summary>Books an entry.</summary>
    /// <exception cref="InvariantException">It is not balanced, or one with its id is booked: whoever books it twice has forgotten that they did.</exception>
    public static void Book(Transaction transaction, LedgerEntry entry)
    {
        Invariant.Holds(entry.IsBalanced, "both sides of an entry are equal");
        var added = transaction.Execute(
            "INSERT INTO ledger_entry (id, at, visit, words) VALUES (@Id, @at, @Visit, @Words) ON CONFLICT (store, id) DO NOTHING",
            new { entry.Id, at = entry.At.Nanoseconds, entry.Visit, entry.Words });
        Invariant.Holds(added == 1, $"ledger entry {entry.Id} is booked once");
        foreach (var posting in entry.Postings)
        {
            transaction.Execute(
                "INSERT INTO ledger_posting (entry, account, currency, minor) VALUES (@entry, @account, @Currency, @Minor)",
                new { entry = entry.Id, account = posting.Account.ToString(), posting.Currency, posting.Minor });
        }
    }

    /// <summary>The entries of one visit, in the order in which they were booked at different times.</summary>
    public static ImmutableArray<LedgerEntry> Of(Transaction transaction, string visit) => Read(transaction, "e.visit = @visit", new { visit });

    /// <summary>All entries of a time.</summary>
    public static ImmutableArray<LedgerEntry> Between(Transaction transaction, Instant from, Instant until) =>
        Read(transaction, "e.at >= @from AND e.at < @until", new { from = from.Nanoseconds, until = until.Nanoseconds });

    /// <summary>What stands on each account; all together are zero in each currency.</summary>
    public static ImmutableArray<Posting> Balances(Transaction transaction) =>
    [
        .. transaction.Query<PostingRow>("SELECT account, currency, CAST(SUM(minor) AS BIGINT) AS minor FROM ledger_posting GROUP BY account, currency ORDER BY account, currency")
            .Select(row => row.ToPosting()),
    ];

    static ImmutableArray<LedgerEntry> Read(Transaction transaction, string which, object values)
    {
        var rows = transaction.Query<PostingRow>(
            $"SELECT e.id, e.at, e.visit, e.words, p.account, p.currency, p.minor FROM ledger_entry e JOIN ledger_posting p ON p.store = e.store AND p.entry = e.id WHERE {which} ORDER BY e.at, e.id, p.account",
            values);
        return
        [
            .. rows.GroupBy(r => r.Id).Select(g => new LedgerEntry(g.Key, new(g.First().At), g.First().Visit, g.First().Words, [.. g.Select(r => r.ToPosting())])),
        ];
    }

    sealed record PostingRow
    {
        public string Id { get; init; } = "";

        public long At { get; init; }

        public string Visit { get; init; } = "";

        public string Words { get; init; } = "";

        public string Account { get; init; } = "";

        public string Currency { get; init; } = "";

        public long Minor { get; init; }

        internal Posting ToPosting() => new(Enum.Parse<Account>(Account), Minor, Currency);
    }
}
