using System.Globalization;
using System.Text.RegularExpressions;
using Stroll.Layout;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>Reads a folder with one CSV a plate: unix seconds and grams, without a header.</summary>
static partial class PlateFiles
{
    // A file cut off at some byte ends before its neighbours. As many samples as a message may be missing without that.
    const long CutNanoseconds = 300_000_000;

    internal static bool TryName(string path, out PlateAddress address)
    {
        address = default;
        var match = Name().Match(Path.GetFileName(path));
        if (!match.Success
            || !int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var gondola)
            || !int.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var shelf)
            || !int.TryParse(match.Groups[3].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var plate))
        {
            return false;
        }

        address = new(gondola, shelf, plate);
        return true;
    }

    internal static void Read(IEnumerable<string> paths, SeriesSet all, ImportNotes notes)
    {
        var unclosed = new List<(PlateSeries Series, string Where)>();
        foreach (var path in paths)
        {
            if (!TryName(path, out var address))
            {
                continue;
            }

            if (all.Has(address))
            {
                throw RecordingException.Of("import.duplicate", path, $"plate {address} has a second file, expected one");
            }

            var series = all.Get(address, path);
            if (ReadOne(path, series) is { } where)
            {
                unclosed.Add((series, where));
            }
        }

        foreach (var (series, where) in unclosed)
        {
            var end = all.All.Where(s => s.Address.Gondola == series.Address.Gondola && s.Kept > 0).Max(s => (long?)s.Last);
            if (end is { } last && (series.Kept == 0 || last - series.Last > CutNanoseconds))
            {
                throw RecordingException.Of("import.truncated", where, "the file ends inside a line, long before the other plates of its gondola");
            }

            notes.Add("last lines that are not closed (left out)", where);
        }
    }

    // Gives the place of a last line without its line feed. It may be half a number, so it is never used.
    static string? ReadOne(string path, PlateSeries series)
    {
        using var stream = FileSafety.OpenRead(path);
        var lines = new LineReader(stream, path);
        while (lines.MoveNext())
        {
            if (!lines.IsClosed)
            {
                return lines.Where;
            }

            var line = lines.Current.Span;
            if (line.IsEmpty)
            {
                continue;
            }

            var comma = line.IndexOf((byte)',');
            if (comma < 0
                || line[(comma + 1)..].Contains((byte)',')
                || !SeriesText.TryTime(line[..comma], out var time)
                || !SeriesText.TryGrams(line[(comma + 1)..], out var grams))
            {
                throw RecordingException.Of("import.row", lines.Where, $"{Shown(line)}, expected unix seconds and grams as 1580250245.1,606.5");
            }

            series.Add(time, grams);
        }

        return null;
    }

    internal static string Shown(ReadOnlySpan<byte> line) =>
        $"'{System.Text.Encoding.UTF8.GetString(line[..Math.Min(line.Length, 60)])}{(line.Length > 60 ? "…" : "")}'";

    [GeneratedRegex(@"^gondola_(\d{1,6})_shelf_(\d{1,6})_plate_(\d{1,6})\.csv$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
