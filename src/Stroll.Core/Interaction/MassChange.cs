using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Interaction;

/// <summary>A shelf came to rest at another mass: something was taken or put, once or several times in a row.</summary>
/// <param name="Number">Counts up over the store in the order of publication, from 0.</param>
/// <param name="Shelf">Where.</param>
/// <param name="Begin">The first moment away from rest.</param>
/// <param name="End">The first moment back at rest.</param>
/// <param name="KnownAt">When the readings that prove it had come; not before <paramref name="End"/>.</param>
/// <param name="Steps">One or more, by time. More than one where the plates rested for a moment in between: a hand that lay on
/// the shelf before it took, or two movements in close succession. Which of the two it was is for Attribution to weigh.</param>
public sealed record MassChange(
    int Number, ShelfId Shelf, Instant Begin, Instant End, Instant KnownAt, ImmutableArray<MassStep> Steps)
{
    /// <summary>New minus old mass over all plates: below zero was taken, above was put.</summary>
    public Grams Change => Steps.Aggregate(Grams.Zero, (sum, step) => sum + step.Change);

    /// <summary>Standard deviation of <see cref="Change"/>, from the noise of the plates and the number of samples.</summary>
    public required Grams Sd { get; init; }

    /// <summary>Plates of the shelf that felt nothing meanwhile, whatever lay on them: silent or stuck ones, by slot.</summary>
    public ImmutableArray<PlateId> Deaf { get; init; } = [];
}

/// <summary>From one rest to the next.</summary>
/// <param name="Begin">The first moment away from the old rest.</param>
/// <param name="End">The first moment at the new rest.</param>
/// <param name="Plates">The plates that took part, by slot; at least one.</param>
/// <param name="Activity">How strongly the mass moved over time: weights that sum to 1, one for each
/// <see cref="ActivitySlot"/> from <paramref name="Begin"/>. Tells when the hand was there.</param>
public sealed record MassStep(Instant Begin, Instant End, ImmutableArray<PlateChange> Plates, ImmutableArray<double> Activity)
{
    /// <summary>The length of one slot of <see cref="Activity"/>.</summary>
    public static TimeSpan ActivitySlot => TimeSpan.FromMilliseconds(100);

    /// <summary>New minus old mass over all its plates.</summary>
    public Grams Change => Plates.Aggregate(Grams.Zero, (sum, plate) => sum + plate.Change);
}

/// <summary>What one plate did in a step.</summary>
/// <param name="Plate">Which.</param>
/// <param name="Change">New minus old level.</param>
/// <param name="Sd">Standard deviation of the change; large where the plate is doubtful.</param>
public readonly record struct PlateChange(PlateId Plate, Grams Change, Grams Sd);

/// <summary>What is known about the working of one plate.</summary>
public enum PlateHealth
{
    /// <summary>Nothing is wrong.</summary>
    Good,

    /// <summary>No usable reading has come for a while, or never.</summary>
    Silent,

    /// <summary>The value does not move at all, not even by noise.</summary>
    Stuck,

    /// <summary>The value stands at the end of the plate's range.</summary>
    Saturated,

    /// <summary>The value wanders or jumps far more than a plate does.</summary>
    Noisy,
}
