using System.Text;
using Stroll.Units;

namespace Stroll.Cli.Frame;

/// <summary>Reads a small file that a person named.</summary>
internal static class InputFile
{
    const long MostBytes = 256L << 20;

    /// <summary>All bytes of it.</summary>
    /// <param name="path">As typed.</param>
    /// <param name="expected">What it should be, for people.</param>
    internal static Result<byte[]> Bytes(string path, string expected)
    {
        try
        {
            if (Directory.Exists(path))
            {
                return Bad("file.missing", path, $"is a folder, expected {expected}");
            }

            using var stream = File.OpenRead(path);
            if (stream.CanSeek && stream.Length > MostBytes)
            {
                return Bad("file.too-large", path, $"{stream.Length >> 20} MB, expected {expected} of at most {MostBytes >> 20} MB");
            }

            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return new Result<byte[]>.Good(bytes.ToArray());
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return Bad("file.missing", path, $"there is no such file, expected {expected}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Bad("file.unreadable", path, $"{fault.Message}, expected {expected}");
        }
    }

    /// <summary>All of it as text.</summary>
    /// <param name="path">As typed.</param>
    /// <param name="expected">What it should be, for people.</param>
    internal static Result<string> Text(string path, string expected)
    {
        try
        {
            return Bytes(path, expected) switch
            {
                Result<byte[]>.Good good => new Result<string>.Good(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(good.Value)),
                Result<byte[]>.Bad bad => new Result<string>.Bad(bad.Fault),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        catch (DecoderFallbackException)
        {
            return new Result<string>.Bad(new("file.not-utf8", path, $"not UTF-8, expected {expected}"));
        }
    }

    static Result<byte[]> Bad(string code, string where, string found) => new Result<byte[]>.Bad(new(code, where, found));
}
