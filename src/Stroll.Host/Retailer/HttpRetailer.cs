using System.Globalization;
using System.Net.Http.Headers;
using Stroll.Host.Outbox;

namespace Stroll.Host.Retailer;

/// <summary>Asks by HTTP, signed as webhooks are (Standard Webhooks 1.0.0), so that the other side knows who asks.</summary>
public sealed class HttpRetailer : IRetailer, IDisposable
{
    const int MostBytes = 256 * 1024;

    readonly Uri _url;
    readonly string _secret;
    readonly TimeProvider _clock;
    readonly HttpClient _client;

    /// <param name="url">Where it listens.</param>
    /// <param name="secret">As Standard Webhooks write it.</param>
    /// <param name="patience">How long an answer is waited for.</param>
    /// <param name="clock">Signs the time.</param>
    public HttpRetailer(Uri url, string secret, TimeSpan patience, TimeProvider clock)
    {
        (_url, _secret, _clock) = (url, secret, clock);
        // The retailer's program usually stands in the store's own network, and its address comes from the operator's file: private addresses are allowed.
        _client = new(GuardedHttp.Handler(allowsPrivate: true), disposeHandler: true) { Timeout = patience, MaxResponseContentBufferSize = MostBytes };
    }

    /// <inheritdoc/>
    public async Task<(int Status, byte[] Body)> Ask(string kind, byte[] question, CancellationToken cancellation)
    {
        var (id, now) = ($"ask_{Guid.NewGuid():N}", Instants.Of(_clock));
        using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ByteArrayContent(question) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        request.Headers.TryAddWithoutValidation("stroll-question", kind);
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", (now.Nanoseconds / 1_000_000_000).ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", StandardWebhook.Sign([_secret], id, now, question));
        try
        {
            using var response = await _client.SendAsync(request, cancellation);
            return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation));
        }
        catch (HttpRequestException)
        {
            return (0, []);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (0, []);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
