using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>One piece of a product with its own true weight.</summary>
internal sealed record Piece(ProductId Product, Grams Mass);

/// <summary>A piece and the plates that carry it.</summary>
/// <param name="Piece">Which.</param>
/// <param name="Loads">What each plate carries; the sum is the piece's mass.</param>
internal sealed record PlacedPiece(Piece Piece, ImmutableArray<PlateLoad> Loads);

/// <summary>A mass on one plate.</summary>
internal readonly record struct PlateLoad(PlateId Plate, Grams Mass);

/// <summary>Every piece on the shelves, as it truly is at one moment.</summary>
internal sealed class Stock
{
    const int FewestPieces = 6;
    const int MostPieces = 12;

    readonly StorePlan _plan;
    readonly Habits _habits;
    readonly List<PlacedPiece>[] _byFacing;
    readonly Dictionary<int, PlacedPiece> _foreign = [];
    readonly double[] _loads;
    readonly bool _hasPegs;

    /// <summary>Fills the shelves.</summary>
    internal Stock(StorePlan plan, Habits habits, bool hasPegs, Rng rng)
    {
        _hasPegs = hasPegs;
        _plan = plan;
        _habits = habits;
        _loads = new double[plan.Model.Store.Plates.Length];
        _byFacing = [.. plan.Places.Select(_ => new List<PlacedPiece>())];
        foreach (var facing in plan.Places.Where(plan.IsStocked))
        {
            var room = Math.Max(1, (int)(0.7 * facing.Plates.Sum(p => plan.Model.Store[p].Capacity.Value) / plan.Products[StandsAt(facing).Index].Mass));
            var count = Math.Min(room, FewestPieces + rng.NextIndex(MostPieces - FewestPieces + 1));
            for (var i = 0; i < count; i++)
            {
                Put(Make(facing, rng), facing, rng);
            }
        }
    }

    /// <summary>How many pieces there have ever been.</summary>
    internal long Made { get; private set; }

    /// <summary>How many pieces stand on the shelves.</summary>
    internal long Count => _byFacing.Sum(pieces => (long)pieces.Count);

    /// <summary>What truly stands at a facing.</summary>
    internal ProductId StandsAt(Facing facing) => _plan.StandsThere[facing.Id.Index];

    /// <summary>How many of its own pieces a facing lacks.</summary>
    internal int Lacks(Facing facing) => MostPieces - _byFacing[facing.Id.Index].Count;

    /// <summary>What stands at a facing now, the foremost last.</summary>
    internal IReadOnlyList<PlacedPiece> At(Facing facing) => _byFacing[facing.Id.Index];

    /// <summary>What each plate carries now, by id.</summary>
    internal ImmutableArray<Grams> Loads() => [.. _loads.Select(load => new Grams(load))];

    /// <summary>A new piece of what stands at a facing, in somebody's hand.</summary>
    internal Piece Make(Facing facing, Rng rng)
    {
        Made++;
        var product = StandsAt(facing);
        return new(product, new(_plan.Products[product.Index].DrawPiece(rng)));
    }

    /// <summary>Takes the foremost piece of a product; whatever else somebody put down there stays.</summary>
    /// <returns>None when the place has none.</returns>
    internal PlacedPiece? Take(Facing facing, ProductId product)
    {
        var pieces = _byFacing[facing.Id.Index];
        var foremost = pieces.FindLastIndex(p => p.Piece.Product == product);
        if (foremost < 0)
        {
            return null;
        }

        var piece = pieces[foremost];
        pieces.RemoveAt(foremost);
        Carry(piece.Loads, -1);
        return piece;
    }

    /// <summary>Puts a piece down at a facing, be it its own or not.</summary>
    internal PlacedPiece Put(Piece piece, Facing facing, Rng rng)
    {
        var placed = new PlacedPiece(piece, Spread(piece.Mass, _plan.Products[piece.Product.Index].Plates, facing, rng));
        _byFacing[facing.Id.Index].Add(placed);
        Carry(placed.Loads, 1);
        return placed;
    }

