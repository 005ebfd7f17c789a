using System.Text.Json;
using Stroll.Units;

namespace Stroll.Host.Ingest;

/// <summary>Ends the reading of a payload.</summary>
/// <param name="fault">What is wrong with it.</param>
sealed class PayloadException(Fault fault) : Exception(fault.ToString())
{
    internal Fault Fault => fault;
}

/// <summary>A part of a payload, with its place for whoever has to mend it.</summary>
/// <param name="Where">The topic behind the store, and the way into the JSON.</param>
/// <param name="Element">What stands there.</param>
readonly record struct JsonPart(string Where, JsonElement Element)
{
    const float Heaviest = 1e7f;

    internal bool Has(string name) =>
        Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    internal JsonPart Field(string name) =>
        Element.ValueKind != JsonValueKind.Object ? throw Value("an object")
        : Element.TryGetProperty(name, out var value) ? new($"{Where} {name}", value)
        : throw Bad(name, "is missing");

    internal string Text(string name) => Field(name).Text();

    internal double Number(string name) => Field(name).Number();

    internal double Number() => Element.ValueKind == JsonValueKind.Number && Element.TryGetDouble(out var number) && double.IsFinite(number)
        ? number
        : throw Value("a number");

    internal long Whole() => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt64(out var number) ? number : throw Value("a whole number");

    internal float Grams(string name) => Field(name).Grams();

    /// <summary>Null says that the plate said nothing usable.</summary>
    internal float Grams() => Element.ValueKind == JsonValueKind.Null ? float.NaN : Number() is var grams && Math.Abs(grams) <= Heaviest
        ? (float)grams
        : throw Value("grams");

    internal static float Single(JsonElement element) => new JsonPart("", element).Grams();

    /// <summary>RFC 3339, or seconds since 1970.</summary>
    internal Instant Moment(string name)
    {
        var part = Field(name);
        if (part.Element.ValueKind == JsonValueKind.String)
        {
            return Instant.TryParse(part.Text(), out var at) ? at : throw part.Value("RFC 3339, as 2026-11-24T09:30:00.25Z");
        }

        // Milliseconds would be the year 50,000: told here, not found out from a quarantine.
        return part.Number() is var seconds and > 0 and < 9e9
            ? Instant.FromUnixSeconds(seconds)
            : throw part.Value("RFC 3339 or seconds since 1970 (not milliseconds)");
    }

    internal List<JsonPart> Items(string name, int most)
    {
        var part = Field(name);
        if (part.Element.ValueKind != JsonValueKind.Array)
        {
            throw part.Value("a list");
        }

        return part.Element.GetArrayLength() <= most
            ? [.. part.Element.EnumerateArray().Select((item, index) => new JsonPart($"{part.Where}[{index}]", item))]
            : throw part.Value($"at most {most} of them");
    }

    /// <summary>Reads a row of so many masses.</summary>
    internal void Row(int count, Span<float> grams)
    {
        if (Element.ValueKind != JsonValueKind.Array || Element.GetArrayLength() != count)
        {
            throw Value($"a list of {count} masses, one for each plate of the shelf");
        }

        var index = 0;
        foreach (var item in Element.EnumerateArray())
        {
            grams[index++] = new JsonPart(Where, item).Grams();
        }
    }

    internal string Text() => Element.ValueKind == JsonValueKind.String ? Read() : throw Value("text");

    internal PayloadException Bad(string name, string found) => new(new("payload.value", Where, $"{name} {found}"));

    internal PayloadException Value(string expected)
    {
        var raw = Element.GetRawText();
        return new(new("payload.value", Where, $"{(raw.Length > 40 ? raw[..40] + "…" : raw)}, expected {expected}"));
    }

    string Read()
    {
        var text = Element.GetString()!;
        return text.Length <= 200 ? text : throw Value("text of at most 200 letters");
    }
}
