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
    /// <param name="Left">The doubt in which it was.</param>
    public sealed record Stray(PieceId Left) : Origin;

    /// <summary>The planogram has it elsewhere, and nobody saw it come.</summary>
    public sealed record Elsewhere : Origin;

    /// <summary>It was in somebody's hands: a hand-over.</summary>
    public sealed record Hands : Origin;
}

/// <summary>What must be so in a world before an explanation is possible in it. A closed union.</summary>
public abstract record Need
{
    private Need()
    {
    }

    /// <summary>A shopper holds so many pieces of a product, others than those that <paramref name="Except"/> would give back.</summary>
    public sealed record Held(ShopperId Shopper, ProductId Product, int Pieces, ImmutableArray<Chosen> Except) : Need;

    /// <summary>An earlier doubt came about as one of its explanations says, by number, and nothing has used that up.</summary>
    public sealed record Chosen(PieceId Doubt, int Explanation) : Need;

    /// <summary>So many pieces of a product lie where an earlier doubt left them.</summary>
    public sealed record Lies(PieceId Doubt, ProductId Product, int Pieces) : Need;
}

/// <summary>One way in which something can have come about.</summary>
/// <param name="Movements">None, one or two. None: nothing of the catalogue moved.</param>
/// <param name="Probability">Against all other explanations of the same doubt, over all worlds.</param>
/// <param name="IsUnknown">Goods moved that the catalogue does not have; there are no movements then.</param>
/// <param name="Undoes">The earlier piece whose goods are put back here, all of them, whatever they were.</param>
public sealed record Explanation(
    ImmutableArray<Movement> Movements, double Probability, bool IsUnknown = false, PieceId? Undoes = null)
{
    /// <summary>Its name within its doubt, from 0.</summary>
    public int Number { get; init; }

    /// <summary>Likelihood times prior in a world that has all it needs: per gram for a mass change.</summary>
    public double Weight { get; init; }

    /// <summary>What a world must have for it.</summary>
    public ImmutableArray<Need> Needs { get; init; } = [];

    /// <summary>Only a hand came to rest on the plates; a later piece says what it did there.</summary>
    public bool IsRest { get; init; }

    /// <summary>The earlier piece in which the hand came to rest that moves the goods here: the mass of both counts together.</summary>
    public PieceId? Joins { get; init; }

    /// <summary>The earlier doubt that can happen only once and is used up by this.</summary>
    public PieceId? Uses => Undoes ?? Joins;

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

/// <summary>A doubt by its name.</summary>
/// <param name="Change">The number of its mass change. Meetings of hands count down from -1 in the place of it.</param>
/// <param name="FirstStep">The first of its steps.</param>
/// <param name="Part">Which part of the shelf, where several things happened at once: from 0.</param>
public readonly record struct PieceId(int Change, int FirstStep, int Part = 0) : IComparable<PieceId>
{
    /// <inheritdoc/>
    public int CompareTo(PieceId other) =>
        Change.CompareTo(other.Change) is var change && change != 0 ? change
        : FirstStep.CompareTo(other.FirstStep) is var step && step != 0 ? step
        : Part.CompareTo(other.Part);
}

/// <summary>Something that happened, and every way in which it can have come about.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Begin">When it began.</param>
/// <param name="End">When it was over.</param>
/// <param name="Explanations">The most probable first. They sum to 1, less what was forgotten; those below one in ten thousand are left out.</param>
public abstract record Doubt(PieceId Id, Instant Begin, Instant End, ImmutableArray<Explanation> Explanations)
{
    /// <summary>Later doubts that may use this one up.</summary>
    public ImmutableArray<PieceId> UsedBy { get; init; } = [];

    /// <summary>The most probable explanation.</summary>
    public Explanation Chosen => Explanations[0];

    /// <summary>The explanation of this number.</summary>
    internal Explanation this[int number]
    {
        get
        {
            foreach (var explanation in Explanations)
            {
                if (explanation.Number == number)
                {
                    return explanation;
                }
            }

            throw new ArgumentOutOfRangeException(nameof(number), number, "no explanation has this number");
        }
    }
}

/// <summary>One piece of a mass change, explained: consecutive steps that are taken for one movement of a hand.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Change">The mass change that it belongs to.</param>
/// <param name="Begin">Start of its first step.</param>
/// <param name="End">End of its last step.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="Plates">What each plate did over all its steps.</param>
/// <param name="Reaches">Whose hands were there.</param>
/// <param name="Explanations">The most probable first.</param>
public sealed record Attributed(
    PieceId Id,
    MassChange Change,
    Instant Begin,
    Instant End,
    ImmutableArray<MassStep> Steps,
    ImmutableArray<PlateChange> Plates,
    ImmutableArray<Reach> Reaches,
    ImmutableArray<Explanation> Explanations) : Doubt(Id, Begin, End, Explanations)
{
    /// <summary>New minus old mass.</summary>
    public Grams Mass => Plates.Aggregate(Grams.Zero, (sum, plate) => sum + plate.Change);
}
