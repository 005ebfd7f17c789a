using System.Text.Json;
using System.Text.Json.Nodes;
using Stroll.Units;

namespace Stroll.Host.Outbox;

/// <summary>The form of a message on its way out.</summary>
/// <remarks>Source: CloudEvents 1.0.2, JSON event format, section 3: structured mode.</remarks>
public static class CloudEvent
{
    /// <summary>The content type of the body.</summary>
    public const string ContentType = "application/cloudevents+json";

    /// <summary>The bytes of a message; the same message gives the same bytes.</summary>
    /// <param name="message">From the outbox.</param>
    /// <param name="source">Who tells, as <c>/stores/acme/north</c>.</param>
    public static byte[] Of(OutboxMessage message, string source) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["specversion"] = "1.0",
        ["id"] = message.Id,
        ["source"] = source,
        ["type"] = message.Type,
        ["subject"] = message.Subject,
        ["time"] = new Instant(message.At).ToString(),
        ["datacontenttype"] = "application/json",
        ["data"] = JsonNode.Parse(message.Body),
    });
}
