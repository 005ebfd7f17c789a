using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stroll.Web.Tests.Api;

public class OpenApiLintTests
{
    [Fact]
    public void The_linter_finds_nothing_in_our_description()
    {
        using var document = JsonDocument.Parse(Text());

        var found = OpenApiLint.Findings(document.RootElement).ToArray();

        Assert.True(found.Length == 0, $"{found.Length} findings:\n{string.Join('\n', found.Take(60))}");
    }

    [Theory]
    [InlineData("info", "license")]
    [InlineData("paths./api/v1/stores.get", "security")]
    [InlineData("paths./api/v1/stores.get", "summary")]
    [InlineData("paths./api/v1/stores.get.responses", "401")]
    [InlineData("paths./api/v1/receipts/{id}.get", "parameters")]
    [InlineData("components.schemas", "Article")]
    public void The_linter_finds_what_was_taken_out(string place, string key)
    {
        var document = JsonNode.Parse(Text())!;
        var at = document;
        foreach (var part in place.Split('.'))
        {
            at = at[part]!;
        }

        Assert.True(at.AsObject().Remove(key));

        using var broken = JsonDocument.Parse(document.ToJsonString());
        Assert.NotEmpty(OpenApiLint.Findings(broken.RootElement));
    }

    static string Text() => File.ReadAllText(Path.Combine(TestPlaces.Root, "docs", "openapi.json"));
}
