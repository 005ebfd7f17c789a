using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Units;

namespace Stroll.Host.Connectors;

/// <summary>A retailer's system that is told of every shopping trip.</summary>
/// <param name="Url">What the paths of the connector are put behind, as <c>https://shop.example/stroll</c>.</param>
/// <param name="Secret">Signs what is sent, as Standard Webhooks do.</param>
/// <param name="AsksIdentity">True to ask it at the gate who somebody is.</param>
public sealed record RetailerConnector(Uri Url, string Secret, bool AsksIdentity);

/// <summary>The connector of a store, what became of each trip, and refunds that the retailer asked for.</summary>
public static class TripTable
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("connector", 1,
            """
            CREATE TABLE connector ({store}, name TEXT NOT NULL, url TEXT NOT NULL, secret TEXT NOT NULL, asks_identity BIGINT NOT NULL, next_number BIGINT NOT NULL,
                PRIMARY KEY (store, name));
            CREATE TABLE connector_trip ({store}, party TEXT NOT NULL, tries BIGINT NOT NULL, next_at BIGINT, done_at BIGINT, status BIGINT, purchase TEXT NOT NULL,
                words TEXT NOT NULL, PRIMARY KEY (store, party));
            CREATE INDEX connector_due ON connector_trip (store, next_at);
            CREATE TABLE connector_refund ({store}, request TEXT NOT NULL, party TEXT NOT NULL, version BIGINT NOT NULL, at_ns BIGINT NOT NULL, PRIMARY KEY (store, request))
            """,
            "DROP TABLE connector_refund; DROP TABLE connector_trip; DROP TABLE connector"),
    ];

    // A store has one; the name leaves room for more.
    const string Only = "retailer";

    /// <summary>The connector; none where no retailer listens.</summary>
    public static RetailerConnector? Find(Transaction transaction) =>
        transaction.First<ConnectorRow>("SELECT url, secret, asks_identity FROM connector WHERE name = @Only", new { Only }) is { } row
            ? new(new Uri(row.Url), row.Secret, row.AsksIdentity == 1)
            : null;

    /// <summary>Sets the connector, or changes it. A new one is told of trips that end from now on.</summary>
    public static void Keep(Transaction transaction, RetailerConnector connector) => transaction.Execute(
        """
        INSERT INTO connector (name, url, secret, asks_identity, next_number)
        SELECT @Only, @url, @Secret, @asks, COALESCE(MAX(number), 0) + 1 FROM outbox_message WHERE number > 0
        ON CONFLICT (store, name) DO UPDATE SET url = @url, secret = @Secret, asks_identity = @asks
        """,
        new { Only, url = connector.Url.ToString(), connector.Secret, asks = connector.AsksIdentity ? 1L : 0L });

    /// <summary>Takes the connector away; trips that wait are not sent any more.</summary>
    /// <returns>False when there was none.</returns>
    public static bool Forget(Transaction transaction) => transaction.Execute("DELETE FROM connector WHERE name = @Only", new { Only }) > 0;

    /// <summary>What became of the newest trips.</summary>
    public static IReadOnlyList<TripNote> Newest(Transaction transaction, string? before, int limit) => transaction.Query<TripNote>(
        "SELECT party, tries, next_at, done_at, status, purchase, words FROM connector_trip WHERE party < @before ORDER BY party DESC LIMIT @limit",
        new { before = before ?? "~", limit });

    /// <summary>The version of the receipt that a refund request of the retailer led to; none when it was never made.</summary>
    public static RefundNote? Refund(Transaction transaction, string request) =>
        transaction.First<RefundNote>("SELECT party, version FROM connector_refund WHERE request = @request", new { request });

    /// <summary>Notes a refund in the transaction that makes it.</summary>
    public static void KeepRefund(Transaction transaction, string request, string party, int version, Instant at) => transaction.Execute(
        "INSERT INTO connector_refund (request, party, version, at_ns) VALUES (@request, @party, @version, @at)",
        new { request, party, version = (long)version, at = at.Nanoseconds });

    internal static long NextNumber(Transaction transaction) =>
        transaction.First<long?>("SELECT next_number FROM connector WHERE name = @Only", new { Only }) ?? 0;

    internal static void Address(Transaction transaction, IEnumerable<string> parties, long next, Instant now)
    {
        foreach (var party in parties)
        {
            transaction.Execute(
                "INSERT INTO connector_trip (party, tries, next_at, purchase, words) VALUES (@party, 0, @now, '', '') ON CONFLICT (store, party) DO NOTHING",
                new { party, now = now.Nanoseconds });
        }

        transaction.Execute("UPDATE connector SET next_number = @next WHERE name = @Only", new { next, Only });
    }

    internal static IReadOnlyList<TripNote> Due(Transaction transaction, Instant now, int most) => transaction.Query<TripNote>(
        "SELECT party, tries FROM connector_trip WHERE next_at <= @now AND done_at IS NULL ORDER BY next_at, party LIMIT @most", new { now = now.Nanoseconds, most });

    internal static void Tried(Transaction transaction, string party, int status, string purchase, string words, Instant? done, Instant? next) => transaction.Execute(
        """
        UPDATE connector_trip SET tries = tries + 1, status = @status, purchase = @purchase, words = @words, done_at = @done, next_at = @next WHERE party = @party
        """,
        new { party, status = (long)status, purchase, words, done = done?.Nanoseconds, next = next?.Nanoseconds });

    sealed record ConnectorRow
    {
        public string Url { get; init; } = "";

        public string Secret { get; init; } = "";

        public long AsksIdentity { get; init; }
    }
}

/// <summary>What became of one trip at the retailer's.</summary>
public sealed record TripNote
{
    /// <summary>The trip.</summary>
    public string Party { get; init; } = "";

    /// <summary>Attempts so far.</summary>
    public long Tries { get; init; }

    /// <summary>When it is tried next, nanoseconds since 1970; none when it was taken or rests.</summary>
    public long? NextAt { get; init; }

    /// <summary>When it was taken; none while it was not.</summary>
    public long? DoneAt { get; init; }

    /// <summary>The last status; 0 for no answer.</summary>
    public long? Status { get; init; }

    /// <summary>The retailer's name of the purchase; empty before.</summary>
    public string Purchase { get; init; } = "";

    /// <summary>Why the last attempt failed.</summary>
    public string Words { get; init; } = "";
}

/// <summary>A refund that the retailer asked for.</summary>
public sealed record RefundNote
{
    /// <summary>The trip.</summary>
    public string Party { get; init; } = "";

    /// <summary>Of the receipt that it led to.</summary>
    public long Version { get; init; }
}
