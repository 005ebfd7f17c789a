using Stroll.Units;

namespace Stroll.Review.Streams;

/// <summary>Why one case exists: stored with it, shown after the answer, and exported.</summary>
/// <param name="Stream">For which purpose.</param>
/// <param name="Rule">Which rule chose it, in the words of the settings, as <c>confidence_lt 0.85</c>.</param>
/// <param name="Score">What the rule looked at: for routed cases the expected loss in minor units, for drawn ones the drawn number from 0 to 1.</param>
/// <param name="Probability">How probably this visit or case would be chosen under the same settings: exact, because the draw is ours. Never 0. Dividing
/// by it makes sums over the chosen into sums over all.</param>
/// <param name="Design">Version of the settings that chose it; see <see cref="DesignVersion"/>.</param>
public sealed record Selection(CaseStream Stream, string Rule, double Score, Probability Probability, string Design)
{
    /// <summary>How many visits or cases this one stands for.</summary>
    public double Weight => Probability.Value > 0 ? 1 / Probability.Value : throw new InvariantException("a case that could not be chosen was chosen");
}
