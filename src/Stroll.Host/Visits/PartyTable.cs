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
    ];

    /// <summary>The party of a visit; none where it never began.</summary>
    public static string? PartyOf(Transaction transaction, VisitId visit) =>
        transaction.First<string>("SELECT party FROM party_member WHERE visit = @visit", new { visit = visit.ToString() });

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

    internal static void Join(Transaction transaction, VisitId visit, string party) => transaction.Execute(
        "INSERT INTO party_member (visit, party, is_ready) VALUES (@visit, @party, 0)", new { visit = visit.ToString(), party });

    internal static void Know(Transaction transaction, VisitId visit, Receipt receipt, bool isReady) => transaction.Execute(
        "UPDATE party_member SET receipt = @receipt, is_ready = CASE WHEN @ready = 1 THEN 1 ELSE is_ready END WHERE visit = @visit",
        new { visit = visit.ToString(), receipt = StoredJson.Write(receipt), ready = isReady ? 1L : 0L });
}
