using System.Text.Json;
using Stroll.Layout;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>Reading the source's JSON, which leaves out whatever is zero or empty.</summary>
static class NativeJson
{
    /// <summary>The value of a key; undefined where there is none.</summary>
    internal static JsonElement At(this JsonElement element, string key) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(key, out var value) ? value : default;

    internal static string? Text(this JsonElement element, string key) =>
        element.At(key) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    internal static double? Real(this JsonElement element, string key, string where)
    {
        var value = element.At(key);
        return value.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => null,
            JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
            _ => throw Wrong(where, key, value, "a number"),
        };
    }

    internal static double Metres(this JsonElement element, string key, string where) => element.Real(key, where) switch
    {
        null => 0,
        >= -StoreYaml.LimitMetres and <= StoreYaml.LimitMetres and var metres => metres,
        _ => throw Wrong(where, key, element.At(key), "metres in a store"),
    };

    internal static int Whole(this JsonElement element, string key, string where)
    {
        var value = element.At(key);
        return value.ValueKind switch
        {
            JsonValueKind.Undefined => 0,
            JsonValueKind.Number when value.TryGetInt32(out var number) && number >= 0 => number,
            _ => throw Wrong(where, key, value, "a whole number"),
        };
    }

    internal static RecordingException Wrong(string where, string key, JsonElement value, string expected)
    {
        var shown = value.ValueKind == JsonValueKind.Undefined ? "missing" : value.GetRawText().ReplaceLineEndings(" ");
        return RecordingException.Of("import.value", where, $"'{key}' is {(shown.Length > 60 ? shown[..60] + "…" : shown)}, expected {expected}");
    }

    /// <summary>The lines of a JSON-lines file that hold anything, parsed one at a time.</summary>
    internal static IEnumerable<(JsonElement Root, string Where)> Lines(string path)
    {
        using var stream = FileSafety.OpenRead(path);
        var lines = new LineReader(stream, path);
        while (lines.MoveNext())
        {
            if (lines.Current.Span.Trim(" \t"u8).IsEmpty)
            {
                continue;
            }

            using var document = JsonText.Parse(lines.Current, lines.Where, "import.syntax");
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw RecordingException.Of("import.syntax", lines.Where, $"a {document.RootElement.ValueKind}, expected one JSON object a line");
            }

            yield return (document.RootElement, lines.Where);
        }
    }
}

/// <summary>Ids of shelves and plates, which nest in the source.</summary>
static class NativeIds
{
    internal static (int Gondola, int Shelf) Shelf(JsonElement id, string where) =>
        (id.At("gondola_id").Whole("id", where), id.Whole("shelf_index", where));

    internal static PlateAddress Plate(JsonElement id, string where)
    {
        var (gondola, shelf) = Shelf(id.At("shelf_id"), where);
        return new(gondola, shelf, id.Whole("plate_index", where));
    }
}
