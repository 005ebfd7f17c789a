using System.Collections.Immutable;
using Stroll.Carts;

namespace Stroll.Attribution;

/// <summary>Looks into the worlds of an island: how probably does each have what an explanation needs?</summary>
/// <remarks>What the island itself decides is so or not so; what other islands decide has a probability.</remarks>
internal sealed class Worlds
{
    readonly Story _story;
    readonly Island _island;
    readonly Explanation[][] _chosen;

    internal Worlds(Story story, Island island)
    {
        _story = story;
        _island = island;
        _chosen = [.. island.Worlds.Select(world => world.Choices.Select((number, i) => story[island.Doubts[i]][number]).ToArray())];
    }

    /// <summary>A need with all that is the same in every world.</summary>
    /// <param name="Of">The need.</param>
    /// <param name="Index">The doubt that it names, in the island; -1 when it is elsewhere.</param>
    /// <param name="Outside">What other islands say of it.</param>
    /// <param name="Counts">What other islands give of the product that must be held.</param>
    /// <param name="Except">What would be given back otherwise.</param>
    internal readonly record struct Prepared(Need Of, int Index, double Outside, Counts? Counts, ImmutableArray<Prepared> Except);

    /// <summary>Works out once what does not differ between the worlds.</summary>
    internal ImmutableArray<Prepared> Prepare(Explanation explanation) =>
        explanation.Needs.IsEmpty ? [] : [.. explanation.Needs.Select(Prepare)];

    /// <summary>How probably a world has all of it.</summary>
    internal double Probability(ImmutableArray<Prepared> needs, int world)
    {
        var probability = 1.0;
        foreach (var need in needs)
        {
            probability *= Probability(need, world);
        }

        return probability;
    }

    Prepared Prepare(Need need)
    {
        switch (need)
        {
            case Need.Chosen chosen:
                var doubt = _story[chosen.Doubt];
                var index = _island.IndexOf(chosen.Doubt);
                var unused = Math.Max(0, 1 - doubt.UsedBy.Where(later => _island.IndexOf(later) < 0)
                    .Sum(later => _story[later].Explanations.Where(e => e.Uses == chosen.Doubt).Sum(e => e.Probability)));
                return new(need, index, unused * (index < 0 ? doubt[chosen.Explanation].Probability : 1), null, []);
            case Need.Lies lies:
                var left = _story[lies.Doubt];
                var at = _island.IndexOf(lies.Doubt);
                var still = Math.Max(0, 1 - left.UsedBy.Where(later => _island.IndexOf(later) < 0)
                    .Sum(later => _story[later].Explanations.Where(e => Takes(e, lies) > 0).Sum(e => e.Probability)));
                return new(need, at, still * (at < 0 ? left.Explanations.Where(e => Leaves(e, lies) >= lies.Pieces).Sum(e => e.Probability) : 1), null, []);
            default:
                var held = (Need.Held)need;
                return new(need, -1, 1, _story.CountOutside(held.Shopper, held.Product, _island), [.. held.Except.Select(Prepare)]);
        }
    }

    double Probability(in Prepared need, int world)
    {
        switch (need.Of)
        {
            case Need.Chosen chosen:
                var isChosen = need.Index < 0 || _island.Worlds[world].Choices[need.Index] == chosen.Explanation;
                return isChosen && !_chosen[world].Any(e => e.Uses == chosen.Doubt) ? need.Outside : 0;
            case Need.Lies lies:
                var taken = _chosen[world].Sum(e => Takes(e, lies));
                var lie = need.Index < 0 ? lies.Pieces : Leaves(_chosen[world][need.Index], lies);
                return lie - taken >= lies.Pieces ? need.Outside : 0;
            default:
                var held = (Need.Held)need.Of;
                var here = _chosen[world].Sum(e => e.Gain(held.Shopper, held.Product));
                var probability = need.Counts!.AtLeast(held.Pieces - here);
                foreach (var except in need.Except)
                {
                    probability -= Probability(except, world);
                }

                return Math.Max(0, probability);
        }
    }

    static int Takes(Explanation explanation, Need.Lies lies)
    {
        var taken = 0;
        foreach (var movement in explanation.Movements)
        {
            taken += movement is { Origin: Origin.Stray stray, Quantity: > 0 } && stray.Left == lies.Doubt && movement.Product == lies.Product
                ? movement.Quantity : 0;
        }

        return taken;
    }

    internal static int Leaves(Explanation explanation, Need.Lies lies)
    {
        var left = 0;
        foreach (var movement in explanation.Movements)
        {
            left += movement is { Origin: Origin.Elsewhere, Quantity: < 0 } && movement.Product == lies.Product ? -movement.Quantity : 0;
        }

        return left;
    }
}
