using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Stroll.Units;

namespace Stroll.Host.Journal;

/// <summary>One privileged act, chained to the one before.</summary>
/// <param name="Number">Counts up from 1 without a gap.</param>
/// <param name="At">When.</param>
/// <param name="Who">The account or key that did it, or <c>stroll</c> itself.</param>
/// <param name="Act">What kind of act, as <c>receipt.refunded</c>.</param>
/// <param name="What">On what, and how: JSON, as it was written.</param>
/// <param name="Hash">Of all that stands above and of the hash of the entry before; 32 bytes.</param>
public sealed record JournalEntry(long Number, Instant At, string Who, string Act, string What, ImmutableArray<byte> Hash)
{
    /// <summary>What the first entry takes for the hash of the one before: 32 bytes of 0.</summary>
    public static ImmutableArray<byte> Beginning { get; } = [.. new byte[SHA256.HashSizeInBytes]];

    /// <summary>Makes the entry that follows.</summary>
    /// <param name="previous">The hash of entry <paramref name="number"/> - 1, or <see cref="Beginning"/>.</param>
    /// <param name="number">Its number.</param>
    /// <param name="at">When.</param>
    /// <param name="who">Who did it.</param>
    /// <param name="act">What kind of act.</param>
    /// <param name="what">JSON.</param>
    public static JournalEntry After(ImmutableArray<byte> previous, long number, Instant at, string who, string act, string what) =>
        new(number, at, who, act, what, HashOf(previous, number, at, who, act, what));

    /// <summary>True when the entry is as it was written and follows the one with this hash.</summary>
    public bool Follows(ImmutableArray<byte> previous) =>
        CryptographicOperations.FixedTimeEquals(HashOf(previous, Number, At, Who, Act, What).AsSpan(), Hash.AsSpan());

    // Each text stands behind its length, so that no two entries have the same bytes: "ab" + "c" is not "a" + "bc".
    static ImmutableArray<byte> HashOf(ImmutableArray<byte> previous, long number, Instant at, string who, string act, string what)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous.AsSpan());
        Append(hash, number);
        Append(hash, at.Nanoseconds);
        foreach (var text in (ReadOnlySpan<string>)[who, act, what])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Append(hash, bytes.Length);
            hash.AppendData(bytes);
        }

        return [.. hash.GetHashAndReset()];
    }

    static void Append(IncrementalHash hash, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        hash.AppendData(bytes);
    }
}
