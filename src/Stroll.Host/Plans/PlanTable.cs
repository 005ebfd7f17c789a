using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Units;

namespace Stroll.Host.Plans;

/// <summary>Versions of catalogue and planogram, and the change that nobody has published yet.</summary>
public static class PlanTable
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("plans", 1,
            """
            CREATE TABLE plan_version ({store}, number BIGINT NOT NULL, at_ns BIGINT NOT NULL, who TEXT NOT NULL, words TEXT NOT NULL,
                catalogue TEXT NOT NULL, planogram TEXT NOT NULL, PRIMARY KEY (store, number));
            CREATE TABLE plan_draft ({store}, name TEXT NOT NULL, base BIGINT NOT NULL, at_ns BIGINT NOT NULL, who TEXT NOT NULL,
                catalogue TEXT NOT NULL, planogram TEXT NOT NULL, PRIMARY KEY (store, name))
            """,
            "DROP TABLE plan_draft; DROP TABLE plan_version"),
    ];

    /// <summary>All versions, newest first.</summary>
    public static ImmutableArray<PlanVersion> All(Transaction transaction) =>
        [.. transaction.Query<Row>("SELECT * FROM plan_version ORDER BY number DESC").Select(row => row.ToVersion())];

    /// <summary>One version; none when there is none of this number.</summary>
    public static PlanVersion? Find(Transaction transaction, int number) =>
        transaction.First<Row>("SELECT * FROM plan_version WHERE number = @number", new { number })?.ToVersion();

    /// <summary>The newest version; none before the store ran for the first time.</summary>
    public static PlanVersion? Newest(Transaction transaction) =>
        transaction.First<Row>("SELECT * FROM plan_version ORDER BY number DESC LIMIT 1")?.ToVersion();

    /// <summary>The newest version that the store's folder said; none before the first.</summary>
    public static PlanVersion? NewestOfFiles(Transaction transaction) => transaction.First<Row>(
        "SELECT * FROM plan_version WHERE who = @who ORDER BY number DESC LIMIT 1", new { who = PlanVersion.FromFiles })?.ToVersion();

    /// <summary>What somebody is changing; none when nobody is.</summary>
    public static PlanDraft? Draft(Transaction transaction) =>
        transaction.First<Row>("SELECT * FROM plan_draft") is { } row ? new((int)row.Base, new(row.AtNs), row.Who, new(row.Catalogue, row.Planogram)) : null;

    internal static PlanVersion Add(Transaction transaction, Instant at, string who, string words, PlanText text)
    {
        var version = new PlanVersion((Newest(transaction)?.Number ?? 0) + 1, at, who, words, text);
        transaction.Execute(
            "INSERT INTO plan_version (number, at_ns, who, words, catalogue, planogram) VALUES (@Number, @at, @who, @words, @Catalogue, @Planogram)",
            new { version.Number, at = at.Nanoseconds, who, words, text.Catalogue, text.Planogram });
        return version;
    }

    internal static void Keep(Transaction transaction, PlanDraft draft) => transaction.Execute(
        """
        INSERT INTO plan_draft (name, base, at_ns, who, catalogue, planogram) VALUES ('draft', @Base, @at, @Who, @Catalogue, @Planogram)
        ON CONFLICT (store, name) DO UPDATE SET at_ns = @at, who = @Who, catalogue = @Catalogue, planogram = @Planogram
        """,
        new { draft.Base, at = draft.At.Nanoseconds, draft.Who, draft.Text.Catalogue, draft.Text.Planogram });

    internal static void DropDraft(Transaction transaction) => transaction.Execute("DELETE FROM plan_draft");

    sealed record Row
    {
        public long Number { get; init; }

        public long Base { get; init; }

        public long AtNs { get; init; }

        public string Who { get; init; } = "";

        public string Words { get; init; } = "";

        public string Catalogue { get; init; } = "";

        public string Planogram { get; init; } = "";

        internal PlanVersion ToVersion() => new((int)Number, new(AtNs), Who, Words, new(Catalogue, Planogram));
    }
}
