using System.Collections.Immutable;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Attribution;

/// <summary>Continues the story of the store by one mass change.</summary>
/// <remarks>
/// In: a mass change, when everything up to its end is known. Out: the story with its pieces, each with its explanations; what earlier
/// pieces were is re-weighed with them. A change whose steps may be one movement or several is cut where that explains it best.
/// </remarks>
public static class Attributing
{
    /// <summary>At most this many consecutive steps are taken for one movement: more rests than two are several movements.</summary>
    const int MostSteps = 3;

    /// <summary>At most so many things at once are told apart on one shelf.</summary>
    const int MostRuns = 5;

    /// <summary>At most so many earlier rests of a hand are tried for one piece.</summary>
    const int MostRests = 3;

    /// <summary>Explains one change.</summary>
    /// <param name="story">What has happened so far.</param>
    /// <param name="model">What is believed of the store.</param>
    /// <param name="rules">Priors and spreads.</param>
    /// <param name="floor">Where everybody's hands were.</param>
    /// <param name="change">Not older than the last one by more than a moment.</param>
    /// <param name="undecided">Other changes that are known already: nobody's hands are at two shelves at once.</param>
    public static Story Apply(
        Story story, StoreModel model, AttributionRules rules, Floor floor, MassChange change, IReadOnlyList<MassChange> undecided)
    {
        foreach (var (first, count) in Cut(story, model, rules, floor, change))
        {
            var steps = change.Steps.Slice(first, count);
            var busy = Busy(story, model, rules, floor, change, undecided, steps.AsSpan());
            var parts = Parts(story, model, rules, floor, change, steps, busy);
            for (var part = 0; part < parts.Count; part++)
            {
                story = Tell(story, model, rules, floor, new(change.Number, first, part), change, parts[part], busy);
            }
        }

        return story;
    }

    /// <summary>Goes on with one piece.</summary>
    static Story Tell(
        Story story, StoreModel model, AttributionRules rules, Floor floor, PieceId id, MassChange change, ImmutableArray<MassStep> steps, double[] busy)
    {
        var plates = Together(steps.AsSpan());
        var hands = new Hands(floor, rules, model.Store, steps, busy);
        var found = Explaining.Of(model, rules, story, change.Shelf, plates, change.Deaf, hands);
        AddRest(found, rules, plates, hands.At(plates));
        foreach (var rest in Rests(story, rules, change.Shelf, steps[0].Begin, plates))
        {
            ImmutableArray<MassStep> both = [.. rest.Steps, .. steps];
            var joint = Explaining.Of(
                model, rules, story, change.Shelf, Together(both.AsSpan()), change.Deaf, new Hands(floor, rules, model.Store, both, busy));
            AddJoined(found, story, rules, rest, joint);
        }

        return story.With(
            new Attributed(id, change, steps[0].Begin, steps[^1].End, steps, plates, hands.At(plates), Explaining.Weighed(found).Explanations),
            rules.IsJoint);
    }

    /// <summary>Steps apart by place: hands at several places of a shelf at once did several things, where that explains it best.</summary>
    static List<ImmutableArray<MassStep>> Parts(
        Story story, StoreModel model, AttributionRules rules, Floor floor, MassChange change, ImmutableArray<MassStep> steps, double[] busy)
    {
        var plates = Together(steps.AsSpan());
        var runs = Runs(model.Store, plates);
        if (runs.Count == 1)
        {
            return [steps];
        }

        var best = new (double Log, int Count)[runs.Count + 1];
        for (var end = 1; end <= runs.Count; end++)
        {
            best[end] = (double.NegativeInfinity, 1);
            for (var count = 1; count <= end; count++)
            {
                var part = Within(steps, runs[end - count].First, runs[end - 1].Last);
                var its = Together(part.AsSpan());
                var (_, evidence) = Explaining.Weighed(
                    Explaining.Of(model, rules, story, change.Shelf, its, change.Deaf, new Hands(floor, rules, model.Store, part, busy)));
                // How one thing spreads over the runs is a matter of where a hand pressed; two things at once are rare.
                var log = best[end - count].Log + Math.Log(evidence) + Spread(rules, model.Store, its, runs.Slice(end - count, count))
                    + (end > count ? Math.Log(rules.AtTwoPlaces) : 0);
                if (log > best[end].Log)
                {
                    best[end] = (log, count);
                }
            }
        }

        var parts = new List<ImmutableArray<MassStep>>();
        for (var end = runs.Count; end > 0; end -= best[end].Count)
        {
            parts.Add(Within(steps, runs[end - best[end].Count].First, runs[end - 1].Last));
        }

        parts.Reverse();
        return parts;
    }

    /// <summary>Log density of how one thing spreads over several runs: all but the heaviest are what a hand did beside it.</summary>
    static double Spread(AttributionRules rules, Store store, ImmutableArray<PlateChange> plates, List<(int First, int Last)> runs)
    {
        var masses = runs.Select(run => plates.Where(p => p.Plate.Index >= run.First && p.Plate.Index <= run.Last).Sum(p => p.Change.Value)).ToArray();
        var heaviest = masses.Select(Math.Abs).DefaultIfEmpty(0).Max();
        var log = 0.0;
        var isHeaviest = false;
        foreach (var mass in masses)
        {
            if (!isHeaviest && Math.Abs(mass) == heaviest)
            {
                isHeaviest = true;
                continue;
            }

            log += rules.LogRest(mass);
        }

        return log;
    }

