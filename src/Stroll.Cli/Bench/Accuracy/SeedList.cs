using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Cli.Scenarios;
using Stroll.Units;

namespace Stroll.Cli.Bench.Accuracy;

/// <summary>A published list of what is to be played, so that figures of different programs and days can stand side by side.</summary>
/// <param name="Name">How it is quoted.</param>
/// <param name="Scenarios">By name.</param>
/// <param name="Seeds">The same for each of them.</param>
internal sealed record SeedList(string Name, ImmutableArray<NamedScenario> Scenarios, SeedRange Seeds)
{
    /// <summary>Reads <c>{"name": "…", "seeds": "1..20", "scenarios": ["…"]}</c>; other keys are welcome.</summary>
    /// <param name="utf8">The content of the file.</param>
    /// <param name="path">Its name, for messages.</param>
    internal static Result<SeedList> Read(ReadOnlyMemory<byte> utf8, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || Text(root, "name") is not { Length: > 0 } name
                || Text(root, "seeds") is not { } text
                || !root.TryGetProperty("scenarios", out var names) || names.ValueKind != JsonValueKind.Array || names.GetArrayLength() == 0)
            {
                return Bad(path, "not a list, expected {\"name\": \"…\", \"seeds\": \"1..20\", \"scenarios\": [\"…\"]}");
            }

            if (!text.Contains("..", StringComparison.Ordinal) || !SeedRange.TryParse(text, out var seeds))
            {
                return Bad(path, $"seeds is '{text}', expected a range as 1..20");
            }

            var scenarios = ImmutableArray.CreateBuilder<NamedScenario>();
            foreach (var entry in names.EnumerateArray())
            {
                if (entry.ValueKind != JsonValueKind.String || ScenarioLibrary.Find(entry.GetString()!) is not { Scripts: null, Scenario: { Visits: > 0 } scenario }
                    || scenarios.Any(other => other.Name == scenario.Name))
                {
                    return Bad(path, $"scenarios names {entry.GetRawText()}, expected each of {string.Join(", ", AccuracyScenarios.All.Select(one => one.Name))} at most once");
                }

                scenarios.Add(new(scenario.Name, scenario));
            }

            return new Result<SeedList>.Good(new(name, scenarios.ToImmutable(), seeds));
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return Bad(path, $"not JSON: {broken.Message.ReplaceLineEndings(" ")}");
        }
    }

    static string? Text(JsonElement root, string key) =>
        root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static Result<SeedList> Bad(string path, string found) => new Result<SeedList>.Bad(new("bench.list", path, found));
}
