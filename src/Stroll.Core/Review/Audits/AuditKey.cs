using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stroll.Units;

namespace Stroll.Review.Audits;

/// <summary>The secret of one day from which its audits are drawn. Nobody who lacks it can tell which visits will be looked at; whoever has
/// it can check afterwards that those and no others were.</summary>
/// <remarks>Its <see cref="Commitment"/> is published before the day begins and the key after it has ended: with both, a stranger can draw
/// the audits of the day again.</remarks>
public sealed class AuditKey
{
    readonly byte[] _secret;

    /// <summary>Takes 32 bytes.</summary>
    public AuditKey(ReadOnlySpan<byte> secret)
    {
        Invariant.Holds(secret.Length == SHA256.HashSizeInBytes, "a key has 32 bytes");
        _secret = secret.ToArray();
    }

    /// <summary>The SHA-256 of the key in hexadecimal: says nothing about the key, and nothing else fits to it.</summary>
    public string Commitment => Convert.ToHexStringLower(SHA256.HashData(_secret));

    /// <summary>The key in hexadecimal, for after the day.</summary>
    public string Reveal() => Convert.ToHexStringLower(_secret);

    /// <summary>The key of one day: revealing it says nothing of other days.</summary>
    /// <param name="master">The store's own secret of 32 bytes, which is never shown.</param>
    /// <param name="store">As <c>tenant/store</c>.</param>
    /// <param name="day">The day of opening, as <c>2026-11-24</c>.</param>
    public static AuditKey OfDay(ReadOnlySpan<byte> master, string store, string day) =>
        new(HMACSHA256.HashData(master, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"audit\n{store}\n{day}"))));

    /// <summary>A number from 0 to 1 that belongs to a visit and a purpose: always the same one, as good as chance, unknown without the key.</summary>
    /// <param name="visit">The visit's own id.</param>
    /// <param name="purpose">Keeps draws apart, as <c>audit</c> and <c>explore</c>.</param>
    /// <remarks>The first 53 bits of HMAC-SHA256 (RFC 2104, FIPS 198-1) over visit and purpose. A draw below p happens with probability p.</remarks>
    public double Draw(string visit, string purpose)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes($"{purpose}\n{visit}"), hash);
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
