namespace Stroll.Storage.Log;

/// <summary>Copies a log while it is written to.</summary>
public static class LogCopy
{
    /// <summary>Copies everything that was durable when the copying began.</summary>
    /// <param name="from">The folder of the log.</param>
    /// <param name="to">An empty folder.</param>
    public static void Of(string from, string to)
    {
        var mark = DurableMark.Of(from);
        foreach (var segment in SegmentFile.In(from).Where(segment => mark.Counter == 0 || segment.First <= mark.Segment))
        {
            var isOpen = mark.Length > 0 && segment.First == mark.Segment;
            using var source = new FileStream(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var target = File.Create(Path.Combine(to, Path.GetFileName(segment.Path)));
            CopyBytes(source, target, isOpen ? mark.Length : source.Length);
            target.Flush(flushToDisk: true);
        }

        if (File.Exists(Path.Combine(from, DeletionBook.FileName)))
        {
            File.Copy(Path.Combine(from, DeletionBook.FileName), Path.Combine(to, DeletionBook.FileName));
        }

        using var marks = DiskFile.Open(Path.Combine(to, DurableMark.FileName));
        mark.Write(marks);
        marks.Sync();
    }

    static void CopyBytes(FileStream from, FileStream to, long count)
    {
        var buffer = new byte[1 << 20];
        while (count > 0)
        {
            var read = from.Read(buffer, 0, (int)Math.Min(buffer.Length, count));
            if (read == 0)
            {
                return;
            }

            to.Write(buffer, 0, read);
            count -= read;
        }
    }
}
