using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>A video of one camera in a recording: <c>video/CAMERA.mp4</c>, with its times in <c>video.json</c>.</summary>
/// <param name="Camera">The camera's name in the store.</param>
/// <param name="Begin">The moment of its first frame.</param>
/// <param name="FramesPerSecond">Of the file: frame n is that many seconds after <paramref name="Begin"/>.</param>
/// <param name="Frames">How many it has.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
public sealed record RecordedVideo(string Camera, Instant Begin, double FramesPerSecond, long Frames, int Width, int Height)
{
    const string Folder = "video";

    /// <summary>The moment after its last frame.</summary>
    public Instant End => Begin + TimeSpan.FromSeconds(Frames / FramesPerSecond);

    /// <summary>Where the video of a camera lies in the folder of a recording.</summary>
    /// <exception cref="RecordingException">The camera's name cannot be the name of a file (<c>video.camera</c>).</exception>
    internal static string PathOf(string folder, string camera) =>
        camera.Length == 0 || camera is "." or ".." || camera.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || camera.Contains('\\', StringComparison.Ordinal)
            ? throw RecordingException.Of("video.camera", camera, "cannot be the name of a file, expected a camera's name without slashes")
            : Path.Combine(folder, Folder, $"{camera}.mp4");

    internal static void Write(Stream stream, IEnumerable<RecordedVideo> videos)
    {
        using var json = new Utf8JsonWriter(stream, JsonText.Indented);
        json.WriteStartObject();
        json.WriteStartArray("videos");
        foreach (var video in videos)
        {
            json.WriteStartObject();
            json.WriteString("camera", video.Camera);
            json.WriteString("begin", video.Begin.ToString());
            json.WriteNumber("framesPerSecond", video.FramesPerSecond);
            json.WriteNumber("frames", video.Frames);
            json.WriteNumber("width", video.Width);
            json.WriteNumber("height", video.Height);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static ImmutableArray<RecordedVideo> Read(ReadOnlyMemory<byte> bytes, string path)
    {
        using var document = JsonText.Parse(bytes, path, "video.syntax");
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("videos", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            throw RecordingException.Of("video.value", path, "expected {\"videos\": [{\"camera\", \"begin\", \"framesPerSecond\", \"frames\", \"width\", \"height\"}]}");
        }

        return [.. list.EnumerateArray().Select((video, i) => Read(video, i, path))];
    }

    static RecordedVideo Read(JsonElement video, int index, string path)
    {
        RecordingException Bad(string key) => RecordingException.Of("video.value", path, $"{key} of video {index} is missing or has the wrong type or range");
        JsonElement Value(string key, JsonValueKind kind) =>
            video.ValueKind == JsonValueKind.Object && video.TryGetProperty(key, out var value) && value.ValueKind == kind ? value : throw Bad(key);
        int Whole(string key) => Value(key, JsonValueKind.Number).TryGetInt32(out var number) && number > 0 ? number : throw Bad(key);
        return new(
            Value("camera", JsonValueKind.String).GetString()!,
            Instant.TryParse(Value("begin", JsonValueKind.String).GetString()!, out var begin) && TimeLimits.Holds(begin.Nanoseconds) ? begin : throw Bad("begin"),
            Value("framesPerSecond", JsonValueKind.Number).GetDouble() is > 0 and <= 1000 and var rate ? rate : throw Bad("framesPerSecond"),
            Whole("frames"),
            Whole("width"),
            Whole("height"));
    }
}
