using System.Globalization;
using System.Net;
using Stroll.Cli.Frame;
using Stroll.Devices.Bus;
using Stroll.Host.Ingest;
using Stroll.Host.Settings;

namespace Stroll.Cli.Live;

/// <summary>The way of devices into an installation: a broker, and the door behind it.</summary>
internal sealed class DeviceWay : IDisposable
{
    readonly Ingest _ingest;
    readonly IAsyncDisposable _broker;

    DeviceWay(Ingest ingest, IAsyncDisposable broker, BrokerAddress address) => (_ingest, _broker, Address) = (ingest, broker, address);

    /// <summary>Where devices connect to.</summary>
    internal BrokerAddress Address { get; }

    /// <summary>Opens the door of every store and begins to listen.</summary>
    /// <exception cref="Refusal">An address in the settings is none, or a secret is missing.</exception>
    internal static DeviceWay Open(MqttSettings settings, IReadOnlyList<RunningStore> stores)
    {
        var ingest = new Ingest(TimeProvider.System, IngestRules.Default);
        var door = new BusDoor(settings.Prefix, ingest, TimeProvider.System);
        foreach (var store in stores)
        {
            ingest.Open(store.Live.Key, store.Log);
            door.Open(store.Live.Key, store.Live.Model.Store);
        }

        if (settings.Broker.Length > 0)
        {
            var (host, foreign) = Parted(settings.Broker, "broker");
            var address = new BrokerAddress(host, foreign)
            {
                User = settings.User.Length > 0 ? settings.User : null,
                Password = settings.User.Length > 0 ? Secrets.From(settings.PasswordFrom) : null,
            };
            return new(ingest, ExternalBroker.Start(door, address, "stroll", TimeProvider.System), address);
        }

        var (own, port) = Parted(settings.Listen, "listen");
        var broker = EmbeddedBroker.Start(door, new(settings.Prefix, own, port)).GetAwaiter().GetResult();
        return new(ingest, broker, new(own, broker.Port));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _broker.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _ingest.Dispose();
    }

    static (string Host, int Port) Parted(string text, string key)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort
            ? (text[..colon], port)
            : throw new Refusal(new("settings.type", $"'{key}' of mqtt", $"'{text}', expected an address and a port as 127.0.0.1:1883"));
    }
}
