using System.Text.Json;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>Who passed a gate and when, as <c>gates.jsonl</c>: one passage a line.</summary>
static class GatesJsonl
{
    static readonly string[] Keys = ["t_ns", "gate", "person", "way"];

    internal static void Write(Stream stream, Observation.GatePassed passed)
    {
        using var json = new Utf8JsonWriter(stream, JsonText.OneLine);
        json.WriteStartObject();
        json.WriteNumber("t_ns", passed.At.Nanoseconds);
        json.WriteString("gate", passed.Gate);
        json.WriteString("person", passed.Person);
        json.WriteString("way", passed.Way == GateWay.In ? "in" : "out");
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    internal static IEnumerable<Observation.GatePassed> Read(string path)
    {
        using var stream = FileSafety.OpenRead(path);
        var lines = new LineReader(stream, path);
        while (lines.MoveNext())
        {
            if (lines.Current.Length > 0)
            {
                yield return One(lines.Current, lines.Where);
            }
        }
    }

    static Observation.GatePassed One(ReadOnlyMemory<byte> line, string where)
    {
        using var json = JsonText.Parse(line, where, "gates.syntax");
        var root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw RecordingException.Of("gates.syntax", where, $"{root.ValueKind}, expected an object with {string.Join(", ", Keys)}");
        }

        var time = Value(root, "t_ns", JsonValueKind.Number, where);
        if (!time.TryGetInt64(out var nanoseconds))
        {
            throw RecordingException.Of("gates.value", where, $"t_ns is {time}, expected whole nanoseconds");
        }

        TimeLimits.Check(nanoseconds, where);
        var person = root.TryGetProperty("person", out var who) && who.ValueKind != JsonValueKind.Null
            ? Value(root, "person", JsonValueKind.String, where).GetString()
            : null;
        var way = Value(root, "way", JsonValueKind.String, where).GetString() switch
        {
            "in" => GateWay.In,
            "out" => GateWay.Out,
            var other => throw RecordingException.Of("gates.value", where, $"way is '{other}', expected in or out"),
        };
        return new(new Instant(nanoseconds), Value(root, "gate", JsonValueKind.String, where).GetString()!, person, way);
    }

    static JsonElement Value(JsonElement root, string key, JsonValueKind kind, string where) =>
        root.TryGetProperty(key, out var value) && value.ValueKind == kind
            ? value
            : throw RecordingException.Of("gates.value", where, $"'{key}' is {(value.ValueKind == JsonValueKind.Undefined ? "missing" : value.GetRawText())}, expected a {kind}");
}
