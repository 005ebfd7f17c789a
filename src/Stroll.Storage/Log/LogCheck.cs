using System.Collections.Immutable;
using Stroll.Host.Logs;
using Stroll.Units;

namespace Stroll.Storage.Log;

/// <summary>What was found when every byte of a log was read.</summary>
/// <param name="Segments">Files.</param>
/// <param name="Entries">That can be read.</param>
/// <param name="Bytes">Of all files.</param>
/// <param name="Deletions">Acts of deletion in the book.</param>
/// <param name="Faults">What is wrong, newest file first; empty when all is well.</param>
public sealed record LogReport(int Segments, long Entries, long Bytes, int Deletions, ImmutableArray<Fault> Faults);

/// <summary>Reads a log from its newest file to its oldest and compares every checksum. Changes nothing, and needs no lock.</summary>
public static class LogCheck
{
    /// <summary>Checks the log of a folder. What is being written meanwhile is left out.</summary>
    public static LogReport Of(string folder)
    {
        var mark = DurableMark.Of(folder);
        var segments = SegmentFile.In(folder);
        var faults = ImmutableArray.CreateBuilder<Fault>();
        var (entries, bytes, expected) = (0L, 0L, (long?)null);
        for (var i = segments.Count - 1; i >= 0; i--)
        {
            var limit = segments[i].First == mark.Segment && mark.Length > 0 ? mark.Length : (long?)null;
            bytes += new FileInfo(segments[i].Path).Length;
            entries += Try(() => Read(segments[i], limit, expected), faults);
            expected = segments[i].First;
        }

        if (mark.Length > 0 && (segments.Count == 0 || segments[^1].First < mark.Segment))
        {
            faults.Insert(0, new("log.broken", SegmentFile.At(folder, mark.Segment).Path, "the newest segment is missing"));
        }

        var deletions = Try(() => CheckBook(folder), faults);
        return new(segments.Count, entries, bytes, (int)deletions, faults.ToImmutable());
    }

    static long Read(SegmentFile segment, long? limit, long? expected)
    {
        using var codec = new BlockCodec();
        using var reader = SegmentReading.Good(SegmentReader.Open(segment));
        var entries = 0L;
        var until = Math.Min(limit ?? long.MaxValue, reader.Length);
        while (reader.Next(until, SegmentReader.Everything, out var body) is { } block)
        {
            entries += block.Kind == BlockKind.Entries && block.Count > 0 ? SegmentReading.Decode(codec, block, body, segment.Path).Length : 0;
        }

        if (limit > reader.Length || (expected is { } next && (next != reader.NextOffset || !reader.IsSealed)))
        {
            throw new LogBrokenException(new("log.broken", segment.Path, $"ends before entry {reader.NextOffset}, more of it was acknowledged"));
        }

        return entries;
    }

    /// <summary>The book is whole, and each file that lost something is the one that the book names last for it.</summary>
    static long CheckBook(string folder)
    {
        var deletions = DeletionBook.Of(folder);
        foreach (var last in deletions.GroupBy(deletion => deletion.Segment).Select(group => group.Last()))
        {
            var path = Path.Combine(folder, last.Segment);
            if (File.Exists(path) && Expiry.Hash(path) != last.After)
            {
                throw new LogBrokenException(new("log.book", path, $"is not the file that the book of deletions names ({last.After[..12]}…)"));
            }
        }

        return deletions.Count;
    }

    static long Try(Func<long> work, ImmutableArray<Fault>.Builder faults)
    {
        try
        {
            return work();
        }
        catch (LogBrokenException broken)
        {
            faults.Add(broken.Fault);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            faults.Add(new("log.unreadable", "log", problem.Message));
        }

        return 0;
    }
}
