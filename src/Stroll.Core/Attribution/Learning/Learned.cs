using System.Collections.Immutable;
using Stroll.Interaction;
using Stroll.Layout;

namespace Stroll.Attribution.Learning;

/// <summary>All lessons that the movements of a store have given, and what follows from them.</summary>
/// <remarks>Part of the state of a run. What is believed is a function of the lessons alone, whatever the order in which they came: to take one
/// back is to leave it out.</remarks>
/// <param name="Lessons">By the index of the facing, the newest of each, in the order of the movements.</param>
/// <param name="Beliefs">What follows from them.</param>
public sealed record Learned(ImmutableSortedDictionary<int, ImmutableArray<Lesson>> Lessons, Beliefs Beliefs)
{
    /// <summary>Nothing was learned.</summary>
    public static Learned Nothing { get; } = new(ImmutableSortedDictionary<int, ImmutableArray<Lesson>>.Empty, Beliefs.None);

    /// <summary>How far hands seemed to be, by the index of the shelf: the newest, in the order of the movements.</summary>
    public ImmutableSortedDictionary<int, ImmutableArray<ReachLesson>> Reaches { get; init; } = ImmutableSortedDictionary<int, ImmutableArray<ReachLesson>>.Empty;

    /// <summary>Where hands count at a shelf, by what was learned there.</summary>
    /// <param name="reach">The rules of the store.</param>
    /// <param name="shelf">Which.</param>
    /// <param name="jitter">The tracker's, metres.</param>
    /// <param name="rules">How far learning goes.</param>
    public ReachRules Reach(ReachRules reach, ShelfId shelf, double jitter, LearningRules rules) =>
        ReachLesson.Softened(reach, Reaches.GetValueOrDefault(shelf.Index, []), jitter, rules);

    /// <summary>The lessons of one facing.</summary>
    public ImmutableArray<Lesson> At(FacingId facing) => Lessons.GetValueOrDefault(facing.Index, []);

    /// <summary>How many lessons count.</summary>
    public int Count => Lessons.Values.Sum(lessons => lessons.Length);
}

/// <summary>Learns from movements.</summary>
public static class Teaching
{
    /// <summary>Takes a lesson in, or takes one that the same movement gave before back and this one in its stead.</summary>
    /// <param name="learned">So far.</param>
    /// <param name="model">What the operator believes.</param>
    /// <param name="rules">How far learning goes.</param>
    /// <param name="spreads">How far weights may be off.</param>
    /// <param name="lesson">Of a settled movement.</param>
    public static Learned Take(Learned learned, StoreModel model, LearningRules rules, AttributionRules spreads, Lesson lesson)
    {
        var (lessons, _) = Without(learned.Lessons, lesson.Piece);
        var here = lessons.GetValueOrDefault(lesson.Facing.Index, []);
        var at = here.BinarySearch(lesson);
        here = here.Insert(at < 0 ? ~at : at, lesson);
        here = here.Length > rules.Memory ? here.RemoveAt(0) : here;
        lessons = lessons.SetItem(lesson.Facing.Index, here);
        return learned with { Lessons = lessons, Beliefs = Believing.Of(lessons, model, rules, spreads, learned.Beliefs, lesson.Facing) };
    }

    /// <summary>Takes in how far a hand was; one that the same movement gave before is forgotten.</summary>
    /// <param name="learned">So far.</param>
    /// <param name="rules">How far learning goes.</param>
    /// <param name="lesson">Of a settled movement.</param>
    public static Learned Take(Learned learned, LearningRules rules, ReachLesson lesson)
    {
        var here = learned.Reaches.GetValueOrDefault(lesson.Shelf.Index, []).RemoveAll(other => other.Piece == lesson.Piece);
        var at = here.BinarySearch(lesson);
        here = here.Insert(at < 0 ? ~at : at, lesson);
        return learned with { Reaches = learned.Reaches.SetItem(lesson.Shelf.Index, here.Length > rules.Memory ? here.RemoveAt(0) : here) };
    }

    /// <summary>Takes back whatever a movement taught.</summary>
    /// <param name="learned">So far.</param>
    /// <param name="model">What the operator believes.</param>
    /// <param name="rules">How far learning goes.</param>
    /// <param name="spreads">How far weights may be off.</param>
    /// <param name="piece">The movement.</param>
    public static Learned TakeBack(Learned learned, StoreModel model, LearningRules rules, AttributionRules spreads, PieceId piece)
    {
        var (lessons, facing) = Without(learned.Lessons, piece);
        learned = learned with
        {
            Reaches = learned.Reaches.ToImmutableSortedDictionary(shelf => shelf.Key, shelf => shelf.Value.RemoveAll(reach => reach.Piece == piece)),
        };
        return facing is not { } changed ? learned
            : learned with { Lessons = lessons, Beliefs = Believing.Of(lessons, model, rules, spreads, learned.Beliefs, changed) };
    }

    static (ImmutableSortedDictionary<int, ImmutableArray<Lesson>> Lessons, FacingId? Facing) Without(
        ImmutableSortedDictionary<int, ImmutableArray<Lesson>> lessons, PieceId piece)
    {
        foreach (var (facing, here) in lessons)
        {
            for (var i = 0; i < here.Length; i++)
            {
                if (here[i].Piece == piece)
                {
                    return (here.Length == 1 ? lessons.Remove(facing) : lessons.SetItem(facing, here.RemoveAt(i)), new(facing));
                }
            }
        }

        return (lessons, null);
    }
}
