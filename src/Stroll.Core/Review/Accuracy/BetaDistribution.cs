using Stroll.Units;

namespace Stroll.Review.Accuracy;

/// <summary>What is known of a share after so many hits and misses.</summary>
/// <param name="Alpha">Hits, with what was believed before; above 0.</param>
/// <param name="Beta">Misses, with what was believed before; above 0.</param>
public readonly record struct BetaDistribution(double Alpha, double Beta)
{
    /// <summary>The expected share.</summary>
    public double Mean => Alpha / (Alpha + Beta);

    /// <summary>The range that holds the share with 95 %, the same chance left out on each side.</summary>
    public Interval Range => new(Mean, Quantile(0.025), Quantile(0.975));

    /// <summary>After so many hits and misses more.</summary>
    public BetaDistribution With(double hits, double misses) => new(Alpha + hits, Beta + misses);

    /// <summary>Probability that the share is at most <paramref name="share"/>.</summary>
    /// <remarks>The regularised incomplete beta function by its continued fraction, NIST DLMF 8.17.22, evaluated after W. J. Lentz, Appl. Opt. 15
    /// (1976) 668. Good to about 1e-12.</remarks>
    public double AtMost(double share)
    {
        if (share is <= 0 or >= 1)
        {
            return share <= 0 ? 0 : 1;
        }

        var front = Math.Exp(
            LogGamma(Alpha + Beta) - LogGamma(Alpha) - LogGamma(Beta) + (Alpha * Math.Log(share)) + (Beta * Math.Log(1 - share)));
        // The fraction converges fast below the mean; above it the other tail is worked out.
        return share < (Alpha + 1) / (Alpha + Beta + 2)
            ? front * Fraction(Alpha, Beta, share) / Alpha
            : 1 - (front * Fraction(Beta, Alpha, 1 - share) / Beta);
    }

    /// <summary>The share that the true one lies below with this probability.</summary>
    public double Quantile(double probability)
    {
        var (low, high) = (0.0, 1.0);
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = AtMost(middle) < probability ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    static double Fraction(double a, double b, double x)
    {
        const double Tiny = 1e-300;
        var (c, d) = (1.0, Safe(1 - ((a + b) * x / (a + 1))));
        d = 1 / d;
        var value = d;
        for (var m = 1; m <= 500; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            (c, d) = (Safe(1 + (even / c)), 1 / Safe(1 + (even * d)));
            value *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            (c, d) = (Safe(1 + (odd / c)), 1 / Safe(1 + (odd * d)));
            value *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-14)
            {
                return value;
            }
        }

        return value;

        static double Safe(double number) => Math.Abs(number) < Tiny ? Tiny : number;
    }

    /// <summary>The logarithm of the gamma function.</summary>
    /// <remarks>Stirling's series with five terms, NIST DLMF 5.11.1, after the recurrence has lifted the argument above 10: good to 1e-13.</remarks>
    static double LogGamma(double x)
    {
        Invariant.Holds(x > 0);
        var lifted = 0.0;
        for (; x < 10; x++)
        {
            lifted += Math.Log(x);
        }

        var inverse = 1 / (x * x);
        var series = ((((((((1.0 / 1188) * inverse) - (1.0 / 1680)) * inverse) + (1.0 / 1260)) * inverse) - (1.0 / 360)) * inverse) + (1.0 / 12);
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (series / x) - lifted;
    }
}
