using Stroll.Units;

namespace Stroll.Review.Accuracy;

/// <summary>One drawn thing with the probability of drawing it.</summary>
/// <param name="Value">What is summed up: 1 or 0 for a share, minor units for money.</param>
/// <param name="Probability">Above 0.</param>
public readonly record struct Drawn(double Value, Probability Probability);

/// <summary>Sums and shares over all, out of things that were drawn with different probabilities.</summary>
/// <remarks>Each was drawn by itself (Poisson sampling), as keyed audits are. The weights take the favour out: what was drawn twice as often counts half.</remarks>
public static class Weighted
{
    /// <summary>The sum over all visits, drawn or not, and its standard deviation.</summary>
    /// <remarks>D. G. Horvitz and D. J. Thompson, "A generalization of sampling without replacement from a finite universe", J. Am. Stat. Assoc. 47
    /// (1952) 663: the sum of y/p, with the variance of Poisson sampling, the sum of (1 - p) (y/p)².</remarks>
    public static (double Total, double Sd) Total(IReadOnlyList<Drawn> sample)
    {
        var (total, variance) = (0.0, 0.0);
        foreach (var one in sample)
        {
            var expanded = one.Value / one.Probability.Value;
            total += expanded;
            variance += one.Probability.Not.Value * expanded * expanded;
        }

        return (total, Math.Sqrt(variance));
    }

    /// <summary>The share of all visits, and its range for 95 %.</summary>
    /// <param name="sample">Values 0 and 1.</param>
    /// <remarks>
    /// J. Hájek's ratio of two such sums, which knows nothing of how many there were (discussion of D. Basu in "Foundations of Statistical
    /// Inference", 1971), with the variance by linearisation (Särndal, Swensson and Wretman 1992, section 5.7). The range is Wilson's with as many
    /// trials as have that variance, as E. L. Korn and B. I. Graubard, Surv. Methodol. 24 (1998) 193, do it with the exact one. Where no value
    /// differs the trials are those of L. Kish, "Survey Sampling" (1965): (sum of weights)² / sum of squares.
    /// </remarks>
    public static Interval Share(IReadOnlyList<Drawn> sample)
    {
        if (sample.Count == 0)
        {
            return new(double.NaN, 0, 1);
        }

        var weights = sample.Sum(one => 1 / one.Probability.Value);
        var share = sample.Sum(one => one.Value / one.Probability.Value) / weights;
        var variance = sample.Sum(one => Square((one.Value - share) / one.Probability.Value) * one.Probability.Not.Value) / (weights * weights);
        var kish = weights * weights / sample.Sum(one => Square(1 / one.Probability.Value));
        var trials = variance > 0 ? share * (1 - share) / variance : kish;
        return variance == 0 && sample.All(one => one.Probability.Value >= 1)
            ? new(share, share, share)
            : Quantiles.Wilson(Math.Clamp(share, 0, 1), Math.Max(1, trials));
    }

    static double Square(double number) => number * number;
}
