using System.Collections.Immutable;
using Stroll.Carts;
using Stroll.Layout;
using Stroll.Tracking;

namespace Stroll.Attribution;

/// <summary>The most probable story of the store so far, with what stands against each part of it.</summary>
/// <param name="Holdings">What everybody holds in it.</param>
/// <param name="Told">For each shopper, by index: the pieces of mass changes that gave or took something of theirs, in any explanation.</param>
public sealed record Story(Holdings Holdings, ImmutableSortedDictionary<int, ImmutableList<Attributed>> Told)
{
    /// <summary>Nothing has happened.</summary>
    public static Story Empty => new(Holdings.Empty, ImmutableSortedDictionary<int, ImmutableList<Attributed>>.Empty);

    /// <summary>The pieces that concern a shopper, in the order in which they were decided.</summary>
    public ImmutableList<Attributed> Of(ShopperId shopper) => Told.GetValueOrDefault(shopper.Index, []);

    /// <summary>The same story as if one piece had not concerned a shopper.</summary>
    internal Story Without(ShopperId shopper, Attributed piece) =>
        new(Holdings.Empty, Told.SetItem(shopper.Index, Of(shopper).Remove(piece)));

    /// <summary>The story with one piece told, or told anew, to everybody whom it concerns in any explanation.</summary>
    internal Story With(Attributed piece)
    {
        var told = Told;
        var concerned = piece.Explanations
            .SelectMany(e => e.Movements).Where(m => m.Shopper is not null).Select(m => m.Shopper!.Value.Index).Distinct().Order();
        foreach (var shopper in concerned)
        {
            var pieces = told.GetValueOrDefault(shopper, []);
            var index = pieces.FindLastIndex(before => before.Id == piece.Id);
            told = told.SetItem(shopper, index < 0 ? pieces.Add(piece) : pieces.SetItem(index, piece));
        }

        return this with { Told = told };
    }

    /// <summary>A piece that concerns a shopper, by its name.</summary>
    internal Attributed? Find(ShopperId shopper, PieceId id) => Of(shopper).FindLast(piece => piece.Id == id);

    /// <summary>How likely each count of a product is in a shopper's cart, all pieces taken as independent.</summary>
    /// <returns>Count to probability, rising by count; sums to 1. A count below zero says that something was missed.</returns>
    public ImmutableSortedDictionary<int, double> Count(ShopperId shopper, ProductId product)
    {
        var counts = ImmutableSortedDictionary<int, double>.Empty.Add(0, 1);
        foreach (var piece in Of(shopper))
        {
            var next = ImmutableSortedDictionary.CreateBuilder<int, double>();
            var told = 0.0;
            foreach (var explanation in piece.Explanations.Where(e => e.Undoes is null && e.Gain(shopper, product) != 0))
            {
                var probability = (1 - piece.Undone) * explanation.Probability;
                told += probability;
                Spread(counts, explanation.Gain(shopper, product), probability, next);
            }

            // What was undone, what undoes it and what was pruned changes nothing.
            Spread(counts, 0, Math.Max(0, 1 - told), next);
            counts = next.ToImmutable();
        }

        return counts;
    }

    /// <summary>Every product that any explanation puts into a shopper's cart, with how likely it is there.</summary>
    public IEnumerable<(ProductId Product, double Held)> Held(ShopperId shopper)
    {
        var products = Of(shopper)
            .SelectMany(piece => piece.Explanations)
            .SelectMany(explanation => explanation.Movements)
            .Where(movement => movement.Shopper == shopper && movement.Quantity > 0)
            .Select(movement => movement.Product.Index)
            .Distinct().Order();
        foreach (var index in products)
        {
            var product = new ProductId(index);
            var held = Count(shopper, product).Where(entry => entry.Key > 0).Sum(entry => entry.Value);
            // The story itself must stay possible, however doubtful it has become.
            held = Holdings[shopper, product] > 0 ? Math.Max(held, 0.5) : held;
            if (held > 1e-3)
            {
                yield return (product, Math.Min(1, held));
            }
        }
    }

    static void Spread(
        ImmutableSortedDictionary<int, double> counts, int gain, double probability, ImmutableSortedDictionary<int, double>.Builder next)
    {
        if (probability <= 0)
        {
            return;
        }

        foreach (var (count, before) in counts)
        {
            next[count + gain] = next.GetValueOrDefault(count + gain) + (before * probability);
        }
    }
}
