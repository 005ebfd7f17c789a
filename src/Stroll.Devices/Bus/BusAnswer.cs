using System.Text;
using System.Text.Json;
using MQTTnet;

namespace Stroll.Devices.Bus;

/// <summary>The answer to a device that asks for one: behind a foreign broker its acknowledgement says only that the broker has the message.</summary>
static class BusAnswer
{
    /// <summary>Where the answer goes: the response topic of the message, if it is one of its own store.</summary>
    internal static string? TopicOf(MqttApplicationMessage message, string prefix) =>
        message.ResponseTopic is { Length: > 0 } topic
        && BusTopic.TryParse(prefix, topic, out var to) && BusTopic.TryParse(prefix, message.Topic, out var from)
        && to.Store == from.Store && to.Address.StartsWith("answer/", StringComparison.Ordinal)
            ? topic
            : null;

    /// <summary><c>{"kept": true}</c>, or the fault; with the correlation data of the message, if that is text.</summary>
    internal static byte[] Body(Host.Ingest.Intake answer, byte[]? correlation) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        kept = answer is Host.Ingest.Intake.Kept,
        fault = answer is Host.Ingest.Intake.Refused refused ? new { code = refused.Fault.Code, where = refused.Fault.Where, found = refused.Fault.Found } : null,
        correlation = correlation is { Length: > 0 and <= 200 } ? Encoding.UTF8.GetString(correlation) : null,
    });
}

/// <summary>Publishes what the host has to say to whoever listens.</summary>
public interface IBusOut
{
    /// <summary>Hands a message to the broker.</summary>
    Task Publish(string topic, byte[] payload, bool isRetained, CancellationToken cancellation);
}
