using Stroll.Host.Logs;
using Stroll.Units;

namespace Stroll.Storage.Log;

/// <summary>What stood on the disk when a log was opened, after repair.</summary>
/// <param name="Segments">All of them sealed, oldest first.</param>
/// <param name="NextOffset">The offset that the next entry will have.</param>
/// <param name="Seen">Which messages it holds, under the numbers of the new header.</param>
/// <param name="TornBytes">Bytes at the end that no acknowledgement covered; they were moved to a file beside the segment.</param>
sealed record OpenedLog(List<SegmentFile> Segments, long NextOffset, SeenMessages Seen, long TornBytes);

/// <summary>Finds out what is on the disk, newest first, and repairs a torn end.</summary>
/// <remarks>
/// The newest segment is read whole, all others must end in a seal that meets the beginning of the next. What is broken in a place that was
/// acknowledged is never repaired silently: the log does not open.
/// </remarks>
static class LogOpening
{
    internal static OpenedLog Open(string folder, LogHeader header)
    {
        Expiry.FinishInterrupted(folder);
        var segments = SegmentFile.In(folder);
        var mark = DurableMark.Of(folder);
        if (mark.Length > 0 && (segments.Count == 0 || segments[^1].First < mark.Segment))
        {
            // A mark without length says only that all before it is closed.
            throw new LogBrokenException(new("log.broken", SegmentFile.At(folder, mark.Segment).Path, "the newest segment is missing"));
        }

        if (segments.Count == 0)
        {
            // All that there was may have expired; its offsets are never used again.
            return new([], mark.Segment, new(), 0);
        }

        using var newest = Good(SegmentReader.Open(segments[^1]));
        Fit(newest.Header, header, segments[^1].Path);
        var seen = new SeenMessages();
        var torn = ReadNewest(newest, segments[^1], mark, seen);
        MeetEachOther(segments);
        Mark(folder, mark, newest.NextOffset);
        if (newest.NextOffset == segments[^1].First)
        {
            // Nothing was added before the process ended; the next segment takes its place.
            File.Delete(segments[^1].Path);
            segments.RemoveAt(segments.Count - 1);
        }

        return new(segments, newest.NextOffset, SeenBody.Renumbered(seen, newest.Header.Sources, header.Sources), torn);
    }

    static void Fit(LogHeader found, LogHeader wanted, string path)
    {
        if (found.Store != wanted.Store)
        {
            throw new LogBrokenException(new("log.store", path, $"the log of {found.Store}, expected that of {wanted.Store}"));
        }

        if (found.Epoch > wanted.Epoch)
        {
            throw new LogBrokenException(new("log.epoch", path, $"was written by owner {found.Epoch} of the store, this is owner {wanted.Epoch}: another process took over"));
        }
    }

    static long ReadNewest(SegmentReader newest, SegmentFile file, DurableMark mark, SeenMessages seen)
    {
        using var codec = new BlockCodec();
        try
        {
            while (newest.Next(newest.Length, SegmentReader.Everything, out var body) is { } block)
            {
                Learn(codec, block, body, seen, newest);
            }
        }
        catch (LogBrokenException) when (IsTorn(newest, file, mark))
        {
            return CutTorn(newest, file);
        }

        if ((mark.Segment == file.First && mark.Length > newest.Position) || mark.Segment > newest.NextOffset)
        {
            throw new LogBrokenException(new(
                "log.broken", $"{file.Path} at byte {newest.Position}", "the segment ends here, more of it was acknowledged"));
        }

        if (!newest.IsSealed)
        {
            Seal(newest, file);
        }

        return 0;
    }

    static bool IsTorn(SegmentReader newest, SegmentFile file, DurableMark mark) =>
        !(mark.Segment == file.First && mark.Length > newest.Position) && mark.Segment <= newest.NextOffset && !newest.SomethingFollows(newest.Position);

    static long CutTorn(SegmentReader newest, SegmentFile file)
    {
        var rest = newest.Rest(newest.Position);
        File.WriteAllBytes(file.Path + ".torn", rest);
        if (!newest.IsSealed)
        {
            Seal(newest, file);
        }
        else
        {
            using var sealedFile = DiskFile.Open(file.Path);
            sealedFile.Cut(newest.Position);
            sealedFile.Sync();
        }

        return rest.Length;
    }

    /// <summary>Ends the file after its last good block.</summary>
    static void Seal(SegmentReader newest, SegmentFile file)
    {
        using var disk = DiskFile.Open(file.Path);
        disk.Cut(newest.Position);
        var seal = new byte[BlockHeader.Length];
        new BlockHeader(
            BlockKind.Seal, newest.NextOffset, newest.NextOffset, 0, 0, newest.CommittedAt, newest.Header.Epoch, BlockHeader.Checksum([]), newest.Before).Write(seal);
        disk.Write(seal, newest.Position);
        disk.Sync();
    }

    static void Learn(BlockCodec codec, BlockHeader block, byte[] body, SeenMessages seen, SegmentReader newest)
    {
        if (block.Kind == BlockKind.Seen)
        {
            foreach (var (source, boot, floor, from, to) in SeenBody.Read(body).Ranges)
            {
                seen.Restore(source, boot, floor, from, to);
            }
        }
        else if (block.Kind == BlockKind.Entries)
        {
            foreach (var key in codec.Keys(body, block.Count))
            {
                seen.Add(key.Source.Index, key.Boot, key.Sequence);
            }
        }
    }

    /// <summary>All that there is is closed now; the next segment begins here.</summary>
    static void Mark(string folder, DurableMark before, long next)
    {
        using var marks = DiskFile.Open(Path.Combine(folder, DurableMark.FileName));
        new DurableMark(next, 0, before.Counter + 1).Write(marks);
    }

    static void MeetEachOther(List<SegmentFile> segments)
    {
        for (var i = segments.Count - 2; i >= 0; i--)
        {
            var next = segments[i].Seal()?.Next;
            if (next != segments[i + 1].First)
            {
                throw new LogBrokenException(new(
                    "log.broken", segments[i].Path,
                    next is null ? "the segment does not end in a seal" : $"ends before entry {next}, the next file begins with {segments[i + 1].First}"));
            }
        }
    }

    static T Good<T>(Result<T> result) => result switch
    {
        Result<T>.Good good => good.Value,
        Result<T>.Bad bad => throw new LogBrokenException(bad.Fault),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
