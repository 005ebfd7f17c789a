using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Stroll.Units;

namespace Stroll.Cli.Series;

/// <summary>Reads a CSV file of weights: a head line, one column of time, one or more of grams.</summary>
/// <remarks>Fields are parted by comma, semicolon or tab, whichever the head line has; decimal point; UTF-8. A bad file is refused at
/// its first bad line: half a series would show changes that never were.</remarks>
internal static class SeriesFile
{
    const string Expected = "a CSV file with a head line, a column of time and columns of grams (see 'stroll changes --help')";

    /// <summary>Reads the whole file.</summary>
    internal static Result<SeriesTable> Read(string path, CancellationToken stop)
    {
        if (Directory.Exists(path))
        {
            return Bad("series.missing", path, $"is a folder, expected {Expected}");
        }

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            using var lines = new LineReader(stream, path);
            return Read(lines, path, stop);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return Bad("series.missing", path, $"no such file, expected {Expected}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Bad("series.unreadable", path, $"{fault.Message}, expected {Expected}");
        }
    }

    static Result<SeriesTable> Read(LineReader lines, string path, CancellationToken stop)
    {
        if (!lines.TryNext(out var head))
        {
            return lines.Fault is { } fault ? new Result<SeriesTable>.Bad(fault) : Bad("series.empty", path, $"is empty, expected {Expected}");
        }

        var separator = head.Contains(',') ? ',' : head.Contains(';') ? ';' : '\t';
        var names = head.Split(separator).Select(Unquote).ToArray();
        if (TimeColumn.Find(names) is not { } time)
        {
            return Bad("series.no-time", $"{path}:1", $"no time column among '{Short(string.Join("', '", names))}', expected t_s, t_ms, t_us, t_ns, time or timestamp");
        }

        if (names.Length < 2 || names.Any(n => n.Length == 0) || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
        {
            return Bad("series.head", $"{path}:1", "columns without a name or with the same name, or no column of grams, expected one name each");
        }

        var times = ImmutableArray.CreateBuilder<long>();
        var columns = names.Select(_ => ImmutableArray.CreateBuilder<float>()).ToArray();
        while (lines.TryNext(out var line))
        {
            if ((lines.Number & 0xFFF) == 0)
            {
                stop.ThrowIfCancellationRequested();
            }

            if (ReadRow(line, separator, time, $"{path}:{lines.Number}", names, times, columns) is { } fault)
            {
                return new Result<SeriesTable>.Bad(fault);
            }
        }

        return lines.Fault is { } broken ? new Result<SeriesTable>.Bad(broken)
            : times.Count == 0 ? Bad("series.empty", path, "has a head line and nothing below, expected rows of readings")
            : new Result<SeriesTable>.Good(new(
                times.ToImmutable(),
                [.. names.Select((name, i) => new SeriesColumn(name, columns[i].ToImmutable())).Where((_, i) => i != time.Index)]));
    }

    static Fault? ReadRow(
        string line, char separator, TimeColumn time, string where, string[] names, ImmutableArray<long>.Builder times,
        ImmutableArray<float>.Builder[] columns)
    {
        var fields = line.AsSpan();
        for (var i = 0; i < names.Length; i++)
        {
            var end = fields.IndexOf(separator);
            var isLast = i == names.Length - 1;
            if (isLast != end < 0)
            {
                return new("series.ragged", where, $"{line.Count(c => c == separator) + 1} fields, expected {names.Length} as in the head line");
            }

            var field = Unquote(isLast ? fields : fields[..end]);
            fields = isLast ? default : fields[(end + 1)..];
            if (i == time.Index)
            {
                if (!time.TryRead(field, out var at))
                {
                    return new("series.time", where, $"'{Short(field)}' in column '{names[i]}' is no time, expected {time.Expected}");
                }

                if (times.Count > 0 && at < times[^1])
                {
                    return new("series.backwards", where, $"time goes back by {(times[^1] - at) / 1e9:0.######} s, expected times that never fall");
                }

                times.Add(at);
            }
            else if (TryReadGrams(field, out var grams))
            {
                columns[i].Add(grams);
            }
            else
            {
                return new("series.number", where, $"'{Short(field)}' in column '{names[i]}' is no number, expected grams");
            }
        }

        return null;
    }

    /// <summary>An empty field, NaN and the infinities are a reading that is not there.</summary>
    static bool TryReadGrams(ReadOnlySpan<char> field, out float grams)
    {
        grams = float.NaN;
        if (field.IsEmpty)
        {
            return true;
        }

        if (!double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        grams = double.IsFinite(value) ? (float)value : float.NaN;
        return !float.IsInfinity(grams);
    }

    static string Unquote(string field) => Unquote(field.AsSpan()).ToString();

    static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> field)
    {
        field = field.Trim();
        return field is ['"', .., '"'] ? field[1..^1].Trim() : field;
    }

    static string Short(ReadOnlySpan<char> text) => text.Length <= 40 ? text.ToString() : $"{text[..40]}…";

    static Result<SeriesTable> Bad(string code, string where, string found) => new Result<SeriesTable>.Bad(new(code, where, found));

    /// <summary>Lines of strict UTF-8, none longer than a megabyte.</summary>
    sealed class LineReader(Stream stream, string path) : IDisposable
    {
        const int LongestLine = 1 << 20;
        readonly StreamReader _reader = new(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, 1 << 16);
        readonly StringBuilder _line = new();

        /// <summary>Of the line that was read last, from 1.</summary>
        internal long Number { get; private set; }

        /// <summary>Why no more lines come, where it is not the end of the file.</summary>
        internal Fault? Fault { get; private set; }

        public void Dispose() => _reader.Dispose();

        /// <summary>The next line that is not empty.</summary>
        internal bool TryNext(out string line)
        {
            line = "";
            try
            {
                while (Fault is null && _reader.Peek() >= 0)
                {
                    Number++;
                    line = ReadLine();
                    if (line.Length > 0)
                    {
                        return Fault is null;
                    }
                }
            }
            catch (DecoderFallbackException)
            {
                Fault = new("series.encoding", $"{path}:{Number + 1}", "bytes here or soon after are no UTF-8, expected a text file");
            }

            return false;
        }

        string ReadLine()
        {
            _line.Clear();
            int letter;
            while ((letter = _reader.Read()) >= 0 && letter != '\n')
            {
                if (_line.Length == LongestLine)
                {
                    Fault = new("series.long-line", $"{path}:{Number}", "the line is longer than a megabyte, expected one row of readings");
                    return "";
                }

                _line.Append((char)letter);
            }

            return _line.ToString().Trim('\uFEFF', '\r');
        }
    }
}
