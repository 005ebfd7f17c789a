using System.Text;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>Opens files so that whatever is wrong with them is a fault with a place, never a stack trace.</summary>
static class FileSafety
{
    // Text files of a recording are small. What is larger is something else under the same name.
    const long TextLimit = 256L << 20;

    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static Result<T> Guard<T>(string where, Func<T> read)
    {
        try
        {
            return new Result<T>.Good(read());
        }
        catch (RecordingException bad)
        {
            return new Result<T>.Bad(bad.Fault);
        }
        catch (Exception problem) when (IsOutside(problem))
        {
            return new Result<T>.Bad(Describe(where, problem));
        }
    }

    internal static bool IsOutside(Exception problem) => problem is IOException or UnauthorizedAccessException or NotSupportedException;

    internal static Fault Describe(string where, Exception problem) => problem is FileNotFoundException or DirectoryNotFoundException
        ? new("file.missing", where, "there is no such file")
        : new("file.unreadable", where, $"cannot be read or written: {problem.Message}");

    internal static Stream OpenRead(string path)
    {
        if (!File.Exists(path))
        {
            throw RecordingException.Of("file.missing", path, "there is no such file");
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception problem) when (IsOutside(problem))
        {
            throw new RecordingException(Describe(path, problem));
        }
    }

    internal static string ReadText(string path)
    {
        using var stream = OpenRead(path);
        if (stream.Length > TextLimit)
        {
            throw RecordingException.Of("file.too-large", path, $"{stream.Length} bytes, expected at most {TextLimit}");
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Decode(bytes, path);
    }

    internal static string Decode(ReadOnlySpan<byte> bytes, string where)
    {
        var body = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        try
        {
            return StrictUtf8.GetString(body);
        }
        catch (DecoderFallbackException bad)
        {
            throw RecordingException.Of("file.not-utf8", where, $"byte {bad.Index} is not UTF-8, expected UTF-8 text");
        }
    }
}
