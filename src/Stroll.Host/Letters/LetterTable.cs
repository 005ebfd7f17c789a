using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Entry;
using Stroll.Host.Visits;
using Stroll.Payments.Documents;
using Stroll.Units;

namespace Stroll.Host.Letters;

/// <summary>Where receipts are sent by e-mail, and what became of each version.</summary>
public static class LetterTable
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("letters", 1,
            """
            CREATE TABLE receipt_address ({store}, party TEXT NOT NULL, email TEXT NOT NULL, language TEXT NOT NULL, PRIMARY KEY (store, party));
            CREATE TABLE letter (
                {store}, party TEXT NOT NULL, version BIGINT NOT NULL, next_at BIGINT, tries BIGINT NOT NULL, done_at BIGINT, words TEXT NOT NULL,
                PRIMARY KEY (store, party, version));
            CREATE INDEX letter_next ON letter (store, next_at)
            """,
            "DROP TABLE letter; DROP TABLE receipt_address"),
    ];

    /// <summary>True for what may be an e-mail address: one @, something on both sides, nothing that could end a line or a header.</summary>
    public static bool IsAddress(string text) =>
        text.Length is >= 3 and <= 254 && text.IndexOf('@') is > 0 and <= 64 and var at && at == text.LastIndexOf('@') && at < text.Length - 1
        && text.All(c => c is > ' ' and not ('<' or '>' or ',' or ';' or ':' or '"' or '\\' or '(' or ')' or '[' or ']') && !char.IsControl(c));

    /// <summary>Somebody says where a receipt goes. Its newest version is sent at once, and so are later ones.</summary>
    /// <param name="transaction">Of the store.</param>
    /// <param name="party">Whose receipt.</param>
    /// <param name="email">Where to.</param>
    /// <param name="language">As <c>de</c>.</param>
    /// <param name="now">When.</param>
    /// <returns><c>letter.address</c> when it is no address; none when it was taken.</returns>
    public static Fault? Send(Transaction transaction, string party, string email, string language, Instant now)
    {
        if (!IsAddress(email))
        {
            return new("letter.address", party, "no e-mail address; name@example.org was expected");
        }

        Know(transaction, party, email, language);
        if (ReceiptTable.Of(transaction, party) is [.., var newest])
        {
            Queue(transaction, newest, now);
        }

        return null;
    }

    /// <summary>What became of the letters of a party, by version.</summary>
    public static IReadOnlyList<LetterNote> Of(Transaction transaction, string party) => transaction.Query<LetterNote>(
        "SELECT version, tries, done_at, next_at, words FROM letter WHERE party = @party ORDER BY version", new { party });

    /// <summary>A version was issued: it is sent where somebody told where to.</summary>
    internal static void Add(Transaction transaction, IssuedReceipt receipt, Instant now)
    {
        if (transaction.First<string>("SELECT email FROM receipt_address WHERE party = @Visit", new { receipt.Visit }) is null)
        {
            if (PartyTable.Find(transaction, receipt.Visit) is not { Payer.Length: > 0 } visit || EntryTable.AddressOf(transaction, visit.Payer) is not var (email, language))
            {
                return;
            }

            Know(transaction, receipt.Visit, email, language);
        }

        // Whoever took nothing gets no letter.
        if (receipt.Version > 1 || !receipt.Lines.IsEmpty)
        {
            Queue(transaction, receipt, now);
        }
    }

    internal static IReadOnlyList<Waiting> Due(Transaction transaction, Instant now) => transaction.Query<Waiting>(
        """
        SELECT l.party, l.version, l.tries, a.email, a.language FROM letter l JOIN receipt_address a ON a.store = l.store AND a.party = l.party
        WHERE l.next_at <= @now ORDER BY l.next_at, l.party, l.version LIMIT 50
        """,
        new { now = now.Nanoseconds });

    internal static void Note(Transaction transaction, Waiting letter, Instant? done, Instant? next, string words) => transaction.Execute(
        "UPDATE letter SET tries = tries + 1, done_at = @done, next_at = @next, words = @words WHERE party = @Party AND version = @Version",
        new { letter.Party, letter.Version, done = done?.Nanoseconds, next = next?.Nanoseconds, words });

    static void Know(Transaction transaction, string party, string email, string language) => transaction.Execute(
        "INSERT INTO receipt_address (party, email, language) VALUES (@party, @email, @language) ON CONFLICT (store, party) DO UPDATE SET email = @email, language = @language",
        new { party, email, language });

    static void Queue(Transaction transaction, IssuedReceipt receipt, Instant now) => transaction.Execute(
        """
        INSERT INTO letter (party, version, next_at, tries, words) VALUES (@Visit, @version, @now, 0, '')
        ON CONFLICT (store, party, version) DO UPDATE SET next_at = @now, tries = 0, done_at = NULL
        """,
        new { receipt.Visit, version = (long)receipt.Version, now = now.Nanoseconds });

    /// <summary>A letter that is to be sent.</summary>
    internal sealed record Waiting
    {
        public string Party { get; init; } = "";

        public long Version { get; init; }

        public long Tries { get; init; }

        public string Email { get; init; } = "";

        public string Language { get; init; } = "";
    }
}

/// <summary>What became of one letter.</summary>
public sealed record LetterNote
{
    /// <summary>Of the receipt.</summary>
    public long Version { get; init; }

    /// <summary>Attempts so far.</summary>
    public long Tries { get; init; }

    /// <summary>When the mail server took it, nanoseconds since 1970; none while it did not.</summary>
    public long? DoneAt { get; init; }

    /// <summary>When it is tried next; none when it was taken or given up.</summary>
    public long? NextAt { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public string Words { get; init; } = "";
}
