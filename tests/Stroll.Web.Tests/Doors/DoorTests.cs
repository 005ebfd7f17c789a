using System.Net;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Stores;
using Stroll.Simulator;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;
using Stroll.Web.Tests.Played;

namespace Stroll.Web.Tests.Doors;

/// <summary>Every endpoint × every role × own store, other store, other tenant, and callers of yesterday.</summary>
public class DoorTests
{
    static readonly StoreKey Own = new("own", "corner");
    static readonly StoreKey Other = new("own", "station");
    static readonly StoreKey Foreign = new("rival", "corner");

    [Fact]
    public async Task Every_endpoint_says_who_may_use_it_as_the_table_in_the_docs_has_it()
    {
        await using var world = await World.Build();
        var table = string.Concat(DoorTable.EndpointsOf(world.Site.Services).Select(e => $"| `{DoorTable.NameOf(e)}` | {DoorTable.RequirementOf(e)} |\n").Distinct());
        var path = Path.Combine(TestPlaces.Root, "docs", "doors.md");
        var page = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        if (Environment.GetEnvironmentVariable("STROLL_ACCEPT") == "1")
        {
            page = page[..(page.IndexOf("|---|---|\n", StringComparison.Ordinal) + 10)] + table;
            await File.WriteAllTextAsync(path, page, TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain("| shut |", table, StringComparison.Ordinal);
        Assert.True(page.Contains(table, StringComparison.Ordinal), $"docs/doors.md differs; it should hold:\n{table}");
    }

    [Fact]
    public async Task A_role_opens_what_its_rights_open_in_its_own_store_and_nothing_elsewhere()
    {
        await using var world = await World.Build();
        var wrong = new List<string>();
        var checks = 0;
        foreach (var endpoint in DoorTable.EndpointsOf(world.Site.Services).Where(e => !IsStream(e) && !EndsTheSession(e)))
        {
            foreach (var (who, session, rights) in world.Visitors)
            {
                foreach (var store in (StoreKey[])[Own, Other, Foreign])
                {
                    var expected = Expected(endpoint, store == Own && who != "expired" && who != "revoked" ? rights : null, isKnown: session is not null && who is not ("expired" or "revoked"));
                    var found = await world.Ask(endpoint, store, session);
                    checks++;
                    if (!expected.Contains(found))
                    {
                        wrong.Add($"{DoorTable.NameOf(endpoint)} as {who} in {store}: {(int)found}, expected {string.Join(" or ", expected.Select(e => (int)e))}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {checks}:\n{string.Join('\n', wrong.Take(40))}");
        Assert.True(checks > 500, $"only {checks} checks");
    }

    // The server answers these for as long as one listens; FeedTests opens them.
    static bool IsStream(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText is "/floor/feed" or "/api/v1/carts/live" || endpoint.RoutePattern.RawText!.EndsWith("/feed", StringComparison.Ordinal);

    static bool EndsTheSession(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText is "/sign-out";

    /// <summary>What may come back. Past the door an endpoint answers for itself: what it was asked for is not there, or the form is empty.</summary>
    static HttpStatusCode[] Expected(RouteEndpoint endpoint, IReadOnlySet<Right>? rights, bool isKnown)
    {
        HttpStatusCode[] inside =
        [
            HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity,
            HttpStatusCode.Conflict, HttpStatusCode.UnsupportedMediaType,
        ];
        return endpoint.Metadata.GetMetadata<Requirement>() switch
        {
            Requirement.Open => [.. inside, HttpStatusCode.Unauthorized],
            Requirement.SignedIn => isKnown ? inside : [HttpStatusCode.Unauthorized],
            Requirement.Holding holding when !isKnown => [HttpStatusCode.Unauthorized],
            Requirement.Holding holding when rights is null => [HttpStatusCode.NotFound],
            Requirement.Holding holding => rights!.Contains(holding.Right) ? inside : [HttpStatusCode.Forbidden],
            _ => [],
        };
    }

    sealed class World : IAsyncDisposable
    {
        readonly PlayedStore[] _stores = [.. new[] { Own, Other, Foreign }.Select(key => new PlayedStore(key, new Scenario { Visits = 1 }))];
        readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

        internal RunningSite Site { get; private set; } = null!;

        internal List<(string Who, string? Session, IReadOnlySet<Right> Rights)> Visitors { get; } = [("nobody", null, new HashSet<Right>())];

        internal static async Task<World> Build()
        {
            var world = new World();
            var time = new MovedTime();
            world.Site = await RunningSite.Start(new([.. world._stores.Select(s => s.Live)]), time, pace: 1_000_000);
            var book = world.Site.Book;
            foreach (var role in Enum.GetValues<Role>())
            {
                var account = book.Add(role.ToString(), role.ToString(), Secret.New(), new Membership(Own.Tenant, Own.Store, role, null));
                world.Visitors.Add((role.ToString(), book.Open(account, "test"), Roles.RightsOf(role)));
            }

            var revoked = book.Add("revoked", "Revoked", Secret.New(), new Membership(Own.Tenant, Own.Store, Role.Manager, null));
            world.Visitors.Add(("revoked", book.Open(revoked, "test"), Roles.RightsOf(Role.Manager)));
            book.Shut("account:test", revoked);
            time.Back = AccountBook.SessionLength + TimeSpan.FromMinutes(1);
            var expired = book.Add("expired", "Expired", Secret.New(), new Membership(Own.Tenant, Own.Store, Role.Manager, null));
            world.Visitors.Add(("expired", book.Open(expired, "test"), Roles.RightsOf(Role.Manager)));
            time.Back = TimeSpan.Zero;
            return world;
        }

        internal async Task<HttpStatusCode> Ask(RouteEndpoint endpoint, StoreKey store, string? session)
        {
            using var request = new HttpRequestMessage(new(DoorTable.MethodOf(endpoint)), new Uri(Site.Address, $"{DoorTable.AddressOf(endpoint)}?store={store}"));
            request.Headers.Add("Accept", "application/json");
            if (session is not null)
            {
                request.Headers.Add("Cookie", $"stroll-session={session}");
            }

            if (request.Method == HttpMethod.Post)
            {
                // The router looks at the type of the body before the door does.
                request.Content = endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("application/json") == true
                    ? new StringContent("{}", System.Text.Encoding.UTF8, "application/json")
                    : new FormUrlEncodedContent([]);
            }

            using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await Site.DisposeAsync();
            Array.ForEach(_stores, store => store.Dispose());
        }
    }

    sealed class MovedTime : TimeProvider
    {
        internal TimeSpan Back { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - Back;
    }
}
