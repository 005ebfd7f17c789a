using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Stroll.Host.Outbox;

namespace Stroll.Host.Connectors;

/// <summary>What a retailer's system answered.</summary>
/// <param name="Status">HTTP's; 0 when there was no answer.</param>
/// <param name="Body">At most 64 kB of it.</param>
/// <param name="Words">Why there was none; empty otherwise.</param>
public sealed record RetailerAnswer(int Status, string Body, string Words)
{
    /// <summary>True when it was taken.</summary>
    public bool IsGood => Status is >= 200 and < 300;
}

/// <summary>Speaks to retailers' systems: signed JSON, and only to addresses that may be reached.</summary>
public sealed class RetailerClient : IDisposable
{
    const int MostBytes = 1 << 16;

    readonly HttpClient _client;
    readonly TimeProvider _clock;

    /// <param name="allowsPrivate">True to reach the store's own network and this machine, where retailers' systems often stand.</param>
    /// <param name="patience">How long to wait for an answer.</param>
    /// <param name="clock">Says when.</param>
    public RetailerClient(bool allowsPrivate, TimeSpan patience, TimeProvider clock)
    {
        _clock = clock;
        _client = new(GuardedHttp.Handler(allowsPrivate), disposeHandler: true) { Timeout = patience, MaxResponseContentBufferSize = MostBytes };
    }

    /// <summary>Posts one document. Never throws because of the other side.</summary>
    /// <param name="connector">Whom.</param>
    /// <param name="path">Behind its address, as <c>v1/order/purchases</c>.</param>
    /// <param name="id">Tells an attempt that is made twice from a new one.</param>
    /// <param name="document">What.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<RetailerAnswer> Post(RetailerConnector connector, string path, string id, JsonObject document, CancellationToken cancellation)
    {
        var body = Encoding.UTF8.GetBytes(document.ToJsonString());
        var now = Instants.Of(_clock);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{connector.Url.ToString().TrimEnd('/')}/{path}")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", (now.Nanoseconds / 1_000_000_000).ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", StandardWebhook.Sign([connector.Secret], id, now, body));
        try
        {
            using var response = await _client.SendAsync(request, cancellation);
            return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellation), response.IsSuccessStatusCode ? "" : response.ReasonPhrase ?? "");
        }
        catch (HttpRequestException failed)
        {
            return new(0, "", failed.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(0, "", "no answer in time");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
