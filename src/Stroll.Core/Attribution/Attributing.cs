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
            var reaches = WithoutThoseElsewhere(story, model, rules, floor, change, undecided, steps);
            var (explanations, _) = Explaining.Of(model, rules, story, change.Shelf, plates, reaches);
            var piece = new Attributed(change, steps[0].Begin, steps[^1].End, plates, reaches, explanations);
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
                var reaches = Reaching.Of(floor, rules.Reach, model.Store, piece);
                var (_, evidence) = Explaining.Of(model, rules, story, change.Shelf, Together(piece), reaches);
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

    /// <summary>Whose hands were there; who seems to have moved goods on another shelf at that time is less likely here.</summary>
    static ImmutableArray<Reach> WithoutThoseElsewhere(
        Story story, StoreModel model, AttributionRules rules, Floor floor, MassChange change, IReadOnlyList<MassChange> undecided,
        ReadOnlySpan<MassStep> steps)
    {
        var (begin, end) = (steps[0].Begin - rules.AtOnce, steps[^1].End + rules.AtOnce);
        var busy = new double[floor.Shoppers.Count];
        foreach (var other in undecided)
        {
            if (other.Shelf != change.Shelf && other.Begin < end && other.End > begin)
            {
                var there = Reaching.Of(floor, rules.Reach, model.Store, other.Steps.AsSpan());
                var all = rules.Nobody + there.Sum(reach => reach.Likelihood);
                foreach (var reach in there)
                {
                    busy[reach.Shopper.Index] = Math.Max(busy[reach.Shopper.Index], reach.Likelihood / all);
                }
            }
        }

        var reaches = Reaching.Of(floor, rules.Reach, model.Store, steps);
        foreach (var reach in reaches)
        {
            foreach (var piece in story.Of(reach.Shopper).Reverse().Take(3))
            {
                if (piece.Change.Shelf != change.Shelf && piece.Begin < end && piece.End > begin)
                {
                    var sure = piece.Explanations.Where(e => e.Movements.Any(m => m.Shopper == reach.Shopper)).Sum(e => e.Probability);
                    busy[reach.Shopper.Index] = Math.Max(busy[reach.Shopper.Index], sure);
                }
            }
        }

        return [.. reaches.Select(reach => reach with
        {
            Likelihood = Math.Max(
                Math.Min(reach.Likelihood, rules.Reach.Least),
                reach.Likelihood * (1 - (Math.Min(1, busy[reach.Shopper.Index]) * (1 - rules.ElsewhereAtOnce)))),
        })];
    }

    /// <summary>Goes on with the chosen explanation, and lets what was put back speak about what had been taken.</summary>
    static Story Tell(Story story, ShelfId shelf, Attributed piece)
    {
        foreach (var movement in piece.Chosen.Movements.Where(m => m is { Quantity: < 0, Shopper: not null }))
        {
            story = BelievePut(story, movement.Shopper!.Value, movement.Product, piece.Chosen.Probability);
        }

        var holdings = Move(story.Holdings, shelf, piece, +1);
        var told = story.Told;
        var concerned = piece.Explanations
            .SelectMany(e => e.Movements).Where(m => m.Shopper is not null).Select(m => m.Shopper!.Value.Index).Distinct().Order();
        foreach (var shopper in concerned)
        {
            told = told.SetItem(shopper, told.GetValueOrDefault(shopper, []).Add(piece));
        }

        return new(holdings, told);
    }

    /// <summary>What is put back was taken before: the last piece that can have given it is re-weighed, and the story with it.</summary>
    static Story BelievePut(Story story, ShopperId shopper, ProductId product, double probability)
    {
        var pieces = story.Of(shopper);
        for (var i = pieces.Count - 1; i >= 0; i--)
        {
            var giving = pieces[i].Explanations.Where(e => e.Gain(shopper, product) > 0).Sum(e => e.Probability);
            if (giving is <= 0 or >= 1)
            {
                if (giving >= 1)
                {
                    return story;
                }

                continue;
            }

            var before = pieces[i];
            var after = before with
            {
                Explanations = [.. before.Explanations
                    .Select(e => e with
                    {
                        Probability = ((1 - probability) * e.Probability)
                            + (e.Gain(shopper, product) > 0 ? probability * e.Probability / giving : 0),
                    })
                    .OrderByDescending(e => e.Probability)],
            };
            var holdings = Move(Move(story.Holdings, before.Change.Shelf, before, -1), after.Change.Shelf, after, +1);
            var told = story.Told;
            foreach (var (who, list) in story.Told)
            {
                var index = list.IndexOf(before);
                told = index < 0 ? told : told.SetItem(who, list.SetItem(index, after));
            }

            return new(holdings, told);
        }

        return story;
    }

    /// <summary>What everybody holds after (or, with way -1, before) the chosen explanation of a piece.</summary>
    static Holdings Move(Holdings holdings, ShelfId shelf, Attributed piece, int way)
    {
        foreach (var movement in piece.Chosen.Movements)
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
