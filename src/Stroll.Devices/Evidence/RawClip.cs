using System.Collections.Immutable;
using System.Globalization;
using Stroll.Devices.Video;
using Stroll.Host.Evidence;
using Stroll.Rendering;
using Stroll.Units;

namespace Stroll.Devices.Evidence;

/// <summary>A stretch of one camera as it was encoded by the camera, cut at a key frame and put into an MP4; nothing was decoded.</summary>
/// <param name="Path">The file.</param>
/// <param name="Frames">In the order in which they are shown.</param>
sealed record RawClip(string Path, ImmutableArray<ClipFrame> Frames)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Two times of one frame agree to this: containers round to 1/90000 s and coarser.
    const double SameSeconds = 0.004;

    /// <summary>Cuts.</summary>
    /// <param name="from">What there is.</param>
    /// <param name="begin">From the last key frame at or before it.</param>
    /// <param name="end">To this moment.</param>
    /// <param name="folder">For this file and what is needed to make it.</param>
    /// <exception cref="VideoException">ffmpeg is not there, failed, or a file is broken.</exception>
    internal static RawClip Cut(Stretch from, Instant begin, Instant end, string folder)
    {
        var source = from.Files.Length == 1 ? from.Files[0] : Join(from, folder);
        var all = PacketTimes.Of(source, from.Files.Length == 1 ? ((begin - from.Begin).TotalSeconds, (end - from.Begin).TotalSeconds) : null);
        Instant Moment(double pts) => from.Begin + TimeSpan.FromSeconds(pts - all.Start);
        var key = all.Packets.LastOrDefault(packet => packet.IsKey && Moment(packet.Pts) <= begin, all.Packets.FirstOrDefault(packet => packet.IsKey));
        var last = all.Packets.LastOrDefault(packet => Moment(packet.Pts) <= end);
        if (!key.IsKey || last.Pts < key.Pts)
        {
            throw new VideoException(new("video.unreadable", source, $"shows nothing from {begin} to {end}, expected pictures of then"));
        }

        var path = System.IO.Path.Combine(folder, $"{from.Camera}.raw.mp4");
        Copy(source, path, key.Pts - all.Start, last.Pts - key.Pts);
        var cut = PacketTimes.Of(path, null);
        return new(path, [.. Matched(cut, all.Packets, key.Pts).Select(frame => new ClipFrame(TimeSpan.FromSeconds(frame.Pts - cut.Start), Moment(frame.Source)))]);
    }

    // Which frame of the source each frame of the copy is: the one that is as far from the key frame.
    static IEnumerable<(double Pts, double Source)> Matched(PacketTimes cut, ImmutableArray<PacketTime> source, double key)
    {
        foreach (var packet in cut.Packets)
        {
            var wanted = key + packet.Pts - cut.Packets[0].Pts;
            var nearest = source.MinBy(other => Math.Abs(other.Pts - wanted));
            yield return Math.Abs(nearest.Pts - wanted) <= SameSeconds
                ? (packet.Pts, nearest.Pts)
                : throw new VideoException(new("video.failed", "copy", string.Create(CultureInfo.InvariantCulture, $"the frame at {packet.Pts} s is none of the source, expected the same frames")));
        }
    }

    // Transport streams are made to be joined byte by byte.
    static string Join(Stretch from, string folder)
    {
        var joined = System.IO.Path.Combine(folder, $"{from.Camera}.joined.ts");
        using var to = File.Create(joined);
        foreach (var file in from.Files)
        {
            using var one = File.OpenRead(file);
            one.CopyTo(to);
        }

        return joined;
    }

    static void Copy(string source, string to, double begin, double length)
    {
        string Number(double seconds) => seconds.ToString("0.######", CultureInfo.InvariantCulture);
        // Half a millisecond later than the key frame, so that rounding does not go to the one before it; and past the last frame by less than the next.
        using var process = VideoProcess.Start("ffmpeg", [
            "-y", "-ss", Number(begin + 0.0005), .. VideoProcess.Input(source), "-t", Number(length + 0.002), "-map", "0:v:0", "-c", "copy", "-an", "-sn", "-dn",
            "-avoid_negative_ts", "make_zero", "-movflags", "+faststart", $"file:{to}",
        ]);
        process.EndAfter(Patience);
        if (process.Wait() is var code && code != 0)
        {
            throw new VideoException(new("video.failed", source, $"ffmpeg ended with {code}: {process.LastWords}"));
        }
    }
}
