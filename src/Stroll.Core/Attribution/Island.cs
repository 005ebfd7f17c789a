using System.Collections.Immutable;
using Stroll.Carts;

namespace Stroll.Attribution;

/// <summary>One consistent story of the doubts of an island.</summary>
/// <param name="Probability">Against the other worlds of the island.</param>
/// <param name="Choices">For each doubt of the island, in its order: the number of the explanation that holds here.</param>
public readonly record struct World(double Probability, ImmutableArray<int> Choices);

/// <summary>Doubts that hang together, with every consistent story of them that is worth keeping. Islands are independent of each other:
/// the store is their product.</summary>
/// <param name="Doubts">By name, in the order in which they were decided.</param>
/// <param name="Worlds">The most probable first; they sum to 1 less <paramref name="Forgotten"/>.</param>
/// <param name="Forgotten">Probability that none of the worlds is true: what was pruned. It is never given to those that were kept.</param>
public sealed record Island(ImmutableArray<PieceId> Doubts, ImmutableArray<World> Worlds, double Forgotten)
{
    // What an island gives to whom follows from its worlds alone and is asked for again with every later doubt: worked out once.
    readonly Dictionary<int, SortedDictionary<int, Counts>> _gains = [];
    List<(int Shopper, int Product, int Pieces)>? _best;

    Island(Island other) => (Doubts, Worlds, Forgotten, _gains) = (other.Doubts, other.Worlds, other.Forgotten, []);

    /// <summary>True when there is one world only: nothing can change any more.</summary>
    public bool IsSettled => Worlds.Length == 1;

    /// <summary>What is known of a shopper's gains, by product.</summary>
    internal SortedDictionary<int, Counts> GainsOf(int shopper, Func<SortedDictionary<int, Counts>> count)
    {
        if (!_gains.TryGetValue(shopper, out var gains))
        {
            _gains.Add(shopper, gains = count());
        }

        return gains;
    }

    /// <summary>What its most probable worlds give to everybody.</summary>
    internal List<(int Shopper, int Product, int Pieces)> BestOf(Func<List<(int Shopper, int Product, int Pieces)>> choose) => _best ??= choose();

    /// <summary>The place of a doubt in <see cref="Doubts"/>; -1 when it is not of this island.</summary>
    internal int IndexOf(PieceId doubt) => Doubts.IndexOf(doubt);

    /// <summary>The probability of one explanation of a doubt, by number.</summary>
    internal double Marginal(PieceId doubt, int number)
    {
        var index = IndexOf(doubt);
        var sum = 0.0;
        foreach (var world in Worlds)
        {
            sum += world.Choices[index] == number ? world.Probability : 0;
        }

        return sum;
    }
}
