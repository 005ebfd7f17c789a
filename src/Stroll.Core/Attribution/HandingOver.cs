using System.Collections.Immutable;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Attribution;

/// <summary>A meeting of hands, explained.</summary>
/// <param name="Id">Its name: counts down from -1.</param>
/// <param name="Meeting">Whose hands.</param>
/// <param name="Explanations">The most probable first; the one without movements says that nothing went from hand to hand.</param>
public sealed record HandedOver(PieceId Id, Meeting Meeting, ImmutableArray<Explanation> Explanations)
    : Doubt(Id, Meeting.Begin, Meeting.End, Explanations);

/// <summary>Weighs what may have gone from hand to hand.</summary>
/// <remarks>No scale feels a hand-over. That hands met says that it may have happened; who held what says what it can have been; what either
/// of the two puts back later says which.</remarks>
public static class HandingOver
{
    /// <summary>The story after a meeting; unchanged where neither of the two can hold anything.</summary>
    /// <param name="story">What has happened so far.</param>
    /// <param name="rules">Priors and spreads.</param>
    /// <param name="floor">For how well hands are seen.</param>
    /// <param name="meeting">Decided late enough that what was taken before it is in the story.</param>
    public static Story Apply(Story story, AttributionRules rules, Floor floor, Meeting meeting)
    {
        var sd = rules.HandsApart + floor.WristJitter;
        var off = meeting.NearestMetres / sd;
        var weight = rules.HandOver * Math.Exp(-0.5 * off * off);
        var found = new List<(Explanation, double)> { (new([], 0) { Weight = 1 }, 1) };
        var given = Given(story, meeting.One, meeting.Other).Concat(Given(story, meeting.Other, meeting.One)).ToArray();
        var held = given.Sum(g => g.Chance);
        if (held < 0.01)
        {
            return story;
        }

        foreach (var (from, to, product, chance) in given)
        {
            var movements = ImmutableArray.Create<Movement>(
                new(product, -1, from, new Origin.Hands()), new(product, 1, to, new Origin.Hands()));
            found.Add((
                new(movements, 0) { Weight = weight / Math.Max(1, held), Needs = [new Need.Held(from, product, 1, [])] },
                chance));
        }

        return story.With(new HandedOver(new(-1 - meeting.Number, 0), meeting, Explaining.Weighed(found).Explanations), rules.IsJoint);
    }

    static IEnumerable<(ShopperId From, ShopperId To, ProductId Product, double Chance)> Given(Story story, ShopperId from, ShopperId to) =>
        story.Held(from).Select(held => (from, to, held.Product, held.Counts.AtLeast(1))).Where(given => given.Item4 > 0.02);
}
