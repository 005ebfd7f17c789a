using System.Net;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Stores;
using Stroll.Simulator;
using Stroll.Units;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;
using Stroll.Web.Tests.Played;

namespace Stroll.Web.Tests.Doors;

/// <summary>Somebody who comes to a door.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Header">Which header says who they are; none for nobody.</param>
/// <param name="Value">Its value.</param>
/// <param name="Grants">What they may do; empty for callers of yesterday.</param>
sealed record Visitor(string Name, string? Header, string Value, params Grant[] Grants)
{
    /// <summary>True when the door knows them.</summary>
    internal bool IsKnown { get; init; } = Header is not null;

    /// <summary>Their rights there; none where the store does not exist for them.</summary>
    internal IReadOnlySet<Right>? RightsIn(StoreKey store) =>
        Grants.Where(grant => grant.Covers(store)).SelectMany(grant => grant.Rights).ToHashSet() is { Count: > 0 } rights ? rights : null;
}

/// <summary>Three stores of two tenants, and everybody who may come: each role in a store and in all of a tenant, keys of each scope, and all that is revoked or over.</summary>
sealed class DoorWorld : IAsyncDisposable
{
    internal static readonly StoreKey Own = new("own", "corner");
    internal static readonly StoreKey Other = new("own", "station");
    internal static readonly StoreKey Foreign = new("rival", "corner");
    internal static readonly StoreKey[] Stores = [Own, Other, Foreign];

    readonly PlayedStore[] _stores = [.. Stores.Select(key => new PlayedStore(key, new Scenario { Visits = 1 }))];
    readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    internal RunningSite Site { get; private set; } = null!;

    internal List<Visitor> Visitors { get; } = [new("nobody", null, "")];

    internal static async Task<DoorWorld> Build()
    {
        var world = new DoorWorld();
        var time = new MovedTime();
        world.Site = await RunningSite.Start(new([.. world._stores.Select(s => s.Live)]), time, pace: 1_000_000);
        world.AddRoles();
        world.AddKeys(time);
        world.AddThoseOfYesterday(time);
        return world;
    }

    internal async Task<HttpStatusCode> Ask(RouteEndpoint endpoint, StoreKey store, Visitor visitor)
    {
        using var request = new HttpRequestMessage(new(DoorTable.MethodOf(endpoint)), new Uri(Site.Address, $"{DoorTable.AddressOf(endpoint)}?store={store}"));
        request.Headers.Add("Accept", "application/json");
        if (visitor.Header is not null)
        {
            request.Headers.Add(visitor.Header, visitor.Value);
        }

        if (request.Method != HttpMethod.Get)
        {
            // The router looks at the type of the body before the door does.
            request.Content = endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("application/json") == true
                ? new StringContent("{}", System.Text.Encoding.UTF8, "application/json")
                : new FormUrlEncodedContent([]);
        }

        // Streams go on for as long as one listens: their headers say enough.
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Site.DisposeAsync();
        Array.ForEach(_stores, store => store.Dispose());
    }

    void AddRoles()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            Visitors.Add(Person($"{role}", new(Own.Tenant, Own.Store, role, null)));
            Visitors.Add(Person($"{role} of every store", new(Own.Tenant, null, role, null)));
        }

        Visitors.Add(Person("manager of the other store", new(Other.Tenant, Other.Store, Role.Manager, null)));
        Visitors.Add(Person("manager of the other tenant", new(Foreign.Tenant, null, Role.Manager, null)));
    }

    void AddKeys(MovedTime time)
    {
        foreach (var right in Enum.GetValues<Right>())
        {
            var (_, secret) = Site.Book.AddKey("account:test", $"{right}", Own.Tenant, Own.Store, [right], null);
            Visitors.Add(new($"key for {right}", "Authorization", $"Bearer {secret}", new Grant(Own.Tenant, Own.Store, [right])));
        }

        var all = Enum.GetValues<Right>();
        var revoked = Site.Book.AddKey("account:test", "revoked", Own.Tenant, null, all, null);
        Site.Book.Revoke("account:test", Own.Tenant, revoked.Id);
        Visitors.Add(Yesterday("revoked key", "Authorization", $"Bearer {revoked.Secret}"));
        var over = Site.Book.AddKey("account:test", "over", Own.Tenant, null, all, new Instant(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000) - TimeSpan.FromSeconds(1));
        Visitors.Add(Yesterday("expired key", "Authorization", $"Bearer {over.Secret}"));
        Visitors.Add(Yesterday("invented key", "Authorization", $"Bearer stroll_{Secret.New()}"));
    }

    void AddThoseOfYesterday(MovedTime time)
    {
        var manager = new Membership(Own.Tenant, null, Role.Manager, null);
        var closed = Site.Book.Add("closed", "Closed", Secret.New(), manager);
        Visitors.Add(Yesterday("closed account", "Cookie", $"stroll-session={Site.Book.Open(closed, "test")}"));
        Site.Book.Shut("account:test", closed);
        var out1 = Site.Book.Add("out", "Out", Secret.New(), manager);
        Visitors.Add(Yesterday("signed out", "Cookie", $"stroll-session={Site.Book.Open(out1, "test")}"));
        Site.Book.CloseAll(out1);
        time.Back = AccountBook.SessionLength + TimeSpan.FromMinutes(1);
        var old = Site.Book.Add("old", "Old", Secret.New(), manager);
        Visitors.Add(Yesterday("expired session", "Cookie", $"stroll-session={Site.Book.Open(old, "test")}"));
        time.Back = TimeSpan.Zero;

        // Signed in, but what they were is over or was taken.
        var until = new Instant(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000) - TimeSpan.FromSeconds(1);
        Visitors.Add(Person("support whose grant is over", new(Own.Tenant, null, Role.Support, until)) with { Grants = [] });
        var taken = Site.Book.Add("taken", "Taken", Secret.New(), manager);
        Visitors.Add(new("manager no more", "Cookie", $"stroll-session={Site.Book.Open(taken, "test")}"));
        Site.Book.Take("account:test", taken, manager);
    }

    Visitor Person(string name, Membership role)
    {
        var account = Site.Book.Add(name.Replace(' ', '-'), name, Secret.New(), role);
        return new(name, "Cookie", $"stroll-session={Site.Book.Open(account, "test")}", new Grant(role.Tenant, role.Store, Roles.RightsOf(role.Role)));
    }

    static Visitor Yesterday(string name, string header, string value) => new(name, header, value) { IsKnown = false };

    sealed class MovedTime : TimeProvider
    {
        internal TimeSpan Back { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - Back;
    }
}
