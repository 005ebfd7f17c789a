using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;
using Stroll.Host.Ingest;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Devices.Bus;

/// <summary>How simulated devices reach their host.</summary>
/// <param name="Broker">Where.</param>
/// <param name="Prefix">First word of every topic.</param>
/// <param name="Store">As which store's devices.</param>
public sealed record DevicePlace(BrokerAddress Broker, string Prefix, StoreKey Store);

/// <summary>One device of a recording, played over MQTT. It keeps a message until it is acknowledged.</summary>
sealed class SimulatedDevice(DevicePlace place, Store store, string name, DeviceFaults faults, ulong seed, TimeProvider time)
{
    readonly Channel<Observation> _said = Channel.CreateBounded<Observation>(512);
    readonly Rng _chance = new(seed);
    readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    long _boot = time.GetUtcNow().ToUnixTimeSeconds();
    long _sequence;

    internal long Sent { get; private set; }

    internal long Kept { get; private set; }

    internal string? Refusal { get; private set; }

    internal long Refused { get; private set; }

    /// <summary>Has something to say; waits when it could not get rid of what it said before.</summary>
    internal ValueTask Say(Observation observation, CancellationToken stop) => _said.Writer.WriteAsync(observation, stop);

    /// <summary>Has nothing more to say.</summary>
    internal void Finish() => _said.Writer.Complete();

    /// <summary>Sends until everything was said and answered.</summary>
    internal async Task Run(CancellationToken stop)
    {
        using (_client)
        {
            (string Topic, byte[] Payload)? held = null;
            await foreach (var observation in _said.Reader.ReadAllAsync(stop).ConfigureAwait(false))
            {
                var message = Next(observation);
                if (held is null && _chance.NextChance(faults.Reordered))
                {
                    held = message;
                    continue;
                }

                await Send(message, stop).ConfigureAwait(false);
                await SendIf(held, stop).ConfigureAwait(false);
                held = null;
                if (_chance.NextChance(faults.Paused))
                {
                    await Task.Delay(_chance.NextBetween(1, 3).Seconds, time, stop).ConfigureAwait(false);
                }
            }

            await SendIf(held, stop).ConfigureAwait(false);
        }
    }

    (string Topic, byte[] Payload) Next(Observation observation)
    {
        (_boot, _sequence) = _chance.NextChance(faults.Rebooted) ? (_boot + 1, 0) : (_boot, _sequence);
        var (address, payload) = PayloadWriter.Write(store, observation, _boot, _sequence++)!.Value;
        return ($"{place.Prefix}/{place.Store}/{address}", payload);
    }

    async Task SendIf((string Topic, byte[] Payload)? message, CancellationToken stop)
    {
        if (message is { } held)
        {
            await Send(held, stop).ConfigureAwait(false);
        }
    }

    async Task Send((string Topic, byte[] Payload) message, CancellationToken stop)
    {
        var times = _chance.NextChance(faults.Doubled) ? 2 : 1;
        if (_chance.NextChance(faults.CutOff) && _client.IsConnected)
        {
            // It goes out, and nobody is there to hear the answer.
            _ = Forget(_client.PublishAsync(Packed(message), stop));
            await _client.DisconnectAsync(new MqttClientDisconnectOptions(), stop).ConfigureAwait(false);
        }

        for (var i = 0; i < times; i++)
        {
            var answer = await UntilAnswered(message, stop).ConfigureAwait(false);
            if (i == 0)
            {
                Sent++;
                Kept += answer.IsSuccess ? 1 : 0;
                Refused += answer.IsSuccess ? 0 : 1;
                Refusal = answer.IsSuccess ? Refusal : $"{answer.ReasonCode} {answer.ReasonString}";
            }
        }
    }

    async Task<MqttClientPublishResult> UntilAnswered((string Topic, byte[] Payload) message, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                if (!_client.IsConnected)
                {
                    await Connect(stop).ConfigureAwait(false);
                }

                return await _client.PublishAsync(Packed(message), stop).ConfigureAwait(false);
            }
            catch (Exception lost) when (lost is MqttCommunicationException or MqttProtocolViolationException or InvalidOperationException or IOException
                || (lost is OperationCanceledException && !stop.IsCancellationRequested))
            {
                await Task.Delay(200.Milliseconds, time, stop).ConfigureAwait(false);
            }
        }
    }

    async Task Connect(CancellationToken stop)
    {
        var options = new MqttClientOptionsBuilder().WithTcpServer(place.Broker.Host, place.Broker.Port).WithTlsOptions(tls => tls.UseTls(place.Broker.UsesTls))
            .WithClientId(string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')))
            .WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500).WithTimeout(10.Seconds);
        if (place.Broker.User is { } user)
        {
            options.WithClientId(user).WithCredentials(user, place.Broker.Password ?? "");
        }

        await _client.ConnectAsync(options.Build(), stop).ConfigureAwait(false);
    }

    static MqttApplicationMessage Packed((string Topic, byte[] Payload) message) => new MqttApplicationMessageBuilder()
        .WithTopic(message.Topic).WithPayload(message.Payload).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();

    static async Task Forget(Task<MqttClientPublishResult> sending)
    {
        try
        {
            await sending.ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is MqttCommunicationException or MqttProtocolViolationException or InvalidOperationException or OperationCanceledException)
        {
            // That was the point.
        }
    }
}
