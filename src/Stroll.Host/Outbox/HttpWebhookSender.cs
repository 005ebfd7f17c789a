using System.Net.Http.Headers;

namespace Stroll.Host.Outbox;

/// <summary>Posts webhooks over HTTP, and only to addresses of the open internet unless the operator allows its own network.</summary>
/// <remarks>Connects through <see cref="GuardedHttp"/>.</remarks>
public sealed class HttpWebhookSender : IWebhookSender, IDisposable
{
    readonly HttpClient _client;

    /// <param name="allowsPrivate">True to post to the store's own network and to this machine, as in a demonstration.</param>
    public HttpWebhookSender(bool allowsPrivate) =>
        _client = new(GuardedHttp.Handler(allowsPrivate), disposeHandler: true) { Timeout = TimeSpan.FromSeconds(15) };

    /// <inheritdoc/>
    public async Task<(int Status, string Words)> Post(Uri url, IReadOnlyList<(string Name, string Value)> headers, byte[] body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(CloudEvent.ContentType);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return ((int)response.StatusCode, response.IsSuccessStatusCode ? "" : response.ReasonPhrase ?? "");
        }
        catch (HttpRequestException failed)
        {
            return (0, failed.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (0, "no answer within 15 s");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
