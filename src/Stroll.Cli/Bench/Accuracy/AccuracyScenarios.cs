using System.Collections.Immutable;
using Stroll.Cli.Frame;
using Stroll.Cli.Scenarios;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Cli.Bench.Accuracy;

/// <summary>A day to play, by name.</summary>
/// <param name="Name">Of the scenario.</param>
/// <param name="Scenario">Everything but the seed.</param>
/// <param name="Case">Which of its scripts people follow; none where they follow none.</param>
internal sealed record NamedScenario(string Name, Scenario Scenario, string? Case = null);

/// <summary>What can be played for its receipts.</summary>
internal static class AccuracyScenarios
{
    /// <summary>All that come with the program and need nothing else, in the order of reports. Where nobody comes in there are no receipts.</summary>
    internal static ImmutableArray<NamedScenario> All =>
        [.. ScenarioLibrary.All.Where(file => file.Scripts is null && file.Scenario.Visits > 0).Select(file => new NamedScenario(file.Scenario.Name, file.Scenario))];

    /// <summary>The days of a scenario: one, or one for each script.</summary>
    /// <param name="file">Of the scenario.</param>
    /// <param name="data">The folder of the data that scripts need; none to look where <c>STROLL_DATA</c> says.</param>
    /// <exception cref="Refusal">It cannot be played.</exception>
    internal static ImmutableArray<NamedScenario> Days(ScenarioFile file, string? data)
    {
        ImmutableArray<NamedScenario> days = file.Scripts is null
            ? [new(file.Scenario.Name, file.Scenario)]
            : [.. ScriptedDays.Of(file.Scenario, data).Select(day => new NamedScenario(file.Scenario.Name, day.Scenario, day.Case))];
        foreach (var day in days)
        {
            Refusal.Unless(Simulation.From(day.Scenario));
        }

        return days;
    }
}
