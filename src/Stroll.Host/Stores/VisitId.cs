using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stroll.Units;

namespace Stroll.Host.Stores;

/// <summary>A visit, named for good: a UUID of version 7 (RFC 9562, section 5.7).</summary>
/// <param name="Value">Sorts by the time of entry, to the millisecond.</param>
public readonly record struct VisitId(Guid Value)
{
    /// <summary>The name of a visit, which the same log always gives again.</summary>
    /// <param name="store">Where.</param>
    /// <param name="visit">How the run names it, as <c>v12</c>.</param>
    /// <param name="entered">When the shopper came in.</param>
    /// <remarks>
    /// The bits that the standard leaves to chance are a hash of the three. A replay of the log after a crash so finds the rows that it wrote
    /// before, instead of writing them twice. They can be guessed; links for shoppers have secrets of their own.
    /// </remarks>
    public static VisitId Of(StoreKey store, string visit, Instant entered)
    {
        Span<byte> bytes = stackalloc byte[32];
        var seed = string.Create(CultureInfo.InvariantCulture, $"{store}\n{visit}\n{entered.Nanoseconds}");
        SHA256.HashData(Encoding.UTF8.GetBytes(seed), bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], BinaryPrimitives.ReadInt64BigEndian(bytes));
        var milliseconds = entered.Nanoseconds / 1_000_000;
        BinaryPrimitives.WriteInt64BigEndian(bytes, (milliseconds << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[16..]));
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new(new Guid(bytes[..16], bigEndian: true));
    }

    /// <summary>The 36 letters of a UUID.</summary>
    public override string ToString() => Value.ToString("D");
}
