using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Stroll.Host.Stores;

namespace Stroll.Devices.Bus;

/// <summary>How devices reach the host.</summary>
/// <param name="Prefix">First word of every topic.</param>
/// <param name="Address">Where the broker listens.</param>
/// <param name="Port">0 lets the system choose.</param>
public sealed record BusSettings(string Prefix, string Address, int Port)
{
    /// <summary><c>stroll</c>, this machine alone, port 1883.</summary>
    public static BusSettings Default => new("stroll", "127.0.0.1", 1883);

    /// <summary>Who may connect. Without any, everybody on this machine may, and nobody from elsewhere.</summary>
    public ImmutableArray<BusDevice> Devices { get; init; } = [];

    /// <summary>The prefix under which Home Assistant is told of devices; empty where nobody is.</summary>
    public string HomeAssistant { get; init; } = "";

    /// <summary>The broker's own certificate; with it the port speaks TLS and nothing else.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whose certificates devices must show; none where a password is enough.</summary>
    public X509Certificate2? DeviceAuthority { get; init; }
}

/// <summary>One who may connect, and what about.</summary>
/// <param name="Name">User name and client id; letters, digits, hyphen, dot, underscore.</param>
/// <param name="Secret">As <see cref="BusSecret"/> makes it of a password; none where the certificate is enough.</param>
/// <param name="Store">Where it stands.</param>
/// <param name="Rights">Addresses that it may speak for, as <c>shelf/1/+</c> or <c>#</c>.</param>
public sealed record BusDevice(string Name, string? Secret, StoreKey Store, ImmutableArray<string> Rights);
