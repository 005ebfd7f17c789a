namespace Stroll.Geometry;

/// <summary>A covariance (or an information, its inverse) of three numbers, symmetric.</summary>
/// <param name="XX">Of the first with itself.</param>
/// <param name="XY">Of the first with the second.</param>
/// <param name="XZ">Of the first with the third.</param>
/// <param name="YY">Of the second with itself.</param>
/// <param name="YZ">Of the second with the third.</param>
/// <param name="ZZ">Of the third with itself.</param>
public readonly record struct Spread3(double XX, double XY, double XZ, double YY, double YZ, double ZZ)
{
    /// <summary>The same in all directions.</summary>
    public static Spread3 Round(double variance) => new(variance, 0, 0, variance, 0, variance);

    /// <summary>No numbers go together.</summary>
    public static Spread3 Diagonal(double x, double y, double z) => new(x, 0, 0, y, 0, z);

    /// <summary>What is across a direction: the unit matrix less d dᵀ, times <paramref name="weight"/>.</summary>
    /// <param name="direction">A unit vector.</param>
    /// <param name="weight">Any number.</param>
    public static Spread3 Across(Point3 direction, double weight)
    {
        var (x, y, z) = (direction.X, direction.Y, direction.Z);
        return new(weight * (1 - (x * x)), -weight * x * y, -weight * x * z, weight * (1 - (y * y)), -weight * y * z, weight * (1 - (z * z)));
    }

    /// <summary>Product of the three main values.</summary>
    public double Determinant =>
        (XX * ((YY * ZZ) - (YZ * YZ))) - (XY * ((XY * ZZ) - (YZ * XZ))) + (XZ * ((XY * YZ) - (YY * XZ)));

    /// <summary>Sum of the three variances.</summary>
    public double Trace => XX + YY + ZZ;

    /// <summary>The covariance of the first two.</summary>
    public Spread2 Floor => new(XX, XY, YY);

    /// <summary>The matrix that undoes this one; not finite where <see cref="Determinant"/> is 0.</summary>
    public Spread3 Inverse
    {
        get
        {
            var scale = 1 / Determinant;
            return new(
                scale * ((YY * ZZ) - (YZ * YZ)), scale * ((XZ * YZ) - (XY * ZZ)), scale * ((XY * YZ) - (XZ * YY)),
                scale * ((XX * ZZ) - (XZ * XZ)), scale * ((XY * XZ) - (XX * YZ)), scale * ((XX * YY) - (XY * XY)));
        }
    }

    /// <summary>True when it is a covariance: finite, with three main values above 0.</summary>
    public bool IsProper =>
        double.IsFinite(XX + XY + XZ + YY + YZ + ZZ) && XX > 0 && (XX * YY) - (XY * XY) > 0 && Determinant > 0;

    /// <summary>vᵀ S v: with an information the squared distance in standard deviations.</summary>
    public double Of(Point3 v) => Matrix3.Dot(v, this * v);

    /// <summary>Matrix times column.</summary>
    public static Point3 operator *(in Spread3 spread, Point3 v) => new(
        (spread.XX * v.X) + (spread.XY * v.Y) + (spread.XZ * v.Z),
        (spread.XY * v.X) + (spread.YY * v.Y) + (spread.YZ * v.Z),
        (spread.XZ * v.X) + (spread.YZ * v.Y) + (spread.ZZ * v.Z));

    /// <summary>Number by number.</summary>
    public static Spread3 operator +(in Spread3 left, in Spread3 right) => new(
        left.XX + right.XX, left.XY + right.XY, left.XZ + right.XZ, left.YY + right.YY, left.YZ + right.YZ, left.ZZ + right.ZZ);

    /// <summary>Number by number.</summary>
    public static Spread3 operator -(in Spread3 left, in Spread3 right) => left + (-1 * right);

    /// <summary>Every number times <paramref name="factor"/>.</summary>
    public static Spread3 operator *(double factor, in Spread3 spread) => new(
        factor * spread.XX, factor * spread.XY, factor * spread.XZ, factor * spread.YY, factor * spread.YZ, factor * spread.ZZ);
}
