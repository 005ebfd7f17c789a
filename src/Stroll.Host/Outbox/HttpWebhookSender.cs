using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Stroll.Host.Outbox;

/// <summary>Posts webhooks over HTTP, and only to addresses of the open internet unless the operator allows its own network.</summary>
/// <remarks>
/// The address is checked after the name was resolved, at the moment of connecting: a name that resolves elsewhere the second time leads nowhere.
/// Redirects are not followed and no proxy of the environment is used.
/// </remarks>
public sealed class HttpWebhookSender : IWebhookSender, IDisposable
{
    readonly bool _allowsPrivate;
    readonly HttpClient _client;

    /// <param name="allowsPrivate">True to post to the store's own network and to this machine, as in a demonstration.</param>
    public HttpWebhookSender(bool allowsPrivate)
    {
        _allowsPrivate = allowsPrivate;
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, ConnectCallback = Connect, PooledConnectionLifetime = TimeSpan.FromMinutes(2) };
        _client = new(handler, disposeHandler: true) { Timeout = TimeSpan.FromSeconds(15) };
    }

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

    /// <summary>True for addresses that anybody can reach; not for this machine, private networks, links or groups.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (plain.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // Only global unicast, 2000::/3, without the ranges that wrap an IPv4 address (6to4, Teredo).
            var six = plain.GetAddressBytes();
            return (six[0] & 0xe0) == 0x20 && !(six[0] == 0x20 && six[1] is 0x02) && !(six[0] == 0x20 && six[1] == 0x01 && six[2] == 0 && six[3] == 0);
        }

        var four = plain.GetAddressBytes();
        return (four[0], four[1]) switch
        {
            (0 or 10 or 127, _) or ( >= 224, _) or (169, 254) or (192, 168) or (172, >= 16 and <= 31) or (100, >= 64 and <= 127) or (198, 18 or 19) => false,
            (192, 0) => four[2] is not (0 or 2),
            _ => true,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        var allowed = found.Where(a => _allowsPrivate || IsPublic(a)).ToArray();
        if (allowed.Length == 0)
        {
            throw new HttpRequestException($"{context.DnsEndPoint.Host} leads to no public address");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException failed)
        {
            socket.Dispose();
            throw new HttpRequestException(failed.Message, failed);
        }
    }
}
