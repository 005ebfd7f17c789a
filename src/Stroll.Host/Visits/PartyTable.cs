using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Payments;
using Stroll.Host.Stores;
using Stroll.Payments.Visits;
using Stroll.Receipts;
using Stroll.Units;

namespace Stroll.Host.Visits;

/// <summary>Parties, and which visits belong to each.</summary>
public static class PartyTable
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("parties", 1,
            """
            CREATE TABLE party ({store}, party TEXT NOT NULL, phase TEXT NOT NULL, inside BIGINT NOT NULL, look_at BIGINT, body TEXT NOT NULL, PRIMARY KEY (store, party));
            CREATE INDEX party_look ON party (store, look_at);
            CREATE TABLE party_member ({store}, visit TEXT NOT NULL, party TEXT NOT NULL, receipt TEXT, is_ready BIGINT NOT NULL, PRIMARY KEY (store, visit));
            CREATE INDEX party_members ON party_member (store, party)
            """,
            "DROP TABLE party_member; DROP TABLE party"),
        new("parties", 2,
            """
            ALTER TABLE party_member ADD COLUMN shopper TEXT NOT NULL DEFAULT '';
            ALTER TABLE party_member ADD COLUMN left_at BIGINT;
            CREATE INDEX party_shoppers ON party_member (store, shopper);
            CREATE INDEX party_phase ON party (store, phase)
            """,
            "DROP INDEX party_phase; DROP INDEX party_shoppers; ALTER TABLE party_member DROP COLUMN left_at; ALTER TABLE party_member DROP COLUMN shopper"),
    ];

    /// <summary>The party of a visit; none where it never began.</summary>
    public static string? PartyOf(Transaction transaction, VisitId visit) =>
        transaction.First<string>("SELECT party FROM party_member WHERE visit = @visit", new { visit = visit.ToString() });

    /// <summary>The newest party for which somebody of this name came in; none where nobody did, or the name is empty.</summary>
    public static string? OfShopper(Transaction transaction, string shopper) => transaction.First<string>(
        "SELECT party FROM party_member WHERE shopper = @shopper AND shopper <> '' ORDER BY visit DESC LIMIT 1", new { shopper });

    /// <summary>The party that this payer has just left with; none where everybody of it is inside or it is closed.</summary>
    internal static Visit? LeftBy(Transaction transaction, string payer, Instant since) =>
        transaction.Query<string>("SELECT body FROM party WHERE phase = 'Leaving' ORDER BY party DESC").Select(StoredJson.Read<Visit>)
            .FirstOrDefault(visit => visit.Payer == payer && visit.Left >= since);

    /// <summary>Parties with a question that no answer of the review desk settles: more people than were declared.</summary>
    public static IReadOnlyList<Visit> Tailgated(Transaction transaction) =>
        [.. NotClosed(transaction).Where(visit => visit.Questions.Contains(Visiting.Tailgating))];

    /// <summary>Parties that are inside or may come back, by name.</summary>
    public static IReadOnlyList<Visit> NotClosed(Transaction transaction) =>
        [.. transaction.Query<string>("SELECT body FROM party WHERE phase <> 'Closed' ORDER BY party").Select(StoredJson.Read<Visit>)];

    /// <summary>A party's time in the store.</summary>
    public static Visit? Find(Transaction transaction, string party) =>
        transaction.First<string>("SELECT body FROM party WHERE party = @party", new { party }) is { } body ? StoredJson.Read<Visit>(body) : null;

    /// <summary>All parties, by name.</summary>
    public static IReadOnlyList<Visit> All(Transaction transaction) => [.. transaction.Query<string>("SELECT body FROM party ORDER BY party").Select(StoredJson.Read<Visit>)];

    /// <summary>Parties at which somebody must look though nothing happens.</summary>
    public static IReadOnlyList<string> Due(Transaction transaction, Instant now) =>
        transaction.Query<string>("SELECT party FROM party WHERE look_at <= @now ORDER BY look_at, party", new { now = now.Nanoseconds });

    /// <summary>People inside, staff left out.</summary>
    public static int Inside(Transaction transaction) => (int)(transaction.First<long?>("SELECT CAST(SUM(inside) AS BIGINT) FROM party") ?? 0);

    /// <summary>What the members took, as far as it is known; members of whom nothing was told are left out.</summary>
    internal static IReadOnlyList<Receipt> Receipts(Transaction transaction, string party) =>
        [.. transaction.Query<string>("SELECT receipt FROM party_member WHERE party = @party AND receipt IS NOT NULL ORDER BY visit", new { party }).Select(StoredJson.Read<Receipt>)];

    /// <summary>True when every member's sensors have told all.</summary>
    internal static bool IsReady(Transaction transaction, string party) =>
        transaction.First<long>("SELECT COUNT(*) FROM party_member WHERE party = @party AND is_ready = 0", new { party }) == 0;

    internal static void Keep(Transaction transaction, Visit visit, VisitRules rules) => transaction.Execute(
        """
        INSERT INTO party (party, phase, inside, look_at, body) VALUES (@Name, @phase, @inside, @look, @body)
        ON CONFLICT (store, party) DO UPDATE SET phase = @phase, inside = @inside, look_at = @look, body = @body
        """,
        new
        {
            visit.Name,
            phase = visit.Phase.ToString(),
            inside = visit.Means == EntryMeans.Badge ? 0L : visit.Inside,
            look = Visiting.LookAgainAt(visit, rules)?.Nanoseconds,
            body = StoredJson.Write(visit),
        });

    internal static void Join(Transaction transaction, VisitId visit, string party, string shopper) => transaction.Execute(
        "INSERT INTO party_member (visit, party, is_ready, shopper) VALUES (@visit, @party, 0, @shopper)", new { visit = visit.ToString(), party, shopper });

    internal static void WentOut(Transaction transaction, VisitId visit, Instant at) => transaction.Execute(
        "UPDATE party_member SET left_at = @at WHERE visit = @visit", new { visit = visit.ToString(), at = at.Nanoseconds });

    /// <summary>The member who came in last, with the moment at which they went out.</summary>
    internal static (string Visit, Instant? Left, bool IsReady) Newest(Transaction transaction, string party)
    {
        var row = transaction.First<Member>("SELECT visit, left_at, is_ready FROM party_member WHERE party = @party ORDER BY visit DESC LIMIT 1", new { party });
        Invariant.Holds(row is not null, "a party has members");
        return (row!.Visit, row.LeftAt is { } left ? new Instant(left) : null, row.IsReady == 1);
    }

    internal static void Move(Transaction transaction, string visit, string party) =>
        transaction.Execute("UPDATE party_member SET party = @party WHERE visit = @visit", new { visit, party });

    internal static void Know(Transaction transaction, VisitId visit, Receipt receipt, bool isReady) => transaction.Execute(
        "UPDATE party_member SET receipt = @receipt, is_ready = CASE WHEN @ready = 1 THEN 1 ELSE is_ready END WHERE visit = @visit",
        new { visit = visit.ToString(), receipt = StoredJson.Write(receipt), ready = isReady ? 1L : 0L });

    sealed record Member
    {
        public string Visit { get; init; } = "";

        public long? LeftAt { get; init; }

        public long IsReady { get; init; }
    }
}
