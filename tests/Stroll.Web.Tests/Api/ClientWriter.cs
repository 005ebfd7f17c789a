using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Stroll.Web.Tests.Api;

/// <summary>Writes the C# client of the API from its description: a record for each schema, a method for each operation.</summary>
sealed class ClientWriter(JsonElement document)
{
    readonly StringBuilder _text = new();

    /// <summary>The whole file.</summary>
    internal static string Of(string description)
    {
        using var document = JsonDocument.Parse(description);
        return new ClientWriter(document.RootElement).File();
    }

    string File()
    {
        Line("// Written from docs/openapi.json by a test (ClientTests); STROLL_ACCEPT=1 writes it anew. Changes here are lost.");
        Line("namespace Stroll.Client;");
        Line("");
        Line("public sealed partial class StrollApi");
        Line("{");
        var isFirst = true;
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject().Where(one => !IsStream(one.Value)))
            {
                Line(isFirst ? null : "");
                isFirst = false;
                Operation(path.Name, operation.Name, operation.Value);
            }
        }

        Line("}");
        foreach (var schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject().Where(one => one.Name != "ProblemDetails" && one.Value.TryGetProperty("properties", out _)))
        {
            Line("");
            Schema(schema.Name, schema.Value);
        }

        return _text.ToString();
    }

    void Operation(string path, string verb, JsonElement operation)
    {
        var parameters = operation.TryGetProperty("parameters", out var list) ? list.EnumerateArray().ToArray() : [];
        var inPath = parameters.Where(one => In(one) == "path").Select(NameOf).ToArray();
        var inQuery = parameters.Where(one => In(one) == "query").Select(one => (Name: NameOf(one), Type: TypeOf(one.GetProperty("schema")).TrimEnd('?'))).ToArray();
        var isOnce = parameters.Any(one => In(one) == "header");
        var body = operation.TryGetProperty("requestBody", out var asked) ? TypeOf(asked.GetProperty("content").GetProperty("application/json").GetProperty("schema")) : null;
        var answer = Answer(operation);
        Documentation(operation, parameters, body is not null, isOnce);
        string[] arguments =
        [
            .. inPath.Select(name => $"{TypeOf(parameters.Single(one => NameOf(one) == name).GetProperty("schema"))} {name}"),
            .. body is null ? Array.Empty<string>() : [$"{body} body"],
            .. isOnce ? ["string idempotencyKey"] : Array.Empty<string>(),
            .. inQuery.Select(one => $"{one.Type}? {one.Name} = null"),
            "CancellationToken cancellation = default",
        ];
        var name = operation.GetProperty("operationId").GetString()!;
        Line($"    public {(answer is null ? "Task" : $"Task<{answer}>")} {char.ToUpperInvariant(name[0])}{name[1..]}Async(");
        Line($"        {string.Join(", ", arguments)}) =>");
        var address = inPath.Aggregate(path, (at, one) => at.Replace($"{{{one}}}", $"{{{Text(one, parameters)}}}", StringComparison.Ordinal));
        var query = inQuery.Length == 0 ? $"$\"{address}\"" : $"Query($\"{address}\", {string.Join(", ", inQuery.Select(one => $"(\"{one.Name}\", {one.Name})"))})";
        Line($"        {(answer is null ? "Do" : $"Ask<{answer}>")}(HttpMethod.{CultureInfo.InvariantCulture.TextInfo.ToTitleCase(verb)}, {query}, {(body is null ? "null" : "body")}, {(isOnce ? "idempotencyKey" : "null")}, cancellation);");
    }

    void Documentation(JsonElement operation, JsonElement[] parameters, bool hasBody, bool isOnce)
    {
        Line($"    /// <summary>{Xml(operation.GetProperty("summary").GetString()!)}. {Xml(operation.GetProperty("description").GetString()!)}</summary>");
        foreach (var parameter in parameters.Where(one => In(one) is "path" or "query"))
        {
            Line($"    /// <param name=\"{NameOf(parameter)}\">{Xml(parameter.GetProperty("description").GetString()!)}</param>");
        }

        if (hasBody)
        {
            Line("    /// <param name=\"body\">What is asked.</param>");
        }

        if (isOnce)
        {
            Line("    /// <param name=\"idempotencyKey\">New for each act, the same for each attempt at it: 8 to 200 letters.</param>");
        }

        Line("    /// <param name=\"cancellation\">Gives up.</param>");
    }

    void Schema(string name, JsonElement schema)
    {
        Line($"/// <summary>{Xml(schema.GetProperty("description").GetString()!)}</summary>");
        var properties = schema.GetProperty("properties").EnumerateObject().ToArray();
        foreach (var property in properties)
        {
            Line($"/// <param name=\"{Member(property.Name)}\">{Xml(property.Value.GetProperty("description").GetString()!)}</param>");
        }

        Line($"public sealed record {name}(");
        var ordered = properties.OrderBy(property => IsNullable(property.Value)).ToArray();
        for (var i = 0; i < ordered.Length; i++)
        {
            var type = TypeOf(ordered[i].Value);
            Line($"    {type}{(IsNullable(ordered[i].Value) && !type.EndsWith('?') ? "?" : "")} {Member(ordered[i].Name)}{(IsNullable(ordered[i].Value) ? " = null" : "")}{(i < ordered.Length - 1 ? "," : ");")}");
        }
    }

    string? Answer(JsonElement operation)
    {
        var good = operation.GetProperty("responses").EnumerateObject().First(response => response.Name[0] == '2').Value;
        return good.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var json) ? TypeOf(json.GetProperty("schema")) : null;
    }

    string TypeOf(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!.Split('/')[^1];
            // Choices stay text: a client is not to break when one is added.
            return document.GetProperty("components").GetProperty("schemas").GetProperty(name).TryGetProperty("properties", out _) ? name : "string";
        }

        if (schema.TryGetProperty("oneOf", out var one))
        {
            return TypeOf(one.EnumerateArray().First(choice => choice.TryGetProperty("$ref", out _))) + "?";
        }

        var type = schema.TryGetProperty("type", out var given) ? given.ValueKind == JsonValueKind.Array
            ? given.EnumerateArray().Select(some => some.GetString()!).First(some => some != "null") : given.GetString()! : "string";
        var format = schema.TryGetProperty("format", out var form) ? form.GetString() : null;
        return type switch
        {
            "integer" => format == "int64" ? "long" : "int",
            "number" => "double",
            "boolean" => "bool",
            "array" => $"IReadOnlyList<{TypeOf(schema.GetProperty("items"))}>",
            "object" when schema.TryGetProperty("additionalProperties", out var values) => $"IReadOnlyDictionary<string, {TypeOf(values)}>",
            _ => format switch { "date-time" => "DateTimeOffset", "uuid" => "Guid", _ => "string" },
        };
    }

    static bool IsNullable(JsonElement schema) => schema.TryGetProperty("oneOf", out _)
        || (schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.Array && type.EnumerateArray().Any(one => one.GetString() == "null"));

    // Streams and files are read as they come, not as a record.
    static bool IsStream(JsonElement operation) => operation.GetProperty("responses").GetRawText() is var answers
        && (answers.Contains("text/event-stream", StringComparison.Ordinal) || answers.Contains("text/csv", StringComparison.Ordinal));

    string Text(string name, JsonElement[] parameters) =>
        TypeOf(parameters.Single(one => NameOf(one) == name).GetProperty("schema")) == "string" ? $"Uri.EscapeDataString({name})" : name;

    static string In(JsonElement parameter) => parameter.GetProperty("in").GetString()!;

    static string NameOf(JsonElement parameter) => parameter.GetProperty("name").GetString()!;

    static string Member(string name) => $"{char.ToUpperInvariant(name[0])}{name[1..]}";

    static string Xml(string text)
    {
        var isCode = false;
        var escaped = text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        return string.Concat(escaped.Select(letter => letter != '`' ? letter.ToString() : (isCode = !isCode) ? "<c>" : "</c>"));
    }

    void Line(string? text)
    {
        if (text is not null)
        {
            _text.Append(text).Append('\n');
        }
    }
}
