using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Stroll.Devices.Evidence;
using Stroll.Devices.Video;

namespace Stroll.Devices.Cameras;

/// <summary>What the decoder says of a picture before the picture itself is there.</summary>
/// <param name="Time">On the stream's clock.</param>
/// <param name="Width">As the camera sent it, pixels.</param>
/// <param name="Height">The same.</param>
readonly record struct DecodedPicture(TimeSpan Time, int Width, int Height);

/// <summary>One run of a decoder on one camera, in a process of its own: scaled pictures out of a pipe, untouched segments into a folder.</summary>
sealed partial class CameraDecoder : IDisposable
{
    /// <summary>Segments begin at key frames, so they are at least this long.</summary>
    internal const int SegmentSeconds = 2;

    readonly VideoProcess _process;
    readonly ConcurrentQueue<DecodedPicture> _said = new();

    CameraDecoder(CameraSettings settings, SegmentIntake? evidence) => _process = VideoProcess.Start("ffmpeg", [.. Arguments(settings, evidence)], Hear, "info");

    /// <summary>What it said last. The address is in many of its lines, and may hold a password.</summary>
    internal string Words => Address().Replace(_process.LastWords, "the camera");

    /// <summary>Its pictures: blue, green, red, one after the other without a gap.</summary>
    internal Stream Pictures => _process.Pictures;

    /// <summary>Starts one.</summary>
    /// <param name="settings">Of the camera.</param>
    /// <param name="evidence">Where its segments go; none to keep none.</param>
    /// <exception cref="Rendering.VideoException">There is no ffmpeg.</exception>
    internal static CameraDecoder Start(CameraSettings settings, SegmentIntake? evidence) => new(settings, evidence);

    /// <summary>What was said of the next picture; what was said of the last one where the decoder has not said it yet.</summary>
    internal DecodedPicture Next(DecodedPicture last) => _said.TryDequeue(out var next) ? next : last;

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    static IEnumerable<string> Arguments(CameraSettings settings, SegmentIntake? evidence)
    {
        string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
        // A stream by RTSP says beforehand what it is; one by HTTP is looked at, by default for longer than a camera may be silent.
        string[] transport = settings.Address.IsRtsp ? ["-rtsp_transport", settings.IsUdp ? "udp" : "tcp", "-timeout", "5000000"] : ["-rw_timeout", "5000000", "-analyzeduration", "1000000"];
        string[] segments = evidence is null ? [] :
        [
            "-map", "0:v:0", "-c", "copy", "-f", "segment", "-segment_time", SegmentSeconds.ToString(CultureInfo.InvariantCulture), "-segment_format", "mpegts", "-reset_timestamps", "0",
            "-segment_list", evidence.List, "-segment_list_type", "csv", evidence.Pattern,
        ];
        // Pictures are thinned out by time, and one is taken too when the stream's clock goes back: a filter for a fixed rate would wait for it to catch up.
        return
        [
            "-nostdin", "-nostats", "-threads", "1", "-fflags", "+nobuffer", .. settings.Decoder, "-protocol_whitelist", settings.Address.Protocols, .. transport,
            "-i", settings.Address.Full, "-map", "0:v:0", "-an", "-vf",
            $"select='isnan(prev_selected_t)+gte(t-prev_selected_t,{Number(0.99 / settings.FramesPerSecond)})+lt(t,prev_selected_t)',showinfo=checksum=0,scale={settings.Width}:{settings.Height}:flags=area",
            "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "bgr24", "pipe:1", .. segments,
        ];
    }

    void Hear(string line)
    {
        if (Picture().Match(line) is { Success: true } match)
        {
            int Whole(string group) => int.TryParse(match.Groups[group].Value, CultureInfo.InvariantCulture, out var number) ? number : 0;
            _said.Enqueue(new(TimeSpan.FromSeconds(double.Parse(match.Groups["seconds"].Value, CultureInfo.InvariantCulture)), Whole("width"), Whole("height")));
        }
    }

    [GeneratedRegex(@"showinfo.*\] n: *\d+ pts: *\S+ +pts_time:(?<seconds>-?[\d.]+).* s:(?<width>\d+)x(?<height>\d+)")]
    private static partial Regex Picture();

    [GeneratedRegex(@"\b(rtsps?|https?)://\S+")]
    private static partial Regex Address();
}
