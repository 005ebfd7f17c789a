using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stroll.Host.Stores;
using Stroll.Units;

namespace Stroll.Host.Journal;

/// <summary>How far a journal had come at some time, signed. One line of text, to be kept where who runs the store cannot change it.</summary>
/// <param name="Store">Whose journal.</param>
/// <param name="Number">Of the last entry then; 0 for an empty journal.</param>
/// <param name="Hash">Of that entry; <see cref="JournalEntry.Beginning"/> for an empty journal.</param>
/// <param name="Signature">ECDSA over P-256 with SHA-256 (FIPS 186-5, section 6), over the text before it.</param>
/// <remarks>As <c>stroll-journal-1 acme/corner 812 BASE64 BASE64</c>.</remarks>
public sealed record Checkpoint(StoreKey Store, long Number, ImmutableArray<byte> Hash, ImmutableArray<byte> Signature)
{
    const string Form = "stroll-journal-1";

    /// <summary>Signs where a journal stands.</summary>
    public static Checkpoint Sign(StoreKey store, JournalEntry? last, ECDsa key)
    {
        var (number, hash) = last is null ? (0, JournalEntry.Beginning) : (last.Number, last.Hash);
        return new(store, number, hash, [.. key.SignData(Signed(store, number, hash), HashAlgorithmName.SHA256)]);
    }

    /// <summary>True when whoever holds the private half of this key has signed it.</summary>
    public bool IsSignedBy(ECDsa key) => key.VerifyData(Signed(Store, Number, Hash), Signature.AsSpan(), HashAlgorithmName.SHA256);

    /// <summary>Reads the line.</summary>
    /// <returns>Bad when it is no checkpoint. Says nothing of the signature.</returns>
    public static Result<Checkpoint> Parse(string line, string where)
    {
        var words = line.Split(' ');
        return words is [Form, var store, var number, var hash, var signature]
            && StoreKey.TryParse(store, out var key)
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && Bytes(hash) is { Length: SHA256.HashSizeInBytes } hashed
            && Bytes(signature) is { } signed
            ? new Result<Checkpoint>.Good(new(key, count, [.. hashed], [.. signed]))
            : new Result<Checkpoint>.Bad(new("journal.checkpoint", where, $"no checkpoint, expected '{Form} TENANT/STORE NUMBER HASH SIGNATURE'"));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Text(Store, Number, Hash)} {Convert.ToBase64String(Signature.AsSpan())}";

    static byte[] Signed(StoreKey store, long number, ImmutableArray<byte> hash) => Encoding.UTF8.GetBytes(Text(store, number, hash));

    static string Text(StoreKey store, long number, ImmutableArray<byte> hash) =>
        string.Create(CultureInfo.InvariantCulture, $"{Form} {store} {number} {Convert.ToBase64String(hash.AsSpan())}");

    static byte[]? Bytes(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
