using Stroll.Units;

namespace Stroll.Review;

/// <summary>How far a measured share or ratio may be from the true one. All ranges are for 95 %.</summary>
public static class Confidence
{
    /// <summary>A standard normal lies within plus and minus this in 95 of 100 cases.</summary>
    const double NormalQuantile = 1.959963984540054;

    /// <summary>What a range of 95 % leaves out on each side.</summary>
    const double Tail = 0.025;

    /// <summary>The range of a share of independent trials.</summary>
    /// <param name="hits">From 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">None gives the value NaN and the range 0 to 1.</param>
    /// <param name="designEffect">How many trials count for one, because they hang together: 1 or more; see <see cref="DesignEffect"/>.</param>
    /// <remarks>
    /// E. B. Wilson, "Probable inference, the law of succession, and statistical inference", J. Am. Stat. Assoc. 22 (1927) 209. It stays
    /// inside 0 to 1 and says something useful at 0 of n and n of n, where the usual plus-minus says that all is certain. Dividing the
    /// trials by the design effect is the way of N. Dean and M. Pagano, "Evaluating confidence interval methods for binomial proportions in
    /// clustered surveys", J. Surv. Stat. Methodol. 3 (2015) 484.
    /// </remarks>
    public static Interval OfShare(double hits, double trials, double designEffect = 1)
    {
        Invariant.Holds(hits >= 0 && hits <= trials && designEffect >= 1);
        if (trials == 0)
        {
            return new(double.NaN, 0, 1);
        }

        var share = hits / trials;
        var n = trials / designEffect;
        var z2 = NormalQuantile * NormalQuantile;
        var middle = (share + (z2 / (2 * n))) / (1 + (z2 / n));
        var half = NormalQuantile / (1 + (z2 / n)) * Math.Sqrt((share * (1 - share) / n) + (z2 / (4 * n * n)));
        // At 0 and 1 the formula touches the end but for rounding.
        return new(share, Math.Min(share, Math.Max(0, middle - half)), Math.Max(share, Math.Min(1, middle + half)));
    }

    /// <summary>The range of a rate from a count of events that are independent of each other, exactly.</summary>
    /// <param name="count">Events that were seen, 0 or more.</param>
    /// <param name="exposure">How long, or over how much, they were looked for; above 0.</param>
    /// <returns>Events for each unit of the exposure. Nothing seen gives a low end of 0 and a high end of 3.69 by the exposure.</returns>
    /// <remarks>F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936) 437: the means under which so many or more, and
    /// so many or fewer, are seen with a chance of 2.5 %. O(count) for each of 100 steps of bisection.</remarks>
    public static Interval OfRate(long count, double exposure)
    {
        Invariant.Holds(count >= 0 && exposure > 0);
        var most = count + 10 + (10 * Math.Sqrt(count + 1));
        var low = count == 0 ? 0 : Bisect(mean => PoissonAtMost(count - 1, mean) > 1 - Tail, 0, count);
        var high = Bisect(mean => PoissonAtMost(count, mean) > Tail, count, most);
        return new(count / exposure, low / exposure, high / exposure);
    }

    /// <summary>The range of a share of independent trials that is never too narrow, for shares near 0 or 1.</summary>
    /// <param name="hits">From 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">None gives the value NaN and the range 0 to 1.</param>
    /// <remarks>C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial",
    /// Biometrika 26 (1934) 404. O(trials) for each of 100 steps of bisection.</remarks>
    public static Interval OfShareExactly(long hits, long trials)
    {
        Invariant.Holds(hits >= 0 && hits <= trials);
        if (trials == 0)
        {
            return new(double.NaN, 0, 1);
        }

        var share = hits / (double)trials;
        var low = hits == 0 ? 0 : Bisect(p => BinomialAtMost(hits - 1, trials, p) > 1 - Tail, 0, share);
        var high = hits == trials ? 1 : Bisect(p => BinomialAtMost(hits, trials, p) > Tail, share, 1);
        return new(share, low, high);
    }

