using System.Collections.Immutable;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Attribution.Learning;

/// <summary>How far the hand that moved goods seemed to be from them, where nobody else can have done it.</summary>
/// <param name="Piece">The movement.</param>
/// <param name="At">Its end.</param>
/// <param name="Shelf">Where.</param>
/// <param name="Metres">The nearest that a wrist came to the reach volume of its plates.</param>
public sealed record ReachLesson(PieceId Piece, Instant At, ShelfId Shelf, double Metres) : IComparable<ReachLesson>
{
    /// <summary>In the order of movements.</summary>
    public int CompareTo(ReachLesson? other) => other is null ? 1
        : (At, Piece.Change, Piece.FirstStep).CompareTo((other.At, other.Piece.Change, other.Piece.FirstStep));

    /// <summary>Reads a movement.</summary>
    /// <param name="piece">Settled.</param>
    /// <param name="rules">What may teach.</param>
    /// <param name="reach">What counts as far away.</param>
    /// <returns>None when goods may not have moved, when somebody else was near, or when no hand was seen: who it was must be certain
    /// without a look at the hand.</returns>
    public static ReachLesson? From(Attributed piece, LearningRules rules, ReachRules reach)
    {
        if (!Lesson.GoodsMoved(piece, rules))
        {
            return null;
        }

        Reach? only = null;
        foreach (var one in piece.Reaches)
        {
            if (one.Likelihood <= reach.LeastFar)
            {
                continue;
            }

            if (only is not null)
            {
                return null;
            }

            only = one;
        }

        return only is { } hand && double.IsFinite(hand.NearestMetres) ? new(piece.Id, piece.End, piece.Change.Shelf, hand.NearestMetres) : null;
    }

    /// <summary>Where hands count at a shelf, by what was seen there: softer where wrists seem to be further off than the rules have it.</summary>
    /// <param name="reach">The rules of the store.</param>
    /// <param name="seen">Of this shelf.</param>
    /// <param name="jitter">The tracker's, metres: its share of the distances is counted already.</param>
    /// <param name="rules">From how many lessons on, and how far.</param>
    internal static ReachRules Softened(ReachRules reach, ImmutableArray<ReachLesson> seen, double jitter, LearningRules rules)
    {
        if (seen.Length < rules.ReachLessons)
        {
            return reach;
        }

        // Three quarters of a normal error lie within 1.15 sds.
        const double QuarterToSd = 1.15;
        var far = seen.Select(lesson => lesson.Metres).Order().ElementAt(3 * seen.Length / 4) / QuarterToSd;
        var tracker = reach.JitterFactor * jitter;
        var hand = Math.Sqrt(Math.Max(0, (far * far) - (tracker * tracker)));
        return reach with { HandSd = Math.Clamp(hand, reach.HandSd, rules.MostReach * reach.HandSd) };
    }
}
