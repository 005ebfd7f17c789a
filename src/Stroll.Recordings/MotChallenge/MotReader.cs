using System.Buffers.Text;
using System.Text;
using Stroll.Geometry;
using Stroll.Units;

namespace Stroll.Recordings.MotChallenge;

/// <summary>Reads detections, tracks and truth in the MOTChallenge form: <c>frame,id,left,top,width,height,score,…</c></summary>
/// <remarks>
/// A line that is not of this form is a fault with its number. A box that is not finite or has no area is left out and counted. Lines may come
/// in any order of frames. Beyond the seventh field only a truth's class is read; the form is that of https://motchallenge.net.
/// </remarks>
public static class MotReader
{
    const int MostFrames = 100_000_000;

    /// <summary>Reads a file.</summary>
    /// <param name="path">As typed.</param>
    /// <param name="hasIds">True for tracks and truth: then an id may stand only once in a frame, and not be missing.</param>
    /// <param name="stop">Asked now and then.</param>
    public static Result<MotFile> Read(string path, bool hasIds, CancellationToken stop = default) => FileSafety.Guard(path, () =>
    {
        using var stream = FileSafety.OpenRead(path);
        return Parsed(stream, path, hasIds, stop);
    });

    /// <summary>Reads an open stream; otherwise as for a file.</summary>
    /// <param name="stream">From where it stands to its end.</param>
    /// <param name="path">For the fault.</param>
    /// <param name="hasIds">As for a file.</param>
    /// <param name="stop">As for a file.</param>
    public static Result<MotFile> Read(Stream stream, string path, bool hasIds, CancellationToken stop = default) =>
        FileSafety.Guard(path, () => Parsed(stream, path, hasIds, stop));

    static MotFile Parsed(Stream stream, string path, bool hasIds, CancellationToken stop)
    {
        var lines = new LineReader(stream, path);
        var rows = new List<MotRow>();
        Span<double> fields = stackalloc double[10];
        var (skipped, outOfOrder, last) = (0, 0, 0);
        while (lines.MoveNext())
        {
            if ((lines.Number & 0xFFFF) == 0)
            {
                stop.ThrowIfCancellationRequested();
            }

            var text = lines.Current.Span;
            if (text.Trim(" \t"u8).IsEmpty)
            {
                continue;
            }

            var count = Fields(text, fields, lines.Where);
            var frame = Whole(fields[0], 1, MostFrames, "frame", lines.Where);
            var id = (long)Whole(fields[1], hasIds ? 0 : int.MinValue, int.MaxValue, "id", lines.Where);
            var box = new PixelBox(fields[2], fields[3], fields[4], fields[5]);
            outOfOrder += frame < last ? 1 : 0;
            last = frame;
            if (!box.IsReal || (count > 6 && !double.IsFinite(fields[6])))
            {
                skipped++;
                continue;
            }

            var kind = count is 8 or 9 && fields[7] >= 1 ? Whole(fields[7], 1, int.MaxValue, "class", lines.Where) : 1;
            rows.Add(new(frame, id, box, count > 6 ? fields[6] : 1, kind, lines.Number));
        }

        var sorted = outOfOrder == 0 ? rows.ToArray() : [.. rows.OrderBy(r => r.Frame).ThenBy(r => r.Line)];
        if (hasIds)
        {
            RefuseDoubled(sorted, path);
        }

        return new(sorted, skipped, outOfOrder);
    }

    static int Fields(ReadOnlySpan<byte> text, Span<double> fields, string where)
    {
        var count = 0;
        while (true)
        {
            var end = text.IndexOf((byte)',');
            var field = (end < 0 ? text : text[..end]).Trim(" \t"u8);
            if (count < fields.Length && !TryNumber(field, out fields[count]))
            {
                throw RecordingException.Of("mot.row", where, $"field {count + 1} is '{Shown(field)}', expected a number");
            }

            count++;
            if (end < 0)
            {
                break;
            }

            text = text[(end + 1)..];
        }

        return count >= 6
            ? count
            : throw RecordingException.Of("mot.row", where, $"{count} fields, expected at least six parted by commas: frame,id,left,top,width,height");
    }

    static bool TryNumber(ReadOnlySpan<byte> field, out double number)
    {
        if (Utf8Parser.TryParse(field, out number, out var used) && used == field.Length)
        {
            return true;
        }

        // What programs write for no number; the row is then left out and counted.
        number = double.NaN;
        return Ascii.EqualsIgnoreCase(field, "nan"u8) || Ascii.EqualsIgnoreCase(field, "inf"u8) || Ascii.EqualsIgnoreCase(field, "-inf"u8)
            || Ascii.EqualsIgnoreCase(field, "-nan"u8);
    }

    static int Whole(double number, int least, int most, string name, string where) => number >= least && number <= most && number == Math.Floor(number)
        ? (int)number
        : throw RecordingException.Of("mot.row", where, FormattableString.Invariant($"the {name} is {number}, expected a whole number from {least} to {most}"));

    static void RefuseDoubled(MotRow[] rows, string path)
    {
        var seen = new Dictionary<long, long>();
        var frame = 0;
        foreach (var row in rows)
        {
            if (row.Frame != frame)
            {
                seen.Clear();
                frame = row.Frame;
            }

            if (!seen.TryAdd(row.Id, row.Line))
            {
                throw RecordingException.Of(
                    "mot.doubled", $"{path}:{row.Line}", $"id {row.Id} stands in frame {frame} already, in line {seen[row.Id]}, expected it once");
            }
        }
    }

    static string Shown(ReadOnlySpan<byte> field) => Encoding.UTF8.GetString(field.Length > 40 ? field[..40] : field);
}
