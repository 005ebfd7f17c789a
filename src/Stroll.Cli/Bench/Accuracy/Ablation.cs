using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Simulator;

namespace Stroll.Cli.Bench.Accuracy;

/// <summary>The engine, or what it gets to see, with one thing taken away.</summary>
/// <param name="Name">A key.</param>
/// <param name="Title">For people, as "without learning".</param>
internal sealed record Ablation(string Name, string Title)
{
    /// <summary>The engine.</summary>
    internal EngineUnderTest Engine { get; init; } = EngineUnderTest.Default;

    /// <summary>The sensors and the store.</summary>
    internal Func<Scenario, Scenario> Scenario { get; init; } = scenario => scenario;
}

/// <summary>Ablations that are compared with one another.</summary>
/// <param name="Name">A key.</param>
/// <param name="Title">For people.</param>
/// <param name="Note">What to know before reading the figures.</param>
/// <param name="Whole">What the others are compared with.</param>
/// <param name="Parts">Each with something taken away.</param>
internal sealed record AblationGroup(string Name, string Title, string Note, Ablation Whole, ImmutableArray<Ablation> Parts)
{
    /// <summary>The only scenarios that it is played with, of those asked for; none for all.</summary>
    internal ImmutableArray<string> Scenarios { get; init; } = [];
}

/// <summary>What is taken away. The one place that lists it.</summary>
internal static class Ablations
{
    const int LongDay = 120;

    static readonly Ablation Whole = new("whole", "the whole engine");

    /// <summary>In the order of reports.</summary>
    internal static ImmutableArray<AblationGroup> All { get; } =
    [
        new(
            "engine", "Parts of the engine", "On the days as they are. Learning needs longer ones: see below.", Whole,
            [
                new("learning", "without learning") { Engine = Rules(rules => rules with { Learning = null }) },
                new("wrists", "without wrists: bodies only") { Engine = EngineUnderTest.Default with { Log = log => log.Select(WithoutWrists) } },
                new("hands", "without people's places: weight and place only") { Engine = Changed(WithoutBodies) },
                new("place-in-shelf", "place known to the shelf only") { Engine = Changed(model => WithFacings(model, OnWholeShelf)) },
                new("place", "without place: weight and hands only") { Engine = Changed(model => WithFacings(model, OnEveryShelf)) },
            ]),
        new(
            "learning", "Learning, on long days", $"{LongDay} shoppers a day, so that goods are taken often enough to learn from.",
            Whole with { Scenario = Long },
            [new("learning", "without learning") { Scenario = Long, Engine = Rules(rules => rules with { Learning = null }) }])
        {
            Scenarios = ["corner-store", "near-equal-weights", "wrong-planogram", "wrong-weight", "dead-plates", "drifting-scales"],
        },
        new(
            "zones", "Weight zones a shelf", "One gondola of five shelves with 12 plates and 33 products, as in AIM3S (Ruiz et al., BuildSys 2019), which found 91.5 % of single movements at 12 zones, 91.5, 92.1, 86.5, 90.3 and 79.0 % at 6, 4, 3, 2 and 1. Here whole receipts count, of several people.",
            new("12", "12 zones") { Scenario = LongShelves, Engine = Zones(12) },
            [.. new[] { 6, 4, 3, 2, 1 }.Select(zones => new Ablation($"{zones}", zones == 1 ? "1 zone" : $"{zones} zones") { Scenario = LongShelves, Engine = Zones(zones) })]),
        new(
            "cameras", "Fewer cameras", "As if a joint were seen by four cameras on average: with half of them errors grow by √2 and a joint is missing with the square root of its chance.",
            Whole,
            [
                new("half", "half the cameras") { Scenario = scenario => Cameras(scenario, 2) },
                new("quarter", "a quarter of them") { Scenario = scenario => Cameras(scenario, 4) },
            ]),
    ];

    static EngineUnderTest Rules(Func<PipelineRules, PipelineRules> change) => EngineUnderTest.Default with { Rules = change(PipelineRules.Default), HasBaselines = false };

    static EngineUnderTest Changed(Func<StoreModel, StoreModel> change) => EngineUnderTest.Default with { Model = change, HasBaselines = false };

    static EngineUnderTest Zones(int zones) => Changed(model => WeightZones.Of(model, zones)) with { Log = log => log.Select(entry => WeightZones.Summed(entry, zones)) };

    static Scenario Long(Scenario scenario) => scenario with { Visits = LongDay };

    static Scenario LongShelves(Scenario scenario) => scenario with { Size = new(Gondolas: 1, ShelvesPerGondola: 5, PlatesPerShelf: 12, Products: 33) };

    static Scenario Cameras(Scenario scenario, int fewer) => scenario with
    {
        Tracker = scenario.Tracker with
        {
            JointMetres = scenario.Tracker.JointMetres * Math.Sqrt(fewer),
            Missing = Math.Pow(scenario.Tracker.Missing, 1.0 / fewer),
        },
    };

    static LogEntry WithoutWrists(LogEntry entry) => entry.Observation is not Observation.PeopleSeen seen ? entry : entry with
    {
        Observation = seen with
        {
            People = [.. seen.People.Select(p => p with
            {
                Body = new([.. p.Body.Joints.Select((joint, i) => (Joint)i is Joint.LeftWrist or Joint.RightWrist ? JointEstimate.Missing : joint)]),
            })],
        },
    };

    /// <summary>Where the plates are in the store is not known, so nobody's hand is nearer than another's.</summary>
    static StoreModel WithoutBodies(StoreModel model)
    {
        var store = model.Store;
        var bare = Store.Build(
            store.Name, store.Gondolas.Select(g => g with { Body = null }), store.Shelves.Select(s => (s.Gondola, s.Number, (Geometry.Box?)null)),
            store.Plates.Select(p => (p.Address, (Geometry.Box?)null, p.Capacity)), store.Gates);
        return model with { Store = bare, Planogram = new(bare, model.Planogram.Facings) };
    }

    static StoreModel WithFacings(StoreModel model, Func<StoreModel, IEnumerable<Facing>> facings) =>
        model with { Planogram = new(model.Store, [.. facings(model).Select((facing, i) => facing with { Id = new(i) })]) };

    static IEnumerable<Facing> OnWholeShelf(StoreModel model) =>
        model.Planogram.Facings.Select(facing => facing with { Plates = model.Store[facing.Shelf].Plates }).DistinctBy(f => (f.Product, f.Shelf));

    static IEnumerable<Facing> OnEveryShelf(StoreModel model) =>
        from shelf in model.Store.Shelves
        where shelf.Plates.Length > 0
        from product in model.Planogram.Products
        select new Facing(default, product, shelf.Id, shelf.Plates, null);
}
