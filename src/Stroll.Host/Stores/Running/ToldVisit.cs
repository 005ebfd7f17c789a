using System.Collections.Immutable;
using Stroll.Attribution;
using Stroll.Receipts;
using Stroll.Tracking;

namespace Stroll.Host.Stores.Running;

/// <summary>What was told of one visit.</summary>
sealed class ToldVisit(ShopperId shopper, VisitId id)
{
    ImmutableArray<Island> _islands = [];

    internal static IComparer<ToldVisit> ByShopper { get; } = Comparer<ToldVisit>.Create((one, other) => one.Shopper.Index.CompareTo(other.Shopper.Index));

    internal ShopperId Shopper => shopper;

    internal VisitId Id => id;

    /// <summary>They came in while the store was not open, and are never charged.</summary>
    internal bool IsStaff { get; init; }

    internal bool HasLeft { get; set; }

    internal bool IsReady { get; set; }

    /// <summary>The last one told; none before the first line.</summary>
    internal Receipt? Cart { get; set; }

    /// <summary>True when the story says something of this shopper that it did not say at the last call.</summary>
    /// <remarks>Islands are immutable and new whenever they are weighed anew, so that their identity tells.</remarks>
    internal bool HasChanged(Story story)
    {
        var doubts = story.Of(shopper);
        var hasChanged = doubts.Length != _islands.Length;
        for (var i = 0; i < doubts.Length && !hasChanged; i++)
        {
            hasChanged = !ReferenceEquals(story.IslandOf(doubts[i]), _islands[i]);
        }

        _islands = hasChanged ? [.. doubts.Select(story.IslandOf)] : _islands;
        return hasChanged;
    }
}

/// <summary>Comparing what visits hold.</summary>
static class Carts
{
    /// <summary>True when both hold the same goods with the same certainty.</summary>
    internal static bool HaveSameLines(Receipt one, Receipt? other)
    {
        var (lines, others) = (one.Lines, other?.Lines ?? []);
        return lines.Length == others.Length && lines.Zip(others).All(pair =>
            pair.First.Product == pair.Second.Product && pair.First.Quantity == pair.Second.Quantity
            && pair.First.Charge == pair.Second.Charge && pair.First.Probability == pair.Second.Probability);
    }
}
