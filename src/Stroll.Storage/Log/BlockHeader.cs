using System.Buffers.Binary;
using System.Numerics;

namespace Stroll.Storage.Log;

/// <summary>What a block of a segment holds.</summary>
enum BlockKind
{
    /// <summary>Entries: one group that was written and synced together.</summary>
    Entries = 1,

    /// <summary>Which messages the log had taken in when the segment began.</summary>
    Seen = 2,

    /// <summary>The end: nothing follows in this file.</summary>
    Seal = 3,
}

/// <summary>The 64 bytes before each block.</summary>
/// <param name="Kind">What follows.</param>
/// <param name="First">Offset of the first entry; of the next one where there is none.</param>
/// <param name="Next">The offset after the last entry, expired ones counted.</param>
/// <param name="Count">Entries in it.</param>
/// <param name="BodyLength">Bytes that follow.</param>
/// <param name="CommittedAt">When it was written, nanoseconds UTC by the host's clock.</param>
/// <param name="Epoch">Of the writer.</param>
/// <param name="BodyChecksum">Over the bytes that follow.</param>
/// <param name="Before">The checksum of the header before, so that no block can be taken out or come from another file.</param>
readonly record struct BlockHeader(
    BlockKind Kind, long First, long Next, int Count, int BodyLength, long CommittedAt, long Epoch, uint BodyChecksum, uint Before)
{
    internal const int Length = 64;
    internal const int MostBody = 256 << 20;
    internal const uint Magic = 0x4b4c4253;

    /// <summary>Writes the 64 bytes.</summary>
    /// <returns>Their checksum, which the next block repeats.</returns>
    internal uint Write(Span<byte> to)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(to, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(to[4..], (int)Kind);
        BinaryPrimitives.WriteInt64LittleEndian(to[8..], First);
        BinaryPrimitives.WriteInt64LittleEndian(to[16..], Next);
        BinaryPrimitives.WriteInt32LittleEndian(to[24..], Count);
        BinaryPrimitives.WriteInt32LittleEndian(to[28..], BodyLength);
        BinaryPrimitives.WriteInt64LittleEndian(to[32..], CommittedAt);
        BinaryPrimitives.WriteInt64LittleEndian(to[40..], Epoch);
        BinaryPrimitives.WriteUInt32LittleEndian(to[48..], BodyChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(to[52..], Before);
        BinaryPrimitives.WriteUInt32LittleEndian(to[56..], 0);
        var checksum = Checksum(to[..60]);
        BinaryPrimitives.WriteUInt32LittleEndian(to[60..], checksum);
        return checksum;
    }

    /// <summary>Reads the 64 bytes.</summary>
    /// <returns>False when they are no header, or not what was written.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> from, out BlockHeader header, out uint checksum)
    {
        header = default;
        checksum = 0;
        if (from.Length < Length || BinaryPrimitives.ReadUInt32LittleEndian(from) != Magic)
        {
            return false;
        }

        checksum = BinaryPrimitives.ReadUInt32LittleEndian(from[60..]);
        header = new(
            (BlockKind)BinaryPrimitives.ReadInt32LittleEndian(from[4..]),
            BinaryPrimitives.ReadInt64LittleEndian(from[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(from[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(from[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(from[28..]),
            BinaryPrimitives.ReadInt64LittleEndian(from[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(from[40..]),
            BinaryPrimitives.ReadUInt32LittleEndian(from[48..]),
            BinaryPrimitives.ReadUInt32LittleEndian(from[52..]));
        return checksum == Checksum(from[..60]) && header.BodyLength is >= 0 and <= MostBody && header.Count >= 0;
    }

    /// <summary>CRC-32C (Castagnoli), as iSCSI has it: RFC 3720, section 12.1.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        while (bytes.Length >= 8)
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (var one in bytes)
        {
            sum = BitOperations.Crc32C(sum, one);
        }

        return ~sum;
    }
}
