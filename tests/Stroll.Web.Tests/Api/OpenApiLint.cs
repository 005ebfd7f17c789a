using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stroll.Web.Tests.Api;

/// <summary>Looks for what is wrong with a description of an API. The rules are those that linters of OpenAPI share, checked here since none runs on .NET alone.</summary>
/// <remarks>After the rule sets of Spectral (<c>oas3</c>, recommended) and Redocly (recommended), as their documentation describes them in 2026.</remarks>
static partial class OpenApiLint
{
    static readonly string[] Verbs = ["get", "put", "post", "delete", "patch"];

    internal static IEnumerable<string> Findings(JsonElement document) =>
        [.. Head(document), .. Operations(document), .. References(document), .. Schemas(document)];

    static IEnumerable<string> Head(JsonElement document)
    {
        if (!document.GetProperty("openapi").GetString()!.StartsWith("3.1", StringComparison.Ordinal))
        {
            yield return "openapi: not 3.1";
        }

        foreach (var key in (string[])["title", "version", "description", "license"])
        {
            if (!document.GetProperty("info").TryGetProperty(key, out _))
            {
                yield return $"info: no {key}";
            }
        }

        if (!document.TryGetProperty("servers", out var servers) || servers.GetArrayLength() == 0)
        {
            yield return "servers: none";
        }
    }

    static IEnumerable<string> Operations(JsonElement document)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var tags = document.TryGetProperty("tags", out var named) ? named.EnumerateArray().Select(tag => tag.GetProperty("name").GetString()).ToHashSet() : [];
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            if (path.Name.EndsWith('/') || path.Name.Contains('?', StringComparison.Ordinal) || !PathForm().IsMatch(path.Name))
            {
                yield return $"{path.Name}: odd path";
            }

            foreach (var operation in path.Value.EnumerateObject().Where(one => Verbs.Contains(one.Name)))
            {
                var where = $"{operation.Name} {path.Name}";
                foreach (var found in Operation(path.Name, operation.Name, operation.Value, tags))
                {
                    yield return $"{where}: {found}";
                }

                if (!ids.Add(operation.Value.GetProperty("operationId").GetString()!))
                {
                    yield return $"{where}: operationId twice";
                }
            }
        }
    }

    static IEnumerable<string> Operation(string path, string verb, JsonElement operation, HashSet<string?> tags)
    {
        if (!IdForm().IsMatch(operation.GetProperty("operationId").GetString()!))
        {
            yield return "operationId is not camelCase";
        }

        foreach (var key in (string[])["summary", "description"])
        {
            if (!operation.TryGetProperty(key, out var text) || string.IsNullOrWhiteSpace(text.GetString()))
            {
                yield return $"no {key}";
            }
        }

        if (!operation.TryGetProperty("tags", out var own) || own.GetArrayLength() != 1 || !tags.Contains(own[0].GetString()))
        {
            yield return "not exactly one tag that the document explains";
        }

        if (!operation.TryGetProperty("security", out var security) || security.GetArrayLength() == 0)
        {
            yield return "no security";
        }

        foreach (var found in Parameters(path, operation).Concat(Responses(verb, operation)))
        {
            yield return found;
        }

        if (verb is "get" or "delete" && operation.TryGetProperty("requestBody", out _))
        {
            yield return "a body where none belongs";
        }
    }

    static IEnumerable<string> Parameters(string path, JsonElement operation)
    {
        var parameters = operation.TryGetProperty("parameters", out var list) ? list.EnumerateArray().ToArray() : [];
        var inPath = parameters.Where(one => one.GetProperty("in").GetString() == "path").Select(one => one.GetProperty("name").GetString()).ToHashSet();
        foreach (Match named in PathParameter().Matches(path))
        {
            if (!inPath.Contains(named.Groups["name"].Value))
            {
                yield return $"path parameter {named.Value} is not described";
            }
        }

        foreach (var parameter in parameters)
        {
            var name = parameter.GetProperty("name").GetString();
            if (!parameter.TryGetProperty("schema", out _))
            {
                yield return $"parameter {name} has no schema";
            }

            if (!parameter.TryGetProperty("description", out var text) || string.IsNullOrWhiteSpace(text.GetString()))
            {
                yield return $"parameter {name} has no description";
            }
        }

        if (parameters.GroupBy(one => (one.GetProperty("name").GetString(), one.GetProperty("in").GetString())).Any(same => same.Count() > 1))
        {
            yield return "a parameter stands twice";
        }
    }

    static IEnumerable<string> Responses(string verb, JsonElement operation)
    {
        var responses = operation.GetProperty("responses").EnumerateObject().ToArray();
        if (!responses.Any(response => response.Name[0] == '2'))
        {
            yield return "no answer for what goes well";
        }

        foreach (var response in responses)
        {
            if (!response.Value.TryGetProperty("description", out var text) || string.IsNullOrWhiteSpace(text.GetString()))
            {
                yield return $"answer {response.Name} has no description";
            }

            if (response.Name[0] is '4' or '5' && !(response.Value.TryGetProperty("content", out var content) && content.TryGetProperty("application/problem+json", out _)))
            {
                yield return $"answer {response.Name} is no problem of RFC 9457";
            }
        }

        foreach (var refusal in (string[])["400", "401", "403", "404", "429"])
        {
            if (responses.All(response => response.Name != refusal))
            {
                yield return $"no answer {refusal} for {verb}";
            }
        }
    }

    static IEnumerable<string> References(JsonElement document)
    {
        var text = document.GetRawText();
        var used = Reference().Matches(text).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        var there = document.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(schema => schema.Name).ToHashSet(StringComparer.Ordinal);
        return [.. used.Except(there).Select(name => $"{name}: named, but not there"), .. there.Except(used).Select(name => $"{name}: there, but not named")];
    }

    static IEnumerable<string> Schemas(JsonElement document)
    {
        foreach (var schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject().Where(one => one.Name != "ProblemDetails"))
        {
            if (!schema.Value.TryGetProperty("properties", out var properties))
            {
                continue;
            }

            foreach (var property in properties.EnumerateObject())
            {
                var isExplained = property.Value.TryGetProperty("description", out var text) && !string.IsNullOrWhiteSpace(text.GetString());
                if (!isExplained)
                {
                    yield return $"{schema.Name}.{property.Name}: not explained";
                }

                if (property.Value.TryGetProperty("type", out var type) && type.GetRawText().Contains("array", StringComparison.Ordinal) && !property.Value.TryGetProperty("items", out _))
                {
                    yield return $"{schema.Name}.{property.Name}: an array of what?";
                }
            }
        }
    }

    [GeneratedRegex("^(/([a-z0-9-]+|\\{[a-z]+\\}))+$")]
    private static partial Regex PathForm();

    [GeneratedRegex("^[a-z][a-zA-Z]+$")]
    private static partial Regex IdForm();

    [GeneratedRegex("\\{(?<name>[a-z]+)\\}")]
    private static partial Regex PathParameter();

    [GeneratedRegex("#/components/schemas/(?<name>[A-Za-z0-9]+)")]
    private static partial Regex Reference();
}