    /// <summary>A soft pack slumps: the same mass, otherwise spread.</summary>
    /// <returns>What each plate gains and loses; nothing when none is left to slump.</returns>
    internal ImmutableArray<PlateLoad> Slump(Facing facing, Rng rng)
    {
        var pieces = _byFacing[facing.Id.Index];
        if (pieces.Count == 0 || HangsOnPegs(facing))
        {
            return [];
        }

        var i = rng.NextIndex(pieces.Count);
        var before = pieces[i];
        Carry(before.Loads, -1);
        pieces[i] = before with { Loads = Spread(before.Piece.Mass, _plan.Products[before.Piece.Product.Index].Plates, facing, rng) };
        Carry(pieces[i].Loads, 1);
        return
        [
            .. before.Loads.Select(l => l with { Mass = -l.Mass }).Concat(pieces[i].Loads)
                .GroupBy(l => l.Plate).OrderBy(g => g.Key.Index).Select(g => new PlateLoad(g.Key, new(g.Sum(l => l.Mass.Value)))),
        ];
    }

    /// <summary>Puts down something that the store does not sell.</summary>
    internal ImmutableArray<PlateLoad> PutForeign(int thing, Grams mass, double plates, Facing facing, Rng rng)
    {
        var loads = Spread(mass, plates, facing, rng);
        _foreign.Add(thing, new(new(default, mass), loads));
        Carry(loads, 1);
        return loads;
    }

    /// <summary>Takes such a thing away again.</summary>
    internal ImmutableArray<PlateLoad> TakeForeign(int thing)
    {
        Invariant.Holds(_foreign.Remove(thing, out var placed), "what is fetched was left");
        Carry(placed.Loads, -1);
        return placed.Loads;
    }

    void Carry(ImmutableArray<PlateLoad> loads, int sign)
    {
        foreach (var (plate, mass) in loads)
        {
            _loads[plate.Index] += sign * mass.Value;
        }
    }

    bool HangsOnPegs(Facing facing) => _hasPegs && StorePlan.HasPegs(_plan.Model.Store, _plan.Model.Store[facing.Shelf].Gondola);

    ImmutableArray<PlateLoad> Spread(Grams mass, double plates, Facing facing, Rng rng)
    {
        if (HangsOnPegs(facing))
        {
            return [new(facing.Plates[rng.NextIndex(facing.Plates.Length)], mass)];
        }

        // The board as a line of plates, each one unit wide; the piece lies somewhere on the stretch of its facing.
        var board = _plan.Model.Store[facing.Shelf].Plates;
        var first = (double)_plan.Model.Store[facing.Plates[0]].Slot;
        var size = Math.Min(plates, facing.Plates.Length);
        var room = facing.Plates.Length - size;
        var start = first + (rng.NextUnit() * room);
        if (size < 1)
        {
            // Small things stand on one plate, or are put across the gap between two.
            var doesStraddle = facing.Plates.Length > 1 && rng.NextChance(_habits.Straddles);
            var slot = rng.NextIndex(doesStraddle ? facing.Plates.Length - 1 : facing.Plates.Length);
            start = first + slot + (doesStraddle ? 1 - (rng.NextBetween(0.2, 0.8) * size) : rng.NextUnit() * (1 - size));
        }

        if (rng.NextChance(_habits.SpillsOver))
        {
            start += rng.NextChance(0.5) ? 0.5 : -0.5;
        }

        start = Math.Clamp(start, 0, Math.Max(0, board.Length - size));
        var loads = ImmutableArray.CreateBuilder<PlateLoad>();
        for (var slot = (int)start; slot < board.Length && slot < start + size; slot++)
        {
            var share = (Math.Min(slot + 1, start + size) - Math.Max(slot, start)) / size;
            // A corner over the edge rests on the neighbour or on nothing: less than a twentieth is not felt.
            if (share > 0.05)
            {
                loads.Add(new(board[slot], share * mass));
            }
        }

        var felt = loads.Sum(l => l.Mass.Value);
        return [.. loads.Select(l => l with { Mass = (mass.Value / felt) * l.Mass })];
    }
}
