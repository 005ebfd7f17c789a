using System.Text.Unicode;

namespace Stroll.Recordings;

/// <summary>Reads lines of UTF-8 with a bound on their length, so that no file can fill the memory.</summary>
/// <remarks>A carriage return at the end of a line is taken off, and so is a byte order mark at the start of the file.</remarks>
sealed class LineReader(Stream stream, string path)
{
    /// <summary>The longest line that is read.</summary>
    internal const int LimitBytes = 64 << 20;

    byte[] _buffer = new byte[1 << 16];
    int _start;
    int _end;
    bool _isDry;

    /// <summary>The line that was read last; holds until the next one is read.</summary>
    internal ReadOnlyMemory<byte> Current { get; private set; }

    /// <summary>Its number, from 1.</summary>
    internal long Number { get; private set; }

    /// <summary>False where the file ended without a line feed after this line.</summary>
    internal bool IsClosed { get; private set; } = true;

    /// <summary>The place for a fault.</summary>
    internal string Where => $"{path}:{Number}";

    /// <exception cref="RecordingException">The line is too long or no UTF-8, or the file cannot be read.</exception>
    internal bool MoveNext()
    {
        var seen = _start;
        while (true)
        {
            var at = _buffer.AsSpan(seen, _end - seen).IndexOf((byte)'\n');
            if (at >= 0)
            {
                Take(seen + at, seen + at + 1);
                return true;
            }

            seen = _end;
            if (_isDry)
            {
                if (_start == _end)
                {
                    return false;
                }

                IsClosed = false;
                Take(_end, _end);
                return true;
            }

            seen -= MakeRoom();
            Fill();
        }
    }

    // Moves the open line to the front or doubles the buffer. Gives how far bytes have moved.
    int MakeRoom()
    {
        var moved = 0;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            moved = _start;
            _end -= _start;
            _start = 0;
        }
        else if (_end == _buffer.Length)
        {
            if (_end >= LimitBytes)
            {
                throw RecordingException.Of("file.long-line", $"{path}:{Number + 1}", $"the line goes on past {LimitBytes >> 20} MiB, expected shorter lines");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        return moved;
    }

    void Fill()
    {
        int read;
        try
        {
            read = stream.Read(_buffer, _end, _buffer.Length - _end);
        }
        catch (Exception problem) when (FileSafety.IsOutside(problem) || problem is InvalidDataException)
        {
            throw RecordingException.Of("file.unreadable", $"{path}:{Number + 1}", $"cannot be read to its end: {problem.Message}");
        }

        _isDry = read == 0;
        _end += read;
    }

    void Take(int end, int next)
    {
        Number++;
        var line = _buffer.AsMemory(_start, end - _start);
        if (Number == 1 && line.Span.StartsWith("\uFEFF"u8))
        {
            line = line[3..];
        }

        if (line.Span.EndsWith("\r"u8))
        {
            line = line[..^1];
        }

        if (!Utf8.IsValid(line.Span))
        {
            throw RecordingException.Of("file.not-utf8", Where, "the line is not UTF-8, expected UTF-8 text");
        }

        Current = line;
        _start = next;
    }
}
