using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stroll.Host.Stores;
using Stroll.Simulator;
using Stroll.Web.Doors;
using Stroll.Web.Tests.Played;

namespace Stroll.Web.Tests.Api;

/// <summary>An answer of the API.</summary>
sealed record Answer(HttpStatusCode Status, string Text, string Type, HttpResponseMessage Whole)
{
    internal JsonNode Json => JsonNode.Parse(Text)!;
}

/// <summary>A store with some visits, its site, and a key that may do everything.</summary>
sealed class ApiSite : IAsyncDisposable
{
    internal static readonly StoreKey Key = new("own", "corner");

    readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    ApiSite(PlayedStore store, RunningSite site, string secret) => (Store, Site, Secret) = (store, site, secret);

    internal PlayedStore Store { get; }

    internal RunningSite Site { get; }

    internal string Secret { get; }

    /// <summary>Opens it; <paramref name="isPlayed"/> plays until a receipt was issued.</summary>
    internal static async Task<ApiSite> Open(bool isPlayed = true)
    {
        var store = new PlayedStore(Key, new Scenario { Visits = 6, Seed = 3, Length = TimeSpan.FromMinutes(3) });
        if (isPlayed)
        {
            store.PlayUntil(TimeSpan.FromMinutes(15));
        }

        var site = await RunningSite.Start(new([store.Live]), isPlayed ? new PlayedTime(store) : null, pace: 1_000_000);
        var (_, secret) = site.Book.AddKey("account:test", "everything", Key.Tenant, Key.Store, Enum.GetValues<Right>(), null);
        return new(store, site, secret);
    }

    internal Task<Answer> Get(string path) => Send(HttpMethod.Get, path, null);

    /// <summary>Sends JSON under a new idempotency key, or under the one that is given.</summary>
    internal Task<Answer> Send(HttpMethod method, string path, object? body, string? word = null) => Send(
        method, path, body is null ? null : new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"), word ?? Guid.NewGuid().ToString());

    internal async Task<Answer> Send(HttpMethod method, string path, HttpContent? content, string? word, string? secret = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Site.Address, path)) { Content = content };
        request.Headers.Add("Authorization", $"Bearer {secret ?? Secret}");
        // Large bodies wait for the server's word, so that a refusal is heard instead of a broken connection.
        request.Headers.ExpectContinue = content?.Headers.ContentLength > 500_000;
        if (word is not null && method != HttpMethod.Get)
        {
            request.Headers.Add("Idempotency-Key", word);
        }

        var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Content.Headers.ContentType?.MediaType ?? "", response);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Site.DisposeAsync();
        Store.Dispose();
    }
}
