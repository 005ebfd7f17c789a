using System.Formats.Tar;
using System.IO.Compression;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>Unpacks a <c>.tar.gz</c> into a scratch folder: only text files, only below that folder.</summary>
static class SourceArchive
{
    static readonly string[] Endings = [".csv", ".json", ".jsonl"];

    // More than this is no recording but a trap.
    const long UnpackedLimit = 1L << 38;

    internal static bool IsArchive(string path) =>
        path.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase);

    internal static void RefuseOthers(string path)
    {
        string[] others = [".tar.xz", ".txz", ".tar.bz2", ".tar.zst", ".zip", ".7z"];
        if (others.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            throw RecordingException.Of("import.archive", path, "this kind of archive is not read, unpack it first (as `tar xf`) and name the folder");
        }
    }

    internal static void Unpack(string path, string folder, CancellationToken stop)
    {
        using var file = FileSafety.OpenRead(path);
        using var plain = new GZipStream(file, CompressionMode.Decompress);
        var left = UnpackedLimit;
        var buffer = new byte[1 << 16];
        try
        {
            using var tar = new TarReader(plain);
            while (tar.GetNextEntry() is { } entry)
            {
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && entry.DataStream is { } data && Target(entry.Name, folder) is { } target)
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                    using var output = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
                    int read;
                    while ((read = data.Read(buffer)) > 0)
                    {
                        stop.ThrowIfCancellationRequested();
                        left -= read;
                        if (left < 0)
                        {
                            throw RecordingException.Of("import.archive", path, $"unpacks to more than {UnpackedLimit >> 30} GiB");
                        }

                        output.Write(buffer, 0, read);
                    }
                }
            }
        }
        catch (Exception problem) when (FileSafety.IsOutside(problem) || problem is InvalidDataException or FormatException or ArgumentException)
        {
            throw RecordingException.Of("import.archive", path, $"truncated or no .tar.gz: {problem.Message}");
        }
    }

    // Folders keep their last name only, so that no entry can reach out of the scratch folder.
    static string? Target(string name, string folder)
    {
        var parts = name.Split('/', '\\').Where(part => part is not ("" or "." or "..")).ToArray();
        if (parts.Length == 0 || !Endings.Any(ending => parts[^1].EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        return parts.Length == 1 ? Path.Combine(folder, parts[0]) : Path.Combine(folder, parts[^2], parts[^1]);
    }
}