    /// <summary>Neighbouring plates that moved the same way. Of very many the last are one.</summary>
    static List<(int First, int Last)> Runs(Store store, ImmutableArray<PlateChange> plates)
    {
        var runs = new List<(int First, int Last)>();
        for (var i = 0; i < plates.Length; i++)
        {
            var goesOn = i > 0 && store[plates[i].Plate].Slot - store[plates[i - 1].Plate].Slot <= 2
                && Math.Sign(plates[i].Change.Value) == Math.Sign(plates[i - 1].Change.Value);
            if (goesOn || runs.Count == MostRuns)
            {
                runs[^1] = (runs[^1].First, plates[i].Plate.Index);
            }
            else
            {
                runs.Add((plates[i].Plate.Index, plates[i].Plate.Index));
            }
        }

        return runs;
    }

    /// <summary>The steps on some plates only; those that did nothing there are left out.</summary>
    static ImmutableArray<MassStep> Within(ImmutableArray<MassStep> steps, int first, int last) =>
        [.. steps
            .Select(step => step with { Plates = [.. step.Plates.Where(p => p.Plate.Index >= first && p.Plate.Index <= last)] })
            .Where(step => !step.Plates.IsEmpty)];

    /// <summary>A hand may have come to rest on the plates, and what it did there is still to come.</summary>
    static void AddRest(List<(Explanation, double)> found, AttributionRules rules, ImmutableArray<PlateChange> plates, ImmutableArray<Reach> reaches)
    {
        var mass = plates.Sum(plate => plate.Change.Value);
        if (mass > 0 && !reaches.IsEmpty)
        {
            var weight = rules.Rest * rules.RestKept / rules.RestRange.Value * reaches.Max(reach => reach.Likelihood);
            found.Add((new([], 0) { IsRest = true, Weight = weight }, 1));
        }
    }

    /// <summary>The pieces in which a hand may have come to rest that moves something now, the last first.</summary>
    static IEnumerable<Attributed> Rests(
        Story story, AttributionRules rules, ShelfId shelf, Instant begin, ImmutableArray<PlateChange> plates)
    {
        var found = 0;
        var pieces = story.On(shelf);
        for (var i = pieces.Count - 1; i >= 0 && found < MostRests; i--)
        {
            var piece = (Attributed)story[pieces[i]];
            if (begin - piece.End > rules.RestLasts)
            {
                yield break;
            }

            if (piece.Mass.Value > 0 && piece.Explanations.Any(e => e.IsRest) && piece.Plates.Any(p => plates.Any(now => now.Plate == p.Plate)))
            {
                found++;
                yield return piece;
            }
        }
    }

    /// <summary>What the rest and the piece can be together.</summary>
    static void AddJoined(
        List<(Explanation, double)> found, Story story, AttributionRules rules, Attributed rest, List<(Explanation Explanation, double Chance)> joint)
    {
        var resting = rest.Explanations.First(e => e.IsRest);
        var chance = resting.Probability * (1 - story.UsedUp(rest));
        foreach (var (explanation, its) in joint)
        {
            if (explanation.Undoes is null)
            {
                found.Add((
                    explanation with
                    {
                        Weight = explanation.Weight / rules.RestKept,
                        Joins = rest.Id,
                        Needs = explanation.Needs.Add(new Need.Chosen(rest.Id, resting.Number)),
                    },
                    its * chance));
            }
        }
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
                var (_, evidence) = Explaining.Weighed(Explaining.Of(model, rules, story, change.Shelf, Together(piece), change.Deaf, hands));
                var log = best[end - count].Log + Math.Log(evidence) + Resting(rules, piece);
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

    /// <summary>Log density of the rests within one movement: a hand pressed with so much between two steps, before the goods moved or after.</summary>
    static double Resting(AttributionRules rules, ReadOnlySpan<MassStep> steps)
    {
        var all = 0.0;
        foreach (var step in steps)
        {
            all += step.Change.Value;
        }

        var (log, level) = (0.0, 0.0);
        foreach (var step in steps[..^1])
        {
            level += step.Change.Value;
            log += Math.Log(rules.Rest) + Math.Max(rules.LogRest(level), rules.LogRest(level - all));
        }

        return log;
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
            var doubts = story.Of(shopper);
            foreach (var id in doubts.Skip(doubts.Length - 3))
            {
                if (story[id] is Attributed piece && piece.Change.Shelf != change.Shelf && piece.Begin < end && piece.End > begin)
                {
                    var sure = piece.Explanations.Where(e => e.Movements.Any(m => m.Shopper == shopper)).Sum(e => e.Probability);
                    busy[shopper.Index] = Math.Max(busy[shopper.Index], Math.Min(1, sure));
                }
            }
        }

        return busy;
    }
}
