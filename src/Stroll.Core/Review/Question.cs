using System.Collections.Immutable;
using Stroll.Attribution;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Review;

/// <summary>Something that a person would be asked.</summary>
/// <param name="Id">Names it for ever: in one log the same doubt has the same name, however often it is explained anew.</param>
/// <param name="Visit">The receipt that it concerns most; none where no shopper is in doubt.</param>
/// <param name="Change">The number of the mass change; none where hands met and no scale felt anything.</param>
/// <param name="At">When it happened.</param>
/// <param name="Doubt">Probability that the machine's own explanation is wrong.</param>
/// <param name="Why">In words.</param>
public sealed record Question(CaseId Id, string? Visit, int? Change, Instant At, Probability Doubt, string Why)
{
    /// <summary>What a person can choose from, the most probable first; that nothing happened to anybody's cart is always among it.</summary>
    public ImmutableArray<Deeds> Offered { get; init; } = [];

    /// <summary>The doubt of the story that it is about.</summary>
    public PieceId About { get; init; }

    /// <summary>How much an answer would save on average, minor units of the store's currency: the loss now less the loss after it.</summary>
    public double Value { get; init; }

    /// <summary>How many answers there are already.</summary>
    public int Answers { get; init; }
}
