using System.Globalization;

namespace Stroll.Recordings.ShelfPoses;

/// <summary>Numbers with white space between them, one after the other, with the line for messages.</summary>
sealed class Words(string text, string path)
{
    int _at;
    int _line = 1;

    /// <summary>True when nothing but white space is left.</summary>
    internal bool IsAtEnd
    {
        get
        {
            Skip();
            return _at == text.Length;
        }
    }

    internal int Count(int most) => Whole() is >= 0 and var count && count <= most ? count : throw Wrong($"a count outside 0 to {most}");

    internal int Whole() => int.TryParse(Next(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw Wrong("a word that is no whole number, expected one");

    internal double Real() => double.TryParse(Next(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
        ? number
        : throw Wrong("a word that is no finite number, expected one");

    internal RecordingException Wrong(string found) => RecordingException.Of("import.value", $"{path}:{_line}", found);

    ReadOnlySpan<char> Next()
    {
        Skip();
        if (_at == text.Length)
        {
            throw RecordingException.Of("import.truncated", $"{path}:{_line}", "the file ends, expected more numbers");
        }

        var begin = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }

        return text.AsSpan(begin, _at - begin);
    }

    void Skip()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _line += text[_at] == '\n' ? 1 : 0;
            _at++;
        }
    }
}
