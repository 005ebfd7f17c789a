using System.Collections.Frozen;
using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Units;
using Stroll.Web.Doors;

namespace Stroll.Web.Accounts;

/// <summary>A key of a program.</summary>
/// <param name="Id">Public; stands in the audit log.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Tenant">The operator whose stores it opens.</param>
/// <param name="Store">The shop; none for every shop of the tenant.</param>
/// <param name="Rights">Its scopes.</param>
/// <param name="Created">When.</param>
/// <param name="Expires">When it ends by itself; none for never.</param>
/// <param name="IsRevoked">True when it was taken back.</param>
public sealed record ApiKey(
    string Id, string Name, string Tenant, string? Store, FrozenSet<Right> Rights, Instant Created, Instant? Expires, bool IsRevoked);

/// <content>How people and programs come in for the first time, and for the last.</content>
public sealed partial class AccountBook
{
    /// <summary>A link with which somebody makes an account, once, within a day.</summary>
    /// <param name="by">Who makes it; stands in the journal.</param>
    /// <param name="tenant">The operator.</param>
    /// <param name="store">The shop; none for every shop of the tenant.</param>
    /// <param name="role">What the account will be there.</param>
    /// <returns>The secret of the link; only its hash is kept.</returns>
    /// <param name="lasts">How long the role lasts once it is taken; none for good. Support lasts a day where nothing is said, and never longer than <see cref="LongestSupport"/>.</param>
    public string Invite(string by, string tenant, string? store, Role role, TimeSpan? lasts = null) => control.Write(transaction =>
    {
        var secret = Secret.New();
        var length = LengthOf(role, lasts);
        Note(transaction, by, "account-invited", new { tenant, store, role = role.ToString(), hours = length?.TotalHours });
        transaction.Execute(
            "INSERT INTO invitation (hash, tenant, shop, role, expires, lasts) VALUES (@hash, @tenant, @shop, @role, @expires, @lasts)",
            new
            {
                hash = Secret.HashOf(secret),
                tenant,
                shop = store ?? EveryShop,
                role = role.ToString(),
                expires = (Now + TimeSpan.FromDays(1)).Nanoseconds,
                lasts = (long?)length?.TotalSeconds,
            });
        return secret;
    });

    /// <summary>How long support may help on one grant.</summary>
    public static readonly TimeSpan LongestSupport = TimeSpan.FromDays(7);

    // Whoever helps from outside is never in for good.
    static TimeSpan? LengthOf(Role role, TimeSpan? asked) => role != Role.Support ? asked
        : asked is not { } length ? TimeSpan.FromDays(1) : length < LongestSupport ? length : LongestSupport;

    /// <summary>What a link offers; none when it was used, is too old or never was.</summary>
    public Membership? Offered(string invitation) => control.Read(transaction => Offered(transaction, invitation));

    /// <summary>Makes an account with the role of a link, and uses the link up.</summary>
    /// <returns>The account's id, or what is wrong with the words that were typed.</returns>
    public Result<string> Accept(string invitation, string login, string name, string password)
    {
        if (Refuse(login, name, password) is { } fault)
        {
            return new Result<string>.Bad(fault);
        }

        var hash = Passwords.HashOf(password);
        return control.Write<Result<string>>(transaction =>
        {
            if (Offered(transaction, invitation) is not { } role)
            {
                return new Result<string>.Bad(new("account.invitation", "invitation", "used, too old or mistyped; expected one that was not used yet"));
            }

            if (Find(transaction, login) is not null)
            {
                return new Result<string>.Bad(new("account.login", "login", $"{Normal(login)} is taken; expected another"));
            }

            transaction.Execute("DELETE FROM invitation WHERE hash = @hash", new { hash = Secret.HashOf(invitation) });
            var account = Add(transaction, login, name, hash, role);
            Note(transaction, $"account:{account}", "account-joined", new { login = Normal(login), role.Tenant, role.Store, role = role.Role.ToString() });
            return new Result<string>.Good(account);
        });
    }

    /// <summary>Makes an account; for a demo and for tests. Others come in by <see cref="Invite"/>.</summary>
    public string Add(string login, string name, string password, params Membership[] roles)
    {
        var hash = Passwords.HashOf(password);
        return control.Write(transaction =>
        {
            var id = Add(transaction, login, name, hash, roles[0]);
            foreach (var role in roles.Skip(1))
            {
                Give(transaction, id, role);
            }

            return id;
        });
    }

    /// <summary>Gives a role.</summary>
    public void Give(string by, string account, Membership role) => control.Write(transaction =>
    {
        var given = role.Role == Role.Support && (role.Until is not { } end || end > Now + LongestSupport) ? role with { Until = Now + LongestSupport } : role;
        Note(transaction, by, "role-given", new { account, role.Tenant, role.Store, role = role.Role.ToString(), until = given.Until?.ToString() });
        Give(transaction, account, given);
    });

