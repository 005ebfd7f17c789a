using System.Collections.Immutable;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Attribution.Learning;

/// <summary>What one settled movement says for certain: at this place, this much was taken. By whom and what is left open.</summary>
/// <param name="Piece">The movement.</param>
/// <param name="At">Its end.</param>
/// <param name="Facing">Where, as the operator's planogram has it.</param>
/// <param name="Mass">What the shelf lost, above zero.</param>
/// <param name="PlateVariance">Of the mass as measured, grams squared.</param>
/// <param name="Alone">The plate that gave all of it; none where several did.</param>
public sealed record Lesson(PieceId Piece, Instant At, FacingId Facing, Grams Mass, double PlateVariance, PlateId? Alone) : IComparable<Lesson>
{
    /// <summary>Lessons are kept in the order of their movements, whatever the order in which they came.</summary>
    public int CompareTo(Lesson? other) => other is null ? 1
        : (At, Piece.Change, Piece.FirstStep).CompareTo((other.At, other.Piece.Change, other.Piece.FirstStep));

    /// <summary>Reads a movement.</summary>
    /// <param name="piece">Settled: nothing will be said about it any more.</param>
    /// <param name="model">What the operator believes, not what was learned: a facing is a place.</param>
    /// <param name="rules">What may teach.</param>
    /// <param name="health">How well each plate works.</param>
    /// <returns>None when the movement is not certain in what it would teach.</returns>
    public static Lesson? From(Attributed piece, StoreModel model, LearningRules rules, Func<PlateId, PlateHealth> health)
    {
        if (piece.Mass.Value >= 0 || !GoodsMoved(piece, rules) || piece.Chosen.Movements.Any(m => m.Origin is Origin.Stray))
        {
            return null;
        }

        if (Where(piece, model, rules) is not { } facing || facing.Plates.Any(plate => health(plate) != PlateHealth.Good))
        {
            return null;
        }

        return new(
            piece.Id, piece.End, facing.Id, -piece.Mass, piece.Plates.Sum(p => p.Sd.Value * p.Sd.Value),
            piece.Plates is [var only] ? only.Plate : null);
    }

    /// <summary>True when something was taken or put, whatever it was.</summary>
    internal static bool GoodsMoved(Attributed piece, LearningRules rules) =>
        piece.Explanations.Where(e => e.IsUnknown || !e.Movements.IsEmpty).Sum(e => e.Probability) >= rules.GoodsMoved;

    /// <summary>The one facing that gave the mass; none when several may have.</summary>
    static Facing? Where(Attributed piece, StoreModel model, LearningRules rules)
    {
        Facing? found = null;
        var all = piece.Plates.Sum(p => p.Change.Size.Value);
        foreach (var facing in model.Planogram.Facings)
        {
            if (facing.Shelf != piece.Change.Shelf)
            {
                continue;
            }

            var here = piece.Plates.Where(p => facing.Plates.Contains(p.Plate)).Sum(p => p.Change.Size.Value);
            if (here >= rules.OnPlace * all)
            {
                if (found is not null)
                {
                    return null;
                }

                found = facing;
            }
            else if (here > (1 - rules.OnPlace) * all)
            {
                return null;
            }
        }

        return found;
    }
}
