using System.Collections.Immutable;
using Stroll.Review.Accuracy;
using Stroll.Units;

namespace Stroll.Review.Routing;

/// <summary>One audited visit as the guarantee sees it.</summary>
/// <param name="Score">The greatest expected loss of the visit's cases; 0 without any.</param>
/// <param name="IsOvercharged">What the machine alone would have charged was too much.</param>
public readonly record struct AuditedScore(double Score, bool IsOvercharged);

/// <summary>The loosest threshold under which audits still vouch for a promise.</summary>
/// <param name="Threshold">Visits of at least this score go to people; 0 sends all of them.</param>
/// <param name="Risk">Share of visits that are overcharged then: at most this, with the confidence asked for; 1 where nothing vouches.</param>
/// <param name="IsKept">False where not even asking about everything keeps the promise, or where too few audits are there to tell.</param>
public readonly record struct GuaranteedThreshold(double Threshold, double Risk, bool IsKept)
{
    const int Steps = 50;

    /// <summary>Tests thresholds from the strictest to the loosest and stops before the first that audits do not vouch for.</summary>
    /// <param name="audits">Blind audits, drawn uniformly.</param>
    /// <param name="promise">At most this share of visits is overcharged.</param>
    /// <param name="missed">Share of overcharges that people overlook when they are asked, from gold: the high end of its range.</param>
    /// <param name="confidence">Of the guarantee, as 0.95: in so many of a hundred stores it holds.</param>
    /// <remarks>
    /// Testing in a fixed order spends the whole error on each test and stays valid: A. N. Angelopoulos, S. Bates, E. J. Candès, M. I. Jordan and
    /// L. Lei, "Learn then Test", Ann. Appl. Stat. 19 (2025) 1641, section 2. Each test is the exact binomial bound of Clopper and Pearson. Choosing
    /// the loosest threshold whose bound keeps the promise without an order (Y. Geifman and R. El-Yaniv, NeurIPS 2017) must share the error out
    /// over all thresholds. The grid is fixed beforehand by the scores alone, never by the errors.
    /// </remarks>
    public static GuaranteedThreshold From(ImmutableArray<AuditedScore> audits, Probability promise, Probability missed, double confidence = 0.95)
    {
        var kept = new GuaranteedThreshold(0, 1, false);
        foreach (var threshold in Grid(audits))
        {
            var slips = audits.Count(audit => audit.IsOvercharged && audit.Score < threshold);
            var caught = audits.Count(audit => audit.IsOvercharged && audit.Score >= threshold);
            // What people overlook is added in full to the bound: it is not ours to be lucky with.
            var risk = Quantiles.UpperShare(slips, audits.Length, confidence)
                + (missed.Value * Quantiles.UpperShare(caught, audits.Length, confidence));
            if (risk > promise.Value)
            {
                return kept;
            }

            kept = new(threshold, risk, true);
        }

        return kept;
    }

    static IEnumerable<double> Grid(ImmutableArray<AuditedScore> audits)
    {
        var scores = audits.Select(audit => audit.Score).Order().ToArray();
        return Enumerable.Range(0, Steps + 1).Select(step => step == 0 || scores.Length == 0 ? 0 : scores[((scores.Length - 1) * step) / Steps]).Distinct();
    }
}
