using System.Collections.Immutable;
using System.Globalization;
using Stroll.Devices.Video;
using Stroll.Rendering;

namespace Stroll.Devices.Evidence;

/// <summary>One encoded frame.</summary>
/// <param name="Pts">When it is shown, seconds on the file's clock.</param>
/// <param name="IsKey">It can be decoded without others.</param>
readonly record struct PacketTime(double Pts, bool IsKey);

/// <summary>When each frame of a file is shown, without decoding any.</summary>
/// <param name="Start">Where the file's clock begins, seconds.</param>
/// <param name="Packets">In the order in which they are shown.</param>
sealed record PacketTimes(double Start, ImmutableArray<PacketTime> Packets)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="part">Seconds after its beginning; from the key frame before, and all of it where none is given.</param>
    /// <exception cref="VideoException">It is broken, or holds no picture.</exception>
    internal static PacketTimes Of(string path, (double From, double To)? part)
    {
        string Number(double seconds) => Math.Max(0, seconds).ToString("0.###", CultureInfo.InvariantCulture);
        string[] interval = part is { } some ? ["-read_intervals", $"{Number(some.From)}%{Number(some.To + 1)}"] : [];
        using var process = VideoProcess.Start("ffprobe", [
            .. interval, .. VideoProcess.Input(path), "-select_streams", "v:0", "-show_entries", "packet=pts_time,flags:stream=start_time", "-of", "compact"]);
        process.EndAfter(Patience);
        var (start, packets) = (double.NaN, new List<PacketTime>());
        while (process.Output.ReadLine() is { } line)
        {
            var words = line.Split('|');
            if (words[0] == "packet" && Seconds(words, "pts_time=") is { } pts)
            {
                packets.Add(new(pts, words.Any(word => word.StartsWith("flags=K", StringComparison.Ordinal))));
            }
            else if (words[0] == "stream" && Seconds(words, "start_time=") is { } at)
            {
                start = at;
            }
        }

        return process.Wait() == 0 && packets.Count > 0
            ? new(double.IsNaN(start) ? packets.Min(packet => packet.Pts) : start, [.. packets.OrderBy(packet => packet.Pts)])
            : throw new VideoException(new("video.unreadable", path, $"has no frames ({process.LastWords}), expected a video"));
    }

    static double? Seconds(string[] words, string key) =>
        words.FirstOrDefault(word => word.StartsWith(key, StringComparison.Ordinal)) is { } word && double.TryParse(word.AsSpan(key.Length), CultureInfo.InvariantCulture, out var seconds)
        && double.IsFinite(seconds) ? seconds : null;
}
