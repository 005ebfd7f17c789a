using System.Collections.Immutable;
using Stroll.Simulator;

namespace Stroll.Cli.Bench.Accuracy;

/// <summary>A day to play, by name.</summary>
/// <param name="Name">As typed after <c>--scenarios</c>.</param>
/// <param name="Scenario">Everything but the seed.</param>
internal sealed record NamedScenario(string Name, Scenario Scenario);

/// <summary>What can be played. The one place that lists it.</summary>
internal static class AccuracyScenarios
{
    /// <summary>In the order of reports.</summary>
    internal static ImmutableArray<NamedScenario> All { get; } =
        [new("corner-store", new()), .. Scenarios.All.Where(scenario => scenario.Visits > 0).Select(scenario => new NamedScenario(scenario.Name, scenario))];

    /// <summary>The scenario with this name; none when there is none.</summary>
    internal static NamedScenario? Find(string name) => All.FirstOrDefault(scenario => scenario.Name == name);
}
