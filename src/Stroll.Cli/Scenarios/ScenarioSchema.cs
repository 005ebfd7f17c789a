using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stroll.Simulator;

namespace Stroll.Cli.Scenarios;

/// <summary>The JSON Schema of a scenario file, for editors that complete and check YAML.</summary>
/// <remarks>Checked in as docs/schema/scenario.schema.json; a test compares. <see cref="ScenarioYaml"/> is stricter: it also refuses switches that
/// contradict each other.</remarks>
internal static class ScenarioSchema
{
    static readonly JsonSerializerOptions Plain = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema, indented, with a line feed at the end.</summary>
    internal static string Json
    {
        get
        {
            var root = Closed("A kind of day to simulate. What is left out is as in an ordinary day.", ScenarioKeys.Top, new());
            var properties = root["properties"]!.AsObject();
            properties[ScenarioYaml.Force] = ListOf("Features that are on whatever the seed says; so is what they need.");
            properties[ScenarioYaml.Forbid] = ListOf("Features that are off whatever the seed says; so is what needs them.");
            properties[ScenarioYaml.Scripts] = OneOf("People follow these scripts instead of their habits; the store is theirs too.", ScenarioFile.KnownScripts);
            properties[ScenarioYaml.Store] = Closed("How large the store is, or where it is described.", ScenarioKeys.Store, new StoreSize());
            var store = properties[ScenarioYaml.Store]!["properties"]!.AsObject();
            store[ScenarioYaml.Kind] = OneOf("Where the gondolas stand, and the defaults of the other keys.", ScenarioYaml.KindNames);
            store[ScenarioYaml.From] = new JsonObject { ["description"] = "A folder with store.yaml, catalogue.csv and planogram.csv, seen from this file.", ["type"] = "string", ["minLength"] = 1 };
            properties[ScenarioYaml.Goods] = Closed("How alike the goods are.", ScenarioKeys.Goods, new Goods());
            properties[ScenarioYaml.Habits] = Closed("What people do. A chance counts only where its feature is on.", ScenarioKeys.Habits, new Habits());
            properties[ScenarioYaml.Scales] = Closed("How the scales err.", ScenarioKeys.Scales, new ScaleNoise());
            properties[ScenarioYaml.Tracker] = Closed("How the tracker of people errs.", ScenarioKeys.Tracker, new TrackerNoise());
            properties[ScenarioYaml.Cameras] = Closed("How cameras and what looks through them err, with --people sightings.", ScenarioKeys.Cameras, new CameraNoise());
            root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
            root.Insert(1, "title", "a scenario");
            return $"{root.ToJsonString(Plain)}\n";
        }
    }

    static JsonObject Closed<T>(string words, ImmutableArray<ScenarioKey<T>> keys, T defaults)
    {
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            properties[key.Name] = Schema(key, key.Get(defaults));
        }

        return new() { ["description"] = words, ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    static JsonObject Schema<T>(ScenarioKey<T> key, double usual)
    {
        var schema = new JsonObject { ["description"] = key.Words };
        if (key.Kind == KeyKind.Switch)
        {
            schema["type"] = "boolean";
            schema["default"] = usual != 0;
            return schema;
        }

        schema["type"] = key.Kind == KeyKind.Count ? "integer" : "number";
        schema["minimum"] = key.Least;
        schema["maximum"] = key.Most;
        if (!double.IsNaN(usual))
        {
            schema["default"] = usual;
        }

        return schema;
    }

    static JsonObject ListOf(string words) => new()
    {
        ["description"] = words,
        ["type"] = new JsonArray("array", "null"),
        ["uniqueItems"] = true,
        ["items"] = new JsonObject { ["enum"] = Words(ScenarioYaml.FeatureNames) },
    };

    static JsonObject OneOf(string words, ImmutableArray<string> known) => new() { ["description"] = words, ["enum"] = Words(known) };

    static JsonArray Words(ImmutableArray<string> words) => new([.. words.Select(word => (JsonNode)word)]);
}
