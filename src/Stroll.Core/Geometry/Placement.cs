namespace Stroll.Geometry;

/// <summary>Where a fixture stands in the frame around it: turned about the vertical axis, then moved.</summary>
/// <param name="Origin">Where the fixture's own origin lies, in the outer frame.</param>
/// <param name="TurnRadians">Anticlockwise seen from above.</param>
public readonly record struct Placement(Point3 Origin, double TurnRadians)
{
    /// <summary>The frame itself: not moved, not turned.</summary>
    public static Placement Identity => default;

    /// <summary>From the fixture's frame to the frame around it.</summary>
    public Point3 ToOuter(Point3 inner) => Origin + Turned(inner, TurnRadians);

    /// <summary>From the frame around it to the fixture's frame.</summary>
    public Point3 ToInner(Point3 outer) => Turned(outer - Origin, -TurnRadians);

    /// <summary>The placement of something that stands at <paramref name="inner"/> inside this fixture.</summary>
    public Placement Then(Placement inner) => new(ToOuter(inner.Origin), TurnRadians + inner.TurnRadians);

    static Point3 Turned(Point3 point, double radians)
    {
        if (radians == 0)
        {
            return point;
        }

        var (sin, cos) = Math.SinCos(radians);
        return new((cos * point.X) - (sin * point.Y), (sin * point.X) + (cos * point.Y), point.Z);
    }
}
