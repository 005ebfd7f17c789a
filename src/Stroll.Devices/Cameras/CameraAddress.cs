using System.Net;
using System.Net.Sockets;
using Stroll.Units;

namespace Stroll.Devices.Cameras;

/// <summary>Where a camera's pictures come from. Only what names a camera can be one: no file, no playlist, no program.</summary>
/// <remarks>
/// A line of settings that reaches a decoder unread is a way into the machine: decoders open local files, other hosts, lists of both. So the
/// address is taken apart here, and put together again from its parts.
/// </remarks>
public sealed record CameraAddress
{
    readonly Uri _address;

    CameraAddress(Uri address) => _address = address;

    /// <summary>The protocols that a decoder of this address may speak, and no other.</summary>
    public string Protocols => _address.Scheme switch
    {
        "rtsp" => "rtsp,rtp,udp,tcp",
        "rtsps" => "rtsps,rtsp,rtp,srtp,udp,tcp,tls",
        "https" => "https,tls,tcp",
        _ => "http,tcp",
    };

    /// <summary>True for a stream that is asked for by RTSP.</summary>
    public bool IsRtsp => _address.Scheme is "rtsp" or "rtsps";

    /// <summary>True where a user or a password stands in it.</summary>
    public bool HasSecret => _address.UserInfo.Length > 0;

    /// <summary>As a decoder takes it; holds the password, if there is one.</summary>
    public string Full => _address.AbsoluteUri;

    /// <summary>Reads an address.</summary>
    /// <param name="text">As <c>rtsp://user:password@10.0.0.7:554/stream</c>.</param>
    /// <param name="where">Where it stands, for messages. The address itself is never repeated in one: it may hold a password.</param>
    /// <returns>Bad when it is no address of a camera.</returns>
    public static Result<CameraAddress> Parse(string text, string where) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme is "rtsp" or "rtsps" or "http" or "https")
        && address.Host.Length > 0
        && MayBeCamera(address.DnsSafeHost)
        && text.All(letter => letter is > ' ' and < (char)127)
            ? new Result<CameraAddress>.Good(new(address))
            : new Result<CameraAddress>.Bad(new("camera.address", where, "is no address of a camera, expected rtsp://, rtsps://, http:// or https:// with a host that a camera can have"));

    // A machine that runs elsewhere finds its own keys under such addresses: 169.254.169.254 and fd00:ec2::254 tell programs in clouds who they are.
    // This machine itself stays open: a program that splits streams often runs beside us.
    static bool MayBeCamera(string host)
    {
        if (!IPAddress.TryParse(host, out var written))
        {
            return !host.StartsWith("metadata", StringComparison.OrdinalIgnoreCase);
        }

        var address = written.IsIPv4MappedToIPv6 ? written.MapToIPv4() : written;
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? !(address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.Parse("fd00:ec2::254")))
            : address.GetAddressBytes() is not ([0, ..] or [169, 254, ..] or [>= 224, ..] or [100, 100, 100, 200]);
    }

    /// <summary>Without user, password and query, for people and logs.</summary>
    public override string ToString() => $"{_address.Scheme}://{_address.Authority}{_address.AbsolutePath}";
}
