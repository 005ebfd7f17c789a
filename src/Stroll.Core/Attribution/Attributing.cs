using System.Collections.Immutable;
using Stroll.Carts;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Attribution;

/// <summary>Continues the story of the store by one mass change.</summary>
/// <remarks>
/// In: a mass change, when everything up to its end is known. Out: its pieces, each with its explanations, and the story after the
/// most probable ones. A change whose steps may be one movement or several is cut where that explains it best.
/// </remarks>
public static class Attributing
{
    /// <summary>At most this many consecutive steps are taken for one movement: more rests than two are several movements.</summary>
    const int MostSteps = 3;

    /// <summary>Explains one change and goes on with the best explanation of each piece.</summary>
    /// <param name="story">What has happened so far.</param>
    /// <param name="model">What is believed of the store.</param>
    /// <param name="rules">Priors and spreads.</param>
    /// <param name="floor">Where everybody's hands were.</param>
    /// <param name="change">Not older than the last one by more than a moment.</param>
    /// <param name="undecided">Other changes that are known already: nobody's hands are at two shelves at once.</param>
    public static (Story Story, ImmutableArray<Attributed> Pieces) Apply(
        Story story, StoreModel model, AttributionRules rules, Floor floor, MassChange change, IReadOnlyList<MassChange> undecided)
    {
        var pieces = ImmutableArray.CreateBuilder<Attributed>();
        foreach (var (first, count) in Cut(story, model, rules, floor, change))
        {
            var steps = change.Steps.AsSpan().Slice(first, count);
            var plates = Together(steps);
            var hands = new Hands(floor, rules, model.Store, [.. steps], Busy(story, model, rules, floor, change, undecided, steps));
            var (explanations, _) = Explaining.Of(model, rules, story, change.Shelf, plates, hands);
            var piece = new Attributed(
                new(change.Number, first), change, steps[0].Begin, steps[^1].End, plates, hands.At(plates), explanations);
            if (LearnFromPut(story, piece) is { } wiser)
            {
                story = wiser;
                (explanations, _) = Explaining.Of(model, rules, story, change.Shelf, plates, hands);
                piece = piece with { Explanations = explanations };
            }

            story = Tell(story, change.Shelf, piece);
            pieces.Add(piece);
        }

        return (story, pieces.ToImmutable());
    }

    /// <summary>Cuts the steps of a change into movements: the cut under which the readings are most likely.</summary>
    static List<(int First, int Count)> Cut(Story story, StoreModel model, AttributionRules rules, Floor floor, MassChange change)
    {
        var steps = change.Steps.AsSpan();
        if (steps.Length == 1)
        {
            return [(0, 1)];
        }

        var best = new (double Log, int Count)[steps.Length + 1];
        for (var end = 1; end <= steps.Length; end++)
        {
            best[end] = (double.NegativeInfinity, 1);
            for (var count = 1; count <= Math.Min(MostSteps, end); count++)
            {
                var piece = steps.Slice(end - count, count);
                var hands = new Hands(floor, rules, model.Store, [.. piece], new double[floor.Shoppers.Count]);
                var (_, evidence) = Explaining.Of(model, rules, story, change.Shelf, Together(piece), hands);
                var log = best[end - count].Log + Math.Log(evidence) + ((count - 1) * Math.Log(rules.Rest / rules.RestRange.Value));
                if (log > best[end].Log)
                {
                    best[end] = (log, count);
                }
            }
        }

        var cut = new List<(int, int)>();
        for (var end = steps.Length; end > 0; end -= best[end].Count)
        {
            cut.Add((end - best[end].Count, best[end].Count));
        }

        cut.Reverse();
        return cut;
    }

