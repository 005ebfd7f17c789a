using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Stores;
using Stroll.Units;

namespace Stroll.Host.Exits;

/// <summary>What was said at exit screens.</summary>
public static class ExitTable
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("exit", 1,
            """
            CREATE TABLE exit_word ({store}, number BIGINT NOT NULL, visit TEXT NOT NULL, at_ns BIGINT NOT NULL, barcode TEXT NOT NULL, quantity BIGINT NOT NULL,
                is_open BIGINT NOT NULL, PRIMARY KEY (store, number));
            CREATE INDEX exit_visit ON exit_word (store, visit)
            """,
            "DROP TABLE exit_word"),
    ];

    /// <summary>What was said about one visit, oldest first.</summary>
    public static ImmutableArray<ExitWord> Of(Transaction transaction, VisitId visit) =>
        [.. transaction.Query<Row>("SELECT * FROM exit_word WHERE visit = @visit ORDER BY number", new { visit = visit.ToString() }).Select(row => row.ToWord())];

    /// <summary>Words that no receipt was held against yet, oldest first.</summary>
    internal static ImmutableArray<ExitWord> Open(Transaction transaction) =>
        [.. transaction.Query<Row>("SELECT * FROM exit_word WHERE is_open = 1 ORDER BY number").Select(row => row.ToWord())];

    internal static void Add(Transaction transaction, VisitId visit, Instant at, string barcode, int quantity)
    {
        // What is said last counts: a shopper may tap twice.
        transaction.Execute("UPDATE exit_word SET is_open = 0 WHERE visit = @visit AND barcode = @barcode", new { visit = visit.ToString(), barcode });
        transaction.Execute(
            """
            INSERT INTO exit_word (number, visit, at_ns, barcode, quantity, is_open)
            SELECT COALESCE(MAX(number), 0) + 1, @visit, @at, @barcode, @quantity, @open FROM exit_word
            """,
            new { visit = visit.ToString(), at = at.Nanoseconds, barcode, quantity, open = barcode.Length > 0 ? 1L : 0L });
    }

    internal static void Close(Transaction transaction, long number) => transaction.Execute("UPDATE exit_word SET is_open = 0 WHERE number = @number", new { number });

    sealed record Row
    {
        public long Number { get; init; }

        public string Visit { get; init; } = "";

        public long AtNs { get; init; }

        public string Barcode { get; init; } = "";

        public long Quantity { get; init; }

        public long IsOpen { get; init; }

        internal ExitWord ToWord() => new(Number, new(Guid.Parse(Visit)), new(AtNs), Barcode, (int)Quantity, IsOpen == 1);
    }
}
