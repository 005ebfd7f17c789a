using Microsoft.Win32.SafeHandles;
using Stroll.Host.Logs;
using Stroll.Units;

namespace Stroll.Storage.Log;

/// <summary>Walks over the blocks of one segment and hands out none that is not what was written.</summary>
sealed class SegmentReader : IDisposable
{
    /// <summary>For <see cref="Next"/>: every body is read and checked.</summary>
    internal const long Everything = -1;

    readonly SafeFileHandle _file;
    readonly SegmentFile _segment;
    uint _before;
    long _next;

    SegmentReader(SafeFileHandle file, SegmentFile segment)
    {
        _file = file;
        _segment = segment;
        _next = segment.First;
    }

    /// <summary>What stands above the entries.</summary>
    internal LogHeader Header { get; private set; } = null!;

    /// <summary>Bytes before the first block.</summary>
    internal long HeaderLength { get; private set; }

    /// <summary>The byte after the last good block.</summary>
    internal long Position { get; private set; }

    /// <summary>Bytes of the file.</summary>
    internal long Length => RandomAccess.GetLength(_file);

    /// <summary>The offset after the last good block.</summary>
    internal long NextOffset => _next;

    /// <summary>True when the last good block was the seal.</summary>
    internal bool IsSealed { get; private set; }

    /// <summary>The checksum that the next block has to repeat.</summary>
    internal uint Before => _before;

    /// <summary>When the last good block was written, nanoseconds.</summary>
    internal long CommittedAt { get; private set; }

    /// <summary>Opens a segment and reads its header.</summary>
    internal static Result<SegmentReader> Open(SegmentFile segment)
    {
        var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var reader = new SegmentReader(file, segment);
        var start = new byte[Math.Min(RandomAccess.GetLength(file), 1 << 20)];
        RandomAccess.Read(file, start, 0);
        switch (segment.ReadHeader(start, out var length, out reader._before))
        {
            case Result<LogHeader>.Good good:
                reader.Header = good.Value;
                reader.Position = reader.HeaderLength = length;
                return new Result<SegmentReader>.Good(reader);
            case Result<LogHeader>.Bad bad:
                reader.Dispose();
                return new Result<SegmentReader>.Bad(bad.Fault);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The bytes before the first block.</summary>
    internal byte[] Above()
    {
        var above = new byte[HeaderLength];
        RandomAccess.Read(_file, above, 0);
        return above;
    }

    /// <summary>Goes over the next block.</summary>
    /// <param name="limit">Bytes of the file that count.</param>
    /// <param name="from">Bodies of blocks that end before this offset are skipped unread.</param>
    /// <param name="body">Its checked body; empty where skipped.</param>
    /// <returns>The block; none at the end.</returns>
    /// <exception cref="LogBrokenException">The next bytes are no whole block, or not the one that was written here.</exception>
    internal BlockHeader? Next(long limit, long from, out byte[] body)
    {
        body = [];
        if (Position == limit)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[BlockHeader.Length];
        var read = RandomAccess.Read(_file, bytes, Position);
        if (IsSealed || read < bytes.Length || !BlockHeader.TryRead(bytes, out var header, out var checksum))
        {
            throw Broken(IsSealed ? "bytes follow the seal" : "this is no whole block");
        }

        if (header.Before != _before || header.First != _next || header.Next < header.First || header.Next - header.First < header.Count)
        {
            throw Broken($"a block begins with entry {header.First}, expected {_next} as the block before says");
        }

        if (Position + bytes.Length + header.BodyLength > limit)
        {
            throw Broken("a block is cut off");
        }

        if (header.Next > from)
        {
            body = new byte[header.BodyLength];
            RandomAccess.Read(_file, body, Position + bytes.Length);
            if (BlockHeader.Checksum(body) != header.BodyChecksum)
            {
                throw Broken($"the entries {header.First} to {header.Next - 1} are not what was written");
            }
        }

        Position += bytes.Length + header.BodyLength;
        (_next, _before, CommittedAt, IsSealed) = (header.Next, checksum, header.CommittedAt, header.Kind == BlockKind.Seal);
        return header;
    }

    /// <summary>True when a whole, sound block header stands anywhere after the given place: what is broken before it was not the end.</summary>
    internal bool SomethingFollows(long after)
    {
        var rest = new byte[(int)Math.Min(RandomAccess.GetLength(_file) - after, 256 << 20)];
        RandomAccess.Read(_file, rest, after);
        ReadOnlySpan<byte> magic = "SBLK"u8;
        for (var at = 1; at + BlockHeader.Length <= rest.Length; at++)
        {
            var found = rest.AsSpan(at).IndexOf(magic);
            if (found < 0)
            {
                return false;
            }

            at += found;
            if (BlockHeader.TryRead(rest.AsSpan(at), out _, out _))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The bytes from a place to the end.</summary>
    internal byte[] Rest(long from)
    {
        var rest = new byte[RandomAccess.GetLength(_file) - from];
        RandomAccess.Read(_file, rest, from);
        return rest;
    }

    public void Dispose() => _file.Dispose();

    LogBrokenException Broken(string found) => new(new("log.broken", $"{_segment.Path} at byte {Position}", found));
}
