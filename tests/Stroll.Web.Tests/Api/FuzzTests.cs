using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stroll.Web.Tests.Api;

/// <summary>Requests that nobody would send, made from the description of the API itself.</summary>
public class FuzzTests
{
    static bool IsLong => Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1";

    [Fact]
    public async Task No_request_makes_the_server_fail_and_every_refusal_is_a_problem()
    {
        var count = IsLong ? 100_000 : 1500;
        await using var api = await ApiSite.Open();
        var requests = new RequestMaker(await File.ReadAllTextAsync(Path.Combine(TestPlaces.Root, "docs", "openapi.json"), TestContext.Current.CancellationToken), new Random(20261124), await Known(api));
        var wrong = new List<string>();
        var seen = new SortedDictionary<int, int>();
        for (var i = 0; i < count && wrong.Count < 20; i++)
        {
            var made = requests.Next();
            var answer = await api.Send(made.Method, made.Path, made.Content(), made.Word);
            seen[(int)answer.Status] = seen.GetValueOrDefault((int)answer.Status) + 1;
            // A zero in the path is refused by the server before anything of ours.
            if (!made.Path.Contains("%00", StringComparison.Ordinal) && Fault(answer) is { } fault)
            {
                wrong.Add($"{made}: {fault}");
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{count} requests: {string.Join(", ", seen.Select(one => $"{one.Key} {one.Value} times"))}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(seen.GetValueOrDefault(200) > count / 50, "nearly nothing was answered: the requests are too odd to reach the code");
    }

    static string? Fault(Answer answer) =>
        (int)answer.Status >= 500 ? $"{(int)answer.Status} {answer.Text}"
        : (int)answer.Status < 400 ? null
        : answer.Type != "application/problem+json" ? $"{(int)answer.Status} without a problem: {answer.Type} {answer.Text}"
        : answer.Text.Contains("   at ", StringComparison.Ordinal) ? $"a trace: {answer.Text}"
        : (int?)answer.Json["status"] != (int)answer.Status ? $"the problem says {answer.Json["status"]}"
        : null;

    /// <summary>Words that name something, so that some requests reach further than the first check.</summary>
    static async Task<string[]> Known(ApiSite api)
    {
        var receipts = (await api.Get("/api/v1/receipts")).Json["items"]!.AsArray().Select(one => (string)one!["id"]!);
        var barcodes = api.Store.Live.Model.Catalogue.Products.Take(5).Select(product => product.Barcode);
        var facings = (await api.Get("/api/v1/inventory?limit=3")).Json["items"]!.AsArray().Select(one => (string)one!["facing"]!);
        return [.. receipts, .. barcodes, .. facings, "EUR", "own/corner", "ReceiptIssued", "http://127.0.0.1:9/"];
    }
}

/// <summary>One made request.</summary>
sealed record MadeRequest(HttpMethod Method, string Path, string? Body, string Type, string? Word)
{
    internal HttpContent? Content() => Body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(Body)) { Headers = { { "Content-Type", Type } } };

    public override string ToString() => $"{Method} {Path} {Body}";
}

/// <summary>Makes requests out of a description: mostly in its shape, with values at and beyond every edge.</summary>
sealed class RequestMaker(string description, Random chance, string[] known)
{
    static readonly string[] Odd =
    [
        "", " ", "\0", "../../etc/passwd", "..%2f..%2f", "' OR 1=1 --", "<script>alert(1)</script>", "{{7*7}}", "%s%n", "\ud83d\ude00", "\r\nX: y", "null", "-1", "0", "1e309",
        "9223372036854775808", "NaN", "true", "[]", "{}", "AAAA", "=", "Zm9v", "00000000-0000-0000-0000-000000000000", "2026-02-30T25:61:61Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59+14:00",
    ];

    readonly JsonDocument _document = JsonDocument.Parse(description);

