using Stroll.Units;

namespace Stroll.Review;

/// <summary>Something that a person would be asked.</summary>
/// <param name="Visit">The receipt that it concerns; none where no shopper is in doubt.</param>
/// <param name="Change">The number of the mass change; none where hands met and no scale felt anything.</param>
/// <param name="At">When it happened.</param>
/// <param name="Doubt">Probability that the machine's own explanation is wrong.</param>
/// <param name="Why">In words.</param>
public sealed record Question(string? Visit, int? Change, Instant At, Probability Doubt, string Why);
