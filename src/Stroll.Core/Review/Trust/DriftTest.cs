using Stroll.Units;

namespace Stroll.Review.Trust;

/// <summary>Whether somebody who used to find the machine's errors has begun to miss them: tiredness, a new product, a bad screen.</summary>
/// <param name="Score">Grows while they miss more than they used to.</param>
/// <remarks>
/// S. W. Roberts, "A comparison of some control chart procedures", Technometrics 8 (1966) 411, with A. N. Shiryaev: each answer multiplies by its likelihood ratio,
/// and one is added, for a change may begin at any case. While nothing changes, at least <c>threshold</c> cases pass on average before it rings
/// (M. Pollak, Ann. Stat. 13 (1985) 206).
/// </remarks>
public readonly record struct DriftTest(double Score)
{
    /// <summary>After one more piece of gold in which the machine was wrong.</summary>
    /// <param name="isMissed">They did not say what was true.</param>
    /// <param name="usual">How often they used to miss; the high end of its range is the careful choice.</param>
    /// <param name="worse">How often they would miss if it mattered; above <paramref name="usual"/>.</param>
    public DriftTest With(bool isMissed, Probability usual, Probability worse)
    {
        Invariant.Holds(worse.Value > usual.Value && usual.Value > 0 && worse.Value < 1);
        return new((1 + Score) * (isMissed ? worse.Value / usual.Value : worse.Not.Value / usual.Not.Value));
    }

    /// <summary>True when it rings.</summary>
    /// <param name="threshold">So many pieces of gold pass between two false alarms, on average at least.</param>
    public bool Rings(double threshold) => Score >= threshold;
}
