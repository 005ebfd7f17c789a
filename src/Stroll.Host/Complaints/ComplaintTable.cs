using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Units;

namespace Stroll.Host.Complaints;

/// <summary>Complaints of shoppers.</summary>
public static class ComplaintTable
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("complaints", 1,
            """
            CREATE TABLE complaint ({store}, number BIGINT NOT NULL, party TEXT NOT NULL, line BIGINT NOT NULL, kind TEXT NOT NULL, quantity BIGINT NOT NULL,
                words TEXT NOT NULL, at_ns BIGINT NOT NULL, state TEXT NOT NULL, answer TEXT NOT NULL, minor BIGINT NOT NULL, PRIMARY KEY (store, number));
            CREATE INDEX complaint_of_party ON complaint (store, party);
            CREATE INDEX complaint_waiting ON complaint (store, state)
            """,
            "DROP TABLE complaint"),
    ];

    /// <summary>Of one receipt, oldest first.</summary>
    public static IReadOnlyList<Complaint> Of(Transaction transaction, string party) =>
        [.. transaction.Query<Row>("SELECT * FROM complaint WHERE party = @party ORDER BY number", new { party }).Select(row => row.ToComplaint())];

    /// <summary>One; none when there is none of this number.</summary>
    public static Complaint? Find(Transaction transaction, long number) =>
        transaction.First<Row>("SELECT * FROM complaint WHERE number = @number", new { number })?.ToComplaint();

    /// <summary>Those that a person must look at, oldest first.</summary>
    public static IReadOnlyList<Complaint> Waiting(Transaction transaction, int most) =>
        [.. transaction.Query<Row>("SELECT * FROM complaint WHERE state = 'Waiting' ORDER BY number LIMIT @most", new { most }).Select(row => row.ToComplaint())];

    internal static Complaint Add(Transaction transaction, Complaint complaint)
    {
        var numbered = complaint with { Number = (transaction.First<long?>("SELECT MAX(number) FROM complaint") ?? 0) + 1 };
        transaction.Execute(
            """
            INSERT INTO complaint (number, party, line, kind, quantity, words, at_ns, state, answer, minor)
            VALUES (@Number, @Party, @Line, @kind, @Quantity, @Words, @at, @state, @Answer, @Minor)
            """,
            new
            {
                numbered.Number,
                numbered.Party,
                numbered.Line,
                kind = numbered.Kind.ToString(),
                numbered.Quantity,
                numbered.Words,
                at = numbered.At.Nanoseconds,
                state = numbered.State.ToString(),
                numbered.Answer,
                numbered.Minor,
            });
        return numbered;
    }

    internal static void Settle(Transaction transaction, long number, ComplaintState state, string answer, long minor) => transaction.Execute(
        "UPDATE complaint SET state = @state, answer = @answer, minor = @minor WHERE number = @number", new { number, state = state.ToString(), answer, minor });

    sealed record Row
    {
        public long Number { get; init; }

        public string Party { get; init; } = "";

        public long Line { get; init; }

        public string Kind { get; init; } = "";

        public long Quantity { get; init; }

        public string Words { get; init; } = "";

        public long AtNs { get; init; }

        public string State { get; init; } = "";

        public string Answer { get; init; } = "";

        public long Minor { get; init; }

        internal Complaint ToComplaint() => new(
            Number, Party, (int)Line, Enum.Parse<ComplaintKind>(Kind), (int)Quantity, Words, new(AtNs), Enum.Parse<ComplaintState>(State), Answer, Minor);
    }
}
