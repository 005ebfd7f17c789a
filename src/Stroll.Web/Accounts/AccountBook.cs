using System.Collections.Frozen;
using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Units;
using Stroll.Web.Doors;

namespace Stroll.Web.Accounts;

/// <summary>Somebody who can sign in.</summary>
/// <param name="Id">Never used again.</param>
/// <param name="Login">What they type; in small letters.</param>
/// <param name="Name">For people.</param>
/// <param name="IsClosed">True when they can no longer sign in.</param>
public sealed record Account(string Id, string Login, string Name, bool IsClosed);

/// <summary>A role of an account.</summary>
/// <param name="Tenant">The operator.</param>
/// <param name="Store">The shop; none for every shop of the tenant.</param>
/// <param name="Role">The part that is played there.</param>
/// <param name="Until">When it ends by itself; none for never. Support always has an end.</param>
public sealed record Membership(string Tenant, string? Store, Role Role, Instant? Until);

/// <summary>People, sessions and keys of an installation, in its control database.</summary>
/// <remarks>
/// Each request asks it anew, which costs some tens of microseconds in SQLite: what was revoked is gone with the next request, on every machine
/// that shares the database.
/// </remarks>
public sealed partial class AccountBook(IDatabase control, TimeProvider time) : ICallers
{
    /// <summary>How long one stays signed in without signing in again.</summary>
    public static readonly TimeSpan SessionLength = TimeSpan.FromHours(12);

    // What stands for "every shop" and "no time" in keys of tables, where NULL would not be equal to itself.
    const string EveryShop = "*";

    Instant Now => new(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000);

    /// <inheritdoc/>
    public Caller? BySession(string session) => control.Read(transaction =>
        transaction.First<AccountRow>(
            """
            SELECT a.id, a.login, a.name, a.closed FROM session s JOIN account a ON a.id = s.account
            WHERE s.hash = @hash AND s.expires > @now AND a.closed IS NULL
            """,
            new { hash = Secret.HashOf(session), now = Now.Nanoseconds }) is { } row
            ? new Caller($"account:{row.Id}", row.Name, GrantsOf(transaction, row.Id))
            : null);

    /// <inheritdoc/>
    public Caller? ByKey(string key) => control.Read(transaction =>
        transaction.First<KeyRow>(
            "SELECT id, name, tenant, shop, rights FROM api_key WHERE hash = @hash AND revoked IS NULL AND (expires IS NULL OR expires > @now)",
            new { hash = Secret.HashOf(key), now = Now.Nanoseconds }) is { } row
            ? new Caller($"key:{row.Id}", row.Name, [new(row.Tenant, row.Shop == EveryShop ? null : row.Shop, row.ToRights())])
            : null);

    /// <summary>Everybody, by login.</summary>
    public IReadOnlyList<Account> All() => control.Read(transaction =>
        transaction.Query<AccountRow>("SELECT id, login, name, closed FROM account ORDER BY login").Select(row => row.ToAccount()).ToArray());

    /// <summary>One account; none when there is none of this id.</summary>
    public Account? Find(string id) => control.Read(transaction =>
        transaction.First<AccountRow>("SELECT id, login, name, closed FROM account WHERE id = @id", new { id })?.ToAccount());

    /// <summary>The account of a caller; none for a key of a program.</summary>
    public Account? Of(Caller? caller) =>
        caller is not null && caller.Id.StartsWith("account:", StringComparison.Ordinal) ? Find(caller.Id["account:".Length..]) : null;

    /// <summary>The roles of an account that have not ended.</summary>
    public ImmutableArray<Membership> RolesOf(string account) => control.Read(transaction => RolesOf(transaction, account));

    /// <summary>True while nobody can sign in: the installation is new.</summary>
    public bool IsEmpty => control.Read(transaction => transaction.First<long>("SELECT COUNT(*) FROM account") == 0);

    ImmutableArray<Membership> RolesOf(Transaction transaction, string account) =>
    [
        .. transaction.Query<MembershipRow>(
            "SELECT tenant, shop, role, until FROM membership WHERE account = @account AND (until IS NULL OR until > @now) ORDER BY tenant, shop, role",
            new { account, now = Now.Nanoseconds }).Select(row => row.ToMembership()),
    ];

    ImmutableArray<Grant> GrantsOf(Transaction transaction, string account) =>
        [.. RolesOf(transaction, account).Select(role => new Grant(role.Tenant, role.Store, Roles.RightsOf(role.Role)))];

    sealed record AccountRow
    {
        public string Id { get; init; } = "";

        public string Login { get; init; } = "";

        public string Name { get; init; } = "";

        public string Password { get; init; } = "";

        public long Failures { get; init; }

        public long LockedUntil { get; init; }

        public long? Closed { get; init; }

        internal Account ToAccount() => new(Id, Login, Name, Closed is not null);
    }

    sealed record MembershipRow
    {
        public string Tenant { get; init; } = "";

        public string Shop { get; init; } = "";

        public string Role { get; init; } = "";

        public long? Until { get; init; }

        internal Membership ToMembership() =>
            new(Tenant, Shop == EveryShop ? null : Shop, Enum.Parse<Role>(Role), Until is { } until ? new Instant(until) : null);
    }

    sealed record KeyRow
    {
        public string Id { get; init; } = "";

        public string Name { get; init; } = "";

        public string Tenant { get; init; } = "";

        public string Shop { get; init; } = "";

        public string Rights { get; init; } = "";

        public long Created { get; init; }

        public long? Expires { get; init; }

        public long? Revoked { get; init; }

        internal FrozenSet<Right> ToRights() => Rights.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Right>).ToFrozenSet();

        internal ApiKey ToKey() => new(
            Id, Name, Tenant, Shop == EveryShop ? null : Shop, ToRights(), new(Created), Expires is { } e ? new Instant(e) : null, Revoked is not null);
    }
}
