using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>Which features of a scenario are on, drawn from its seed, and whether the scenario can be played at all.</summary>
internal static class Switches
{
    internal static ImmutableHashSet<Feature> Draw(Scenario scenario, Rng rng)
    {
        var on = new HashSet<Feature>();
        foreach (var feature in Features.All)
        {
            // Drawn in every case: to force one must not change the others.
            var isDrawn = rng.NextChance(scenario.Swarm ?? 0);
            var isOn = scenario.Swarm is null ? Features.Everyday.Contains(feature) : isDrawn;
            if (scenario.Force.Contains(feature) || (isOn && !scenario.Forbid.Contains(feature)))
            {
                on.Add(feature);
            }
        }

        if (scenario.Script is not null)
        {
            on.RemoveWhere(Features.IsDecision);
        }

        on.UnionWith(scenario.Force.Select(Features.Needs).OfType<Feature>());
        on.RemoveWhere(feature => !Features.Concerns(feature, scenario.People));
        on.RemoveWhere(feature => Features.Needs(feature) is { } need && !on.Contains(need));
        return [.. on];
    }

    /// <summary>What contradicts itself or lies out of range; none when it can be played.</summary>
    internal static Fault? Check(Scenario scenario)
    {
        foreach (var feature in scenario.Force.Order())
        {
            if (scenario.Forbid.Contains(feature))
            {
                return Contradiction($"{Features.NameOf(feature)} is both forced and forbidden");
            }

            if (Features.Needs(feature) is { } need && scenario.Forbid.Contains(need))
            {
                return Contradiction($"{Features.NameOf(feature)} is forced and {Features.NameOf(need)}, which it needs, is forbidden");
            }

            if (scenario.Script is not null && Features.IsDecision(feature))
            {
                return Contradiction($"{Features.NameOf(feature)} is forced and a script says what people do");
            }

            if (scenario.Visits == 0 && scenario.Script is null && Features.IsOfPeople(feature))
            {
                return Contradiction($"{Features.NameOf(feature)} is forced and nobody comes in");
            }
        }

        return OutOfRange(scenario);
    }

    static Fault? OutOfRange(Scenario scenario)
    {
        var (habits, scales, tracker, size) = (scenario.Habits, scenario.Scales, scenario.Tracker, scenario.Size);
        var cameras = scenario.Cameras;
        (bool Good, string Found)[] rules =
        [
            (scenario.Visits >= 0, $"visits is {scenario.Visits}, expected 0 or more"),
            (scenario.Visits > 0 || scenario.Length is not null || scenario.Script is not null, "nobody comes in and no length is given"),
            (scenario.Script is null || scenario.Given is not null, "a script is given and no store for it"),
            (scenario.Length is not { } length || length > TimeSpan.Zero, "the length is not above 0"),
            (scenario.Swarm is null or (>= 0 and <= 1), $"swarm is {scenario.Swarm}, expected 0 to 1"),
            (habits.FewestStops >= 0 && habits.MostStops >= habits.FewestStops, $"stops are {habits.FewestStops} to {habits.MostStops}"),
            (habits.MostAtOnce >= 2, $"the most at once is {habits.MostAtOnce}, expected 2 or more"),
            (scales.Hertz is > 0 and <= 1000 && scales.Batch is > 0 and <= 1000, $"scales at {scales.Hertz} Hz in batches of {scales.Batch}"),
            (scales.Batch <= 1.5 * scales.Hertz, $"a batch of {scales.Batch} samples at {scales.Hertz} Hz takes longer than 1.5 s"),
            (scales.QuietLow > 0 && scales.QuietHigh >= scales.QuietLow && scales.NoisyHigh >= scales.QuietHigh, "the noise of plates does not rise"),
            (scales.SecondsBetweenSpikes > 0 && scales.SecondsBetweenRumbles > 0 && scales.FilledSecondsBefore >= 0,
                "the time between spikes or rumbles is not above 0, or shelves are filled in the future"),
            (tracker.Hertz is > 0 and <= 200, $"the tracker has {tracker.Hertz} Hz, expected 1 to 200"),
            (cameras.Hertz is > 0 and <= 100, $"the cameras have {cameras.Hertz} Hz, expected 1 to 100"),
            (size.Cameras is > 0 and <= 200 || scenario.People == PeopleEntry.Tracked, $"{size.Cameras} cameras, expected 1 to 200"),
            (size.Gondolas > 0 && size.ShelvesPerGondola is > 0 and <= 5 && size.PlatesPerShelf > 0,
                $"{size.Gondolas} gondolas of {size.ShelvesPerGondola} shelves of {size.PlatesPerShelf} plates"),
            (size.Products is > 0 && size.Products <= Assortment.Size, $"{size.Products} products, expected 1 to {Assortment.Size}"),
        ];
        return rules.Where(rule => !rule.Good).Select(rule => new Fault("scenario.value", scenario.Name, rule.Found)).FirstOrDefault();
    }

    static Fault Contradiction(string found) => new("scenario.contradiction", "switches", found);
}
