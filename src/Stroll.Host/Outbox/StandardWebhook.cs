using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stroll.Units;

namespace Stroll.Host.Outbox;

/// <summary>Signs what is sent to others, and checks what claims to be signed.</summary>
/// <remarks>Source: Standard Webhooks 1.0.0, "Webhook scheme": HMAC-SHA256 over <c>id.timestamp.body</c>, base64, behind <c>v1,</c>.</remarks>
public static class StandardWebhook
{
    /// <summary>Secrets are written with this before their base64 text.</summary>
    public const string SecretPrefix = "whsec_";

    /// <summary>How far the time of a message may lie from now.</summary>
    public static TimeSpan Tolerance => TimeSpan.FromMinutes(5);

    /// <summary>The value of the header <c>webhook-signature</c>.</summary>
    /// <param name="secrets">Signs with each, while one replaces the other; separated by blanks in the header.</param>
    /// <param name="id">Of the message.</param>
    /// <param name="at">When this attempt is made.</param>
    /// <param name="body">The bytes that are sent.</param>
    public static string Sign(IReadOnlyList<string> secrets, string id, Instant at, ReadOnlySpan<byte> body)
    {
        var signatures = new List<string>();
        foreach (var secret in secrets)
        {
            signatures.Add($"v1,{Convert.ToBase64String(Signature(Key(secret), id, Seconds(at), body))}");
        }

        return string.Join(' ', signatures);
    }

    /// <summary>Checks a message that came in.</summary>
    /// <param name="secrets">Those that count now.</param>
    /// <param name="id">Header <c>webhook-id</c>.</param>
    /// <param name="timestamp">Header <c>webhook-timestamp</c>: whole seconds since 1970.</param>
    /// <param name="signatures">Header <c>webhook-signature</c>.</param>
    /// <param name="body">The bytes as they came, not parsed and written again.</param>
    /// <param name="now">The receiver's time.</param>
    /// <returns>None when it is genuine; otherwise <c>webhook.malformed</c>, <c>webhook.time</c> or <c>webhook.forged</c>. Whether the id was seen before, the receiver's table knows.</returns>
    public static Fault? Check(IReadOnlyList<string> secrets, string id, string timestamp, string signatures, ReadOnlySpan<byte> body, Instant now)
    {
        if (id.Length is 0 or > 200 || signatures.Length > 2000
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 9_000_000_000)
        {
            return new("webhook.malformed", "headers", "an id, whole seconds and signatures were expected");
        }

        var age = now - new Instant(seconds * 1_000_000_000);
        if (age > Tolerance || age < -Tolerance)
        {
            return new("webhook.time", "webhook-timestamp", $"{age.TotalMinutes:0} minutes from now; at most {Tolerance.TotalMinutes:0} were expected");
        }

        Span<byte> given = stackalloc byte[64];
        foreach (var secret in secrets)
        {
            var expected = Signature(Key(secret), id, timestamp, body);
            foreach (var signature in signatures.Split(' '))
            {
                if (signature.StartsWith("v1,", StringComparison.Ordinal) && Convert.TryFromBase64String(signature[3..], given, out var length)
                    && CryptographicOperations.FixedTimeEquals(given[..length], expected))
                {
                    return null;
                }
            }
        }

        return new("webhook.forged", "webhook-signature", "no signature of a secret that counts");
    }

    /// <summary>True when the text can be a secret: the prefix and base64 of 24 to 64 bytes.</summary>
    public static bool IsSecret(string secret)
    {
        Span<byte> key = stackalloc byte[96];
        return secret.StartsWith(SecretPrefix, StringComparison.Ordinal) && secret.Length < 120
            && Convert.TryFromBase64String(secret[SecretPrefix.Length..], key, out var length) && length is >= 24 and <= 64;
    }

    static byte[] Key(string secret) => Convert.FromBase64String(secret[SecretPrefix.Length..]);

    static string Seconds(Instant at) => (at.Nanoseconds / 1_000_000_000).ToString(CultureInfo.InvariantCulture);

    static byte[] Signature(byte[] key, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
