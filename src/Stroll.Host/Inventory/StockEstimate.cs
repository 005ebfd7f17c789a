using Stroll.Units;

namespace Stroll.Host.Inventory;

/// <summary>How many pieces stand on a facing, as its weight tells.</summary>
/// <param name="Pieces">The most probable number.</param>
/// <param name="Probability">That it is exactly this.</param>
/// <param name="Low">With 95 % probability there are at least so many.</param>
/// <param name="High">And at most so many.</param>
/// <remarks>
/// Weight alone means nothing, since plates are not zeroed and drift; only its change since somebody counted does. The doubt grows with the time (drift) and
/// with the pieces that went (each weighs a little more or less than the others).
/// </remarks>
public sealed record StockEstimate(int Pieces, double Probability, int Low, int High)
{
    /// <summary>How far a plate wanders by itself: the real plates of the AutoCheckout recordings fell by 1.4 g in 100 s; taken as a random walk.</summary>
    public const double DriftGramsAtHour = 8.4;

    /// <summary>Noise of the mean of some seconds of a quiet shelf.</summary>
    public const double NoiseGrams = 2;

    const int MostPieces = 2000;

    /// <summary>Reckons the distribution over whole numbers of pieces: normal in the mass, no number preferred beforehand.</summary>
    /// <param name="count">The last count.</param>
    /// <param name="mass">Of the plates now.</param>
    /// <param name="plates">How many plates; each drifts for itself.</param>
    /// <param name="unitWeight">Of one piece, above zero.</param>
    /// <param name="unitSd">How much pieces differ.</param>
    /// <param name="now">Not before the count.</param>
    public static StockEstimate Of(StockCount count, Grams mass, int plates, Grams unitWeight, Grams unitSd, Instant now)
    {
        var hours = Math.Max(0, (now - count.At).TotalHours);
        var still = plates * ((DriftGramsAtHour * DriftGramsAtHour * hours) + (2 * NoiseGrams * NoiseGrams));
        var changed = mass.Value - count.Mass.Value;
        var centre = count.Pieces + (changed / unitWeight.Value);
        var first = (int)Math.Clamp(Math.Floor(centre) - MostPieces, 0, 1_000_000);
        var weights = new double[(2 * MostPieces) + 1];
        for (var i = 0; i < weights.Length; i++)
        {
            var moved = first + i - count.Pieces;
            var variance = still + (Math.Abs(moved) * unitSd.Value * unitSd.Value);
            var off = changed - (moved * unitWeight.Value);
            weights[i] = Math.Exp(-0.5 * off * off / variance) / Math.Sqrt(variance);
        }

        return Read(weights, first);
    }

    static StockEstimate Read(double[] weights, int first)
    {
        var sum = weights.Sum();
        if (sum <= 0)
        {
            // Far below nothing: more is gone than ever stood there. Somebody must count.
            return new(first, 0, first, first);
        }

        var best = Array.IndexOf(weights, weights.Max());
        return new(first + best, weights[best] / sum, first + At(weights, 0.025 * sum), first + At(weights, 0.975 * sum));
    }

    static int At(double[] weights, double target)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i];
            if (sum >= target)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }
}
