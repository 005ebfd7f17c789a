namespace Stroll.Geometry;

/// <summary>A covariance of two numbers, symmetric.</summary>
/// <param name="XX">Variance of the first.</param>
/// <param name="XY">How they go together.</param>
/// <param name="YY">Variance of the second.</param>
public readonly record struct Spread2(double XX, double XY, double YY)
{
    /// <summary>The same in all directions.</summary>
    public static Spread2 Round(double variance) => new(variance, 0, variance);

    /// <summary>Product of the variances along the main axes.</summary>
    public double Determinant => (XX * YY) - (XY * XY);

    /// <summary>Sum of the variances.</summary>
    public double Trace => XX + YY;

    /// <summary>As a covariance the information, and the other way round.</summary>
    public Spread2 Inverse
    {
        get
        {
            var scale = 1 / Determinant;
            return new(scale * YY, -scale * XY, scale * XX);
        }
    }

    /// <summary>vᵀ S v: with an information the squared distance in standard deviations.</summary>
    public double Of(double x, double y) => (XX * x * x) + (2 * XY * x * y) + (YY * y * y);

    /// <summary>Number by number.</summary>
    public static Spread2 operator +(Spread2 left, Spread2 right) => new(left.XX + right.XX, left.XY + right.XY, left.YY + right.YY);

    /// <summary>Every number times <paramref name="factor"/>.</summary>
    public static Spread2 operator *(double factor, Spread2 spread) => new(factor * spread.XX, factor * spread.XY, factor * spread.YY);
}
