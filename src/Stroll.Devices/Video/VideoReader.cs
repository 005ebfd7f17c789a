using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Stroll.Devices.Models;
using Stroll.Rendering;
using Stroll.Units;

namespace Stroll.Devices.Video;

/// <summary>One picture of a video with the time that the file gives it.</summary>
/// <param name="Index">From 0.</param>
/// <param name="At">Presentation time: after the beginning of the file's own clock.</param>
/// <param name="Frame">The picture; its pixels hold until the next is read.</param>
public readonly record struct TimedFrame(long Index, TimeSpan At, Frame Frame);

/// <summary>Reads the pictures of a video file one by one, with their times, through a process of ffmpeg.</summary>
/// <remarks>The pipe is the queue: the decoder waits while nobody reads, so that memory does not grow with the file.</remarks>
public sealed partial class VideoReader : IDisposable
{
    // Nothing for so long: a decoder that hangs is ended.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly string _path;
    readonly VideoProcess _process;
    readonly BlockingCollection<TimeSpan> _times = [];
    readonly byte[] _pixels;
    long _count;

    VideoReader(string path, VideoProbe probe, int width, int height)
    {
        (_path, Probe, Width, Height) = (path, probe, width, height);
        _pixels = new byte[3 * width * height];
        string[] scale = width == probe.Width ? [] : [$"scale={width}:{height}:flags=area"];
        var filter = string.Join(',', [.. scale, "showinfo=checksum=0"]);
        _process = VideoProcess.Start(
            "ffmpeg",
            [
                "-threads", "1", "-max_pixels", $"{VideoProbe.MostPixels}", .. VideoProcess.Input(path), "-map", "0:v:0", "-an", "-sn", "-dn", "-vf", filter, "-vsync",
                "passthrough", "-f", "rawvideo", "-pix_fmt", "bgr24", "pipe:1",
            ],
            Hear, "info");
    }

    /// <summary>What the file says of itself.</summary>
    public VideoProbe Probe { get; }

    /// <summary>Of the pictures as they are given, pixels.</summary>
    public int Width { get; }

    /// <summary>Of the pictures as they are given, pixels.</summary>
    public int Height { get; }

    /// <summary>Pictures read so far.</summary>
    public long Count => _count;

    /// <summary>Opens a file.</summary>
    /// <param name="path">A file; addresses of any kind are refused.</param>
    /// <param name="mostWidth">Wider pictures are made this wide, in their shape.</param>
    /// <returns>Bad as of <see cref="VideoProbe.Of"/>.</returns>
    /// <exception cref="VideoException">ffmpeg is not installed.</exception>
    public static Result<VideoReader> Open(string path, int mostWidth) => VideoProbe.Of(path) switch
    {
        Result<VideoProbe>.Good { Value: var probe } => new Result<VideoReader>.Good(Of(path, probe, mostWidth)),
        Result<VideoProbe>.Bad bad => new Result<VideoReader>.Bad(bad.Fault),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The next picture; none at the end.</summary>
    /// <exception cref="VideoException">The file broke off (<c>video.truncated</c>) or the decoder hung (<c>video.stalled</c>).</exception>
    public TimedFrame? Next()
    {
        _process.EndAfter(Patience);
        var got = _process.Pictures.ReadAtLeast(_pixels, _pixels.Length, throwOnEndOfStream: false);
        if (got < _pixels.Length)
        {
            Finish(got);
            return null;
        }

        var at = _times.TryTake(out var time, (int)Patience.TotalMilliseconds)
            ? time
            : throw new VideoException(new("video.stalled", _path, $"the decoder gave no time of frame {_count}"));
        return new(_count++, at, new(Width, Height, _pixels));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Dispose();
        _times.Dispose();
    }

    static VideoReader Of(string path, VideoProbe probe, int mostWidth)
    {
        var scale = Math.Min(1, (double)mostWidth / probe.Width);
        return scale < 1
            ? new(path, probe, mostWidth, Math.Max(1, (int)Math.Round(probe.Height * scale)))
            : new(path, probe, probe.Width, probe.Height);
    }

    void Finish(int rest)
    {
        var code = _process.Wait();
        // A file that counts its frames itself and gives fewer was cut off; some muxers count one or two too many.
        var isShort = Probe.Frames is { } said && _count < said - Math.Max(2, said / 50);
        if (code != 0 || rest > 0 || isShort || _count == 0)
        {
            throw new VideoException(new(
                "video.truncated", _path, $"ends after {_count} frames{(Probe.Frames is { } all ? $" of {all}" : "")} ({_process.LastWords}), expected a whole video"));
        }
    }

    void Hear(string line)
    {
        if (Time().Match(line) is { Success: true } match)
        {
            var seconds = double.TryParse(match.Groups["time"].Value, CultureInfo.InvariantCulture, out var known) ? known : 0;
            _times.Add(TimeSpan.FromSeconds(Math.Clamp(seconds, -1e9, 1e9)));
        }
    }

    [GeneratedRegex(@"showinfo.* n: *\d+ .*pts_time: *(?<time>[-\w.+]+)")]
    private static partial Regex Time();
}
