using System.Text;
using Stroll.Layout;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>Reads the public export: one CSV a case with the columns timestamp, reading, gondola, shelf, plate.</summary>
/// <remarks>Rows may be in any order between plates. Within one plate they must rise.</remarks>
static class ExportCsv
{
    static readonly string[] Wanted = ["timestamp", "reading", "gondola", "shelf", "plate"];

    /// <summary>True when the first line is the header of an export.</summary>
    internal static bool IsHeader(ReadOnlySpan<byte> line) => Columns(line) is not null;

    internal static void Read(string path, SeriesSet series, ImportNotes notes)
    {
        using var stream = FileSafety.OpenRead(path);
        var lines = new LineReader(stream, path);
        var columns = lines.MoveNext() ? Columns(lines.Current.Span) : null;
        if (columns is null)
        {
            throw RecordingException.Of("import.header", path, $"no header, expected the columns {string.Join(", ", Wanted)}");
        }

        var width = lines.Current.Span.Count((byte)',') + 1;
        var fields = new Range[width + 1];
        while (lines.MoveNext())
        {
            var line = lines.Current.Span;
            if (!lines.IsClosed)
            {
                // It may be half a number. One reading less is nothing; a wrong one is a mass change.
                notes.Add("last lines that are not closed (left out)", lines.Where);
                if (Split(line, fields) < width)
                {
                    throw RecordingException.Of("import.truncated", lines.Where, $"the file ends inside a line: {PlateFiles.Shown(line)}");
                }

                break;
            }

            if (!line.IsEmpty)
            {
                Row(line, columns, fields, width, series, lines.Where);
            }
        }
    }

    static void Row(ReadOnlySpan<byte> line, int[] columns, Range[] fields, int width, SeriesSet series, string where)
    {
        if (Split(line, fields) != width
            || !SeriesText.TryTime(Unquoted(line[fields[columns[0]]]), out var time)
            || !SeriesText.TryGrams(Unquoted(line[fields[columns[1]]]), out var grams)
            || !SeriesText.TryNumber(Unquoted(line[fields[columns[2]]]), out var gondola)
            || !SeriesText.TryNumber(Unquoted(line[fields[columns[3]]]), out var shelf)
            || !SeriesText.TryNumber(Unquoted(line[fields[columns[4]]]), out var plate))
        {
            throw RecordingException.Of("import.row", where, $"{PlateFiles.Shown(line)}, expected {string.Join(", ", Wanted)}");
        }

        series.Get(new(gondola, shelf, plate), where).Add(time, grams);
    }

    // Numbers and times hold no commas, so that quotes need no more care than being taken off.
    static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> field) => field is [(byte)'"', .., (byte)'"'] ? field[1..^1] : field;

    static int Split(ReadOnlySpan<byte> line, Range[] fields)
    {
        var count = 0;
        var start = 0;
        while (count < fields.Length)
        {
            var comma = line[start..].IndexOf((byte)',');
            fields[count++] = comma < 0 ? start..line.Length : start..(start + comma);
            if (comma < 0)
            {
                break;
            }

            start += comma + 1;
        }

        return count;
    }

    // Names may carry a unit, as reading(g); other columns may stand between, as an index that a tool has added.
    static int[]? Columns(ReadOnlySpan<byte> line)
    {
        if (line.Length > 1000)
        {
            return null;
        }

        var names = Encoding.UTF8.GetString(line).Split(',').Select(Plain).ToArray();
        var columns = Array.ConvertAll(Wanted, wanted => Array.IndexOf(names, wanted));
        return columns.All(column => column >= 0) ? columns : null;
    }

    static string Plain(string name)
    {
        var word = name.Trim().Trim('"').Trim().ToLowerInvariant();
        var unit = word.IndexOf('(', StringComparison.Ordinal);
        return (unit > 0 ? word[..unit] : word).Trim();
    }
}
