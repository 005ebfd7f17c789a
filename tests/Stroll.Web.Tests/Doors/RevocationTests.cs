using System.Diagnostics;
using System.Net;
using Stroll.Host.Stores;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;
using Stroll.Web.Tests.Played;

namespace Stroll.Web.Tests.Doors;

/// <summary>Two servers on one control database: what is revoked at one is over at the other.</summary>
public sealed class RevocationTests : IAsyncDisposable
{
    static readonly StoreKey Key = new("own", "corner");
    static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    readonly PlayedStore _store = new(Key, new() { Visits = 1 });
    readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    [Fact]
    public async Task What_is_revoked_at_one_server_is_refused_at_the_other_within_five_seconds()
    {
        await using var one = await RunningSite.Start(new([_store.Live]));
        await using var other = await RunningSite.Start(new([_store.Live]), beside: one);
        var manager = new Membership(Key.Tenant, null, Role.Manager, null);
        var (leaves, closed, loses) = (one.Book.Add("leaves", "Leaves", Secret.New(), manager), one.Book.Add("closed", "Closed", Secret.New(), manager), one.Book.Add("loses", "Loses", Secret.New(), manager));
        var (id, secret) = one.Book.AddKey("account:test", "key", Key.Tenant, null, [Right.SeeFloor, Right.SeeVisits], null);
        (string Header, string Value)[] callers = [Session(one, leaves), Session(one, closed), Session(one, loses), ("Authorization", $"Bearer {secret}")];
        foreach (var caller in callers)
        {
            Assert.Equal(HttpStatusCode.OK, await Ask(other, caller));
        }

        var clock = Stopwatch.StartNew();
        one.Book.CloseAll(leaves);
        one.Book.Shut("account:test", closed);
        one.Book.Take("account:test", loses, manager);
        one.Book.Revoke("account:test", Key.Tenant, id);

        HttpStatusCode[] refused = [HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.NotFound, HttpStatusCode.Unauthorized];
        foreach (var (caller, status) in callers.Zip(refused))
        {
            Assert.Equal(status, await Ask(other, caller));
        }

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Promised);
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    static (string, string) Session(RunningSite site, string account) => ("Cookie", $"stroll-session={site.Book.Open(account, "test")}");

    async Task<HttpStatusCode> Ask(RunningSite site, (string Header, string Value) caller)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site.Address, $"/api/v1/visits?store={Key}"));
        request.Headers.Add(caller.Header, caller.Value);
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
