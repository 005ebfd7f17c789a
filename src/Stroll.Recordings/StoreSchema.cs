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
                "Where people come in and go out."),
            ListOf(
                Closed(
                    StoreYaml.CameraKeys,
                    ["name", "at_metres", "image_pixels", "focal_pixels"],
                    Text("Unique in the store."),
                    Place("The centre of projection"),
                    Turn(),
                    Angle("How far it looks down, degrees: 0 level, 90 straight down. 0 where not said."),
                    Angle("How far it is turned about its own axis, clockwise for who stands behind it, degrees. 0 where not said."),
                    Two("Width and height of the picture, pixels.", 1),
                    Two("Focal length across and downwards, pixels.", 0),
                    Two("Where the optical axis meets the picture, pixels from its upper left corner. Its middle where not said.", null),
                    Numbers("Radial distortion with the second and the fourth power of the radius, then two tangential terms, then the sixth power. None where not said.", null, 2, 5)),
                "The calibrated cameras."));
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

    static JsonObject Angle(string words) => new() { ["description"] = words, ["type"] = "number" };

    static JsonObject Two(string words, double? minimum) => Numbers(words, minimum, 2, 2);

    static JsonObject Numbers(string words, double? minimum, int fewest, int most)
    {
        var items = new JsonObject { ["type"] = "number" };
        if (minimum is { } least)
        {
            items["minimum"] = least;
        }

        return new() { ["description"] = words, ["type"] = "array", ["minItems"] = fewest, ["maxItems"] = most, ["items"] = items };
    }

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