    internal MadeRequest Next()
    {
        var paths = _document.RootElement.GetProperty("paths").EnumerateObject().Where(path => !path.Name.EndsWith("/live", StringComparison.Ordinal)).ToArray();
        var path = paths[chance.Next(paths.Length)];
        var operations = path.Value.EnumerateObject().ToArray();
        var operation = operations[chance.Next(operations.Length)];
        var method = chance.Next(40) == 0 ? HttpMethod.Patch : new HttpMethod(operation.Name.ToUpperInvariant());
        var (address, word) = (path.Name, chance.Next(20) == 0 ? null : Word());
        var query = new List<string>();
        foreach (var parameter in operation.Value.TryGetProperty("parameters", out var list) ? list.EnumerateArray().ToArray() : [])
        {
            var name = parameter.GetProperty("name").GetString()!;
            switch (parameter.GetProperty("in").GetString())
            {
                case "path":
                    address = address.Replace($"{{{name}}}", Uri.EscapeDataString(NotEmpty(Text(parameter.GetProperty("schema")))), StringComparison.Ordinal);
                    break;
                case "query" when name != "store" ? chance.Next(3) == 0 : chance.Next(30) == 0:
                    query.Add($"{name}={Uri.EscapeDataString(Text(parameter.GetProperty("schema")))}");
                    break;
            }
        }

        var body = operation.Value.TryGetProperty("requestBody", out var asked) ? Body(asked) : null;
        return new(method, query.Count > 0 ? $"{address}?{string.Join('&', query)}" : address, body, chance.Next(25) == 0 ? "text/csv" : "application/json", word);
    }

    string Word() => new([.. Enumerable.Range(0, chance.Next(30) == 0 ? 3 : 20).Select(_ => (char)chance.Next('!', '~'))]);

    string Body(JsonElement asked)
    {
        var content = asked.GetProperty("content").EnumerateObject().First(one => one.Name == "application/json").Value;
        var text = Value(content.GetProperty("schema"), 0)?.ToJsonString() ?? "null";
        return chance.Next(15) switch
        {
            0 => text[..chance.Next(text.Length)],
            1 => Odd[chance.Next(Odd.Length)],
            2 => string.Concat(Enumerable.Repeat("[", 200)),
            _ => text,
        };
    }

    JsonNode? Value(JsonElement schema, int depth)
    {
        if (chance.Next(12) == 0)
        {
            return chance.Next(4) switch { 0 => null, 1 => chance.Next(), 2 => Odd[chance.Next(Odd.Length)].Replace('\ud83d', '?').Replace('\ude00', '?'), _ => new JsonObject() };
        }

        schema = Resolved(schema);
        return TypeOf(schema) switch
        {
            "object" when schema.TryGetProperty("properties", out var properties) => Object(properties, depth),
            "array" => depth > 5 ? new JsonArray() : new JsonArray([.. Enumerable.Range(0, chance.Next(4)).Select(_ => Value(schema.GetProperty("items"), depth + 1))]),
            "integer" => Number(),
            "number" => chance.Next(2) == 0 ? Number() : (chance.NextDouble() - 0.5) * Math.Pow(10, chance.Next(0, 18)),
            "boolean" => chance.Next(2) == 0,
            _ => Text(schema).Replace('\ud83d', '?').Replace('\ude00', '?'),
        };
    }

    JsonObject Object(JsonElement properties, int depth)
    {
        var made = new JsonObject();
        foreach (var property in properties.EnumerateObject().Where(_ => chance.Next(10) > 0))
        {
            made[property.Name] = Value(property.Value, depth + 1);
        }

        return made;
    }

    JsonElement Resolved(JsonElement schema)
    {
        while (true)
        {
            if (schema.TryGetProperty("$ref", out var reference))
            {
                schema = _document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
            }
            else if (schema.TryGetProperty("oneOf", out var one) || schema.TryGetProperty("anyOf", out one))
            {
                schema = one[one.GetArrayLength() - 1];
            }
            else
            {
                return schema;
            }
        }
    }

    string Text(JsonElement schema)
    {
        schema = Resolved(schema);
        if (chance.Next(4) == 0)
        {
            return Odd[chance.Next(Odd.Length)];
        }

        return schema.TryGetProperty("enum", out var choices) ? choices[chance.Next(choices.GetArrayLength())].ToString()
            : TypeOf(schema) is "integer" or "number" ? Number().ToString(CultureInfo.InvariantCulture)
            : schema.TryGetProperty("format", out var format) && format.GetString() == "uuid" ? Guid.NewGuid().ToString()
            : chance.Next(3) == 0 ? new string((char)chance.Next(32, 500), chance.Next(300))
            : known[chance.Next(known.Length)];
    }

    long Number() => chance.Next(6) switch
    {
        0 => 0,
        1 => -1,
        2 => chance.NextInt64(long.MinValue, long.MaxValue),
        3 => int.MaxValue,
        _ => chance.Next(1, 6),
    };

    static string NotEmpty(string text) => text.Length == 0 ? "x" : text;

    static string TypeOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? "string"
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!).First(one => one != "null") : type.GetString()!;
}
