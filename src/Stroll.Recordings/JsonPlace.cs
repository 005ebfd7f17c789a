using System.Text.Json;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>A value in a JSON document, with the path to it and the code of its faults for messages.</summary>
readonly struct JsonPlace(JsonElement element, string file, string path, string code = "receipts.value")
{
    internal JsonPlace? Find(string key) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null
        ? new JsonPlace(value, file, path.Length == 0 ? key : $"{path}.{key}", code)
        : null;

    internal IEnumerable<JsonPlace> List(string key) => (Find(key) ?? throw Missing(key)).Items();

    internal IEnumerable<JsonPlace> ListOrNone(string key) => Find(key)?.Items() ?? [];

    internal IEnumerable<(string Name, JsonPlace Value)> Entries()
    {
        var (own, name, at, kind) = (element, file, path, code);
        return own.ValueKind == JsonValueKind.Object
            ? own.EnumerateObject().Select(p => (p.Name, new JsonPlace(p.Value, name, $"{at}.{p.Name}", kind)))
            : throw Wrong("an object");
    }

    internal string Text(string key) => TextOrNone(key) ?? throw Missing(key);

    internal string? TextOrNone(string key) => Find(key) is { } value
        ? value.IsText ? value.String : throw value.Wrong("text")
        : null;

    internal int Whole(string key) => (Find(key) ?? throw Missing(key)).Whole();

    internal int Whole() => element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) ? number : throw Wrong("a whole number");

    internal int Count(string key) => Whole(key) is > 0 and var count ? count : throw Find(key)!.Value.Wrong("one or more");

    internal long? WholeOrNone(string key) => Find(key) is { } value
        ? value.Number(out var number) ? number : throw value.Wrong("a whole number")
        : null;

    internal double? RealOrNone(string key) => Find(key) is { } value
        ? value.Real(out var number) ? number : throw value.Wrong("a number")
        : null;

    internal bool Truth() => element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean() : throw Wrong("true or false");

    internal double Real() => Real(out var number) ? number : throw Wrong("a number");

    internal Instant Time(string key) => TimeOrNone(key) ?? throw Missing(key);

    internal Instant? TimeOrNone(string key) => TextOrNone(key) is { } text
        ? Instant.TryParse(text, out var instant) ? instant : throw Find(key)!.Value.Wrong("a time as 2020-01-28T22:24:15Z")
        : null;

    internal T OneOf<T>(string key, T unless, Func<T, string> word)
        where T : struct, Enum
    {
        if (TextOrNone(key) is not { } text)
        {
            return unless;
        }

        foreach (var value in Enum.GetValues<T>())
        {
            if (word(value) == text)
            {
                return value;
            }
        }

        throw Find(key)!.Value.Wrong(string.Join(", ", Enum.GetValues<T>().Select(word)));
    }

    string String => element.GetString()!;

    bool IsText => element.ValueKind == JsonValueKind.String;

    bool Number(out long number)
    {
        number = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out number);
    }

    bool Real(out double number)
    {
        number = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out number) && double.IsFinite(number);
    }

    internal IEnumerable<JsonPlace> Items()
    {
        var (own, name, at, kind) = (element, file, path, code);
        return own.ValueKind == JsonValueKind.Array
            ? own.EnumerateArray().Select((item, index) => new JsonPlace(item, name, $"{at}[{index}]", kind))
            : throw Wrong("a list");
    }

    internal RecordingException Missing(string key) =>
        RecordingException.Of(code, $"{file}: {(path.Length == 0 ? key : $"{path}.{key}")}", "missing");

    internal RecordingException Wrong(string expected)
    {
        var shown = element.GetRawText().ReplaceLineEndings(" ");
        return RecordingException.Of(code, $"{file}: {path}", $"{(shown.Length > 60 ? shown[..60] + "…" : shown)}, expected {expected}");
    }
}
