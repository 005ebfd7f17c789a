using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stroll.Host.Outbox;
using Stroll.Units;

namespace Stroll.Host.Payments;

/// <summary>How the test provider speaks by itself: small JSON objects, signed after Standard Webhooks.</summary>
/// <param name="secret">As Standard Webhooks write it.</param>
public sealed class TestVoice(string secret) : IProviderVoice
{
    /// <inheritdoc/>
    public Result<ProviderNews> Read(Func<string, string> header, ReadOnlyMemory<byte> body, Instant now)
    {
        var id = header("webhook-id");
        if (StandardWebhook.Check([secret], id, header("webhook-timestamp"), header("webhook-signature"), body.Span, now) is { } fault)
        {
            return new Result<ProviderNews>.Bad(fault);
        }

        try
        {
            var news = JsonNode.Parse(body.Span)!.AsObject();
            return new Result<ProviderNews>.Good(new(id, (string?)news["payment"] ?? "", (string?)news["key"] ?? "", news["dispute"] is not null));
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            return new Result<ProviderNews>.Bad(new("webhook.malformed", "body", "a JSON object with payment and key was expected"));
        }
    }

    /// <summary>The message about a request, as the provider would send it.</summary>
    /// <param name="key">Of the request; the payment's name stands before its first dot.</param>
    /// <param name="number">Tells messages apart.</param>
    /// <param name="now">The provider's time.</param>
    /// <returns>The values of the headers, by name, and the body.</returns>
    public (IReadOnlyDictionary<string, string> Headers, byte[] Body) Message(string key, long number, Instant now)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        var body = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["payment"] = dot < 0 ? key : key[..dot], ["key"] = key });
        var id = string.Create(CultureInfo.InvariantCulture, $"evt_test_{number}_{key}");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["webhook-id"] = id,
            ["webhook-timestamp"] = (now.Nanoseconds / 1_000_000_000).ToString(CultureInfo.InvariantCulture),
            ["webhook-signature"] = StandardWebhook.Sign([secret], id, now, body),
        };
        return (headers, body);
    }
}
