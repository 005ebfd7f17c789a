using System.Collections.Immutable;
using Stroll.Attribution;
using Stroll.Layout;
using Stroll.Receipts;
using Stroll.Review;
using Stroll.Simulator;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Cli.Bench.Accuracy;

/// <summary>Asks a reviewer who knows the truth whatever is worth asking when a day is over, one question after the other.</summary>
internal static class ReviewPlay
{
    // A question that saves less than a cent would not be asked by anybody; the curve ends there.
    const double Least = 1;

    /// <summary>Plays it; the story of the pipeline is changed by the answers.</summary>
    internal static ReviewedRun Of(Simulation simulation, Pipeline pipeline, PipelineRules rules)
    {
        var truth = Known(simulation);
        var count = new ExactCount(simulation, pipeline);
        var desk = new Desk(simulation.Model, rules.Ask, rules.Charge);
        desk.Look(pipeline.Story, Instant.Latest);
        var before = count.Exact();
        var steps = ImmutableArray.CreateBuilder<ReviewStep>();
        while (desk.Next(pipeline.Story, Least) is { } question)
        {
            var happened = truth.Of(pipeline.Story, pipeline.Floor, pipeline.Story[question.About]);
            pipeline.Hear(KnownTruth.Answer(simulation.End, question, happened));
            steps.Add(new(question.Value, count.Exact()));
        }

        return new(simulation.Truth.Visits.Length, before, steps.ToImmutable());
    }

    /// <summary>The truth of a simulated day as a reviewer knows it. Staff owe nothing for what they fill up.</summary>
    internal static KnownTruth Known(Simulation simulation)
    {
        var truth = simulation.Truth;
        var staff = truth.Visits.Where(visit => visit.Role == VisitRole.Staff).Select(visit => visit.Shopper).ToHashSet(StringComparer.Ordinal);
        return new(
            [.. truth.Movements.Select(m => new KnownMovement(m.At, staff.Contains(m.Shopper) ? null : m.Shopper, m.Shelf, m.Plates, m.Product, m.Quantity))],
            [.. truth.HandOvers.Select(h => new KnownHandOver(h.At, h.From, h.To, h.Product, h.Quantity))],
            RunScore.Aliases(truth));
    }

    /// <summary>Counts true visits whose receipt says just what they took; looks again only at carts that changed.</summary>
    sealed class ExactCount(Simulation simulation, Pipeline pipeline)
    {
        readonly Dictionary<string, string> _firstIds = RunScore.Aliases(simulation.Truth).ToDictionary(a => a.Later, a => a.First, StringComparer.Ordinal);
        readonly Dictionary<int, (Story.Cart Cart, ImmutableArray<(ProductId Product, int Quantity)> Content)> _known = [];

        internal int Exact()
        {
            var claimed = pipeline.Floor.Shoppers
                .ToLookup(s => _firstIds.GetValueOrDefault(s.FirstId, s.FirstId), s => Content(s.Id), StringComparer.Ordinal);
            return simulation.Truth.Visits.Count(visit => IsExact(visit, [.. claimed[visit.Shopper].SelectMany(content => content)]));
        }

        ImmutableArray<(ProductId Product, int Quantity)> Content(ShopperId shopper)
        {
            var cart = pipeline.Story.CartOf(shopper);
            if (!_known.TryGetValue(shopper.Index, out var known) || !ReferenceEquals(known.Cart, cart))
            {
                known = (cart, Billing.Content(pipeline.Story, shopper));
                _known[shopper.Index] = known;
            }

            return known.Content;
        }

        static bool IsExact(TrueVisit visit, (ProductId Product, int Quantity)[] claimed) =>
            visit.Holds.All(item => claimed.Where(c => c.Product == item.Product).Sum(c => c.Quantity) == item.Quantity)
            && claimed.All(c => visit.Holds.Any(item => item.Product == c.Product));
    }
}
