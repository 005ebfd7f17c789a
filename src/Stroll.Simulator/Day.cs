using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>A plate's load stepped to another mass.</summary>
internal readonly record struct LoadStep(Instant At, PlateId Plate, Grams Change);

/// <summary>A hand on a shelf: what it pressed and what it moved.</summary>
/// <param name="Shelf">Where.</param>
/// <param name="Begin">The hand is at the goods.</param>
/// <param name="End">The hand leaves them.</param>
/// <param name="Pressed">How the hand's force spreads over plates; the masses sum to 1 g.</param>
/// <param name="Force">The hand's force at its height, as grams; below zero where it lifts.</param>
/// <param name="Hertz">How quickly the hand trembles.</param>
/// <param name="Phase">Of the tremble, radians.</param>
/// <param name="Steps">What was moved, by time; none for a lean.</param>
internal sealed record Touch(
    ShelfId Shelf, Instant Begin, Instant End, ImmutableArray<PlateLoad> Pressed, double Force, double Hertz, double Phase,
    ImmutableArray<LoadStep> Steps);

/// <summary>Plays what people mean to do against what is on the shelves, in the order of time.</summary>
internal sealed class Day
{
    readonly Rng _rng;
    readonly StorePlan _store;
    readonly Stock _stock;
    readonly List<Touch> _touches = [];
    readonly List<TrueMovement> _movements = [];
    readonly List<Piece>[] _carts;

    Day(StorePlan store, Habits habits, int visits, Rng rng)
    {
        _rng = rng;
        _store = store;
        _stock = new(store, habits.SpillsOver, rng);
        _carts = [.. Enumerable.Range(0, visits).Select(_ => new List<Piece>())];
    }

    /// <summary>Plays the whole day.</summary>
    /// <returns>The truth, and every touch by the time at which it began.</returns>
    internal static (SimulatedTruth Truth, ImmutableArray<Touch> Touches) Play(
        StorePlan store, ImmutableArray<VisitPlan> visits, Habits habits, Rng rng)
    {
        var day = new Day(store, habits, visits.Length, rng);
        var before = day.Loads();
        var stops =
            from visit in visits.Select((plan, index) => (plan, index))
            from stop in visit.plan.Stops
            where stop.Act != Act.Look
            orderby stop.TouchBegins, visit.index
            select (visit.index, visit.plan.Shopper, stop);
        foreach (var (visit, shopper, stop) in stops)
        {
            day.Touch(visit, shopper, stop);
        }

        var truth = new SimulatedTruth(
            [.. visits.Select((v, i) => new TrueVisit(v.Shopper, v.Enters, v.Leaves, day.Holds(i)))],
            [.. day._movements.OrderBy(m => m.At)], before, day.Loads());
        return (truth, [.. day._touches]);
    }

    void Touch(int visit, string shopper, Stop stop)
    {
        var moved = Move(visit, stop);
        var contact = stop.TouchEnds - stop.TouchBegins;
        var first = stop.TouchBegins + (_rng.NextBetween(0.35, 0.55) * contact);
        // Two pieces leave together in most reaches, else one after the other.
        var second = _rng.NextChance(0.7) ? first : first + (_rng.NextBetween(0.3, 0.4) * contact);
        var sign = stop.Act == Act.PutBack ? 1 : -1;
        var steps = moved
            .SelectMany((placed, i) => placed.Loads.Select(load => new LoadStep(i == 0 ? first : second, load.Plate, sign * load.Mass)))
            .ToImmutableArray();
        var mass = moved.Sum(p => p.Piece.Mass.Value);
        var force = stop.Act == Act.Lean
            ? _rng.NextBetween(300, 1500)
            : _rng.NextBetween(40, 300) + (_rng.NextBetween(-0.3, 1.2) * mass);
        var pressed = Pressed(stop.Facing);
        _touches.Add(new(
            stop.Facing.Shelf, stop.TouchBegins, stop.TouchEnds, pressed, force, _rng.NextBetween(1.5, 4), _rng.NextBetween(0, Math.Tau), steps));
        if (moved.Count > 0)
        {
            var quantity = -sign * moved.Count;
            var plates = steps.Select(s => s.Plate).Distinct().Order(PlateOrder).ToImmutableArray();
            _movements.Add(new(steps[^1].At, shopper, stop.Facing.Shelf, stop.Product, quantity, new(sign * mass), plates));
        }
    }

    List<PlacedPiece> Move(int visit, Stop stop)
    {
        var cart = _carts[visit];
        var moved = new List<PlacedPiece>();
        switch (stop.Act)
        {
            case Act.Take:
                while (moved.Count < stop.Quantity && _stock.Take(stop.Facing) is { } taken)
                {
                    moved.Add(taken);
                    cart.Add(taken.Piece);
                }

                break;
            case Act.PutBack when cart.FindIndex(p => p.Product == stop.Product) is >= 0 and var i:
                moved.Add(_stock.Put(cart[i], stop.Facing, _rng));
                cart.RemoveAt(i);
                break;
        }

        return moved;
    }

    ImmutableArray<PlateLoad> Pressed(Facing facing)
    {
        var at = _rng.NextIndex(facing.Plates.Length);
        var share = _rng.NextBetween(0.5, 1);
        return facing.Plates.Length == 1
            ? [new(facing.Plates[0], new(1))]
            : [new(facing.Plates[at], new(share)), new(facing.Plates[at == 0 ? 1 : at - 1], new(1 - share))];
    }

    ImmutableArray<TrueItem> Holds(int visit) =>
    [
        .. _carts[visit].GroupBy(p => p.Product).OrderBy(g => g.Key.Index)
            .Select(g => new TrueItem(g.Key, g.Count(), new(g.Sum(p => p.Mass.Value)))),
    ];

    ImmutableArray<Grams> Loads() => [.. _store.Model.Store.Plates.Select(p => _stock.On(p.Id))];

    static Comparer<PlateId> PlateOrder { get; } = Comparer<PlateId>.Create((l, r) => l.Index.CompareTo(r.Index));
}
