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

/// <summary>Every piece on the shelves, as it truly is at one moment of the day.</summary>
internal sealed class Stock
{
    const int FewestPieces = 6;
    const int MostPieces = 12;

    readonly StorePlan _plan;
    readonly double _spillsOver;
    readonly List<PlacedPiece>[] _byFacing;

    /// <summary>Fills the shelves.</summary>
    internal Stock(StorePlan plan, double spillsOver, Rng rng)
    {
        _plan = plan;
        _spillsOver = spillsOver;
        _byFacing = [.. plan.Model.Planogram.Facings.Select(_ => new List<PlacedPiece>())];
        foreach (var facing in plan.Model.Planogram.Facings)
        {
            var product = plan.Model.Catalogue[facing.Product];
            var count = FewestPieces + rng.NextIndex(MostPieces - FewestPieces + 1);
            for (var i = 0; i < count; i++)
            {
                var sd = product.UnitWeightSd!.Value.Value;
                Put(new(product.Id, new(product.UnitWeight!.Value.Value + (sd * rng.NextNormal()))), facing, rng);
            }
        }
    }

    /// <summary>What a plate carries now.</summary>
    internal Grams On(PlateId plate) => _byFacing
        .SelectMany(pieces => pieces).SelectMany(p => p.Loads).Where(l => l.Plate == plate)
        .Aggregate(Grams.Zero, (sum, load) => sum + load.Mass);

    /// <summary>Takes the foremost piece of the facing's own product; what somebody put down there by mistake stays.</summary>
    /// <returns>None when the place has none.</returns>
    internal PlacedPiece? Take(Facing facing)
    {
        var pieces = _byFacing[facing.Id.Index];
        var foremost = pieces.FindLastIndex(p => p.Piece.Product == facing.Product);
        if (foremost < 0)
        {
            return null;
        }

        var piece = pieces[foremost];
        pieces.RemoveAt(foremost);
        return piece;
    }

    /// <summary>Puts a piece down at a facing, be it its own or not.</summary>
    internal PlacedPiece Put(Piece piece, Facing facing, Rng rng)
    {
        var placed = new PlacedPiece(piece, Spread(piece, facing, rng));
        _byFacing[facing.Id.Index].Add(placed);
        return placed;
    }

    ImmutableArray<PlateLoad> Spread(Piece piece, Facing facing, Rng rng)
    {
        // The board as a line of plates, each one unit wide; the piece lies somewhere on the stretch of its facing.
        var board = _plan.Model.Store[facing.Shelf].Plates;
        var first = (double)_plan.Model.Store[facing.Plates[0]].Slot;
        var size = Math.Min(_plan.PieceWidths[piece.Product.Index], facing.Plates.Length);
        var start = first + rng.NextUnit() * (facing.Plates.Length - size);
        if (rng.NextChance(_spillsOver))
        {
            start += rng.NextChance(0.5) ? 0.5 : -0.5;
        }

        start = Math.Clamp(start, 0, board.Length - size);
        var loads = ImmutableArray.CreateBuilder<PlateLoad>();
        for (var slot = (int)start; slot < board.Length && slot < start + size; slot++)
        {
            var share = (Math.Min(slot + 1, start + size) - Math.Max(slot, start)) / size;
            // A corner over the edge rests on the neighbour or on nothing: less than a twentieth is not felt.
            if (share > 0.05)
            {
                loads.Add(new(board[slot], share * piece.Mass));
            }
        }

        var felt = loads.Sum(l => l.Mass.Value);
        return [.. loads.Select(l => l with { Mass = (piece.Mass.Value / felt) * l.Mass })];
    }
}
