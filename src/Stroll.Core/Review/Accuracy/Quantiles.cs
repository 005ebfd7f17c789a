using Stroll.Units;

namespace Stroll.Review.Accuracy;

/// <summary>Bounds of shares and tails of counts, at any confidence.</summary>
public static class Quantiles
{
    /// <summary>A standard normal lies within plus and minus this in 95 of 100 cases.</summary>
    public const double Normal95 = 1.959963984540054;

    /// <summary>A share is at most this, with a confidence: exact, so never too low.</summary>
    /// <param name="hits">From 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">None gives 1.</param>
    /// <param name="confidence">As 0.95.</param>
    /// <remarks>C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404, by quantiles of the beta distribution.</remarks>
    public static double UpperShare(double hits, double trials, double confidence) =>
        hits >= trials ? 1 : new BetaDistribution(hits + 1, trials - hits).Quantile(confidence);

    /// <summary>A share is at least this, with a confidence.</summary>
    /// <inheritdoc cref="UpperShare"/>
    public static double LowerShare(double hits, double trials, double confidence) =>
        hits <= 0 ? 0 : new BetaDistribution(hits, trials - hits + 1).Quantile(1 - confidence);

    /// <summary>Chance of so many hits or more.</summary>
    /// <param name="hits">0 or more.</param>
    /// <param name="trials">Independent of each other.</param>
    /// <param name="share">Chance of each, from 0 to 1.</param>
    public static double AtLeast(int hits, int trials, double share) =>
        hits <= 0 ? 1 : hits > trials ? 0 : new BetaDistribution(hits, trials - hits + 1).AtMost(share);

    /// <summary>The ends of Wilson's range at any width.</summary>
    /// <param name="share">What was seen.</param>
    /// <param name="trials">Above 0; effective ones may be a fraction.</param>
    /// <param name="z">How many standard deviations.</param>
    /// <remarks>E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209.</remarks>
    public static Interval Wilson(double share, double trials, double z = Normal95)
    {
        Invariant.Holds(trials > 0 && share is >= 0 and <= 1);
        var z2 = z * z;
        var middle = (share + (z2 / (2 * trials))) / (1 + (z2 / trials));
        var half = z / (1 + (z2 / trials)) * Math.Sqrt((share * (1 - share) / trials) + (z2 / (4 * trials * trials)));
        return new(share, Math.Min(share, Math.Max(0, middle - half)), Math.Max(share, Math.Min(1, middle + half)));
    }
}
