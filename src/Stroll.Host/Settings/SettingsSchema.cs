using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stroll.Host.Settings;

/// <summary>What <see cref="SettingKeys"/> say, for editors and for people.</summary>
/// <remarks>Checked in as docs/schema/stroll.schema.json and docs/settings.md; a test compares.</remarks>
public static class SettingsSchema
{
    static readonly JsonSerializerOptions Plain = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON Schema of stroll.yaml, with a line feed at the end.</summary>
    public static string Json
    {
        get
        {
            var root = Closed("");
            root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
            root.Insert(1, "title", "the settings of an installation");
            var properties = root["properties"]!.AsObject();
            foreach (var (group, _, _) in SettingKeys.Groups.Where(group => group.Group.Length > 0))
            {
                properties[group] = SettingKeys.Lists.Contains(group)
                    ? new JsonObject { ["type"] = "array", ["minItems"] = group == SettingKeys.Stores ? 1 : 0, ["items"] = Closed(group) }
                    : Closed(group);
            }

            root["required"] = new JsonArray(SettingKeys.Stores);
            return $"{root.ToJsonString(Plain)}\n";
        }
    }

    /// <summary>The tables of docs/settings.md.</summary>
    public static string Tables
    {
        get
        {
            var text = new StringBuilder();
            foreach (var (group, words, keys) in SettingKeys.Groups)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n## {(group.Length > 0 ? $"`{group}`" : words)}\n\n");
                text.Append(group.Length > 0 ? $"{words}.\n\n" : "").Append("| key | if left out | decides |\n|---|---|---|\n");
                foreach (var key in keys)
                {
                    text.Append(CultureInfo.InvariantCulture, $"| `{key.Name}` | {Left(key)} | {key.Words} |\n");
                }
            }

            return text.ToString();
        }
    }

    static string Left(SettingKey key) => key.Default switch
    {
        null => "an error",
        "" => "nothing",
        var value => $"`{value}`",
    };

    static JsonObject Closed(string group)
    {
        var (_, words, keys) = SettingKeys.Groups.Single(known => known.Group == group);
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            properties[key.Name] = Schema(key);
        }

        var schema = new JsonObject { ["description"] = words, ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (keys.Any(key => key.Default is null))
        {
            schema["required"] = new JsonArray([.. keys.Where(key => key.Default is null).Select(key => (JsonNode)key.Name)]);
        }

        return schema;
    }

    static JsonObject Schema(SettingKey key)
    {
        var schema = new JsonObject { ["description"] = key.Words };
        switch (key.Kind)
        {
            case SettingKind.Number:
                schema["type"] = "number";
                schema["exclusiveMinimum"] = 0;
                break;
            case SettingKind.Word:
                schema["enum"] = new JsonArray([.. key.Known.Select(word => (JsonNode)word)]);
                break;
            default:
                schema["type"] = "string";
                break;
        }

        if (key.Default is { Length: > 0 } usual)
        {
            schema["default"] = key.Kind == SettingKind.Number ? double.Parse(usual, CultureInfo.InvariantCulture) : usual;
        }

        return schema;
    }
}
