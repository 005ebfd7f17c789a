using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Payments;
using Stroll.Payments.Documents;
using Stroll.Units;

namespace Stroll.Host.Visits;

/// <summary>First versions that wait for the retailer's prices, and every answer that came, word for word.</summary>
public static class PricingTable
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("pricing", 1,
            """
            CREATE TABLE pricing ({store}, party TEXT NOT NULL, asked_at BIGINT NOT NULL, next_at BIGINT, tries BIGINT NOT NULL, own TEXT NOT NULL, PRIMARY KEY (store, party));
            CREATE INDEX pricing_next ON pricing (store, next_at);
            CREATE TABLE pricing_answer (
                {store}, party TEXT NOT NULL, number BIGINT NOT NULL, at BIGINT NOT NULL, status BIGINT NOT NULL, asked TEXT NOT NULL, body TEXT NOT NULL, words TEXT NOT NULL,
                PRIMARY KEY (store, party, number))
            """,
            "DROP TABLE pricing_answer; DROP TABLE pricing"),
    ];

    /// <summary>What was asked and answered about a party, by number.</summary>
    public static IReadOnlyList<PricingAnswer> Of(Transaction transaction, string party) => transaction.Query<PricingAnswer>(
        "SELECT number, at, status, asked, body, words FROM pricing_answer WHERE party = @party ORDER BY number", new { party });

    internal static void Ask(Transaction transaction, IssuedReceipt own, Instant now) => transaction.Execute(
        "INSERT INTO pricing (party, asked_at, next_at, tries, own) VALUES (@Visit, @at, @at, 0, @own)",
        new { own.Visit, at = now.Nanoseconds, own = StoredJson.Write(own) });

    internal static IReadOnlyList<Waiting> Due(Transaction transaction, Instant now) => transaction.Query<Waiting>(
        "SELECT party, asked_at, tries, own FROM pricing WHERE next_at <= @now ORDER BY next_at, party LIMIT 20", new { now = now.Nanoseconds });

    internal static void Log(Transaction transaction, string party, Instant at, int status, string asked, string body, string words) => transaction.Execute(
        """
        INSERT INTO pricing_answer (party, number, at, status, asked, body, words)
        SELECT @party, COALESCE(MAX(number), 0) + 1, @at, @status, @asked, @body, @words FROM pricing_answer WHERE party = @party
        """,
        new { party, at = at.Nanoseconds, status = (long)status, asked, body, words });

    /// <summary>True when the party still waits; from here on it does not.</summary>
    internal static bool Settle(Transaction transaction, string party) =>
        transaction.Execute("UPDATE pricing SET next_at = NULL WHERE party = @party AND next_at IS NOT NULL", new { party }) == 1;

    internal static void Again(Transaction transaction, string party, Instant next) => transaction.Execute(
        "UPDATE pricing SET tries = tries + 1, next_at = @next WHERE party = @party AND next_at IS NOT NULL", new { party, next = next.Nanoseconds });

    /// <summary>A version that waits.</summary>
    internal sealed record Waiting
    {
        public string Party { get; init; } = "";

        public long AskedAt { get; init; }

        public long Tries { get; init; }

        public string Own { get; init; } = "";
    }
}

/// <summary>One question to the retailer's prices and what came back.</summary>
public sealed record PricingAnswer
{
    /// <summary>Counts from 1.</summary>
    public long Number { get; init; }

    /// <summary>When, nanoseconds since 1970.</summary>
    public long At { get; init; }

    /// <summary>Of HTTP; 0 when there was no answer.</summary>
    public long Status { get; init; }

    /// <summary>What was sent.</summary>
    public string Asked { get; init; } = "";

    /// <summary>What came back; cut after 64 KB.</summary>
    public string Body { get; init; } = "";

    /// <summary>What was made of it.</summary>
    public string Words { get; init; } = "";
}
