using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Payments.Visits;
using Stroll.Units;

namespace Stroll.Host.Entry;

/// <summary>Whom the gate let in, codes that were used, wallets and badges.</summary>
public static class EntryTable
{
    internal static ImmutableArray<Migration> Migrations { get; } =
    [
        new("entry", 1,
            """
            CREATE TABLE admission (
                {store}, party TEXT NOT NULL, gate TEXT NOT NULL, person TEXT NOT NULL, means TEXT NOT NULL, token TEXT NOT NULL, people BIGINT NOT NULL,
                at BIGINT NOT NULL, came BIGINT NOT NULL, PRIMARY KEY (store, party));
            CREATE INDEX admission_time ON admission (store, at);
            CREATE TABLE used_code ({store}, nonce TEXT NOT NULL, until BIGINT NOT NULL, PRIMARY KEY (store, nonce));
            CREATE TABLE wallet ({store}, shopper TEXT NOT NULL, token TEXT NOT NULL, PRIMARY KEY (store, shopper));
            CREATE TABLE badge ({store}, badge TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (store, badge))
            """,
            "DROP TABLE badge; DROP TABLE wallet; DROP TABLE used_code; DROP TABLE admission"),
        new("entry", 2,
            """
            ALTER TABLE wallet ADD COLUMN email TEXT NOT NULL DEFAULT '';
            ALTER TABLE wallet ADD COLUMN language TEXT NOT NULL DEFAULT 'en'
            """,
            "ALTER TABLE wallet DROP COLUMN language; ALTER TABLE wallet DROP COLUMN email"),
    ];

    // Whoever opened the gate goes through it within this time.
    static readonly TimeSpan GoesThrough = TimeSpan.FromSeconds(20);

    /// <summary>Remembers the provider's token of a shopper. Never a card number.</summary>
    /// <param name="transaction">Of the store.</param>
    /// <param name="shopper">As entry codes name them.</param>
    /// <param name="token">The provider's.</param>
    /// <param name="email">Where receipts go; empty for nowhere.</param>
    /// <param name="language">In which receipts are written, as <c>de</c>.</param>
    public static void KeepWallet(Transaction transaction, string shopper, string token, string email = "", string language = "en") => transaction.Execute(
        """
        INSERT INTO wallet (shopper, token, email, language) VALUES (@shopper, @token, @email, @language)
        ON CONFLICT (store, shopper) DO UPDATE SET token = @token, email = @email, language = @language
        """,
        new { shopper, token, email, language });

    /// <summary>Forgets a shopper's token and address.</summary>
    /// <returns>False when nothing was known.</returns>
    public static bool ForgetWallet(Transaction transaction, string shopper) =>
        transaction.Execute("DELETE FROM wallet WHERE shopper = @shopper", new { shopper }) == 1;

    /// <summary>Takes a badge away.</summary>
    /// <returns>False when there was none.</returns>
    public static bool ForgetBadge(Transaction transaction, string badge) =>
        transaction.Execute("DELETE FROM badge WHERE badge = @badge", new { badge }) == 1;

    /// <summary>Gives somebody who works here a badge.</summary>
    public static void KeepBadge(Transaction transaction, string badge, string name) => transaction.Execute(
        "INSERT INTO badge (badge, name) VALUES (@badge, @name) ON CONFLICT (store, badge) DO UPDATE SET name = @name", new { badge, name });

    /// <summary>Where receipts of a payer go, and in which language; none where nowhere.</summary>
    internal static (string Email, string Language)? AddressOf(Transaction transaction, string token) =>
        transaction.First<Wallet>("SELECT email, language FROM wallet WHERE token = @token AND email <> '' ORDER BY shopper LIMIT 1", new { token }) is { } wallet
            ? (wallet.Email, wallet.Language) : null;

    internal static string? Token(Transaction transaction, string shopper) =>
        transaction.First<string>("SELECT token FROM wallet WHERE shopper = @shopper", new { shopper });

