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
    [
        new("corner-store", new()),
        new("quiet", new() { Habits = new(SecondsBetweenArrivals: 25, PutsBack: 0.1, PutsElsewhere: 0, Leans: 0.04, TakesTwo: 0.1) }),
        new("lunch-rush", new() { Visits = 16, Habits = new(SecondsBetweenArrivals: 2) }),
        new("put-backs", new() { Habits = new(MostStops: 7, PutsBack: 0.45) }),
        new("misplacers", new() { Habits = new(MostStops: 7, PutsBack: 0.35, PutsElsewhere: 0.6) }),
        new("multi-buy", new() { Habits = new(TakesTwo: 0.6) }),
    ];

    /// <summary>The scenario with this name; none when there is none.</summary>
    internal static NamedScenario? Find(string name) => All.FirstOrDefault(scenario => scenario.Name == name);
}
