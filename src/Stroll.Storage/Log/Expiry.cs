using System.Security.Cryptography;
using Stroll.Host.Logs;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Storage.Log;

/// <summary>Takes what is too old out of closed segments.</summary>
/// <remarks>
/// The segment is written anew without it beside the old one, the deletion is written down and synced, and only then the new file takes the
/// place of the old. After a crash at any moment either nothing has happened or the step is finished when the log is opened.
/// </remarks>
static class Expiry
{
    const string Fresh = ".fresh";
    const int MostEntries = 4096;

    /// <summary>Applies the retention to one closed segment.</summary>
    internal static IReadOnlyList<Deletion> Apply(string folder, SegmentFile segment, LogRetention retention, Instant now)
    {
        using var reader = SegmentReading.Good(SegmentReader.Open(segment));
        var blocks = Blocks(reader, segment.Path);
        var age = now - new Instant(reader.CommittedAt);
        var gone = LogRetention.Streams.Where(stream => age > retention.Of(stream)).ToHashSet();
        var taken = blocks.SelectMany(block => block.Entries).Where(entry => gone.Contains(LogRetention.StreamOf(entry.Entry.Observation)))
            .GroupBy(entry => LogRetention.StreamOf(entry.Entry.Observation)).OrderBy(group => group.Key).ToArray();
        if (taken.Length == 0)
        {
            return [];
        }

        var kept = blocks.Select(block => block with { Entries = [.. block.Entries.Where(e => !gone.Contains(LogRetention.StreamOf(e.Entry.Observation)))] }).ToArray();
        var fresh = segment.Path + Fresh;
        File.WriteAllBytes(fresh, Rewritten(reader, segment, kept));
        using (var file = DiskFile.Open(fresh))
        {
            file.Sync();
        }

        var (before, after) = (Hash(segment.Path), Hash(fresh));
        var deletions = taken.Select(group => new Deletion(
            now, Path.GetFileName(segment.Path), group.Key, group.Count(), group.Min(e => e.Offset), group.Max(e => e.Offset), new(reader.CommittedAt),
            retention.Of(group.Key), before, after)).ToArray();
        DeletionBook.Add(folder, deletions);
        File.Move(fresh, segment.Path, overwrite: true);
        FolderSync.Of(folder);
        return deletions;
    }

    /// <summary>True when nothing is left in a closed segment.</summary>
    internal static bool IsEmpty(SegmentFile segment)
    {
        using var reader = SegmentReading.Good(SegmentReader.Open(segment));
        while (reader.Next(reader.Length, long.MaxValue, out _) is { } block)
        {
            if (block.Count > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Ends a step that a crash cut off: the new file takes its place when the book has it, and goes when not.</summary>
    internal static void FinishInterrupted(string folder)
    {
        foreach (var unborn in Directory.EnumerateFiles(folder, "*.new"))
        {
            File.Delete(unborn);
        }

        foreach (var fresh in Directory.EnumerateFiles(folder, $"*{Fresh}"))
        {
            var segment = fresh[..^Fresh.Length];
            if (DeletionBook.Of(folder).Any(d => d.Segment == Path.GetFileName(segment) && d.After == Hash(fresh) && d.Before == Hash(segment)))
            {
                File.Move(fresh, segment, overwrite: true);
            }
            else
            {
                File.Delete(fresh);
            }
        }
    }

    static Block[] Blocks(SegmentReader reader, string path)
    {
        using var codec = new BlockCodec();
        var blocks = new List<Block>();
        while (reader.Next(reader.Length, SegmentReader.Everything, out var body) is { } header)
        {
            blocks.Add(new(header, body, header.Kind == BlockKind.Entries ? SegmentReading.Decode(codec, header, body, path) : []));
        }

        Invariant.Holds(reader.IsSealed, "only closed segments expire");
        return [.. blocks];
    }

    static byte[] Rewritten(SegmentReader reader, SegmentFile segment, Block[] blocks)
    {
        using var codec = new BlockCodec();
        using var bytes = new MemoryStream();
        var above = File.ReadAllBytes(segment.Path).AsSpan(0, (int)reader.HeaderLength);
        bytes.Write(above);
        var before = BlockHeader.Checksum(above[..^4]);
        foreach (var (header, body, entries) in Merged(blocks))
        {
            byte[] fresh = header.Kind == BlockKind.Entries ? entries.Length > 0 ? codec.Encode(entries) : [] : body;
            var head = new byte[BlockHeader.Length];
            before = (header with { Count = entries.Length, BodyLength = fresh.Length, BodyChecksum = BlockHeader.Checksum(fresh), Before = before }).Write(head);
            bytes.Write(head);
            bytes.Write(fresh);
        }

        return bytes.ToArray();
    }

    /// <summary>Neighbours go together: small blocks pack badly.</summary>
    static List<Block> Merged(Block[] blocks)
    {
        var merged = new List<Block>();
        foreach (var block in blocks)
        {
            if (merged.Count > 0 && merged[^1] is { Header.Kind: BlockKind.Entries } last && block.Header.Kind == BlockKind.Entries
                && last.Entries.Length + block.Entries.Length <= MostEntries)
            {
                merged[^1] = new(
                    last.Header with { Next = block.Header.Next, CommittedAt = block.Header.CommittedAt }, [], [.. last.Entries, .. block.Entries]);
            }
            else
            {
                merged.Add(block);
            }
        }

        return merged;
    }

    internal static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    sealed record Block(BlockHeader Header, byte[] Body, (long Offset, LogEntry Entry)[] Entries);
}
