using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>What a recording says about itself: <c>manifest.json</c>.</summary>
/// <param name="Version">Of the format; <see cref="CurrentVersion"/>.</param>
/// <param name="Source">Where it came from, for people.</param>
/// <param name="Start">The first moment in it; none in a recording without any observation.</param>
/// <param name="End">The last moment in it.</param>
/// <param name="Plates">The plates that said anything, by address. A plate of the store that is not here is blind.</param>
/// <param name="Files">Every other file of the recording, by name.</param>
public sealed record Manifest(
    int Version, string Source, Instant? Start, Instant? End, ImmutableArray<PlateAddress> Plates, ImmutableArray<RecordedFile> Files)
{
    /// <summary>The format that this build writes and reads.</summary>
    public const int CurrentVersion = 1;

    const string Format = "stroll-recording";

    // What the times in all files are. There is one; another would be another version of the format.
    const string TimeBase = "unix-nanoseconds-utc";

    internal void Write(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, JsonText.Indented);
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteNumber("version", Version);
        json.WriteString("source", Source);
        json.WriteString("start", Start?.ToString());
        json.WriteString("end", End?.ToString());
        json.WriteString("timeBase", TimeBase);
        json.WriteStartArray("plates");
        foreach (var plate in Plates)
        {
            json.WriteStringValue(plate.ToString());
        }

        json.WriteEndArray();
        json.WriteStartObject("files");
        foreach (var file in Files)
        {
            json.WriteStartObject(file.Name);
            json.WriteNumber("bytes", file.Bytes);
            json.WriteString("sha256", file.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    internal static Manifest Read(ReadOnlyMemory<byte> bytes, string path)
    {
        using var document = JsonText.Parse(bytes, path, "manifest.syntax");
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || Text(root, "format", path) != Format)
        {
            throw RecordingException.Of("manifest.format", path, $"not the manifest of a recording, expected \"format\": \"{Format}\"");
        }

        if (!root.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != CurrentVersion)
        {
            throw RecordingException.Of("manifest.version", path, $"version {Shown(root, "version")}, this build reads version {CurrentVersion}");
        }

        if (Text(root, "timeBase", path) != TimeBase)
        {
            throw RecordingException.Of("manifest.value", path, $"timeBase is {Shown(root, "timeBase")}, expected {TimeBase}");
        }

        return new(
            number,
            Text(root, "source", path),
            Time(root, "start", path),
            Time(root, "end", path),
            [.. Value(root, "plates", JsonValueKind.Array, path).EnumerateArray().Select(plate => Plate(plate, path))],
            [.. Value(root, "files", JsonValueKind.Object, path).EnumerateObject().Select(file => File(file, path))]);
    }

    static PlateAddress Plate(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.String && PlateAddress.TryParse(element.GetString(), out var address)
            ? address
            : throw RecordingException.Of("manifest.value", path, $"plates holds {element.GetRawText()}, expected \"gondola/shelf/plate\"");

    static RecordedFile File(JsonProperty file, string path)
    {
        // A name with a slash would reach out of the folder.
        if (file.Name.Length == 0 || file.Name.AsSpan().ContainsAny('/', '\\') || file.Value.ValueKind != JsonValueKind.Object)
        {
            throw RecordingException.Of("manifest.value", path, $"files holds '{file.Name}', expected the name of a file with bytes and sha256");
        }

        return Value(file.Value, "bytes", JsonValueKind.Number, path).TryGetInt64(out var bytes)
            ? new(file.Name, bytes, Text(file.Value, "sha256", path))
            : throw RecordingException.Of("manifest.value", path, $"bytes of '{file.Name}' is {Shown(file.Value, "bytes")}, expected a whole number");
    }

    static Instant? Time(JsonElement root, string key, string path)
    {
        if (root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return Instant.TryParse(Text(root, key, path), out var instant) && TimeLimits.Holds(instant.Nanoseconds)
            ? instant
            : throw RecordingException.Of("manifest.value", path, $"{key} is {Shown(root, key)}, expected a time as 2020-01-28T22:24:15Z");
    }

    static string Text(JsonElement root, string key, string path) => Value(root, key, JsonValueKind.String, path).GetString()!;

    static JsonElement Value(JsonElement root, string key, JsonValueKind kind, string path) =>
        root.TryGetProperty(key, out var value) && value.ValueKind == kind
            ? value
            : throw RecordingException.Of("manifest.value", path, $"{key} is {Shown(root, key)}, expected a {kind}");

    static string Shown(JsonElement root, string key)
    {
        var text = root.TryGetProperty(key, out var value) ? value.GetRawText().ReplaceLineEndings(" ") : "missing";
        return text.Length > 60 ? $"{text[..60]}…" : text;
    }
}

/// <summary>One file of a recording, as its manifest knows it.</summary>
/// <param name="Name">In the folder of the recording.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Of its content, hexadecimal, small letters.</param>
public sealed record RecordedFile(string Name, long Bytes, string Sha256)
{
    internal static RecordedFile Of(string folder, string name)
    {
        using var stream = FileSafety.OpenRead(Path.Combine(folder, name));
        var hash = System.Security.Cryptography.SHA256.HashData(stream);
        return new(name, stream.Length, Convert.ToHexStringLower(hash));
    }
}
