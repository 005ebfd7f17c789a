using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Tracking;

namespace Stroll.Attribution;

/// <summary>What something does to carts: who gains how many of what. Explanations with equal effects are one to a receipt and to a person who is
/// asked.</summary>
public sealed class Effect : IEquatable<Effect>
{
    /// <summary>Takes gains in any order; those of one shopper and product are added up, and nothing remains of what adds up to zero.</summary>
    public Effect(IEnumerable<(ShopperId Shopper, ProductId Product, int Pieces)> gains) => Gains =
        [.. gains.GroupBy(gain => (Shopper: gain.Shopper.Index, Product: gain.Product.Index))
            .Select(same => (new ShopperId(same.Key.Shopper), new ProductId(same.Key.Product), Pieces: same.Sum(gain => gain.Pieces)))
            .Where(gain => gain.Pieces != 0).OrderBy(gain => gain.Item1.Index).ThenBy(gain => gain.Item2.Index)];

    /// <summary>Nobody gains or loses anything.</summary>
    public static Effect None { get; } = new([]);

    /// <summary>By shopper, then by product; pieces above zero gained, below zero lost.</summary>
    public ImmutableArray<(ShopperId Shopper, ProductId Product, int Pieces)> Gains { get; }

    /// <summary>What an explanation does to carts. What nobody who is known moved does nothing to them.</summary>
    public static Effect Of(Explanation explanation) => explanation.Movements.IsEmpty ? None : new(explanation.Movements
        .Where(movement => movement.Shopper is not null).Select(movement => (movement.Shopper!.Value, movement.Product, movement.Quantity)));

    /// <inheritdoc/>
    public bool Equals(Effect? other) => other is not null && Gains.AsSpan().SequenceEqual(other.Gains.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Effect);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        Gains.Aggregate(17, (hash, gain) => unchecked((((((hash * 31) + gain.Shopper.Index) * 31) + gain.Product.Index) * 31) + gain.Pieces));
}
