using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stroll.Host.Logs;
using Stroll.Units;

namespace Stroll.Storage.Log;

/// <summary>One act of deletion.</summary>
/// <param name="At">When.</param>
/// <param name="Segment">The file.</param>
/// <param name="Stream">What was taken out of it.</param>
/// <param name="Entries">How many.</param>
/// <param name="First">The lowest offset of them.</param>
/// <param name="Last">The highest offset of them.</param>
/// <param name="Through">When the newest of the segment had come in.</param>
/// <param name="Kept">How long they were to be kept.</param>
/// <param name="Before">SHA-256 of the file that held them.</param>
/// <param name="After">SHA-256 of the file without them.</param>
public sealed record Deletion(
    Instant At, string Segment, LogStream Stream, int Entries, long First, long Last, Instant Through, TimeSpan Kept, string Before, string After);

/// <summary>Every deletion of a log, one JSON line each, each line sealed by the hash of all before it.</summary>
public static class DeletionBook
{
    /// <summary>The file in the folder of the log.</summary>
    public const string FileName = "deletions.jsonl";

    /// <summary>All deletions, oldest first.</summary>
    /// <exception cref="LogBrokenException">A line was changed, or one is missing.</exception>
    public static IReadOnlyList<Deletion> Of(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var (deletions, chain) = (new List<Deletion>(), "");
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        for (var i = 0; i < lines.Length; i++)
        {
            var cut = lines[i].LastIndexOf(' ');
            chain = Chain(chain, cut < 0 ? "" : lines[i][..cut]);
            if (cut < 0 || lines[i][(cut + 1)..] != chain)
            {
                // A line that a crash cut off was never acted upon: the file is only replaced after the line is whole.
                return i == lines.Length - 1 ? deletions : throw new LogBrokenException(new("log.book", $"{path}:{i + 1}", "the line is not what was written"));
            }

            deletions.Add(Parse(lines[i][..cut]));
        }

        return deletions;
    }

    internal static void Add(string folder, IEnumerable<Deletion> deletions)
    {
        var path = Path.Combine(folder, FileName);
        var chain = "";
        var text = new StringBuilder();
        foreach (var deletion in Of(folder).Concat(deletions))
        {
            var line = Line(deletion);
            chain = Chain(chain, line);
            text.Append(line).Append(' ').Append(chain).Append('\n');
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        using var file = DiskFile.Open(path);
        file.Write(bytes, 0);
        file.Cut(bytes.Length);
        file.Sync();
    }

    static string Chain(string before, string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(before + line)));

    static string Line(Deletion d) => JsonSerializer.Serialize(new
    {
        at = d.At.ToString(),
        segment = d.Segment,
        stream = d.Stream.ToString(),
        entries = d.Entries,
        first = d.First,
        last = d.Last,
        through = d.Through.ToString(),
        keptHours = d.Kept.TotalHours,
        sha256Before = d.Before,
        sha256After = d.After,
    });

    static Deletion Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        Instant Time(string key) => Instant.TryParse(root.GetProperty(key).GetString(), out var at) ? at : default;
        return new(
            Time("at"), root.GetProperty("segment").GetString()!,
            Enum.Parse<LogStream>(root.GetProperty("stream").GetString()!), root.GetProperty("entries").GetInt32(), root.GetProperty("first").GetInt64(),
            root.GetProperty("last").GetInt64(), Time("through"), TimeSpan.FromHours(root.GetProperty("keptHours").GetDouble()),
            root.GetProperty("sha256Before").GetString()!, root.GetProperty("sha256After").GetString()!);
    }
}
