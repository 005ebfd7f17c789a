namespace Stroll.Geometry;

/// <summary>A place in the store's frame, metres: x and y on the floor, z up.</summary>
public readonly record struct Point3(double X, double Y, double Z)
{
    /// <summary>A point that says "not seen": all coordinates NaN.</summary>
    public static Point3 Unknown => new(double.NaN, double.NaN, double.NaN);

    /// <summary>True when all three coordinates are finite numbers.</summary>
    public bool IsKnown => double.IsFinite(X) && double.IsFinite(Y) && double.IsFinite(Z);

    /// <summary>Straight distance, metres.</summary>
    public double DistanceTo(Point3 other) => (this - other).Length;

    /// <summary>Distance on the floor, metres; heights are ignored.</summary>
    public double FloorDistanceTo(Point3 other) => Math.Sqrt(((X - other.X) * (X - other.X)) + ((Y - other.Y) * (Y - other.Y)));

    /// <summary>The point <paramref name="share"/> of the way (0 here, 1 there).</summary>
    public Point3 Towards(Point3 other, double share) => this + (share * (other - this));

    /// <summary>Distance from the origin, metres.</summary>
    public double Length => Math.Sqrt((X * X) + (Y * Y) + (Z * Z));

    /// <summary>Coordinate by coordinate.</summary>
    public static Point3 operator +(Point3 left, Point3 right) => new(left.X + right.X, left.Y + right.Y, left.Z + right.Z);

    /// <summary>Coordinate by coordinate.</summary>
    public static Point3 operator -(Point3 left, Point3 right) => new(left.X - right.X, left.Y - right.Y, left.Z - right.Z);

    /// <summary>Every coordinate times <paramref name="factor"/>.</summary>
    public static Point3 operator *(double factor, Point3 point) => new(factor * point.X, factor * point.Y, factor * point.Z);
}
