using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stroll.Units;

namespace Stroll.Payments.Visits;

/// <summary>What a shopper's phone shows at the gate, as a QR code: who, until when, and a number used once, signed by the store.</summary>
/// <param name="Shopper">1 to 60 of A-Z, a-z, 0-9, hyphen and underscore.</param>
/// <param name="Until">Good until before here; a minute or two after it was made.</param>
/// <param name="Nonce">1 to 40 of the same letters; a second showing of it opens nothing.</param>
public sealed record EntryCode(string Shopper, Instant Until, string Nonce)
{
    /// <summary>No code lives longer, so that a stolen signing machine's codes die too.</summary>
    public static TimeSpan Longest => TimeSpan.FromMinutes(5);

    const string Version = "S1";

    /// <summary>The text of the QR code: <c>S1.shopper.seconds.nonce.signature</c>.</summary>
    /// <param name="key">The store's secret; 32 bytes.</param>
    public string Written(ReadOnlySpan<byte> key)
    {
        Invariant.Holds(IsWord(Shopper, 60) && IsWord(Nonce, 40), "codes are made of plain letters");
        var content = string.Create(CultureInfo.InvariantCulture, $"{Version}.{Shopper}.{Until.Nanoseconds / 1_000_000_000}.{Nonce}");
        return $"{content}.{Signature(content, key)}";
    }

    /// <summary>Reads what a gate scanned.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="keys">The secrets that count now; two while one replaces the other.</param>
    /// <param name="now">The gate's time.</param>
    /// <returns>Bad with <c>entry.malformed</c>, <c>entry.forged</c> or <c>entry.expired</c>. Whether the nonce was used, the store's table knows.</returns>
    public static Result<EntryCode> Read(string text, IReadOnlyList<byte[]> keys, Instant now)
    {
        var parts = text.Length <= 300 ? text.Split('.') : [];
        if (parts.Length != 5 || parts[0] != Version || !IsWord(parts[1], 60) || !IsWord(parts[3], 40)
            || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > Instant.Latest.Nanoseconds / 1_000_000_000)
        {
            return Bad("entry.malformed", "no entry code of this store");
        }

        var content = text[..text.LastIndexOf('.')];
        var signature = Encoding.ASCII.GetBytes(parts[4]);
        if (!keys.Any(key => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Signature(content, key)), signature)))
        {
            return Bad("entry.forged", "a signature that is not the store's");
        }

        var until = new Instant(seconds * 1_000_000_000);
        return until <= now || until - now > Longest
            ? Bad("entry.expired", $"good until {until}, and it is {now}")
            : new Result<EntryCode>.Good(new(parts[1], until, parts[3]));
    }

    /// <summary>True for what a shopper may be called in a code.</summary>
    public static bool IsShopper(string text) => IsWord(text, 60);

    static Result<EntryCode> Bad(string code, string found) => new Result<EntryCode>.Bad(new(code, "gate", found));

    static bool IsWord(string text, int most) =>
        text.Length >= 1 && text.Length <= most && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    static string Signature(string content, ReadOnlySpan<byte> key) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(content)));
}
