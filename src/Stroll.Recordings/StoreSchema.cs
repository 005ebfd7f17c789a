using System.Globalization;
using System.Text.Json.Nodes;

namespace Stroll.Recordings;

/// <summary>The JSON Schema of <c>store.yaml</c>, for editors that complete and check YAML.</summary>
/// <remarks>Checked in as docs/schema/store.schema.json; a test compares. <see cref="StoreYaml"/> is stricter: it also refuses numbers and
/// names that stand twice.</remarks>
public static class StoreSchema
{
    /// <summary>The schema, indented, with a line feed at the end.</summary>
    public static string Json => $"{Root().ToJsonString(JsonText.Schema)}\n";

    static JsonObject Root()
    {
        var root = Closed(
            StoreYaml.StoreKeys,
            ["name"],
            Text("What the operator calls the store."),
            ListOf(
                Closed(
                    StoreYaml.GondolaKeys,
                    ["gondola"],
                    Number("The number on the fixture; unique in the store."),
                    Place("Where the fixture's own origin stands"),
                    Turn(),
                    Size(),
                    ListOf(
                        Closed(
                            StoreYaml.ShelfKeys,
                            ["shelf"],
                            Number("The number of the board; unique in the gondola."),
                            Place("Where the board's own origin is"),
                            Turn(),
                            Size(),
                            ListOf(
                                Closed(
                                    StoreYaml.PlateKeys,
                                    ["plate"],
                                    Number("The number of the plate; unique on the shelf."),
                                    Place("Where the plate's own origin is"),
                                    Turn(),
                                    Size(),
                                    Positive($"Readings at or past this mass are saturated, grams. {StoreYaml.DefaultCapacity.Value.ToString(CultureInfo.InvariantCulture)} where not said.")),
                                "The weighing plates of the board.")),
                        "The boards of the fixture.")),
                "The fixtures of the store."),
            ListOf(
                Closed(
                    StoreYaml.GateKeys,
                    StoreYaml.GateKeys,
                    Text("Unique in the store."),
                    Place("The middle of the gate"),
                    Positive("How far from the middle still counts as the gate, metres.")),
                "Where people come in and go out."));
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(1, "title", "store.yaml: the physical store");
        return root;
    }

    // Keys and their schemas stand in the same order.
    static JsonObject Closed(string[] keys, string[] required, params JsonObject[] schemas)
    {
        var properties = new JsonObject();
        foreach (var (key, schema) in keys.Zip(schemas))
        {
            properties[key] = schema;
        }

        return new()
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray([.. required.Select(key => (JsonNode)key)]),
            ["properties"] = properties,
        };
    }

    static JsonObject ListOf(JsonObject items, string words) =>
        new() { ["description"] = words, ["type"] = new JsonArray("array", "null"), ["items"] = items };

    static JsonObject Text(string words) => new() { ["description"] = words, ["type"] = "string", ["minLength"] = 1 };

    static JsonObject Number(string words) => new() { ["description"] = words, ["type"] = "integer", ["minimum"] = 0 };

    static JsonObject Positive(string words) => new() { ["description"] = words, ["type"] = "number", ["exclusiveMinimum"] = 0 };

    static JsonObject Turn() => new() { ["description"] = "Anticlockwise seen from above, degrees. 0 where not said.", ["type"] = "number" };

    static JsonObject Place(string words) => Three($"{words}: x, y and height in the store's frame, metres.", -StoreYaml.LimitMetres);

    static JsonObject Size() => Three("Along the own front edge, from front to back, and up, metres.", 0);

    static JsonObject Three(string words, double minimum) => new()
    {
        ["description"] = words,
        ["type"] = "array",
        ["minItems"] = 3,
        ["maxItems"] = 3,
        ["items"] = new JsonObject { ["type"] = "number", ["minimum"] = minimum, ["maximum"] = StoreYaml.LimitMetres },
    };
}
