using System.Collections.Immutable;

namespace Stroll.Attribution;

/// <summary>Lets what a person said re-weigh the worlds of the island that it concerns, and with them all that hung on it.</summary>
internal static class Hearing
{
    /// <summary>What is said is a surprise when the kept worlds give it less than this: they may have been pruned for the lack of it.</summary>
    const double Surprising = 0.01;

    /// <summary>What was left out of a doubt's explanations had about this probability: the least that is kept.</summary>
    const double LeftOut = 1e-4;

    /// <summary>True when the worlds of a story hardly have what was said.</summary>
    internal static bool IsSurprising(Story story, Testimony said) =>
        story[said.Doubt].Explanations.Where(said.IsSaid).Sum(e => e.Probability) < Surprising;

    /// <summary>The story with the worlds of one island re-weighed.</summary>
    /// <param name="story">As it was believed so far.</param>
    /// <param name="said">About a doubt of the story.</param>
    /// <param name="instead">What the same witness had said before; it does not count any more.</param>
    internal static Story Reweigh(Story story, Testimony said, Testimony? instead)
    {
        var island = story.IslandOf(said.Doubt);
        var (doubt, index) = (story[said.Doubt], island.IndexOf(said.Doubt));
        var joining = new Joining();
        joining.Add(island with
        {
            Worlds = [.. island.Worlds.Select(world => world with { Probability = world.Probability * Weight(doubt[world.Choices[index]], said, instead) })],
        });
        return story.WithIslands(joining.Apart());
    }

    /// <summary>The story in which the doubt stands by itself, decided by what its explanations were worth and by what was said, and everything
    /// else is as it was. For what cannot be told anew any more.</summary>
    internal static Story Settle(Story story, Testimony said, Testimony? instead)
    {
        var island = story.IslandOf(said.Doubt);
        var doubt = WithSaid(story[said.Doubt], said);
        var worlds = doubt.Explanations.Select(e => new World(e.Probability * Weight(e, said, instead), [e.Number]));
        var own = new Joining();
        own.Add(new([said.Doubt], [.. worlds.Where(world => world.Probability > 0).OrderByDescending(world => world.Probability)], 0));
        return story.With(doubt).WithIslands([.. Without(island, said.Doubt), .. own.Apart()]);
    }

    /// <summary>The doubt with an explanation that says what the witness said, where it has none.</summary>
    internal static Doubt WithSaid(Doubt doubt, Testimony said)
    {
        if (said.Happened is not { } happened || doubt.Explanations.Any(said.IsSaid))
        {
            return doubt;
        }

        var origin = doubt is Attributed ? (Origin)new Origin.Elsewhere() : new Origin.Hands();
        var told = new Explanation(
            [.. happened.Gains.Select(gain => new Movement(gain.Product, gain.Pieces, gain.Shopper, origin))], LeftOut)
        {
            Number = doubt.Explanations.Max(e => e.Number) + 1,
            Weight = LeftOut * doubt.Explanations.Sum(e => e.Weight),
        };
        return doubt with { Explanations = doubt.Explanations.Add(told) };
    }

    static double Weight(Explanation explanation, Testimony said, Testimony? instead) =>
        said.Likelihood(explanation) / (instead?.Likelihood(explanation) ?? 1);

    /// <summary>An island without one of its doubts.</summary>
    static IEnumerable<Island> Without(Island island, PieceId doubt)
    {
        if (island.Doubts.Length == 1)
        {
            return [];
        }

        var index = island.IndexOf(doubt);
        var left = new List<World>();
        foreach (var world in island.Worlds)
        {
            var rest = world with { Choices = world.Choices.RemoveAt(index) };
            var same = left.FindIndex(other => other.Choices.SequenceEqual(rest.Choices));
            if (same < 0)
            {
                left.Add(rest);
            }
            else
            {
                left[same] = rest with { Probability = left[same].Probability + rest.Probability };
            }
        }

        var joining = new Joining();
        joining.Add(new(island.Doubts.RemoveAt(index), [.. left], island.Forgotten));
        return joining.Apart();
    }
}
