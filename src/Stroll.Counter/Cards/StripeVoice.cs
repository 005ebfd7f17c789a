using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stripe;
using Stroll.Host.Payments;
using Stroll.Units;

namespace Stroll.Counter.Cards;

/// <summary>Understands Stripe's webhooks.</summary>
/// <remarks>
/// Source: Stripe's documentation, "Verify webhook signatures": HMAC-SHA256 over time and body in the header <c>Stripe-Signature</c>, five minutes of
/// tolerance. The signature is checked by Stripe's own code; of the body only ids are read, so that the version of Stripe's API does not matter.
/// </remarks>
/// <param name="secret">Of the endpoint, as <c>whsec_…</c>.</param>
public sealed class StripeVoice(string secret) : IProviderVoice
{
    const int MostSeconds = 300;

    /// <inheritdoc/>
    public Result<ProviderNews> Read(Func<string, string> header, ReadOnlyMemory<byte> body, Instant now)
    {
        var signature = header("Stripe-Signature");
        if (signature.Length is 0 or > 2000 || body.Length > 1_000_000)
        {
            return Bad("webhook.malformed", "Stripe-Signature", "a signature and a body of less than a megabyte were expected");
        }

        var text = Encoding.UTF8.GetString(body.Span);
        try
        {
            EventUtility.ValidateSignature(text, signature, secret, long.MaxValue / 4, 0);
        }
        catch (StripeException)
        {
            return Bad("webhook.forged", "Stripe-Signature", "no signature of the secret that counts");
        }

        try
        {
            EventUtility.ValidateSignature(text, signature, secret, MostSeconds, now.Nanoseconds / 1_000_000_000);
        }
        catch (StripeException)
        {
            return Bad("webhook.time", "Stripe-Signature", $"more than {MostSeconds} seconds from now");
        }

        return Told(text);
    }

    static Result<ProviderNews> Told(string text)
    {
        try
        {
            var told = JsonNode.Parse(text)!.AsObject();
            var (id, type) = ((string)told["id"]!, (string)told["type"]!);
            var about = told["data"]!["object"]!;
            var marks = about["metadata"];
            var key = type.StartsWith("payment_intent.succeeded", StringComparison.Ordinal) ? Mark(marks, StripeProvider.CaptureMark) ?? Mark(marks, StripeProvider.KeyMark) : Mark(marks, StripeProvider.KeyMark);
            return new Result<ProviderNews>.Good(new(
                id, Mark(marks, StripeProvider.PaymentMark) ?? "", Mark(marks, StripeProvider.PaymentMark) is null ? "" : key ?? "",
                type.StartsWith("charge.dispute.", StringComparison.Ordinal)));
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException or NullReferenceException or ArgumentException or FormatException)
        {
            return Bad("webhook.malformed", "body", "an event of Stripe was expected");
        }
    }

    static string? Mark(JsonNode? marks, string name) => marks is JsonObject all && all[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    static Result<ProviderNews>.Bad Bad(string code, string where, string found) => new(new(code, where, found));
}
