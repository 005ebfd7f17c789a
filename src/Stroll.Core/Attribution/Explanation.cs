using System.Collections.Immutable;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Attribution;

/// <summary>Something was taken or put: one product, by one shopper or by nobody who is known.</summary>
/// <param name="Product">What.</param>
/// <param name="Quantity">Pieces: above zero taken, below zero put. Goods sold by weight count 1.</param>
/// <param name="Shopper">Who; none when nobody fits.</param>
/// <param name="Origin">Why it can be there.</param>
public sealed record Movement(ProductId Product, int Quantity, ShopperId? Shopper, Origin Origin);

/// <summary>Why a product can move at a place. A closed union.</summary>
public abstract record Origin
{
    private Origin()
    {
    }

    /// <summary>The planogram has it there.</summary>
    public sealed record Home(FacingId Facing) : Origin;

    /// <summary>It was put there before.</summary>
    public sealed record Stray(int Index) : Origin;

    /// <summary>The planogram has it elsewhere, and nobody saw it come.</summary>
    public sealed record Elsewhere : Origin;
}

/// <summary>One way to account for a mass change.</summary>
/// <param name="Movements">None, one or two. None: nothing of the catalogue moved.</param>
/// <param name="Probability">Against all other explanations of the same piece.</param>
/// <param name="IsUnknown">Goods moved that the catalogue does not have; there are no movements then.</param>
/// <param name="Undoes">The earlier piece whose goods are put back here, all of them, whatever they were.</param>
public sealed record Explanation(
    ImmutableArray<Movement> Movements, double Probability, bool IsUnknown = false, PieceId? Undoes = null)
{
    /// <summary>Pieces of a product that a shopper gained (or lost, below zero) by it.</summary>
    public int Gain(ShopperId shopper, ProductId product)
    {
        var gain = 0;
        foreach (var movement in Movements)
        {
            gain += movement.Shopper == shopper && movement.Product == product ? movement.Quantity : 0;
        }

        return gain;
    }
}

/// <summary>A piece by the number of its mass change and the first of its steps.</summary>
public readonly record struct PieceId(int Change, int FirstStep);

/// <summary>One piece of a mass change, explained: consecutive steps that are taken for one movement of a hand.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Change">The mass change that it belongs to.</param>
/// <param name="Begin">Start of its first step.</param>
/// <param name="End">End of its last step.</param>
/// <param name="Plates">What each plate did over all its steps.</param>
/// <param name="Reaches">Whose hands were there.</param>
/// <param name="Explanations">The most probable first; they sum to 1. Those below one in ten thousand are left out.</param>
public sealed record Attributed(
    PieceId Id,
    MassChange Change,
    Instant Begin,
    Instant End,
    ImmutableArray<PlateChange> Plates,
    ImmutableArray<Reach> Reaches,
    ImmutableArray<Explanation> Explanations)
{
    /// <summary>Probability that all of it was put back again.</summary>
    public double Undone { get; init; }

    /// <summary>The explanation that the story of the store goes on with.</summary>
    public Explanation Chosen => Explanations[0];

    /// <summary>New minus old mass.</summary>
    public Grams Mass => Plates.Aggregate(Grams.Zero, (sum, plate) => sum + plate.Change);
}
