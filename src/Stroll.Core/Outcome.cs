using System.Collections.Immutable;
using Stroll.Interaction;
using Stroll.Receipts;
using Stroll.Review;
using Stroll.Units;

namespace Stroll;

/// <summary>All that a run of the pipeline found.</summary>
/// <param name="Receipts">One for each visit, by time of entry.</param>
/// <param name="Changes">Every mass change, by number.</param>
/// <param name="Questions">What a person would be asked.</param>
/// <param name="Health">One for each plate of the store, as it stood at the end.</param>
/// <param name="Intake">What came in.</param>
public sealed record Outcome(
    ImmutableArray<Receipt> Receipts,
    ImmutableArray<MassChange> Changes,
    ImmutableArray<Question> Questions,
    ImmutableArray<PlateHealth> Health,
    Intake Intake)
{
    /// <summary>A fingerprint of everything above: the same log gives the same bytes (64 bits, hexadecimal).</summary>
    public required string Digest { get; init; }
}

/// <summary>Counts of what came in, odd things included.</summary>
/// <param name="Entries">Messages in the log.</param>
/// <param name="Readings">Samples of plates that said something usable.</param>
/// <param name="Sightings">People seen, counted at each moment.</param>
/// <param name="Doubled">Messages that had come before; ignored.</param>
/// <param name="Late">Messages older than their source had promised; set aside.</param>
/// <param name="Begin">The first moment in the log.</param>
/// <param name="End">The last.</param>
public readonly record struct Intake(
    long Entries, long Readings, long Sightings, long Doubled, long Late, Instant Begin, Instant End)
{
    /// <summary>Answers of people that were heard.</summary>
    public long Answers { get; init; }

    /// <summary>Answers to cases that this log does not have.</summary>
    public long AnswersWithoutCase { get; init; }
}
