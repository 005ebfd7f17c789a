using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Stroll.Devices.Cameras;

/// <summary>One run of a decoder on one camera, in a process of its own: scaled pictures out of a pipe, untouched segments into a folder.</summary>
sealed partial class CameraDecoder : IDisposable
{
    /// <summary>Segments begin at key frames, so they are at least this long.</summary>
    internal const int SegmentSeconds = 2;

    readonly Process _process;
    readonly ConcurrentQueue<TimeSpan> _times = new();

    CameraDecoder(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginErrorReadLine();
    }

    /// <summary>What it said last.</summary>
    internal string Words { get; private set; } = "";

    /// <summary>Its pictures: blue, green, red, one after the other without a gap.</summary>
    internal Stream Pictures => _process.StandardOutput.BaseStream;

    /// <summary>Starts one.</summary>
    /// <param name="settings">Of the camera.</param>
    /// <param name="prefix">Begins the names of the segments of this run.</param>
    internal static CameraDecoder Start(CameraSettings settings, string prefix) => new(Process.Start(
        new ProcessStartInfo("prlimit", ["--as=4294967296", "--core=0", "--nofile=64", "--", "ffmpeg", .. Arguments(settings, prefix)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!);

    /// <summary>The time of the next picture on the stream's clock; the last known one where the decoder has not said it yet.</summary>
    internal TimeSpan NextTime(TimeSpan last) => _times.TryDequeue(out var time) ? time : last;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    static IEnumerable<string> Arguments(CameraSettings settings, string prefix)
    {
        string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
        string[] transport = settings.Address.IsRtsp ? ["-rtsp_transport", settings.IsUdp ? "udp" : "tcp", "-timeout", "5000000"] : ["-rw_timeout", "5000000"];
        string[] evidence = settings.Evidence is null ? [] :
        [
            "-map", "0:v:0", "-c", "copy", "-f", "segment", "-segment_time", SegmentSeconds.ToString(CultureInfo.InvariantCulture), "-segment_format", "mpegts", "-reset_timestamps", "0",
            Path.Combine(settings.Evidence, $"{prefix}-%06d.ts"),
        ];
        // Pictures are thinned out by time, and one is taken too when the stream's clock goes back: a filter for a fixed rate would wait for it to catch up.
        return
        [
            "-hide_banner", "-nostdin", "-loglevel", "info", "-nostats", "-threads", "1", "-fflags", "+nobuffer", .. settings.Decoder, "-protocol_whitelist", settings.Address.Protocols, .. transport,
            "-i", settings.Address.Full, "-map", "0:v:0", "-an", "-vf",
            $"select='isnan(prev_selected_t)+gte(t-prev_selected_t,{Number(0.99 / settings.FramesPerSecond)})+lt(t,prev_selected_t)',scale={settings.Width}:{settings.Height}:flags=area,showinfo=checksum=0",
            "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "bgr24", "pipe:1", .. evidence,
        ];
    }

    void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        if (TimeOfPicture().Match(line) is { Success: true } match)
        {
            _times.Enqueue(TimeSpan.FromSeconds(double.Parse(match.Groups["seconds"].Value, CultureInfo.InvariantCulture)));
        }
        else if (line.Length > 0 && !line.Contains("showinfo", StringComparison.Ordinal))
        {
            // The address is in many of its lines, and may hold a password.
            Words = Address().Replace(line.Length > 300 ? line[..300] : line, "the camera");
        }
    }

    [GeneratedRegex(@"showinfo.*\] n: *\d+ pts: *\S+ +pts_time:(?<seconds>-?[\d.]+)")]
    private static partial Regex TimeOfPicture();

    [GeneratedRegex(@"\b(rtsps?|https?)://\S+")]
    private static partial Regex Address();
}
