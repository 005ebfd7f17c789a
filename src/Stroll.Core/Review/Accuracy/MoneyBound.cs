using Stroll.Units;

namespace Stroll.Review.Accuracy;

/// <summary>How much of the money was asked wrongly: errors are few and very unequal, so that no normal range fits them.</summary>
public static class MoneyBound
{
    /// <summary>The mean of numbers from 0 to 1 is at most this, with a confidence, whatever they are like.</summary>
    /// <param name="sample">In the order in which they were drawn; each from 0 to 1. None gives 1.</param>
    /// <param name="confidence">As 0.95.</param>
    /// <returns>At least the mean of the sample.</returns>
    /// <remarks>
    /// A gambler bets against each possible mean m that numbers stay below it; were m right, the purse would hardly ever grow 20-fold (J. Ville 1939). Means
    /// against which it did are out. I. Waudby-Smith and A. Ramdas, "Estimating means of bounded random variables by betting", J. R. Stat. Soc. B 86
    /// (2024) 1, with the predictable bets of their section 4.2. It holds at every size of the sample, unlike the bounds of auditors (Stringer's among them)
    /// that are only known to work well.
    /// </remarks>
    public static double UpperMean(IReadOnlyList<double> sample, double confidence = 0.95)
    {
        var bets = Bets(sample, 1 - confidence);
        var (low, high) = (0.0, 1.0);
        // What is out stays out upward: the purse grows with m.
        for (var step = 0; step < 40; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = IsOut(sample, bets, middle, confidence) ? (low, middle) : (middle, high);
        }

        return high;
    }

    static double[] Bets(IReadOnlyList<double> sample, double error)
    {
        var bets = new double[sample.Count];
        var (sum, squares) = (0.5, 0.25);
        for (var i = 0; i < bets.Length; i++)
        {
            var variance = squares / (i + 1);
            bets[i] = Math.Sqrt(2 * Math.Log(1 / error) / (variance * bets.Length));
            sum += sample[i];
            var mean = sum / (i + 2);
            squares += (sample[i] - mean) * (sample[i] - mean);
        }

        return bets;
    }

    static bool IsOut(IReadOnlyList<double> sample, double[] bets, double mean, double confidence)
    {
        var (purse, out_) = (0.0, -Math.Log(1 - confidence));
        for (var i = 0; i < sample.Count; i++)
        {
            // A number is at most 1, so this bet cannot take more than three quarters of the purse.
            var bet = Math.Min(bets[i], 0.75 / Math.Max(1 - mean, 1e-9));
            purse += Math.Log(1 + (bet * (mean - sample[i])));
            if (purse > out_)
            {
                return true;
            }
        }

        return false;
    }
}