    internal static bool IsBadge(Transaction transaction, string badge) =>
        transaction.First<string>("SELECT name FROM badge WHERE badge = @badge", new { badge }) is not null;

    /// <summary>True at the first use of a code; used ones are forgotten when they have expired, since then their age refuses them.</summary>
    internal static bool Use(Transaction transaction, EntryCode code, Instant now)
    {
        transaction.Execute("DELETE FROM used_code WHERE until < @now", new { now = now.Nanoseconds });
        return transaction.Execute(
            "INSERT INTO used_code (nonce, until) VALUES (@Nonce, @until) ON CONFLICT (store, nonce) DO NOTHING",
            new { code.Nonce, until = (code.Until + EntryCode.Longest).Nanoseconds }) == 1;
    }

    /// <summary>Payments that were begun before a moment and on which nobody has come in.</summary>
    internal static IReadOnlyList<string> Unused(Transaction transaction, Instant before) => transaction.Query<string>(
        """
        SELECT p.payment FROM payment p WHERE p.phase IN ('Opening', 'Held') AND p.changed_at < @before AND p.needs_person = 0
            AND NOT EXISTS (SELECT 1 FROM party v WHERE v.store = p.store AND v.party = p.payment) ORDER BY p.payment
        """,
        new { before = before.Nanoseconds });

    /// <summary>Lets a party in; one that was let in before comes back.</summary>
    internal static void Add(Transaction transaction, Admitted admitted, Instant now) => transaction.Execute(
        """
        INSERT INTO admission (party, gate, person, means, token, people, at, came) VALUES (@Party, @Gate, @Person, @means, @Token, @People, @at, 0)
        ON CONFLICT (store, party) DO UPDATE SET gate = @Gate, person = @Person, people = @People, at = @at, came = 0
        """,
        new { admitted.Party, admitted.Gate, admitted.Person, means = admitted.Means.ToString(), admitted.Token, admitted.People, at = now.Nanoseconds });

    /// <summary>Who let this person in: whoever has their name, or else the newest who opened the gate just before and whom nobody has used up.</summary>
    internal static Admitted? Claim(Transaction transaction, string person, Instant at)
    {
        const string Fields = "SELECT party, gate, person, means, token, people FROM admission WHERE at <= @at AND at > @from";
        var values = new { person, at = at.Nanoseconds, from = (at - GoesThrough).Nanoseconds };
        var row = transaction.First<Row>($"{Fields} AND person = @person AND person <> '' ORDER BY at DESC LIMIT 1", values)
            ?? transaction.First<Row>($"{Fields} AND person = '' AND came < people ORDER BY at LIMIT 1", values)
            // Nobody is left to come in: somebody follows.
            ?? transaction.First<Row>($"{Fields} AND person = '' ORDER BY at DESC LIMIT 1", values);
        if (row is not null)
        {
            transaction.Execute("UPDATE admission SET came = came + 1 WHERE party = @Party", new { row.Party });
        }

        return row is null ? null : new(row.Party, row.Gate, row.Person, Enum.Parse<EntryMeans>(row.Means), row.Token, (int)row.People);
    }

    sealed record Wallet
    {
        public string Email { get; init; } = "";

        public string Language { get; init; } = "";
    }

    sealed record Row
    {
        public string Party { get; init; } = "";

        public string Gate { get; init; } = "";

        public string Person { get; init; } = "";

        public string Means { get; init; } = "";

        public string Token { get; init; } = "";

        public long People { get; init; }
    }
}

/// <summary>A party that was let in.</summary>
/// <param name="Party">Its name, and that of its payment.</param>
/// <param name="Gate">Which gate.</param>
/// <param name="Person">The id under which the tracker or gate will name them; empty when it will not.</param>
/// <param name="Means">How.</param>
/// <param name="Token">Who pays; empty for staff and for cash.</param>
/// <param name="People">Declared.</param>
public sealed record Admitted(string Party, string Gate, string Person, EntryMeans Means, string Token, int People);