    /// <summary>Where <paramref name="isBelow"/> turns from true to false.</summary>
    static double Bisect(Func<double, bool> isBelow, double low, double high)
    {
        for (var step = 0; step < 100; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = isBelow(middle) ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>The chance of so many events or fewer where <paramref name="mean"/> are expected.</summary>
    static double PoissonAtMost(long count, double mean)
    {
        // In logarithms: the first term alone is 0 in a double from a mean of 745 on.
        var (term, sum) = (-mean, -mean);
        for (long k = 1; k <= count && mean > 0; k++)
        {
            term += Math.Log(mean / k);
            sum = AddLogs(sum, term);
        }

        return Math.Exp(Math.Min(0, sum));
    }

    /// <summary>The chance of so many hits or fewer in so many trials.</summary>
    static double BinomialAtMost(long hits, long trials, double share)
    {
        if (share is <= 0 or >= 1)
        {
            return share <= 0 || hits == trials ? 1 : 0;
        }

        var term = trials * Math.Log(1 - share);
        var sum = term;
        for (long k = 1; k <= hits; k++)
        {
            term += Math.Log((trials - k + 1) / (double)k * (share / (1 - share)));
            sum = AddLogs(sum, term);
        }

        return Math.Exp(Math.Min(0, sum));
    }

    static double AddLogs(double a, double b) => Math.Max(a, b) + Math.Log(1 + Math.Exp(-Math.Abs(a - b)));

    /// <summary>How much wider the range of a share is because trials come in clusters: receipts of one day err together.</summary>
    /// <param name="clusters">One for each run.</param>
    /// <returns>The variance over clusters against that of independent trials, and never below 1; 1 where fewer than two clusters or no
    /// misses say nothing about it.</returns>
    /// <remarks>The variance of a ratio by linearisation: W. G. Cochran, "Sampling Techniques", 3rd ed. 1977, section 3.12.</remarks>
    public static double DesignEffect(IReadOnlyList<Tally> clusters)
    {
        var all = Sum(clusters);
        var share = all.Part / all.Whole;
        if (clusters.Count < 2 || !(share is > 0 and < 1))
        {
            return 1;
        }

        var squares = clusters.Sum(c => (c.Part - (share * c.Whole)) * (c.Part - (share * c.Whole)));
        var between = squares * clusters.Count / (clusters.Count - 1) / (all.Whole * all.Whole);
        return Math.Max(1, between / (share * (1 - share) / all.Whole));
    }

    /// <summary>The range of a share whose trials come in clusters.</summary>
    public static Interval OfShare(IReadOnlyList<Tally> clusters)
    {
        var all = Sum(clusters);
        return OfShare(all.Part, all.Whole, DesignEffect(clusters));
    }

    /// <summary>The range of a ratio of sums, such as F1, by drawing whole clusters anew.</summary>
    /// <param name="clusters">One for each run: runs are independent, what happens inside one is not.</param>
    /// <param name="rng">Draws the clusters; the same seed gives the same range.</param>
    /// <param name="draws">How often the whole set is drawn.</param>
    /// <returns>The range from 0 to 1 where fewer than two clusters say nothing of how they differ.</returns>
    /// <remarks>The percentile bootstrap over clusters: A. C. Davison and D. V. Hinkley, "Bootstrap Methods and their Application" (1997), section
    /// 3.8. A little too narrow below some twenty clusters.</remarks>
    public static Interval OfRatio(IReadOnlyList<Tally> clusters, Rng rng, int draws = 1000)
    {
        var all = Sum(clusters);
        var value = all.Part / all.Whole;
        if (clusters.Count < 2 || all.Whole == 0)
        {
            return new(value, 0, 1);
        }

        var ratios = new double[draws];
        for (var draw = 0; draw < draws; draw++)
        {
            var drawn = default(Tally);
            for (var i = 0; i < clusters.Count; i++)
            {
                drawn += clusters[rng.NextIndex(clusters.Count)];
            }

            ratios[draw] = drawn.Whole > 0 ? drawn.Part / drawn.Whole : value;
        }

        Array.Sort(ratios);
        var low = ratios[(int)(0.025 * (draws - 1))];
        var high = ratios[(int)Math.Ceiling(0.975 * (draws - 1))];
        return new(value, Math.Min(low, value), Math.Max(high, value));
    }

    /// <summary>The range of a difference of two such ratios that were measured on the same clusters.</summary>
    /// <param name="pairs">One for each run, played twice: before and after a change.</param>
    /// <param name="rng">Draws the clusters; the same seed gives the same range.</param>
    /// <param name="draws">How often the whole set is drawn.</param>
    /// <returns>The ratio after less the ratio before; the range from -1 to 1 where fewer than two clusters say nothing.</returns>
    /// <remarks>As in <see cref="OfRatio"/>; both halves of a pair are drawn together, so that what is alike in them cancels.</remarks>
    public static Interval OfDifference(IReadOnlyList<(Tally Before, Tally After)> pairs, Rng rng, int draws = 1000)
    {
        var value = Difference(Sum([.. pairs.Select(pair => pair.Before)]), Sum([.. pairs.Select(pair => pair.After)]));
        if (pairs.Count < 2 || double.IsNaN(value))
        {
            return new(value, -1, 1);
        }

        var differences = new double[draws];
        for (var draw = 0; draw < draws; draw++)
        {
            var (before, after) = (default(Tally), default(Tally));
            for (var i = 0; i < pairs.Count; i++)
            {
                var pair = pairs[rng.NextIndex(pairs.Count)];
                before += pair.Before;
                after += pair.After;
            }

            differences[draw] = Difference(before, after) is var drawn && double.IsNaN(drawn) ? value : drawn;
        }

        Array.Sort(differences);
        var low = differences[(int)(0.025 * (draws - 1))];
        var high = differences[(int)Math.Ceiling(0.975 * (draws - 1))];
        return new(value, Math.Min(low, value), Math.Max(high, value));
    }

    static double Difference(Tally before, Tally after) => (after.Part / after.Whole) - (before.Part / before.Whole);

    static Tally Sum(IReadOnlyList<Tally> clusters) => clusters.Aggregate(default(Tally), (sum, cluster) => sum + cluster);
}
