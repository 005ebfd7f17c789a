using Stroll.Host.Logs;
using Stroll.Observations;

namespace Stroll.Storage.Log;

/// <summary>Makes a long log of a short one, to measure how a store starts on it: what the first segment says is said again and again, under new offsets and sequences.</summary>
/// <remarks>Every block is whole and checked like one of a log that grew by itself; only the moments in it repeat.</remarks>
public static class LogStretch
{
    /// <summary>Adds copies of the first segment of a closed log.</summary>
    /// <param name="folder">Nobody has it open.</param>
    /// <param name="copies">How many, at least 1.</param>
    /// <param name="isTorn">True to leave the last copy without its seal, as a process that was killed does.</param>
    /// <returns>The bytes of all segments.</returns>
    public static long Of(string folder, int copies, bool isTorn)
    {
        var segments = SegmentFile.In(folder);
        var next = segments[^1].Seal()?.Next ?? throw new LogBrokenException(new("log.broken", segments[^1].Path, "the segment does not end in a seal"));
        var last = (Segment: segments[^1], Length: 0L);
        using var codec = new BlockCodec();
        for (var copy = 0; copy < copies; copy++)
        {
            var segment = SegmentFile.At(folder, next);
            (next, var length) = Copy(codec, segments[0], segment, hasSeal: copy < copies - 1 || !isTorn);
            last = (segment, length);
        }

        using (var marks = DiskFile.Open(Path.Combine(folder, DurableMark.FileName)))
        {
            var counter = DurableMark.Of(folder).Counter + 1;
            (isTorn ? new DurableMark(last.Segment.First, last.Length, counter) : new DurableMark(next, 0, counter)).Write(marks);
        }

        return SegmentFile.In(folder).Sum(file => new FileInfo(file.Path).Length);
    }

    static (long Next, long Length) Copy(BlockCodec codec, SegmentFile from, SegmentFile to, bool hasSeal)
    {
        using var reader = SegmentReading.Good(SegmentReader.Open(from));
        using var file = DiskFile.Open(to.Path);
        var shift = to.First - from.First;
        var above = reader.Above();
        file.Write(above, 0);
        var (at, before, next) = ((long)above.Length, BlockHeader.Checksum(above.AsSpan(0, above.Length - 4)), to.First);
        while (reader.Next(reader.Length, SegmentReader.Everything, out var body) is { } header)
        {
            if (header.Kind == BlockKind.Seal && !hasSeal)
            {
                break;
            }

            var bytes = header.Kind == BlockKind.Entries ? codec.Shifted(body, header.Count, shift) : body;
            var head = new byte[BlockHeader.Length];
            before = (header with
            {
                First = header.First + shift,
                Next = header.Next + shift,
                BodyLength = bytes.Length,
                BodyChecksum = BlockHeader.Checksum(bytes),
                Before = before,
            }).Write(head);
            file.Write(head, at);
            file.Write(bytes, at + head.Length);
            (at, next) = (at + head.Length + bytes.Length, header.Next + shift);
        }

        file.Sync();
        return (next, at);
    }
}
