using System.Text.Json;
using Stroll.Simulator;
using Stroll.Web.Tests.Played;

namespace Stroll.Web.Tests.Doors;

public class OpenApiTests
{
    [Fact]
    public async Task The_description_in_the_docs_is_the_one_that_is_served()
    {
        using var store = new PlayedStore(new("own", "corner"), new Scenario { Visits = 1 });
        await using var site = await RunningSite.Start(new([store.Live]));
        using var client = new HttpClient { BaseAddress = site.Address };
        var served = Text(await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        var path = Path.Combine(TestPlaces.Root, "docs", "openapi.json");
        if (Environment.GetEnvironmentVariable("STROLL_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(path, served, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), served);
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_and_an_answer_for_refusals()
    {
        using var store = new PlayedStore(new("own", "corner"), new Scenario { Visits = 1 });
        await using var site = await RunningSite.Start(new([store.Live]));
        using var client = new HttpClient { BaseAddress = site.Address };
        using var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));

        Assert.StartsWith("3.1", document.RootElement.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var names = new List<string>();
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                names.Add(operation.Value.GetProperty("operationId").GetString()!);
                Assert.NotEmpty(operation.Value.GetProperty("summary").GetString()!);
                Assert.True(operation.Value.GetProperty("responses").TryGetProperty("401", out _), $"{operation.Name} {path.Name}");
                Assert.True(operation.Value.GetProperty("responses").TryGetProperty("403", out _), $"{operation.Name} {path.Name}");
            }
        }

        Assert.True(names.Count >= 8);
        Assert.Equal(names.Distinct(), names);
    }

    static string Text(string json)
    {
        using var document = JsonDocument.Parse(json);
        // The address of the test's own server would differ each time.
        return JsonSerializer.Serialize(document.RootElement, Indented) + "\n";
    }

    static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
