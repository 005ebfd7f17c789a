using System.Net;
using Stroll.Simulator;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;
using Stroll.Web.Tests.Played;

namespace Stroll.Web.Tests.Doors;

/// <summary>What the server says to browsers and programs of all kinds.</summary>
public sealed class SiteTests : IAsyncLifetime
{
    readonly PlayedStore _store = new(new("own", "corner"), new Scenario { Visits = 3, Seed = 3 });
    readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    RunningSite _site = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await RunningSite.Start(new([_store.Live]), signsInAs: "demo");

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _site.DisposeAsync();
        _store.Dispose();
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.Redirect)]
    [InlineData("Origin", "https://elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    public async Task A_form_of_another_site_is_refused(string header, string value, HttpStatusCode expected)
    {
        var session = Session(Role.Manager);

        Assert.Equal(expected, (await Send(HttpMethod.Post, "/sign-out", ("Cookie", $"stroll-session={session}"), (header, value))).StatusCode);
        Assert.Equal(expected == HttpStatusCode.Redirect, _site.Book.BySession(session) is null);
    }

    [Fact]
    public async Task Every_answer_tells_the_browser_to_run_only_our_own_scripts()
    {
        foreach (var path in (string[])["/", "/sign-in", "/nowhere", "/api/v1/stores", "/healthz"])
        {
            var headers = (await Send(HttpMethod.Get, path)).Headers;
            Assert.Contains("script-src 'self'", headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("Host", "evil.example", false)]
    [InlineData("X-Forwarded-For", "203.0.113.7", false)]
    [InlineData("Forwarded", "for=203.0.113.7", false)]
    public async Task A_demo_signs_in_whoever_sits_at_the_machine_and_nobody_else(string? header, string? value, bool isOpen)
    {
        _site.Book.Add("demo", "Demo", Secret.New(), new Membership("own", null, Role.Manager, null));

        var answer = await Send(HttpMethod.Get, "/", ("Accept", "text/html"), (header ?? "X-Nothing", value ?? "1"));

        Assert.Equal(isOpen ? HttpStatusCode.OK : HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task Who_is_not_signed_in_comes_back_to_the_page_that_they_wanted_but_never_to_another_site()
    {
        _site.Book.Add("anna", "Anna", "a horse in the rain", new Membership("own", null, Role.Manager, null));

        Assert.Equal("/sign-in?back=%2Fvisits%3Fstatus%3DHeld", (await Send(HttpMethod.Get, "/visits?status=Held", ("Accept", "text/html"))).Headers.Location!.ToString());
        Assert.Equal("/visits", (await SignIn("/visits")).Headers.Location!.ToString());
        Assert.Equal("/", (await SignIn("//evil.example")).Headers.Location!.ToString());
        Assert.Equal("/", (await SignIn("/\\evil.example")).Headers.Location!.ToString());
        Assert.Equal("/", (await SignIn("https://evil.example")).Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_session_cookie_is_out_of_reach_for_scripts()
    {
        _site.Book.Add("anna", "Anna", "a horse in the rain", new Membership("own", null, Role.Manager, null));

        var cookie = (await SignIn("/")).Headers.GetValues("Set-Cookie").Single();

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Guessing_passwords_from_one_address_is_slowed_down()
    {
        // All at once, so that how long a hash takes has no say in it.
        var answers = (await Task.WhenAll(Enumerable.Range(0, 40).Select(i => SignIn("/", login: $"guess{i}")))).Select(answer => answer.StatusCode).ToArray();

        Assert.InRange(answers.Count(code => code == HttpStatusCode.Unauthorized), 20, 24);
        Assert.Equal(40, answers.Count(code => code is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public void All_callers_of_a_tenant_together_have_an_allowance_of_their_own()
    {
        var options = new Microsoft.AspNetCore.RateLimiting.RateLimiterOptions();
        Pace.Configure(options, hurry: 1);
        bool Passes(string caller, string tenant)
        {
            var http = new Microsoft.AspNetCore.Http.DefaultHttpContext();
            http.Features.Set(new Caller(caller, caller, [new Grant(tenant, null, Roles.RightsOf(Role.Manager))]));
            using var lease = options.GlobalLimiter!.AttemptAcquire(http);
            return lease.IsAcquired;
        }

        // Twelve callers, none of whom uses up their own allowance of 600.
        var passed = Enumerable.Range(0, 12 * 590).Count(i => Passes($"key:{i % 12}", "own"));

        Assert.InRange(passed, Pace.OfTenant.Burst, Pace.OfTenant.Burst + 1000);
        Assert.False(Passes("key:99", "own"));
        Assert.True(Passes("key:100", "rival"));
    }

    [Fact]
    public async Task Who_has_an_answer_already_is_told_that_nothing_changed()
    {
        var session = ("Cookie", $"stroll-session={Session(Role.Manager)}");
        var first = await Send(HttpMethod.Get, "/api/v1/catalogue?limit=3", session);
        var again = await Send(HttpMethod.Get, "/api/v1/catalogue?limit=3", session, ("If-None-Match", first.Headers.ETag!.ToString()));
        var other = await Send(HttpMethod.Get, "/api/v1/catalogue?limit=4", session, ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Pages_of_a_list_together_are_the_list()
    {
        var session = ("Cookie", $"stroll-session={Session(Role.Manager)}");
        var found = new List<string>();
        string? cursor = null;
        do
        {
            var text = await (await Send(HttpMethod.Get, $"/api/v1/catalogue?limit=7&cursor={cursor}", session)).Content.ReadAsStringAsync(Cancellation);
            using var page = System.Text.Json.JsonDocument.Parse(text);
            found.AddRange(page.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("barcode").GetString()!));
            cursor = page.RootElement.GetProperty("next").GetString();
        }
        while (cursor is not null);

        Assert.Equal(_store.Live.Model.Catalogue.Products.Select(p => p.Barcode).Order(StringComparer.Ordinal), found);
    }

    [Theory]
    [InlineData("/api/v1/catalogue/nothing", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/visits?status=nonsense", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/visits?cursor=%00%ff", HttpStatusCode.OK)]
    [InlineData("/api/v1/visits?limit=-4", HttpStatusCode.OK)]
    [InlineData("/api/v1/visits?limit=99999999999999999999", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/visits/not-a-guid", HttpStatusCode.NotFound)]
    [InlineData("/assets/../../etc/passwd", HttpStatusCode.NotFound)]
    [InlineData("/assets/x/..%2f..%2fetc%2fpasswd", HttpStatusCode.NotFound)]
    public async Task Odd_requests_are_answered_without_an_error_of_ours(string path, HttpStatusCode expected) =>
        Assert.Equal(expected, (await Send(HttpMethod.Get, path, ("Cookie", $"stroll-session={Session(Role.Manager)}"))).StatusCode);

    [Fact]
    public async Task The_feed_of_the_floor_ends_when_the_session_is_revoked()
    {
        var session = Session(Role.Manager);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_site.Address, "/floor/feed"));
        request.Headers.Add("Cookie", $"stroll-session={session}");
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation));
        _store.PlayUntil(TimeSpan.FromSeconds(5));
        Assert.Equal("event: people", await lines.ReadLineAsync(Cancellation));

        _site.Book.Close(session);
        _store.PlayUntil(TimeSpan.FromSeconds(10));

        // It ends; otherwise this reads for ever.
        while (await lines.ReadLineAsync(Cancellation) is not null)
        {
        }
    }

    string Session(Role role)
    {
        var account = _site.Book.Add($"u{Guid.NewGuid():N}", "Somebody", "a horse in the rain", new Membership("own", null, role, null));
        return _site.Book.Open(account, "test");
    }

    async Task<HttpResponseMessage> SignIn(string back, string login = "anna")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_site.Address, "/sign-in"));
        request.Content = new FormUrlEncodedContent([new("login", login), new("password", "a horse in the rain"), new("back", back)]);
        return await _client.SendAsync(request, Cancellation);
    }

    async Task<HttpResponseMessage> Send(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(_site.Address, path));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _client.SendAsync(request, Cancellation);
    }
}
