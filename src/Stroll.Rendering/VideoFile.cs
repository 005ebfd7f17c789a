using System.Diagnostics;
using System.Globalization;
using Stroll.Geometry;
using Stroll.Units;

namespace Stroll.Rendering;

/// <summary>Something outside refused: no program, a full disk, a codec that is not there.</summary>
/// <param name="fault">What, in one line.</param>
public sealed class VideoException(Fault fault) : Exception(fault.ToString())
{
    /// <summary>What, in one line.</summary>
    public Fault Fault => fault;
}

/// <summary>The program that turns pictures into video files and back.</summary>
public static class Ffmpeg
{
    const string Name = "ffmpeg";

    /// <summary>Where it is.</summary>
    /// <returns>None where <c>PATH</c> does not lead to it.</returns>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{Name}.exe" : Name)).FirstOrDefault(File.Exists);

    /// <summary>Where it is.</summary>
    /// <exception cref="VideoException">It is not there (<c>video.ffmpeg</c>).</exception>
    public static string Required() => Find() ?? throw new VideoException(Missing);

    /// <summary>What to say where it is not there.</summary>
    public static Fault Missing => new("video.ffmpeg", Name, "the program is not on PATH, expected it installed (Debian: apt-get install ffmpeg)");

    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">After the program's name.</param>
    /// <param name="about">Names the file in a fault.</param>
    /// <exception cref="VideoException">It is not there, or failed.</exception>
    public static void Run(IEnumerable<string> arguments, string about)
    {
        using var process = Start(arguments, hasInput: false);
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        ThrowIfFailed(process, said, about);
    }

    /// <summary>Cuts a stretch out of a video, and what it shows around a place, larger; the caption of the whole picture stays on top.</summary>
    /// <param name="from">The video, as <see cref="VideoFile"/> writes it.</param>
    /// <param name="to">The new file.</param>
    /// <param name="begin">After the first frame.</param>
    /// <param name="length">Above zero.</param>
    /// <param name="window">What is shown, pixels of the video; none for the whole picture.</param>
    /// <param name="size">Of the video, pixels.</param>
    /// <param name="framesPerSecond">Of the video.</param>
    /// <exception cref="VideoException">ffmpeg is not there, or failed.</exception>
    public static void Cut(string from, string to, TimeSpan begin, TimeSpan length, PixelBox? window, (int Width, int Height) size, double framesPerSecond)
    {
        const int width = 960;
        string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
        var filter = "null";
        if (window is { } box)
        {
            var caption = Caption.Rows(size.Height);
            // What the caption covers is not shown twice.
            var top = Math.Max(caption, (int)box.Top);
            filter = FormattableString.Invariant(
                $"split[a][b];[a]crop={Even(box.Width)}:{Even(Math.Min(box.Height, size.Height - top))}:{(int)box.Left}:{top},scale={width}:-2:flags=lanczos[m];[b]crop={size.Width}:{caption}:0:0,scale={width}:-2[c];[c][m]vstack");
        }

        Run(
            [
                "-ss", Number(begin.TotalSeconds), "-i", from, "-t", Number(length.TotalSeconds), "-filter_complex", filter, "-an", "-c:v", "libx264", "-preset",
                "veryfast", "-crf", "20", "-pix_fmt", "yuv420p", "-g", Number(Math.Max(1, Math.Floor(framesPerSecond))), "-movflags", "+faststart", to,
            ],
            from);
    }

    static int Even(double pixels) => Math.Max(2, (int)pixels / 2 * 2);

    internal static Process Start(IEnumerable<string> arguments, bool hasInput) => Process.Start(
        new ProcessStartInfo(Required(), [.. (string[])["-hide_banner", "-loglevel", "error", "-y"], .. hasInput ? (string[])[] : ["-nostdin"], .. arguments])
        {
            RedirectStandardInput = hasInput,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;

    internal static void ThrowIfFailed(Process process, string said, string about)
    {
        if (process.ExitCode != 0)
        {
            var last = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "said nothing";
            throw new VideoException(new("video.failed", about, $"{Name} ended with {process.ExitCode}: {last}"));
        }
    }
}

/// <summary>A video that is being written: H.264 in an MP4, a key frame at least every second.</summary>
public sealed class VideoFile : IDisposable
{
    readonly Process _process;
    readonly Task<string> _said;
    readonly string _path;

    /// <summary>Starts the encoder.</summary>
    /// <param name="path">The file; replaced where it is.</param>
    /// <param name="width">Even.</param>
    /// <param name="height">Even.</param>
    /// <param name="framesPerSecond">Above 0.</param>
    /// <exception cref="VideoException">There is no encoder.</exception>
    public VideoFile(string path, int width, int height, double framesPerSecond)
    {
        string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
        _path = path;
        _process = Ffmpeg.Start(
            [
                "-f", "rawvideo", "-pix_fmt", "bgra", "-s", $"{width}x{height}", "-r", Number(framesPerSecond), "-i", "-", "-an", "-c:v", "libx264",
                "-preset", "veryfast", "-crf", "22", "-pix_fmt", "yuv420p", "-g", Number(Math.Max(1, Math.Floor(framesPerSecond))), "-threads", "1",
                "-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+faststart", path,
            ],
            hasInput: true);
        _said = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Appends a picture: blue, green, red and anything for each pixel.</summary>
    /// <exception cref="VideoException">The encoder has ended.</exception>
    public void Append(ReadOnlySpan<byte> picture)
    {
        try
        {
            _process.StandardInput.BaseStream.Write(picture);
        }
        catch (IOException)
        {
            // It went away: its own words say why.
            Complete();
            throw new VideoException(new("video.failed", _path, "the encoder ended early"));
        }
    }

    /// <summary>Ends the file.</summary>
    /// <exception cref="VideoException">It could not be written whole.</exception>
    public void Complete()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A broken pipe on the way out: the exit code says it.
        }

        _process.WaitForExit();
        Ffmpeg.ThrowIfFailed(_process, _said.Result, _path);
    }

    /// <summary>Ends the encoder, if it still runs.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