    /// <summary>What each plate did over all steps, by slot.</summary>
    static ImmutableArray<PlateChange> Together(ReadOnlySpan<MassStep> steps)
    {
        if (steps.Length == 1)
        {
            return steps[0].Plates;
        }

        var plates = new SortedDictionary<int, PlateChange>();
        foreach (var step in steps)
        {
            foreach (var plate in step.Plates)
            {
                // The levels between are shared by two steps, so the outer ones alone carry noise: the larger sd stands for both.
                plates[plate.Plate.Index] = plates.TryGetValue(plate.Plate.Index, out var before)
                    ? new(plate.Plate, before.Change + plate.Change, before.Sd > plate.Sd ? before.Sd : plate.Sd)
                    : plate;
            }
        }

        return [.. plates.Values];
    }

    /// <summary>How likely each shopper, by index, was moving goods on another shelf at the time of the steps.</summary>
    static double[] Busy(
        Story story, StoreModel model, AttributionRules rules, Floor floor, MassChange change, IReadOnlyList<MassChange> undecided,
        ReadOnlySpan<MassStep> steps)
    {
        var (begin, end) = (steps[0].Begin - rules.AtOnce, steps[^1].End + rules.AtOnce);
        var busy = new double[floor.Shoppers.Count];
        foreach (var other in undecided.Where(other => other.Shelf != change.Shelf && other.Begin < end && other.End > begin))
        {
            var there = new Hands(floor, rules, model.Store, other.Steps, busy).At(Together(other.Steps.AsSpan()));
            var all = rules.Nobody + there.Sum(reach => reach.Likelihood);
            foreach (var reach in there)
            {
                busy[reach.Shopper.Index] = Math.Max(busy[reach.Shopper.Index], reach.Likelihood / all);
            }
        }

        foreach (var shopper in floor.Present.Select(s => s.Id))
        {
            var pieces = story.Of(shopper);
            foreach (var piece in pieces.Skip(pieces.Count - 3))
            {
                if (piece.Change.Shelf != change.Shelf && piece.Begin < end && piece.End > begin)
                {
                    var sure = piece.Explanations.Where(e => e.Movements.Any(m => m.Shopper == shopper)).Sum(e => e.Probability);
                    busy[shopper.Index] = Math.Max(busy[shopper.Index], Math.Min(1, sure));
                }
            }
        }

        return busy;
    }

    /// <summary>Goes on with the chosen explanation.</summary>
    static Story Tell(Story story, ShelfId shelf, Attributed piece)
    {
        story = story.With(piece);
        if (piece.Chosen.Undoes is not { } id || story.Find(WhoUndoes(piece), id) is not { } undone)
        {
            return story with { Holdings = Move(story.Holdings, shelf, piece.Chosen.Movements, piece, +1) };
        }

        // What the story has taken there is what is put back, even where the put alone would have it otherwise.
        var probability = piece.Explanations.Where(e => e.Undoes == id).Sum(e => e.Probability);
        var back = undone.Chosen.Movements.Select(taken => taken with
        {
            Quantity = -taken.Quantity,
            Origin = piece.Chosen.Movements.FirstOrDefault(m => m.Product == taken.Product)?.Origin ?? new Origin.Elsewhere(),
        });
        story = story.With(undone with { Undone = 1 - ((1 - undone.Undone) * (1 - Math.Min(1, probability))) });
        return story with { Holdings = Move(story.Holdings, shelf, [.. back], piece, +1) };
    }

    /// <summary>Who puts back in the chosen explanation; what is unknown is in the hands that were nearest.</summary>
    static ShopperId WhoUndoes(Attributed piece) =>
        piece.Chosen.Movements.FirstOrDefault()?.Shopper ?? piece.Reaches.MaxBy(reach => reach.Likelihood).Shopper;

