using Stroll.Host.Logs;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Storage.Log;

/// <summary>Reads entries over many segments.</summary>
static class SegmentReading
{
    /// <summary>Entries from an offset on.</summary>
    /// <param name="segments">Oldest first.</param>
    /// <param name="from">The first offset wanted.</param>
    /// <param name="until">Bytes of the last segment that count; none for all of it.</param>
    /// <exception cref="LogBrokenException">A block is not what was written; what came before it was handed out.</exception>
    internal static IEnumerable<(long Offset, LogEntry Entry)> Read(SegmentFile[] segments, long from, long? until)
    {
        using var codec = new BlockCodec();
        for (var i = Math.Max(0, Array.FindLastIndex(segments, segment => segment.First <= from)); i < segments.Length; i++)
        {
            if (!File.Exists(segments[i].Path))
            {
                // It expired since the list was made.
                continue;
            }

            using var reader = Good(SegmentReader.Open(segments[i]));
            var limit = i == segments.Length - 1 && until is { } bytes ? bytes : reader.Length;
            foreach (var entry in Entries(reader, codec, from, limit, segments[i].Path))
            {
                yield return entry;
            }
        }
    }

    static IEnumerable<(long Offset, LogEntry Entry)> Entries(SegmentReader reader, BlockCodec codec, long from, long limit, string path)
    {
        while (reader.Next(limit, from, out var body) is { } block)
        {
            if (block.Kind != BlockKind.Entries || block.Next <= from)
            {
                continue;
            }

            foreach (var entry in Decode(codec, block, body, path))
            {
                if (entry.Offset >= from)
                {
                    yield return entry;
                }
            }
        }
    }

    internal static (long Offset, LogEntry Entry)[] Decode(BlockCodec codec, BlockHeader block, byte[] body, string path)
    {
        try
        {
            return codec.Decode(body, block.Count);
        }
        catch (InvalidDataException broken)
        {
            throw new LogBrokenException(new("log.broken", path, $"the entries {block.First} to {block.Next - 1} cannot be read: {broken.Message}"));
        }
    }

    internal static T Good<T>(Result<T> result) => result switch
    {
        Result<T>.Good good => good.Value,
        Result<T>.Bad bad => throw new LogBrokenException(bad.Fault),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
