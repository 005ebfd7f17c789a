using System.Buffers;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;
using Stroll.Units;

namespace Stroll.Devices.Bus;

/// <summary>A broker that somebody else runs, as mosquitto.</summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Port">Mostly 1883, or 8883 with TLS.</param>
/// <param name="UsesTls">Encrypts, and checks the broker's certificate against what the system trusts.</param>
/// <param name="User">None where the broker asks for none.</param>
/// <param name="Password">None where the broker asks for none.</param>
public sealed record BrokerAddress(string Host, int Port, bool UsesTls = false, string? User = null, string? Password = null);

/// <summary>Listens at a broker that somebody else runs.</summary>
/// <remarks>
/// The session outlives the connection, so that the broker keeps what comes while the host is away; each message is acknowledged to the broker
/// after it is in the log. How well the broker keeps it is the broker's matter: docs/bus.md says what to set and what a device can do.
/// </remarks>
public sealed class ExternalBroker : IBusOut, IAsyncDisposable
{
    // So many messages may be on their way into the log; the broker holds back the rest.
    const ushort MostUnderWay = 1000;
    const uint KeepSessionSeconds = 7 * 24 * 3600;

    static readonly TimeSpan RetryAfter = 1.Seconds;

    readonly BusDoor _door;
    readonly BrokerAddress _address;
    readonly TimeProvider _time;
    readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    readonly CancellationTokenSource _stopping = new();
    readonly string _name;
    Task _connecting = Task.CompletedTask;

    ExternalBroker(BusDoor door, BrokerAddress address, string name, TimeProvider time)
    {
        (_door, _address, _name, _time) = (door, address, name, time);
        // Before connecting: what the broker kept comes at once.
        _client.ApplicationMessageReceivedAsync += Received;
    }

    /// <summary>Why the broker is not reached; none when it is.</summary>
    public string? Trouble { get; private set; } = "not connected yet";

    /// <summary>Begins to connect, and goes on until it is disposed of.</summary>
    /// <param name="door">Where messages go; its stores are those subscribed to.</param>
    /// <param name="address">Which broker.</param>
    /// <param name="name">The client id: the same after each start, so that the broker knows whose session it is.</param>
    /// <param name="time">The clock for trying again.</param>
    public static ExternalBroker Start(BusDoor door, BrokerAddress address, string name, TimeProvider time)
    {
        var broker = new ExternalBroker(door, address, name, time);
        broker._connecting = broker.StayConnected();
        return broker;
    }

    /// <inheritdoc/>
    public Task Publish(string topic, byte[] payload, bool isRetained, CancellationToken cancellation) => _client.PublishAsync(
        new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithRetainFlag(isRetained)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build(),
        cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _connecting.ConfigureAwait(false);
        _client.Dispose();
        _stopping.Dispose();
    }

    async Task StayConnected()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                if (!_client.IsConnected)
                {
                    await Connect().ConfigureAwait(false);
                    Trouble = null;
                }

                await Task.Delay(RetryAfter, _time, _stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem) when (problem is MqttCommunicationException or MqttProtocolViolationException or InvalidOperationException or OperationCanceledException)
            {
                Trouble = $"{_address.Host}:{_address.Port}: {problem.Message}";
                await Pause().ConfigureAwait(false);
            }
        }
    }

    async Task Pause()
    {
        try
        {
            await Task.Delay(RetryAfter, _time, _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The loop ends by itself.
        }
    }

    async Task Connect()
    {
        var options = new MqttClientOptionsBuilder()
            .WithTcpServer(_address.Host, _address.Port)
            .WithTlsOptions(tls => tls.UseTls(_address.UsesTls))
            .WithClientId(_name)
            .WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500)
            .WithCleanStart(false)
            .WithSessionExpiryInterval(KeepSessionSeconds)
            .WithReceiveMaximum(MostUnderWay)
            .WithMaximumPacketSize(Host.Ingest.PayloadReader.MostBytes + 4096)
            .WithKeepAlivePeriod(15.Seconds)
            .WithTimeout(10.Seconds);
        if (_address.User is { } user)
        {
            options.WithCredentials(user, _address.Password ?? "");
        }

        var connected = await _client.ConnectAsync(options.Build(), _stopping.Token).ConfigureAwait(false);
        if (connected.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new InvalidOperationException($"the broker refused: {connected.ResultCode} {connected.ReasonString}");
        }

        var filters = new MqttClientSubscribeOptionsBuilder();
        foreach (var store in _door.Stores)
        {
            foreach (var address in (string[])["plate/#", "shelf/#", "gate/#", "camera/#", "people", "batch", "profile", "rfid/#", "curtain/#", "vision/#"])
            {
                filters.WithTopicFilter($"{_door.Prefix}/{store}/{address}", MqttQualityOfServiceLevel.AtLeastOnce, noLocal: true);
            }
        }

        await _client.SubscribeAsync(filters.Build(), _stopping.Token).ConfigureAwait(false);
    }

    Task Received(MqttApplicationMessageReceivedEventArgs received)
    {
        received.AutoAcknowledge = false;
        // Not awaited: many are under way at once, and the broker's receive maximum bounds them.
        _ = Handle(received, received.ApplicationMessage.Payload.ToArray());
        return Task.CompletedTask;
    }

    async Task Handle(MqttApplicationMessageReceivedEventArgs received, byte[] payload)
    {
        var message = received.ApplicationMessage;
        try
        {
            var answer = await _door.Take(message.Topic, payload, message.Retain, _stopping.Token).ConfigureAwait(false);
            await received.AcknowledgeAsync(_stopping.Token).ConfigureAwait(false);
            if (BusAnswer.TopicOf(message, _door.Prefix) is { } to)
            {
                await Publish(to, BusAnswer.Body(answer, message.CorrelationData), isRetained: false, _stopping.Token).ConfigureAwait(false);
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or MqttCommunicationException or InvalidOperationException or ObjectDisposedException)
        {
            // The connection ended before the acknowledgement: the broker sends the message again, and it is known by its number.
            Trouble = problem.Message;
        }
    }
}