    /// <summary>What is put back was taken before: re-weighs the last piece that may have given it, and the story with it.</summary>
    /// <remarks>
    /// The joint probability of "took k, then put j" needs P(put | took k), while the put was weighed with what the shopper may hold
    /// on the whole. Dividing that out again gives, for each explanation k of the take, the factor
    /// Σ_j P(put j) / P(held j) · P(held j | took k), where a put that needs nothing held counts as it is.
    /// </remarks>
    /// <returns>None when the put says nothing new.</returns>
    static Story? LearnFromPut(Story story, Attributed put)
    {
        if (put.Chosen.Movements.FirstOrDefault(m => m is { Quantity: < 0, Shopper: not null })?.Shopper is not { } shopper
            || Giving(story, shopper, put.Chosen) is not { } before)
        {
            return null;
        }

        var held = story.Held(shopper).ToDictionary(h => h.Product, h => h.Held);
        var others = story.Without(shopper, before).Held(shopper).ToDictionary(h => h.Product, h => h.Held);
        var weights = before.Explanations.Select(took => took.Probability * put.Explanations.Sum(e => Factor(e, took))).ToArray();
        var all = weights.Sum();
        if (all <= 0)
        {
            return null;
        }

        var after = before with
        {
            Explanations = [.. before.Explanations
                .Select((took, i) => took with { Probability = weights[i] / all })
                .OrderByDescending(took => took.Probability)],
        };
        return story.With(after) with { Holdings = Rechosen(story.Holdings, before, after) };

        double Factor(Explanation e, Explanation took)
        {
            if (e.Undoes == before.Id)
            {
                return Matches(e, took) ? e.Probability / took.Probability : 0;
            }

            var factor = e.Probability;
            foreach (var movement in e.Movements)
            {
                if (movement.Quantity < 0 && movement.Shopper == shopper && held.TryGetValue(movement.Product, out var was))
                {
                    factor *= (took.Gain(shopper, movement.Product) > 0 ? 1 : others.GetValueOrDefault(movement.Product)) / was;
                }
            }

            return factor;
        }
    }

    /// <summary>What everybody holds when one explanation of a piece takes the place of another. What is new comes first: pieces that were put
    /// back since are gone already, and a count never falls below zero.</summary>
    static Holdings Rechosen(Holdings holdings, Attributed before, Attributed after)
    {
        if (before.Chosen.Movements.SequenceEqual(after.Chosen.Movements))
        {
            return holdings;
        }

        var gained = Move(holdings, after.Change.Shelf, after.Chosen.Movements, after, +1);
        return Move(gained, before.Change.Shelf, before.Chosen.Movements, before, -1);
    }

    /// <summary>The piece that gave what is put back, where that is still in doubt.</summary>
    static Attributed? Giving(Story story, ShopperId shopper, Explanation put)
    {
        if (put.Undoes is { } id)
        {
            return story.Find(shopper, id);
        }

        var product = put.Movements.First(m => m.Quantity < 0 && m.Shopper == shopper).Product;
        var last = story.Of(shopper).FindLast(piece => piece.Explanations.Any(e => e.Gain(shopper, product) > 0));
        return last?.Explanations.All(e => e.Gain(shopper, product) > 0) == true ? null : last;
    }

    /// <summary>True when one explanation puts back just what the other took.</summary>
    static bool Matches(Explanation put, Explanation took) =>
        put.IsUnknown == took.IsUnknown && put.Movements.Length == took.Movements.Length
        && put.Movements.Zip(took.Movements).All(pair =>
            pair.First.Product == pair.Second.Product && pair.First.Quantity == -pair.Second.Quantity && pair.First.Shopper == pair.Second.Shopper);

    /// <summary>What everybody holds after (or, with way -1, before) movements.</summary>
    static Holdings Move(Holdings holdings, ShelfId shelf, ImmutableArray<Movement> movements, Attributed piece, int way)
    {
        foreach (var movement in movements)
        {
            if (movement.Shopper is { } shopper)
            {
                holdings = holdings.With(shopper, movement.Product, way * movement.Quantity);
            }

            if (way > 0 && movement is { Origin: Origin.Stray stray, Quantity: > 0 } && stray.Index < holdings.Strays.Length)
            {
                holdings = holdings.WithoutStray(stray.Index, movement.Quantity);
            }
            else if (way > 0 && movement is { Origin: Origin.Elsewhere, Quantity: < 0 })
            {
                holdings = holdings.WithStray(new(movement.Product, shelf, [.. piece.Plates.Select(p => p.Plate)], -movement.Quantity));
            }
        }

        return holdings;
    }
}
