using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Stroll.Cli.Frame;
using Stroll.Devices.Bus;
using Stroll.Host.Ingest;
using Stroll.Host.Notices;
using Stroll.Host.Outbox;
using Stroll.Host.Settings;

namespace Stroll.Cli.Live;

/// <summary>The way of devices into an installation: a broker, the door behind it, and what the stores say about their devices.</summary>
internal sealed class DeviceWay : IDisposable
{
    readonly Ingest _ingest;
    readonly IAsyncDisposable _broker;
    readonly HealthVoice? _voice;
    readonly HttpWebhookSender _webhooks;

    DeviceWay(Ingest ingest, IAsyncDisposable broker, BrokerAddress address, HealthVoice? voice, HttpWebhookSender webhooks) =>
        (_ingest, _broker, Address, _voice, _webhooks) = (ingest, broker, address, voice, webhooks);

    /// <summary>Where devices connect to.</summary>
    internal BrokerAddress Address { get; }

    /// <summary>Opens the door of every store and begins to listen.</summary>
    /// <exception cref="Refusal">An address in the settings is none, or a secret or a certificate is missing.</exception>
    internal static DeviceWay Open(StrollSettings settings, IReadOnlyList<RunningStore> stores)
    {
        var ingest = new Ingest(TimeProvider.System, IngestRules.Default with { MostPerSecond = settings.Mqtt.MessagesPerSecond });
        var door = new BusDoor(settings.Mqtt.Prefix, ingest, TimeProvider.System);
        foreach (var store in stores)
        {
            ingest.Open(store.Live.Key, store.Log, () => store.Runtime.Now);
            door.Open(store.Live.Key, store.Live.Model.Store, store.Runtime.Set);
            store.Live.HeldAtTheDoor = () => ingest.Held(store.Live.Key);
            store.Live.Devices = () => ingest.Devices(store.Live.Key);
        }

        try
        {
            return settings.Mqtt.Broker.Length > 0 ? Abroad(settings.Mqtt, ingest, door, stores) : Inside(settings, ingest, door, stores);
        }
        catch
        {
            ingest.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _voice?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _broker.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _ingest.Dispose();
        _webhooks.Dispose();
    }

    static DeviceWay Abroad(MqttSettings mqtt, Ingest ingest, BusDoor door, IReadOnlyList<RunningStore> stores)
    {
        var (host, port) = Parted(mqtt.Broker, "broker");
        var address = new BrokerAddress(host, port)
        {
            User = mqtt.User.Length > 0 ? mqtt.User : null,
            Password = mqtt.User.Length > 0 ? Secrets.From(mqtt.PasswordFrom) : null,
        };
        var broker = ExternalBroker.Start(door, address, "stroll", TimeProvider.System);
        return new(ingest, broker, address, VoiceOf(mqtt, broker, stores), Tell(mqtt, broker, stores));
    }

    static DeviceWay Inside(StrollSettings settings, Ingest ingest, BusDoor door, IReadOnlyList<RunningStore> stores)
    {
        var mqtt = settings.Mqtt;
        var (host, port) = Parted(mqtt.Listen, "listen");
        if (!IPAddress.TryParse(host, out _))
        {
            throw new Refusal(new("settings.type", "'listen' of mqtt", $"'{host}', expected an address of this machine as 127.0.0.1 or 0.0.0.0"));
        }

        var broker = EmbeddedBroker.Start(door, new(mqtt.Prefix, host, port)
        {
            Devices = [.. settings.Devices.Select(Device)],
            Certificate = mqtt.Certificate.Length > 0 ? Certificates.WithKey(mqtt.Certificate) : null,
            DeviceAuthority = mqtt.DeviceAuthority.Length > 0 ? Certificates.OfAuthority(mqtt.DeviceAuthority) : null,
            HomeAssistant = mqtt.HomeAssistant,
        }).GetAwaiter().GetResult();
        return new(ingest, broker, new(host, broker.Port), VoiceOf(mqtt, broker, stores), Tell(mqtt, broker, stores));
    }

    /// <summary>Lets the stores tell people what they should know: by webhook to the open internet, and over the bus.</summary>
    static HttpWebhookSender Tell(MqttSettings mqtt, IBusOut bus, IReadOnlyList<RunningStore> stores)
    {
        var webhooks = new HttpWebhookSender(allowsPrivate: false);
        foreach (var live in stores.Select(store => store.Live))
        {
            var sender = new NoticeSender(
                live.Key, webhooks, (topic, body, stop) => bus.Publish($"{mqtt.Prefix}/{live.Key.Tenant}/{live.Key.Store}/{topic}", body, isRetained: false, stop), live.Till?.Mailer);
            live.Notices = new(live.Database, sender, TimeProvider.System);
        }

        return webhooks;
    }

    static HealthVoice? VoiceOf(MqttSettings mqtt, IBusOut bus, IReadOnlyList<RunningStore> stores) => mqtt.HomeAssistant.Length == 0 ? null : new(
        new(bus, mqtt.Prefix, mqtt.HomeAssistant),
        [.. stores.Select(store => (store.Live, store.Log.Header.Sources.Where(source => source.Kind is not (Sensors.SourceKind.Host or Sensors.SourceKind.Desk)).Select(source => source.Name).ToImmutableArray()))],
        TimeProvider.System);

    static BusDevice Device(DeviceSettings device) => device.Secret.Length == 0 || BusSecret.IsSecret(device.Secret)
        ? new(device.Name, device.Secret.Length > 0 ? device.Secret : null, device.Store, device.Rights)
        : throw new Refusal(new("settings.type", $"'secret' of {device.Name}", "it is cut off or mistyped, expected what 'stroll device secret' prints"));

    static (string Host, int Port) Parted(string text, string key)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort
            ? (text[..colon].Trim('[', ']'), port)
            : throw new Refusal(new("settings.type", $"'{key}' of mqtt", $"'{text}', expected an address and a port as 127.0.0.1:1883"));
    }
}
