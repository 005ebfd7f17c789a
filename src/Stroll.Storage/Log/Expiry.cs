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

    /// <summary>The streams of a segment whose time is over, from its last 64 bytes alone.</summary>
    internal static IReadOnlyList<LogStream> Over(SegmentFile segment, LogRetention retention, Instant now) =>
        segment.Seal() is { } seal ? [.. LogRetention.Streams.Where(stream => now - new Instant(seal.CommittedAt) > retention.Of(stream))] : [];

    /// <summary>Applies the retention to one closed segment.</summary>
    internal static IReadOnlyList<Deletion> Apply(string folder, SegmentFile segment, LogRetention retention, Instant now)
    {
        var gone = Over(segment, retention, now);
        var fresh = segment.Path + Fresh;
        var taken = gone.Select(stream => new Taken(stream)).ToArray();
        var through = Rewriting.Without(segment, fresh, entry => Array.Find(taken, one => one.Takes(entry)) is not null);
        if (taken.All(one => one.Entries == 0))
        {
            File.Delete(fresh);
            return [];
        }

        var (before, after) = (Hash(segment.Path), Hash(fresh));
        var deletions = taken.Where(one => one.Entries > 0).Select(one => new Deletion(
            now, Path.GetFileName(segment.Path), one.Stream, one.Entries, one.First, one.Last, through, retention.Of(one.Stream), before, after)).ToArray();
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

    internal static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>What is taken of one stream.</summary>
    sealed class Taken(LogStream stream)
    {
        internal LogStream Stream => stream;

        internal int Entries { get; private set; }

        internal long First { get; private set; } = -1;

        internal long Last { get; private set; } = -1;

        internal bool Takes((long Offset, LogEntry Entry) entry)
        {
            if (LogRetention.StreamOf(entry.Entry.Observation) != stream)
            {
                return false;
            }

            (First, Last, Entries) = (Entries == 0 ? entry.Offset : First, entry.Offset, Entries + 1);
            return true;
        }
    }
}
