using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Stroll.Geometry;
using Stroll.Host.Evidence;
using Stroll.Units;

namespace Stroll.Devices.Evidence;

/// <summary><c>manifest.json</c> of a clip: what lies there, for whom, until when, and the exact time of every frame.</summary>
static class ClipManifest
{
    internal const string FileName = "manifest.json";
    const int Version = 1;

    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    /// <summary>Writes it.</summary>
    internal static void Write(ClipOrder order, Clip clip, Instant made) => File.WriteAllText(Path.Combine(clip.Folder, FileName), JsonSerializer.Serialize(
        new Written(
            Version, order.Purpose, order.Subject, $"{order.Audience}".ToLowerInvariant(), clip.Audience == ClipAudience.Reviewer, clip.At.Nanoseconds, order.Begin.Nanoseconds,
            order.End.Nanoseconds, made.Nanoseconds, clip.DeleteAfter.Nanoseconds, [.. clip.Cameras.Select(Row)]), Options));

    /// <summary>Reads it back.</summary>
    /// <returns>None where there is none, or one that was damaged.</returns>
    internal static Clip? Read(string folder)
    {
        try
        {
            var written = JsonSerializer.Deserialize<Written>(File.ReadAllText(Path.Combine(folder, FileName)), Options);
            return written is { Version: Version, Cameras: not null }
                ? new(folder, written.IsBlurred ? ClipAudience.Reviewer : ClipAudience.Staff, new(written.AtNs), new(written.DeleteAfterNs), [.. written.Cameras.Select(Camera)])
                : null;
        }
        catch (Exception damaged) when (damaged is JsonException or IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    static CameraWritten Row(CameraClip camera) => new(
        camera.Camera, camera.Video, camera.Sha256, camera.Width, camera.Height, camera.Poster, camera.Place is { } box ? [box.Left, box.Top, box.Width, box.Height] : null, [.. camera.Hands],
        [.. camera.Frames.Select(frame => frame.Pts.Ticks / 10)], [.. camera.Frames.Select(frame => frame.At.Nanoseconds)]);

    static CameraClip Camera(CameraWritten camera) => camera.FramePtsMicroseconds.Length == camera.FrameAtNs.Length
        ? new(
            camera.Camera, camera.Video, camera.Sha256, camera.Width, camera.Height, camera.Poster, camera.PlacePixels is [var left, var top, var width, var height] ? new PixelBox(left, top, width, height) : null,
            [.. camera.Hands], [.. camera.FramePtsMicroseconds.Zip(camera.FrameAtNs, (pts, at) => new ClipFrame(TimeSpan.FromTicks(10 * pts), new(at)))])
        : throw new FormatException("as many times as frames");

    sealed record Written(
        int Version, string Purpose, string Subject, string Audience, bool IsBlurred, long AtNs, long BeginNs, long EndNs, long MadeNs, long DeleteAfterNs, CameraWritten[] Cameras);

    sealed record CameraWritten(
        string Camera, string Video, string Sha256, int Width, int Height, string Poster, double[]? PlacePixels, string[] Hands, long[] FramePtsMicroseconds, long[] FrameAtNs);
}
