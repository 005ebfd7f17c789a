using System.Text;
using Stroll.Units;

namespace Stroll.Cli.Frame;

/// <summary>Files that are either whole or not there.</summary>
internal static class WholeFile
{
    /// <summary>Makes sure that a folder for output is there and can be written.</summary>
    /// <returns>What stands in the way; none when all is well.</returns>
    internal static Fault? Prepare(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".stroll-{Environment.ProcessId}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new("output.unwritable", folder, $"cannot be written ({fault.Message}), expected a folder that can");
        }
    }

    /// <summary>Writes a file beside its place and moves it there when it is whole.</summary>
    internal static void Write(string path, Action<TextWriter> write) => WriteBytes(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        write(writer);
    });

    /// <inheritdoc cref="Write"/>
    internal static void WriteBytes(string path, Action<Stream> write)
    {
        var part = $"{path}.part-{Environment.ProcessId}";
        try
        {
            using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
            }

            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
