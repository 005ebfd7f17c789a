using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;
using Stroll.Units;

namespace Stroll.Devices.Bus;

/// <summary>The broker inside the host: nothing to install, and an acknowledgement that means what it says.</summary>
/// <remarks>
/// A message is acknowledged after it is in the log. What devices say is not passed on to other clients and never queued here: the broker
/// has nothing to lose. Clients that are faster than the disk wait, because the next packet of a client is read when the one before is done.
/// </remarks>
public sealed class EmbeddedBroker : IBusOut, IAsyncDisposable
{
    const int MostStates = 2000;

    readonly BusDoor _door;
    readonly ConcurrentDictionary<string, bool> _states = new(StringComparer.Ordinal);
    readonly DeviceRights _rights;
    readonly MqttServer _server;

    EmbeddedBroker(BusDoor door, BusSettings settings, int port)
    {
        (_door, _rights, Port) = (door, new(settings), port);
        _server = new MqttServerFactory().CreateMqttServer(Options(settings, port));
        _server.ValidatingConnectionAsync += connection =>
        {
            _rights.Validate(connection);
            return Task.CompletedTask;
        };
        _server.InterceptingSubscriptionAsync += Subscribing;
        _server.InterceptingPublishAsync += Publishing;
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Starts to listen.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<EmbeddedBroker> Start(BusDoor door, BusSettings settings)
    {
        var broker = new EmbeddedBroker(door, settings, settings.Port == 0 ? FreePort() : settings.Port);
        try
        {
            await broker._server.StartAsync().ConfigureAwait(false);
            return broker;
        }
        catch (SocketException taken)
        {
            await broker.DisposeAsync().ConfigureAwait(false);
            throw new IOException($"the bus cannot listen at {settings.Address}:{settings.Port}: {taken.Message}", taken);
        }
    }

    /// <inheritdoc/>
    public Task Publish(string topic, byte[] payload, bool isRetained, CancellationToken cancellation) =>
        _server.InjectApplicationMessage(
            new(new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithRetainFlag(isRetained)
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build())
            {
                SenderClientId = Self,
            },
            cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new MqttServerStopOptions()).ConfigureAwait(false);
        _server.Dispose();
    }

    // No client can have this name: it has a letter that names may not have.
    const string Self = "stroll host";

    static MqttServerOptions Options(BusSettings settings, int port)
    {
        var address = settings.Devices.IsEmpty ? IPAddress.Loopback : IPAddress.Parse(settings.Address);
        var options = new MqttServerOptionsBuilder()
            .WithMaxPendingMessagesPerClient(1000)
            .WithPendingMessagesOverflowStrategy(MqttPendingMessagesOverflowStrategy.DropNewMessage)
            .WithKeepAlive();
        if (settings.Certificate is not { } certificate)
        {
            return options.WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(address).WithDefaultEndpointBoundIPV6Address(IPAddress.None)
                .WithDefaultEndpointPort(port).Build();
        }

        options.WithoutDefaultEndpoint().WithEncryptedEndpoint().WithEncryptedEndpointPort(port).WithEncryptedEndpointBoundIPAddress(address)
            .WithEncryptedEndpointBoundIPV6Address(IPAddress.None).WithEncryptionCertificate(certificate);
        return settings.DeviceAuthority is { } authority
            ? options.WithClientCertificate((_, shown, _, _) => IsOf(authority, shown)).Build()
            : options.Build();
    }

    static bool IsOf(X509Certificate2 authority, X509Certificate? shown)
    {
        if (shown is null)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var certificate = X509CertificateLoader.LoadCertificate(shown.GetRawCertData());
        return chain.Build(certificate);
    }

    Task Subscribing(InterceptingSubscriptionEventArgs subscription)
    {
        if (!_rights.MayHear(subscription.SessionItems, subscription.TopicFilter.Topic))
        {
            subscription.ProcessSubscription = false;
            subscription.Response.ReasonCode = MqttSubscribeReasonCode.NotAuthorized;
        }

        return Task.CompletedTask;
    }

    async Task Publishing(InterceptingPublishEventArgs publish)
    {
        var message = publish.ApplicationMessage;
        if (publish.ClientId == Self)
        {
            return;
        }

        publish.ProcessPublish = false;
        if (BusTopic.TryParse(_door.Prefix, message.Topic, out var topic) && !_rights.MaySpeak(publish.SessionItems, topic.Store, topic.Address))
        {
            publish.Response.ReasonCode = MqttPubAckReasonCode.NotAuthorized;
            return;
        }

        if (topic.Address?.StartsWith("state/", StringComparison.Ordinal) == true && message.Payload.Length <= 4096 && MayKeep(message.Topic))
        {
            // What a device says of itself is passed on and kept for who comes later; nothing is decided by it.
            publish.ProcessPublish = true;
            return;
        }

        var answer = await _door.Take(message.Topic, message.Payload.ToArray(), message.Retain, publish.CancellationToken).ConfigureAwait(false);
        if (answer is Host.Ingest.Intake.Refused refused)
        {
            publish.Response.ReasonCode = ReasonOf(refused.Fault);
            publish.Response.ReasonString = refused.Fault.ToString();
        }

        if (BusAnswer.TopicOf(message, _door.Prefix) is { } to)
        {
            await Publish(to, BusAnswer.Body(answer, message.CorrelationData), isRetained: false, publish.CancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The broker keeps states in memory, so there is an end to how many.</summary>
    bool MayKeep(string topic) => _states.ContainsKey(topic) || (_states.Count < MostStates && _states.TryAdd(topic, true));

    static MqttPubAckReasonCode ReasonOf(Fault fault) => fault.Code switch
    {
        "payload.syntax" or "payload.value" => MqttPubAckReasonCode.PayloadFormatInvalid,
        "payload.too-large" => MqttPubAckReasonCode.QuotaExceeded,
        "bus.topic" or "ingest.address" or "ingest.device" or "ingest.store" => MqttPubAckReasonCode.TopicNameInvalid,
        _ => MqttPubAckReasonCode.ImplementationSpecificError,
    };

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
