using System.Collections.Immutable;
using Stroll.Devices.Video;
using Stroll.Geometry;
using Stroll.Host.Evidence;
using Stroll.Rendering;
using Stroll.Units;

namespace Stroll.Devices.Evidence;

/// <summary>Single pictures out of a finished clip: what is covered in the clip is covered in them.</summary>
static class Stills
{
    const int Quality = 85;

    // What is around the hand before, at and after the moment.
    static readonly TimeSpan[] Around = [TimeSpan.FromSeconds(-1), TimeSpan.Zero, TimeSpan.FromSeconds(1)];

    /// <summary>Writes the poster, and the hands where a place is known.</summary>
    /// <param name="folder">Of the clip.</param>
    /// <param name="video">Its file there.</param>
    /// <param name="frames">Of the video.</param>
    /// <param name="at">The moment.</param>
    /// <param name="place">What of the picture is around the hand; none where it is not known.</param>
    /// <returns>Names of the files.</returns>
    /// <exception cref="VideoException">The video cannot be decoded.</exception>
    internal static (string Poster, ImmutableArray<string> Hands) Write(string folder, string video, ImmutableArray<ClipFrame> frames, Instant at, PixelBox? place)
    {
        var name = Path.GetFileNameWithoutExtension(video);
        int[] wanted = [.. Around.Select(off => Nearest(frames, at + off))];
        var poster = Nearest(frames, at);
        using var reader = VideoReader.Open(Path.Combine(folder, video), VideoProbe.LongestEdge) is Result<VideoReader>.Good good ? good.Value
            : throw new VideoException(new("video.unreadable", video, "cannot be read back, expected the clip that was just cut"));
        var hands = ImmutableArray.CreateBuilder<string>();
        while (reader.Next() is { } next && next.Index <= Math.Max(poster, wanted.Max()))
        {
            if (next.Index == poster)
            {
                PictureFile.WriteJpeg(Path.Combine(folder, $"{name}.jpg"), next.Frame.Pixels.Span, reader.Width, reader.Height, next.Frame.Whole, Quality);
            }

            for (var i = 0; i < wanted.Length; i++)
            {
                if (place is { } box && next.Index == wanted[i])
                {
                    PictureFile.WriteJpeg(Path.Combine(folder, $"{name}.hand-{i + 1}.jpg"), next.Frame.Pixels.Span, reader.Width, reader.Height, box, Quality);
                    hands.Add($"{name}.hand-{i + 1}.jpg");
                }
            }
        }

        return ($"{name}.jpg", [.. hands.Order(StringComparer.Ordinal)]);
    }

    static int Nearest(ImmutableArray<ClipFrame> frames, Instant at) => Enumerable.Range(0, frames.Length).MinBy(i => (frames[i].At - at).Duration());
}
