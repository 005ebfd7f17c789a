using System.Globalization;
using System.Text.Json;
using Stroll.Rendering;
using Stroll.Units;

namespace Stroll.Devices.Video;

/// <summary>What a video file says of itself.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="FramesPerSecond">On average; 0 where it does not say.</param>
/// <param name="Frames">As the file counts them; none where it does not.</param>
public sealed record VideoProbe(int Width, int Height, double FramesPerSecond, long? Frames)
{
    /// <summary>An edge of a picture may not be longer; nor is a picture of more than <see cref="MostPixels"/> decoded.</summary>
    public const int LongestEdge = 8192;

    /// <summary>16 million: 4K has 8.3.</summary>
    public const int MostPixels = 1 << 24;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Looks at a file.</summary>
    /// <returns>Bad: <c>file.missing</c>, <c>video.address</c>, <c>video.unreadable</c>, <c>video.no-picture</c>, <c>video.size</c>.</returns>
    /// <exception cref="VideoException">ffmpeg is not installed.</exception>
    public static Result<VideoProbe> Of(string path)
    {
        if (VideoProcess.Refused(path) is { } refused)
        {
            return new Result<VideoProbe>.Bad(refused);
        }

        using var process = VideoProcess.Start(
            "ffprobe", [.. VideoProcess.Input(path), "-select_streams", "v:0", "-show_entries", "stream=width,height,avg_frame_rate,nb_frames", "-of", "json"]);
        process.EndAfter(Patience);
        var said = process.Output.ReadToEnd();
        var code = process.Wait();
        return code == 0 ? Read(said, path)
            : Bad("video.unreadable", path, $"cannot be read ({process.LastWords}), expected a video file");
    }

    static Result<VideoProbe> Read(string said, string path)
    {
        using var json = JsonDocument.Parse(said);
        if (!json.RootElement.TryGetProperty("streams", out var streams) || streams.GetArrayLength() == 0)
        {
            return Bad("video.no-picture", path, "has no video in it, expected a video file");
        }

        var stream = streams[0];
        int Whole(string key) => stream.TryGetProperty(key, out var value) && value.TryGetInt32(out var number) ? number : 0;
        var (width, height) = (Whole("width"), Whole("height"));
        if (width <= 0 || height <= 0 || width > LongestEdge || height > LongestEdge || (long)width * height > MostPixels)
        {
            return Bad("video.size", path, $"pictures of {width} x {height} pixels, expected at most {LongestEdge} an edge and {MostPixels >> 20} million in all");
        }

        return new Result<VideoProbe>.Good(new(width, height, Rate(Text(stream, "avg_frame_rate")), long.TryParse(Text(stream, "nb_frames"), out var frames) ? frames : null));
    }

    static string Text(JsonElement stream, string key) => stream.TryGetProperty(key, out var value) ? value.GetString() ?? "" : "";

    static double Rate(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2 && double.TryParse(parts[0], CultureInfo.InvariantCulture, out var above) && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var below) && below > 0
            ? above / below
            : 0;
    }

    static Result<VideoProbe> Bad(string code, string where, string found) => new Result<VideoProbe>.Bad(new(code, where, found));
}
