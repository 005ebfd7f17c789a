using System.Collections.Immutable;
using System.Security.Cryptography;
using Stroll.Host.Database;
using Stroll.Host.Payments;
using Stroll.Payments.Documents;
using Stroll.Units;

namespace Stroll.Host.Visits;

/// <summary>All versions of all receipts. Rows are added and never changed.</summary>
public static class ReceiptTable
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("receipts", 1,
            """
            CREATE TABLE receipt_version (
                {store}, party TEXT NOT NULL, version BIGINT NOT NULL, at BIGINT NOT NULL, total BIGINT NOT NULL, currency TEXT NOT NULL,
                digest TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (store, party, version));
            CREATE INDEX receipt_time ON receipt_version (store, at);
            CREATE TABLE receipt_link ({store}, code TEXT NOT NULL, party TEXT NOT NULL, PRIMARY KEY (store, code));
            CREATE INDEX receipt_linked ON receipt_link (store, party)
            """,
            "DROP TABLE receipt_link; DROP TABLE receipt_version"),
    ];

    /// <summary>All versions of a party's receipt, by version; empty before the first.</summary>
    /// <exception cref="InvariantException">A stored version does not have the digest that it had when it was issued.</exception>
    public static ImmutableArray<IssuedReceipt> Of(Transaction transaction, string party) =>
        [.. transaction.Query<Row>("SELECT digest, body FROM receipt_version WHERE party = @party ORDER BY version", new { party }).Select(Read)];

    /// <summary>The newest version for whoever holds a link; none when there is no such link.</summary>
    /// <param name="transaction">Of the store.</param>
    /// <param name="code">What stands in the link.</param>
    public static ImmutableArray<IssuedReceipt> ByCode(Transaction transaction, string code) =>
        transaction.First<string>("SELECT party FROM receipt_link WHERE code = @code", new { code }) is { } party ? Of(transaction, party) : [];

    /// <summary>The code of the link to a party's receipt; none before the first version.</summary>
    public static string? CodeOf(Transaction transaction, string party) =>
        transaction.First<string>("SELECT code FROM receipt_link WHERE party = @party", new { party });

    /// <summary>The party of a link, whether its receipt is there yet or not; none where there is no such link.</summary>
    public static string? PartyByCode(Transaction transaction, string code) =>
        transaction.First<string>("SELECT party FROM receipt_link WHERE code = @code", new { code });

    /// <summary>The code of the link to a party's receipt, made now where there is none: an exit shows it before the receipt is there.</summary>
    public static string LinkOf(Transaction transaction, string party)
    {
        if (CodeOf(transaction, party) is { } known)
        {
            return known;
        }

        // 160 bits of chance: names of visits can be guessed, links must not be.
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        transaction.Execute("INSERT INTO receipt_link (code, party) VALUES (@code, @party)", new { code, party });
        return code;
    }

    /// <summary>Parties with a version issued in a time.</summary>
    public static IReadOnlyList<string> IssuedBetween(Transaction transaction, Instant from, Instant until) => transaction.Query<string>(
        "SELECT DISTINCT party FROM receipt_version WHERE at >= @from AND at < @until ORDER BY party",
        new { from = from.Nanoseconds, until = until.Nanoseconds });

    /// <summary>Parties with a receipt, the newest first.</summary>
    /// <param name="transaction">Of the store.</param>
    /// <param name="before">The party after which to go on; none for the newest of all.</param>
    /// <param name="limit">At most so many.</param>
    public static IReadOnlyList<string> Newest(Transaction transaction, string? before, int limit) => transaction.Query<string>(
        "SELECT party FROM receipt_version WHERE version = 1 AND party < @before ORDER BY party DESC LIMIT @limit", new { before = before ?? "~", limit });

    internal static void Add(Transaction transaction, IssuedReceipt receipt)
    {
        transaction.Execute(
            "INSERT INTO receipt_version (party, version, at, total, currency, digest, body) VALUES (@Visit, @Version, @at, @Total, @Currency, @digest, @body)",
            new { receipt.Visit, receipt.Version, at = receipt.At.Nanoseconds, receipt.Total, receipt.Currency, digest = receipt.Digest(), body = StoredJson.Write(receipt) });
        if (receipt.Version == 1)
        {
            LinkOf(transaction, receipt.Visit);
        }
    }

    static IssuedReceipt Read(Row row)
    {
        var receipt = StoredJson.Read<IssuedReceipt>(row.Body);
        Invariant.Holds(receipt.Digest() == row.Digest, $"version {receipt.Version} of the receipt of {receipt.Visit} is as it was issued");
        return receipt;
    }

    sealed record Row
    {
        public string Digest { get; init; } = "";

        public string Body { get; init; } = "";
    }
}
