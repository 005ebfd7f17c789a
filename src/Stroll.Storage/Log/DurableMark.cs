using System.Buffers.Binary;

namespace Stroll.Storage.Log;

/// <summary>Up to where the newest segment is durable: what is broken before it is damage, what is broken after it was never acknowledged.</summary>
/// <param name="Segment">The first offset of the segment.</param>
/// <param name="Length">Bytes of it that were synced.</param>
/// <param name="Counter">Rises with each mark.</param>
/// <remarks>
/// Two slots in a small file of its own, written in turn after each sync and not synced themselves. After a kill it is exact; after a loss of
/// power it may be a little old, and then only the last blocks, if they are broken, are taken for torn.
/// </remarks>
readonly record struct DurableMark(long Segment, long Length, long Counter)
{
    internal const string FileName = "durable";
    const int SlotLength = 32;

    internal void Write(IDiskFile file)
    {
        Span<byte> slot = stackalloc byte[SlotLength];
        slot.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(slot, Segment);
        BinaryPrimitives.WriteInt64LittleEndian(slot[8..], Length);
        BinaryPrimitives.WriteInt64LittleEndian(slot[16..], Counter);
        BinaryPrimitives.WriteUInt32LittleEndian(slot[28..], BlockHeader.Checksum(slot[..28]));
        file.Write(slot, SlotLength * (Counter & 1));
    }

    /// <summary>The newest mark of a folder; the default where there is none that can be read.</summary>
    internal static DurableMark Of(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return default;
        }

        var bytes = File.ReadAllBytes(path);
        var newest = default(DurableMark);
        for (var at = 0; at + SlotLength <= bytes.Length; at += SlotLength)
        {
            var slot = bytes.AsSpan(at, SlotLength);
            var counter = BinaryPrimitives.ReadInt64LittleEndian(slot[16..]);
            if (BinaryPrimitives.ReadUInt32LittleEndian(slot[28..]) == BlockHeader.Checksum(slot[..28]) && counter > newest.Counter)
            {
                newest = new(BinaryPrimitives.ReadInt64LittleEndian(slot), BinaryPrimitives.ReadInt64LittleEndian(slot[8..]), counter);
            }
        }

        return newest;
    }
}
