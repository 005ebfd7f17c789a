using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>What somebody means to do at a shelf.</summary>
internal enum Act
{
    /// <summary>Stand there and look; no hand moves.</summary>
    Look,

    /// <summary>Press on the shelf and leave it as it was.</summary>
    Lean,

    /// <summary>Take one or two pieces.</summary>
    Take,

    /// <summary>Put back what an earlier stop took.</summary>
    PutBack,
}

/// <summary>One stop of a visit.</summary>
/// <param name="Facing">Where.</param>
/// <param name="Act">What for.</param>
/// <param name="Quantity">Pieces meant to be taken; 1 for a put-back.</param>
/// <param name="Product">What is taken or put back.</param>
/// <param name="UsesRightHand">Which wrist goes into the shelf.</param>
/// <param name="Arrives">At the standing place.</param>
/// <param name="ReachBegins">The hand starts from the body.</param>
/// <param name="TouchBegins">The hand is at the goods.</param>
/// <param name="TouchEnds">The hand leaves the goods.</param>
/// <param name="ReachEnds">The hand is back at the body.</param>
/// <param name="Departs">The person walks on.</param>
internal sealed record Stop(
    Facing Facing,
    Act Act,
    int Quantity,
    ProductId Product,
    bool UsesRightHand,
    Instant Arrives,
    Instant ReachBegins,
    Instant TouchBegins,
    Instant TouchEnds,
    Instant ReachEnds,
    Instant Departs);

/// <summary>Where somebody is at a moment; between two of these they walk in a straight line.</summary>
/// <param name="At">When.</param>
/// <param name="Place">On the floor.</param>
/// <param name="Heading">Where they look, a unit vector.</param>
internal readonly record struct Waypoint(Instant At, Point3 Place, Point3 Heading);

/// <summary>A visit as its person means it.</summary>
/// <param name="Shopper">The id that the tracker gives them.</param>
/// <param name="HeightMetres">From the floor to the top of the head.</param>
/// <param name="Stops">By time.</param>
/// <param name="Path">From the door to the door, by time.</param>
internal sealed record VisitPlan(
    string Shopper, double HeightMetres, ImmutableArray<Stop> Stops, ImmutableArray<Waypoint> Path)
{
    internal Instant Enters => Path[0].At;

    internal Instant Leaves => Path[^1].At;
}

/// <summary>Draws what people mean to do. Whether the shelf still has it is for the day to see.</summary>
internal static class ShopperScript
{
    /// <summary>All visits of a day, by time of entry.</summary>
    internal static ImmutableArray<VisitPlan> Draw(StorePlan store, Scenario scenario, Rng rng)
    {
        var visits = ImmutableArray.CreateBuilder<VisitPlan>();
        var enters = scenario.Start + 3.Seconds;
        for (var i = 0; i < scenario.Visits; i++)
        {
            visits.Add(DrawVisit(store, scenario.Habits, $"shopper-{i + 1}", enters, rng));
            enters += Math.Max(1.5, -scenario.Habits.SecondsBetweenArrivals * Math.Log(1 - rng.NextUnit())).Seconds;
        }

        return visits.ToImmutable();
    }

    static VisitPlan DrawVisit(StorePlan store, Habits habits, string shopper, Instant enters, Rng rng)
    {
        var door = store.Model.Store.Gates[0].Centre;
        var inwards = new Point3(0, 1, 0);
        var speed = rng.NextBetween(0.9, 1.4);
        var path = ImmutableArray.CreateBuilder<Waypoint>();
        path.Add(new(enters, door, inwards));
        var stops = ImmutableArray.CreateBuilder<Stop>();
        var held = new List<(ProductId Product, Facing From)>();
        var count = habits.FewestStops + rng.NextIndex(habits.MostStops - habits.FewestStops + 1);
        for (var i = 0; i < count; i++)
        {
            var (act, facing, product, quantity) = DrawAct(store.Model.Planogram, habits, held, rng);
            var (place, heading) = store.StandingAt(facing);
            var arrives = path[^1].At + (path[^1].Place.FloorDistanceTo(place) / speed).Seconds;
            var stop = DrawStop(facing, act, quantity, product, arrives, rng);
            path.Add(new(stop.Arrives, place, heading));
            path.Add(new(stop.Departs, place, heading));
            stops.Add(stop);
        }

        var leaves = path[^1].At + (path[^1].Place.FloorDistanceTo(door) / speed).Seconds;
        path.Add(new(leaves, door, -1 * inwards));
        return new(shopper, rng.NextBetween(1.55, 1.92), stops.ToImmutable(), path.ToImmutable());
    }

    static (Act Act, Facing Facing, ProductId Product, int Quantity) DrawAct(
        Planogram planogram, Habits habits, List<(ProductId Product, Facing From)> held, Rng rng)
    {
        var facing = planogram.Facings[rng.NextIndex(planogram.Facings.Length)];
        if (held.Count > 0 && rng.NextChance(habits.PutsBack))
        {
            var i = rng.NextIndex(held.Count);
            var (product, from) = held[i];
            held.RemoveAt(i);
            return (Act.PutBack, rng.NextChance(habits.PutsElsewhere) ? facing : from, product, 1);
        }

        var chance = rng.NextUnit();
        if (chance < habits.OnlyLooks + habits.Leans)
        {
            return (chance < habits.OnlyLooks ? Act.Look : Act.Lean, facing, facing.Product, 0);
        }

        var quantity = rng.NextChance(habits.TakesTwo) ? 2 : 1;
        held.AddRange(Enumerable.Repeat((facing.Product, facing), quantity));
        return (Act.Take, facing, facing.Product, quantity);
    }

    static Stop DrawStop(Facing facing, Act act, int quantity, ProductId product, Instant arrives, Rng rng)
    {
        var reachBegins = arrives + rng.NextBetween(0.5, 1.8).Seconds;
        if (act == Act.Look)
        {
            return new(facing, act, 0, product, false, arrives, reachBegins, reachBegins, reachBegins, reachBegins, reachBegins);
        }

        var touchBegins = reachBegins + rng.NextBetween(0.35, 0.6).Seconds;
        var touchEnds = touchBegins + rng.NextBetween(0.8, 1.8).Seconds;
        var reachEnds = touchEnds + rng.NextBetween(0.35, 0.6).Seconds;
        return new(
            facing, act, quantity, product, rng.NextChance(0.8), arrives, reachBegins, touchBegins, touchEnds, reachEnds,
            reachEnds + rng.NextBetween(0.2, 0.8).Seconds);
    }
}
