namespace Stroll.Geometry;

/// <summary>A box that stands in the store, turned with its fixture.</summary>
/// <param name="Placement">The corner with the smallest own coordinates, and the turn.</param>
/// <param name="Size">Metres along the box's own axes: x along the front edge, y from front to back, z up.</param>
/// <remarks>The front edge of a shelf, where hands come in, is at own y = 0.</remarks>
public readonly record struct Box(Placement Placement, Point3 Size)
{
    /// <summary>The middle of the box, in the store's frame.</summary>
    public Point3 Centre => Placement.ToOuter(0.5 * Size);

    /// <summary>How far a point lies outside the box; 0 inside. Metres.</summary>
    public double DistanceTo(Point3 point) => DistanceTo(point, default, default);

    /// <summary>How far a point lies outside the box after the box has grown on its low and high sides. Metres.</summary>
    /// <param name="point">In the store's frame.</param>
    /// <param name="growLow">Metres added before the own origin, along each own axis.</param>
    /// <param name="growHigh">Metres added past the far corner, along each own axis.</param>
    public double DistanceTo(Point3 point, Point3 growLow, Point3 growHigh)
    {
        var own = Placement.ToInner(point);
        var x = Outside(own.X, -growLow.X, Size.X + growHigh.X);
        var y = Outside(own.Y, -growLow.Y, Size.Y + growHigh.Y);
        var z = Outside(own.Z, -growLow.Z, Size.Z + growHigh.Z);
        return Math.Sqrt((x * x) + (y * y) + (z * z));
    }

    static double Outside(double value, double low, double high) =>
        value < low ? low - value : value > high ? value - high : 0;
}
