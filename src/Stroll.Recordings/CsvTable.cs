using System.Globalization;
using CsvHelper;

namespace Stroll.Recordings;

/// <summary>A small CSV file with a header of known columns, read row by row with line numbers.</summary>
sealed class CsvTable : IDisposable
{
    readonly string _path;
    readonly string _columnCode;
    readonly string _valueCode;
    readonly CsvReader _reader;
    readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    /// <summary>Reads the header.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="columnCode">The fault code of a wrong header.</param>
    /// <param name="valueCode">The fault code of a wrong row or value.</param>
    /// <param name="known">Every column that there may be; none where any may be.</param>
    /// <param name="required">Every column that there must be.</param>
    internal CsvTable(string text, string path, string columnCode, string valueCode, string[]? known, string[] required)
    {
        _path = path;
        _columnCode = columnCode;
        _valueCode = valueCode;
        _reader = CsvReader.FromText(text, ReaderOptions);
        Outside(_reader.ReadHeader);
        for (var i = 0; i < _reader.Headers.Count; i++)
        {
            var column = _reader.Headers[i].Trim();
            if (known is not null && !known.Contains(column, StringComparer.Ordinal))
            {
                throw RecordingException.Of(_columnCode, $"{path}:1", $"unknown column '{column}', {Nearest.Hint(column, known)}");
            }

            if (!_columns.TryAdd(column, i) && known is not null)
            {
                throw RecordingException.Of(_columnCode, $"{path}:1", $"the column '{column}' stands twice");
            }
        }

        if (required.FirstOrDefault(column => !_columns.ContainsKey(column)) is { } lacking)
        {
            throw RecordingException.Of(_columnCode, $"{path}:1", $"the column '{lacking}' is missing");
        }
    }

    static CsvReaderOptions ReaderOptions => new()
    {
        Separator = ',',
        FieldCountMismatch = CsvFieldCountHandling.Throw,
        MalformedData = CsvMalformedDataHandling.Throw,
        MaxRecordSize = 1 << 20,
        TrackLineNumbers = true,
    };

    internal long Line => _reader.LineNumber;

    /// <summary>RFC 4180 with line feeds.</summary>
    internal static CsvWriter Writer(TextWriter text) => CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);

    internal bool Read()
    {
        var more = false;
        Outside(() => more = _reader.Read());
        return more;
    }

    /// <summary>The text of a column; empty where the file has no such column.</summary>
    internal string Text(string column) => _columns.TryGetValue(column, out var index) ? _reader.GetString(index) : "";

    internal string Required(string column) => Text(column) is { Length: > 0 } text ? text : throw Wrong(column, "nothing", "a value");

    internal double? Real(string column)
    {
        var text = Text(column);
        if (text.Length == 0)
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Wrong(column, $"'{text}'", "a number");
    }

    internal long? Whole(string column)
    {
        var text = Text(column);
        if (text.Length == 0)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(column, $"'{text}'", "a whole number");
    }

    internal RecordingException Wrong(string column, string found, string expected) =>
        RecordingException.Of(_valueCode, $"{_path}:{Line}", $"'{column}' is {found}, expected {expected}");

    public void Dispose() => _reader.Dispose();

    void Outside(Action read)
    {
        try
        {
            read();
        }
        catch (FormatException bad)
        {
            throw RecordingException.Of(_valueCode, $"{_path}:{Line}", $"not CSV: {bad.Message.ReplaceLineEndings(" ")}");
        }
    }
}