    /// <summary>Takes a role back; at the next request it is gone.</summary>
    public void Take(string by, string account, Membership role) => control.Write(transaction =>
    {
        Note(transaction, by, "role-taken", new { account, role.Tenant, role.Store, role = role.Role.ToString() });
        transaction.Execute(
            "DELETE FROM membership WHERE account = @account AND tenant = @Tenant AND shop = @shop AND role = @role",
            new { account, role.Tenant, shop = role.Store ?? EveryShop, role = role.Role.ToString() });
    });

    /// <summary>Closes an account: it cannot sign in, and all its sessions end.</summary>
    public void Shut(string by, string account) => control.Write(transaction =>
    {
        Note(transaction, by, "account-closed", new { account });
        transaction.Execute("UPDATE account SET closed = @now WHERE id = @account", new { account, now = Now.Nanoseconds });
        transaction.Execute("DELETE FROM session WHERE account = @account", new { account });
    });

    /// <summary>Makes a key.</summary>
    /// <returns>Its id and its secret, which is shown once and kept as a hash only.</returns>
    public (string Id, string Secret) AddKey(string by, string name, string tenant, string? store, IEnumerable<Right> rights, Instant? expires) =>
        control.Write(transaction =>
        {
            var (id, secret) = (NewId(), "stroll_" + Secret.New());
            var scopes = string.Join(' ', rights.Distinct().Order());
            Note(transaction, by, "key-made", new { id, name, tenant, store, scopes });
            transaction.Execute(
                """
                INSERT INTO api_key (id, hash, name, tenant, shop, rights, created, expires)
                VALUES (@id, @hash, @name, @tenant, @shop, @rights, @created, @expires)
                """,
                new
                {
                    id,
                    hash = Secret.HashOf(secret),
                    name,
                    tenant,
                    shop = store ?? EveryShop,
                    rights = scopes,
                    created = Now.Nanoseconds,
                    expires = expires?.Nanoseconds,
                });
            return (id, secret);
        });

    /// <summary>The keys of a tenant, newest first.</summary>
    public IReadOnlyList<ApiKey> KeysOf(string tenant) => control.Read(transaction => transaction.Query<KeyRow>(
        "SELECT id, name, tenant, shop, rights, created, expires, revoked FROM api_key WHERE tenant = @tenant ORDER BY created DESC, id",
        new { tenant }).Select(row => row.ToKey()).ToArray());

    /// <summary>Takes a key back; the next request with it is refused.</summary>
    /// <returns>False when the tenant has no such key.</returns>
    public bool Revoke(string by, string tenant, string key) => control.Write(transaction =>
    {
        Note(transaction, by, "key-revoked", new { id = key, tenant });
        return transaction.Execute(
            "UPDATE api_key SET revoked = @now WHERE id = @key AND tenant = @tenant AND revoked IS NULL", new { key, tenant, now = Now.Nanoseconds }) > 0;
    });

    /// <summary>The journal of the installation itself: people, roles and keys. Newest first.</summary>
    public IReadOnlyList<JournalEntry> Journal(int limit) =>
        control.Read(transaction => JournalTable.Newest(transaction, limit));

    void Note<T>(Transaction transaction, string by, string act, T what) => JournalTable.Write(transaction, Now, by, act, what);

    static Fault? Refuse(string login, string name, string password) =>
        Normal(login).Length is < 3 or > 80 ? new("account.login", "login", $"{login.Trim().Length} letters; expected 3 to 80")
        : name.Trim().Length is < 1 or > 80 ? new("account.name", "name", $"{name.Trim().Length} letters; expected 1 to 80")
        : password.Length is < Passwords.LeastLetters or > Passwords.MostLetters
            ? new("account.password", "password", $"{password.Length} letters; expected {Passwords.LeastLetters} to {Passwords.MostLetters}")
        : GuessedPasswords.Has(password, login, name) ? new("account.common", "password", "is built of words and rows of keys that are tried first; expected one that nobody guesses, such as four words drawn by chance")
        : null;

    string NewId() => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    static void Give(Transaction transaction, string account, Membership role) => transaction.Execute(
        """
        INSERT INTO membership (account, tenant, shop, role, until) VALUES (@account, @Tenant, @shop, @role, @until)
        ON CONFLICT (store, account, tenant, shop, role) DO UPDATE SET until = @until
        """,
        new { account, role.Tenant, shop = role.Store ?? EveryShop, role = role.Role.ToString(), until = role.Until?.Nanoseconds });

    string Add(Transaction transaction, string login, string name, string hash, Membership role)
    {
        var id = NewId();
        transaction.Execute(
            "INSERT INTO account (id, login, name, password, failures, locked_until, created) VALUES (@id, @login, @name, @hash, 0, 0, @now)",
            new { id, login = Normal(login), name = name.Trim(), hash, now = Now.Nanoseconds });
        Give(transaction, id, role);
        return id;
    }

    Membership? Offered(Transaction transaction, string invitation) => transaction.First<MembershipRow>(
        "SELECT tenant, shop, role, @now + lasts * 1000000000 AS until FROM invitation WHERE hash = @hash AND expires > @now",
        new { hash = Secret.HashOf(invitation), now = Now.Nanoseconds })?.ToMembership();
}
