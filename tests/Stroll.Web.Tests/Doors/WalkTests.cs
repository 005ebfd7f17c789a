using System.Net;
using Microsoft.AspNetCore.Routing;
using Stroll.Host.Stores;
using Stroll.Simulator;
using Stroll.Units;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;
using Stroll.Web.Tests.Played;

namespace Stroll.Web.Tests.Doors;

/// <summary>Callers of three tenants walk at random over everything that can be asked, and whatever comes back is searched for words of the others.</summary>
public sealed class WalkTests : IAsyncDisposable
{
    static readonly StoreKey[] Keys = [new("alder", "corner"), new("birch", "corner"), new("cedar", "corner"), new("alder", "station")];

    readonly PlayedStore[] _stores = [.. Keys.Select(Marked)];
    readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    readonly Random _chance = new(20261124);
    RunningSite _site = null!;

    static int Steps => Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1" ? 100_000 : 2500;

    [Fact]
    public async Task No_word_of_a_tenant_is_seen_by_another_on_a_random_walk()
    {
        await Open();
        var canaries = Keys.Select(Canary).ToArray();
        var (callers, targets) = (Callers(), Targets());
        var (answered, foreign, wrong) = (0, 0, new List<string>());
        for (var step = 0; step < Steps && wrong.Count < 10; step++)
        {
            var (tenant, header, value) = callers[_chance.Next(callers.Count)];
            var (endpoint, store) = (targets[_chance.Next(targets.Length)], Keys[_chance.Next(Keys.Length)]);
            var (status, text) = await Ask(endpoint, store, header, value);
            answered += status == HttpStatusCode.OK ? 1 : 0;
            foreign += store.Tenant != tenant ? 1 : 0;
            foreach (var canary in canaries.Where(canary => text.Contains(canary.Word, StringComparison.Ordinal) && canary.Tenant != tenant))
            {
                wrong.Add($"{DoorTable.NameOf(endpoint)} for {tenant} about {store}: {canary.Word}");
            }
        }

        var seen = canaries.Count(canary => _own.Contains(canary.Word));
        TestContext.Current.TestOutputHelper!.WriteLine($"{Steps} requests, {answered} answered, {foreign} about a store of somebody else; {seen} of {canaries.Length} words seen by those whose they are");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(canaries.Length, seen);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _site.DisposeAsync();
        Array.ForEach(_stores, store => store.Dispose());
    }

    readonly HashSet<string> _own = [];

    /// <summary>A store whose goods all bear the word, so that carts, receipts and visits do.</summary>
    static PlayedStore Marked(StoreKey key, int index)
    {
        var scenario = new Scenario { Visits = 6, Seed = 30 + (ulong)index, Length = TimeSpan.FromMinutes(3) };
        var model = new Simulation(scenario).Model;
        var goods = model.Catalogue.Products.Select(product => product with { Name = $"{product.Name} {Canary(key).Word}" });
        return new(key, scenario with { Given = model with { Catalogue = model.Catalogue.With(goods) } });
    }

    static (string Tenant, string Word) Canary(StoreKey key) => (key.Tenant, $"canary-{key.Tenant}-{key.Store}");

    /// <summary>Each store gets a word of its own into whatever can hold one: catalogue, webhook, key, complaint, price, journal.</summary>
    async Task Open()
    {
        foreach (var store in _stores)
        {
            store.PlayUntil(TimeSpan.FromMinutes(15));
        }

        _site = await RunningSite.Start(new([.. _stores.Select(store => store.Live)]), new PlayedTime(_stores[0]), pace: 1_000_000);
        foreach (var store in _stores)
        {
            var word = Canary(store.Key).Word;
            _site.Book.AddKey($"account:{word}", word, store.Key.Tenant, store.Key.Store, [Right.SeeFloor], null);
            var place = store.Live.Model.Catalogue.Products[0];
            store.Live.Prices!.SetAll($"key:{word}", [new(0, place.Barcode, 123, store.Live.View.At, Instant.Latest, word)]);
            store.Live.Postman!.Subscribe(new(word, new Uri($"https://{word}.example/"), "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", null, []));
            var receipt = store.Live.Database.Read(transaction => Stroll.Host.Visits.ReceiptTable.Newest(transaction, null, 1))[0];
            store.Live.Complaints!.Hear(receipt, 0, Stroll.Host.Complaints.ComplaintKind.AskPerson, 0, word);
        }
    }

    List<(string Tenant, string Header, string Value)> Callers()
    {
        var callers = new List<(string, string, string)>();
        foreach (var tenant in Keys.Select(key => key.Tenant).Distinct())
        {
            foreach (var role in Enum.GetValues<Role>())
            {
                var account = _site.Book.Add($"{tenant}-{role}", $"{tenant} {role}", Secret.New(), new Membership(tenant, null, role, null));
                callers.Add((tenant, "Cookie", $"stroll-session={_site.Book.Open(account, "test")}"));
            }

            callers.Add((tenant, "Authorization", $"Bearer {_site.Book.AddKey("account:test", "all", tenant, null, Enum.GetValues<Right>(), null).Secret}"));
        }

        return callers;
    }

    /// <summary>Everything that can be read, save streams, and pages that everybody may see.</summary>
    RouteEndpoint[] Targets() =>
    [
        .. DoorTable.EndpointsOf(_site.Services).Where(endpoint => DoorTable.MethodOf(endpoint) == "GET"
            && endpoint.Metadata.GetMetadata<Requirement>() is not Requirement.Open && endpoint.RoutePattern.RawText is not ("/floor/feed" or "/api/v1/carts/live")),
    ];

    async Task<(HttpStatusCode Status, string Text)> Ask(RouteEndpoint endpoint, StoreKey store, string header, string value)
    {
        // Names of things of all stores are tried everywhere: what another tenant's visit is called helps nobody.
        var about = _stores[_chance.Next(_stores.Length)];
        var id = about.Live.Database.Read(transaction => Stroll.Host.Visits.ReceiptTable.Newest(transaction, null, 20)) is { Count: > 0 } some ? some[_chance.Next(some.Count)] : "x";
        var path = DoorTable.AddressOf(endpoint, id, about.Live.Model.Catalogue.Products[_chance.Next(5)].Barcode);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_site.Address, _chance.Next(4) == 0 ? path : $"{path}?store={store}&limit=200"));
        request.Headers.TryAddWithoutValidation(header, header == "Cookie" ? $"{value}; stroll-store={store}" : value);
        request.Headers.Add("Accept", _chance.Next(2) == 0 ? "text/html" : "application/json");
        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = $"{answer.Headers}{answer.Content.Headers}{await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
        foreach (var word in Keys.Select(key => Canary(key).Word).Where(word => text.Contains(word, StringComparison.Ordinal)))
        {
            _own.Add(word);
        }

        return (answer.StatusCode, text);
    }
}
