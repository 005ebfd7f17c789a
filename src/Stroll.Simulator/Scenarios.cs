using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>Store-days worth playing, by name.</summary>
public static class Scenarios
{
    static readonly Feature[] Hard =
    [
        Feature.Crowding, Feature.Hesitating, Feature.HandOvers, Feature.TrackLosses, Feature.IdChanges, Feature.IdSwaps, Feature.NoisyPlates, Feature.Lateness,
    ];

    /// <summary>All of them, in a fixed order.</summary>
    public static ImmutableArray<Scenario> All { get; } =
    [
        new() { Name = "quiet", Habits = new(SecondsBetweenArrivals: 20), Forbid = [Feature.Misplacing] },
        Rush("lunch-rush", visits: 50, Feature.Groups),
        new() { Name = "families", Visits = 20, Habits = new(SecondsBetweenArrivals: 15, ComesInGroup: 0.8), Force = [Feature.Groups, Feature.Children, Feature.HandOvers] },
        new() { Name = "put-backs", Visits = 16, Habits = new(PutsBack: 0.5), Force = [Feature.PutBacks, Feature.Hesitating] },
        new() { Name = "misplacers", Visits = 16, Habits = new(PutsBack: 0.4, PutsElsewhere: 0.5, Rarely: 0.1), Force = [Feature.Misplacing, Feature.Swapping] },
        new() { Name = "hand-overs", Visits = 16, Habits = new(ComesInGroup: 0.8, HandsOver: 0.15), Force = [Feature.Groups, Feature.HandOvers] },
        Rush("same-shelf-same-moment", visits: 24) with { Habits = new(SecondsBetweenArrivals: 4, SeeksOthers: 0.8) },
        new() { Name = "near-equal-weights", Visits = 16, Goods = new(WithNeighbour: 1, NeighbourGrams: 3, BesideEachOther: true) },
        new() { Name = "multi-buy", Visits = 16, Habits = new(TakesTwo: 0.7, MostAtOnce: 5), Force = [Feature.TakingSeveral] },
        new() { Name = "slow-hold", Visits = 16, Habits = new(RestsHand: 0.4, HoldsLong: 0.5), Force = [Feature.SlowHold, Feature.RestingHand] },
        new() { Name = "restock", Visits = 24, Habits = new(SecondsBetweenStaff: 40), Force = [Feature.Restocking] },
        new() { Name = "wrong-planogram", Visits = 16, Force = [Feature.WrongPlanogram] },
        new() { Name = "wrong-weight", Visits = 16, Force = [Feature.WrongWeight] },
        new() { Name = "dead-plates", Visits = 16, Scales = new(Faulty: 0.06), Force = [Feature.DeadPlates, Feature.StuckPlates] },
        new() { Name = "drifting-scales", Visits = 16, Scales = new(PerDegree: 15, DriftPerMinute: 3, CreepShare: 0.01), Force = [Feature.Drift, Feature.Creep] },
        new() { Name = "tailgaters", Visits = 16, Habits = new(Tailgates: 0.6), Force = [Feature.Tailgating] },
        new() { Name = "bulk-by-weight", Visits = 16, Goods = new(Bulk: 0.4), Force = [Feature.Bulk] },
        new() { Name = "looking-only", Visits = 40, Habits = new(IsBystander: 1), Force = [Feature.Bystanders], Forbid = [Feature.Groups] },
        new()
        {
            Name = "closed-store",
            Visits = 0,
            Length = TimeSpan.FromHours(1),
            Size = StoreSize.SmallSupermarket,
            Force =
            [
                Feature.NoisyPlates, Feature.Spikes, Feature.StuckPlates, Feature.DeadPlates, Feature.Lateness, Feature.Doubles, Feature.Reordering, Feature.Outages,
            ],
        },
    ];

    /// <summary>The scenario with this name; none when there is no such.</summary>
    public static Scenario? Find(string name) => All.FirstOrDefault(scenario => scenario.Name == name);

    static Scenario Rush(string name, int visits, params Feature[] more) => new()
    {
        Name = name,
        Visits = visits,
        Tracker = TrackerNoise.Rush,
        Cameras = CameraNoise.Rush,
        Habits = new(SecondsBetweenArrivals: 3, PutsElsewhere: 0.2),
        Force = [.. Hard, .. more],
    };
}
