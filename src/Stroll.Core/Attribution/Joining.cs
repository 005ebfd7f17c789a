using System.Collections.Immutable;

namespace Stroll.Attribution;

/// <summary>Makes one island of several, and of what remains as few and as small ones as possible.</summary>
/// <remarks>
/// Where the worlds become too many, the oldest doubt is folded: it keeps its own probabilities and is independent of the others from
/// then on. Only where even that leaves too many are worlds dropped, and what they stood for is forgotten, not given to the others.
/// </remarks>
internal sealed class Joining
{
    /// <summary>At most so many worlds are kept.</summary>
    const int MostWorlds = 128;

    /// <summary>No world below this, against the best, is kept.</summary>
    const double Negligible = 1e-6;

    /// <summary>More than this is not dropped while there is something to fold.</summary>
    const double Dropped = 2e-4;

    readonly List<PieceId> _doubts = [];
    readonly List<Island> _folded = [];
    List<World> _worlds = [new(1, [])];
    double _forgotten;

    /// <summary>What is joined so far, as an island.</summary>
    internal Island Joint => new([.. _doubts], [.. _worlds], _forgotten);

    /// <summary>Adds an island that is independent so far.</summary>
    internal void Add(Island island)
    {
        var worlds = new List<World>(_worlds.Count * island.Worlds.Length);
        foreach (var one in _worlds)
        {
            foreach (var two in island.Worlds)
            {
                worlds.Add(new(one.Probability * two.Probability, [.. one.Choices, .. two.Choices]));
            }
        }

        _doubts.AddRange(island.Doubts);
        // Islands that meet have mostly met before: what each has forgotten is mostly the same.
        Take(worlds, Math.Max(_forgotten, island.Forgotten));
    }

    /// <summary>Adds a doubt that depends on the others.</summary>
    /// <param name="doubt">Its name.</param>
    /// <param name="worlds">All that remains possible, with weights of any sum above zero; the last choice is that of the doubt. What was
    /// forgotten before is taken to explain the new doubt as well as what was kept.</param>
    internal void Extend(PieceId doubt, List<World> worlds)
    {
        _doubts.Add(doubt);
        Take(worlds, _forgotten);
    }

    /// <summary>The islands that remain: doubts about which all worlds agree stand alone.</summary>
    internal IEnumerable<Island> Apart()
    {
        foreach (var island in _folded)
        {
            yield return island;
        }

        for (var i = _doubts.Count - 1; i >= 0 && _doubts.Count > 1; i--)
        {
            if (_worlds.TrueForAll(world => world.Choices[i] == _worlds[0].Choices[i]))
            {
                yield return new([_doubts[i]], [new(1 - _forgotten, [_worlds[0].Choices[i]])], _forgotten);
                _doubts.RemoveAt(i);
                _worlds = [.. _worlds.Select(world => world with { Choices = world.Choices.RemoveAt(i) })];
            }
        }

        yield return Joint;
    }

    void Take(List<World> worlds, double forgotten)
    {
        var all = worlds.Sum(world => world.Probability);
        var best = worlds.Max(world => world.Probability);
        var kept = Best(worlds.Where(world => world.Probability > Negligible * best), all);
        while (kept.Count > MostWorlds && kept.Skip(MostWorlds).Sum(world => world.Probability) > Dropped && _doubts.Count > 1)
        {
            kept = Fold(kept, forgotten);
        }

        if (kept.Count > MostWorlds)
        {
            kept.RemoveRange(MostWorlds, kept.Count - MostWorlds);
        }

        var sum = kept.Sum(world => world.Probability);
        _forgotten = forgotten + ((1 - forgotten) * Math.Max(0, 1 - sum));
        _forgotten = _forgotten < 1e-6 ? 0 : _forgotten;
        _worlds = [.. kept.Select(world => world with { Probability = world.Probability / sum * (1 - _forgotten) })];
    }

    // Sorting is stable: equal worlds stand in the order in which they were made, which depends on the input alone.
    static List<World> Best(IEnumerable<World> worlds, double all) =>
        [.. worlds.Select(world => world with { Probability = world.Probability / all }).OrderByDescending(world => world.Probability)];

    /// <summary>Lets the oldest doubt stand for itself.</summary>
    List<World> Fold(List<World> worlds, double forgotten)
    {
        var own = new SortedDictionary<int, double>();
        var others = new Dictionary<Key, int>();
        var left = new List<World>();
        foreach (var world in worlds)
        {
            own[world.Choices[0]] = own.GetValueOrDefault(world.Choices[0]) + world.Probability;
            var rest = world with { Choices = world.Choices.RemoveAt(0) };
            if (others.TryGetValue(new(rest.Choices), out var same))
            {
                left[same] = rest with { Probability = left[same].Probability + rest.Probability };
            }
            else
            {
                others.Add(new(rest.Choices), left.Count);
                left.Add(rest);
            }
        }

        var all = own.Values.Sum();
        _folded.Add(new(
            [_doubts[0]],
            [.. own.OrderByDescending(entry => entry.Value).Select(entry => new World(entry.Value / all * (1 - forgotten), [entry.Key]))],
            forgotten));
        _doubts.RemoveAt(0);
        return Best(left, all);
    }

    /// <summary>Choices that are equal when each of them is.</summary>
    readonly struct Key(ImmutableArray<int> choices) : IEquatable<Key>
    {
        readonly ImmutableArray<int> _choices = choices;

        public bool Equals(Key other) => _choices.AsSpan().SequenceEqual(other._choices.AsSpan());

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode()
        {
            var hash = 17;
            foreach (var choice in _choices)
            {
                hash = unchecked((hash * 31) + choice);
            }

            return hash;
        }
    }
}
