using System.Net;
using System.Net.Sockets;

namespace Stroll.Host.Outbox;

/// <summary>HTTP to addresses that somebody typed in: only to the open internet, unless the operator allows the own network.</summary>
/// <remarks>
/// The address is checked after the name was resolved, at the moment of connecting: a name that resolves elsewhere the second time leads nowhere.
/// Redirects are not followed, and no proxy of the environment is used.
/// </remarks>
public static class GuardedHttp
{
    /// <summary>A handler that connects only where it may.</summary>
    /// <param name="allowsPrivate">True to reach the store's own network and this machine too, as in a demonstration.</param>
    public static SocketsHttpHandler Handler(bool allowsPrivate) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = (context, cancellation) => Connect(context.DnsEndPoint, allowsPrivate, cancellation),
    };

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

    static async ValueTask<Stream> Connect(DnsEndPoint place, bool allowsPrivate, CancellationToken cancellation)
    {
        var found = await Resolve(place.Host, cancellation);
        var allowed = found.Where(address => allowsPrivate || IsPublic(address)).ToArray();
        if (allowed.Length == 0)
        {
            throw new HttpRequestException($"{place.Host} leads to no public address");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, place.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException failed)
        {
            socket.Dispose();
            throw new HttpRequestException(failed.Message, failed);
        }
    }

    static async Task<IPAddress[]> Resolve(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var written))
        {
            return [written];
        }

        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellation);
        }
        catch (SocketException unknown)
        {
            throw new HttpRequestException($"{host} is not known: {unknown.Message}", unknown);
        }
    }
}
