using System.Collections.Immutable;
using Stroll.Cli.Bench.Accuracy;
using Stroll.Review;
using Stroll.Cli.Scenarios;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Cli.Bench.Phantoms;

/// <summary>What the bench found.</summary>
/// <param name="Seeds">For the days.</param>
/// <param name="Days">Seed by seed.</param>
/// <param name="RecallSeeds">For the picks.</param>
/// <param name="Recalls">One for each of those seeds.</param>
internal sealed record PhantomResult(SeedRange Seeds, ImmutableArray<PhantomDay> Days, SeedRange RecallSeeds, ImmutableArray<PickRecall> Recalls)
{
    /// <summary>Of 10,000 plate-hours.</summary>
    internal const double Unit = 10_000;

    /// <summary>Phantoms for each 10,000 plate-hours on some days, with the exact range of 95 %.</summary>
    internal static Interval Rate(IEnumerable<PhantomDay> days) =>
        days.ToArray() is var those ? Confidence.OfRate(those.Sum(day => (long)day.Phantoms.Length), those.Sum(day => day.PlateHours) / Unit) : default;

    /// <summary>Share of picks that were found, with the exact range of 95 %.</summary>
    internal Interval Recall => Recalls.Sum(r => (long)r.Picks) is var picks
        ? Confidence.OfShareExactly(picks - Recalls.Sum(r => (long)r.Missed.Length), picks)
        : default;
}

/// <summary>Days on which nothing is taken, with every fault that scales have; and picks on quiet days.</summary>
internal static class PhantomBench
{
    static readonly Feature[] Faults =
    [
        Feature.Creep, Feature.Drift, Feature.NoisyPlates, Feature.Spikes, Feature.StuckPlates, Feature.DeadPlates, Feature.Rumbling,
        Feature.ClockJitter, Feature.Lateness, Feature.Doubles, Feature.Reordering, Feature.Outages,
    ];

    /// <summary>The days by name, 1,000 plates each, without a seed.</summary>
    /// <param name="hours">How long each is.</param>
    internal static ImmutableArray<NamedScenario> Days(double hours) =>
    [
        new("closed", Closed(hours)),
        new("closed, 5 g scales", Closed(hours) with { Force = [.. Faults, Feature.Quantised] }),
        new("lookers", Closed(hours) with
        {
            Visits = int.MaxValue,
            Habits = new(SecondsBetweenArrivals: 60, IsBystander: 1, Leans: 0.25),
            // Hands, and so what needs them: neighbours that feel a load, and plates that are pressed past their end.
            Force = [.. Faults, Feature.Bystanders, Feature.Leaning, Feature.CrossTalk, Feature.Saturation],
            Forbid = [Feature.Groups],
        }),
    ];

    /// <summary>Plays all of it; days one after the other, so that their memory is theirs.</summary>
    internal static PhantomResult Run(double hours, SeedRange seeds, SeedRange recallSeeds, Action<double> done, CancellationToken stop)
    {
        var quiet = ScenarioLibrary.Find("quiet")!.Scenario;
        var recalls = new PickRecall[recallSeeds.Count];
        Parallel.For(0, recalls.Length, new() { CancellationToken = stop }, i => recalls[i] = PickRecall.Of(quiet with { Seed = recallSeeds.First + (ulong)i }, stop));
        var (named, days) = (Days(hours), ImmutableArray.CreateBuilder<PhantomDay>());
        for (var i = 0; i < seeds.Count * named.Length; i++)
        {
            var (name, scenario, _) = named[i % named.Length];
            var before = i;
            days.Add(PhantomDay.Of(
                name, scenario with { Seed = seeds.First + (ulong)(i / named.Length) }, share => done((before + share) / (seeds.Count * named.Length)), stop));
        }

        return new(seeds, days.ToImmutable(), recallSeeds, [.. recalls]);
    }

    static Scenario Closed(double hours) => new()
    {
        Visits = 0,
        Length = TimeSpan.FromHours(hours),
        Size = StoreSize.SmallSupermarket,
        Scales = new(FilledSecondsBefore: 0),
        Force = [.. Faults],
    };
}
