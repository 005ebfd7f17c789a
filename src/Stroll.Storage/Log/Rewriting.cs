using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Storage.Log;

/// <summary>Writes a closed segment anew without some of its entries, block by block, so that a segment of any length takes little memory.</summary>
sealed class Rewriting : IDisposable
{
    // Small blocks pack badly: neighbours go together up to so many entries.
    const int MostEntries = 4096;

    readonly BlockCodec _codec = new();
    readonly IDiskFile _file;
    readonly List<(long Offset, LogEntry Entry)> _entries = [];
    BlockHeader? _waiting;
    uint _before;
    long _at;

    Rewriting(IDiskFile file, ReadOnlySpan<byte> above)
    {
        _file = file;
        file.Write(above, 0);
        (_at, _before) = (above.Length, BlockHeader.Checksum(above[..^4]));
    }

    /// <summary>Writes the segment to another file and syncs it.</summary>
    /// <param name="segment">Closed.</param>
    /// <param name="to">The new file.</param>
    /// <param name="isGone">Is asked of each entry, once and in order.</param>
    /// <returns>When the newest entry of the segment had come in.</returns>
    internal static Instant Without(SegmentFile segment, string to, Func<(long Offset, LogEntry Entry), bool> isGone)
    {
        File.Delete(to);
        using var reader = SegmentReading.Good(SegmentReader.Open(segment));
        using var file = DiskFile.Open(to);
        using var codec = new BlockCodec();
        using var writing = new Rewriting(file, reader.Above());
        while (reader.Next(reader.Length, SegmentReader.Everything, out var body) is { } header)
        {
            if (header.Kind == BlockKind.Entries)
            {
                writing.Take(header, [.. SegmentReading.Decode(codec, header, body, segment.Path).Where(entry => !isGone(entry))]);
            }
            else
            {
                writing.TakeWhole(header, body);
            }
        }

        Invariant.Holds(reader.IsSealed, "only closed segments expire");
        file.Sync();
        return new(reader.CommittedAt);
    }

    public void Dispose() => _codec.Dispose();

    void Take(BlockHeader header, (long Offset, LogEntry Entry)[] kept)
    {
        if (_entries.Count + kept.Length > MostEntries)
        {
            WriteWaiting();
        }

        _waiting = _waiting is { } waiting ? waiting with { Next = header.Next, CommittedAt = header.CommittedAt } : header;
        _entries.AddRange(kept);
    }

    void TakeWhole(BlockHeader header, byte[] body)
    {
        WriteWaiting();
        Write(header, body);
    }

    void WriteWaiting()
    {
        if (_waiting is { } waiting)
        {
            Write(waiting with { Count = _entries.Count }, _entries.Count > 0 ? _codec.Encode([.. _entries]) : []);
            _waiting = null;
            _entries.Clear();
        }
    }

    void Write(BlockHeader header, byte[] body)
    {
        var head = new byte[BlockHeader.Length];
        _before = (header with { BodyLength = body.Length, BodyChecksum = BlockHeader.Checksum(body), Before = _before }).Write(head);
        _file.Write(head, _at);
        _file.Write(body, _at + head.Length);
        _at += head.Length + body.Length;
    }
}
