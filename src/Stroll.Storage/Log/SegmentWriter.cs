using System.Runtime.InteropServices;
using Stroll.Host.Logs;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Storage.Log;

/// <summary>Writes segments one after the other: begin, groups of entries, seal.</summary>
/// <remarks>
/// Whatever throws leaves the file as long as it was durable, so that the same can be tried again. After a failed sync nobody knows which pages
/// reached the disk; the group is still in memory and is written anew over the same place.
/// </remarks>
sealed class SegmentWriter(string folder, LogHeader header, Func<string, IDiskFile> disk) : IDisposable
{
    readonly BlockCodec _codec = new();
    IDiskFile? _file;
    IDiskFile? _marks;
    uint _before;
    long _next;
    long _counter = DurableMark.Of(folder).Counter;
    Instant _began;

    /// <summary>The segment that is open; none before the first entry and after a seal.</summary>
    internal SegmentFile? Current { get; private set; }

    /// <summary>Bytes of the open segment that are durable.</summary>
    internal long Durable { get; private set; }

    /// <summary>True when the open segment is long or old enough to be closed.</summary>
    internal bool MustEnd(SegmentLogRules rules, Instant now) =>
        Current is not null && (Durable >= rules.SegmentBytes || now - _began >= rules.SegmentAge);

    /// <summary>Makes the file of a new segment. It gets its name only when it is whole.</summary>
    internal void Begin(long first, SeenMessages seen, Instant now)
    {
        var segment = SegmentFile.At(folder, first);
        var above = SegmentFile.HeaderBytes(header, now);
        var body = SeenBody.Write(seen);
        var block = new byte[BlockHeader.Length];
        var before = new BlockHeader(
            BlockKind.Seen, first, first, 0, body.Length, now.Nanoseconds, header.Epoch, BlockHeader.Checksum(body),
            BlockHeader.Checksum(above.AsSpan(0, above.Length - 4))).Write(block);
        byte[] bytes = [.. above, .. block, .. body];
        var unborn = segment.Path + ".new";
        var file = disk(unborn);
        try
        {
            file.Cut(0);
            file.Write(bytes, 0);
            file.Sync();
            File.Move(unborn, segment.Path, overwrite: true);
            FolderSync.Of(folder);
        }
        catch (IOException)
        {
            file.Dispose();
            throw;
        }

        (_file, Durable, _before, _next, _began, Current) = (file, bytes.Length, before, first, now, segment);
        Mark(Current!.First, Durable);
    }

    /// <summary>Writes a group and returns when it is durable.</summary>
    internal void Write(List<(long Offset, LogEntry Entry)> entries, Instant now) =>
        Block(BlockKind.Entries, _codec.Encode(CollectionsMarshal.AsSpan(entries)), entries.Count, now);

    /// <summary>Closes the open segment.</summary>
    /// <returns>It; none when none was open.</returns>
    internal SegmentFile? Seal(Instant now)
    {
        if (Current is not { } ended)
        {
            return null;
        }

        Block(BlockKind.Seal, [], 0, now);
        _file?.Dispose();
        (_file, Current) = (null, null);
        Mark(_next, 0);
        return ended;
    }

    public void Dispose()
    {
        Abandon();
        _codec.Dispose();
    }

    /// <summary>Lets the files go as they are.</summary>
    internal void Abandon()
    {
        _file?.Dispose();
        _marks?.Dispose();
        (_file, _marks) = (null, null);
    }

    void Block(BlockKind kind, byte[] body, int count, Instant now)
    {
        var bytes = new byte[BlockHeader.Length + body.Length];
        var before = new BlockHeader(
            kind, _next, _next + count, count, body.Length, now.Nanoseconds, header.Epoch, BlockHeader.Checksum(body), _before).Write(bytes);
        body.CopyTo(bytes, BlockHeader.Length);
        try
        {
            _file!.Write(bytes, Durable);
            _file.Sync();
        }
        catch (IOException)
        {
            CutBack();
            throw;
        }

        (_before, _next, Durable) = (before, _next + count, Durable + bytes.Length);
        Mark(Current!.First, Durable);
    }

    void CutBack()
    {
        try
        {
            _file!.Cut(Durable);
        }
        catch (IOException)
        {
            // The next attempt writes over the same place, and a reader stops at what is durable.
        }
    }

    void Mark(long segment, long length)
    {
        try
        {
            _marks ??= disk(Path.Combine(folder, DurableMark.FileName));
            new DurableMark(segment, length, ++_counter).Write(_marks);
        }
        catch (IOException)
        {
            // The mark may be old; it is never in the way of an acknowledgement.
        }
    }
}
