using Stroll.Geometry;

namespace Stroll.Simulator;

/// <summary>A straight way from an eye to a target, with what is asked of it again and again worked out.</summary>
internal readonly struct Look(Point3 from, Point3 to)
{
    readonly double _perFloorSquared = 1 / Math.Max(1e-12, Square(to.X - from.X) + Square(to.Y - from.Y));

    /// <summary>The eye.</summary>
    internal Point3 From { get; } = from;

    /// <summary>The target.</summary>
    internal Point3 To { get; } = to;

    /// <summary>From the one to the other.</summary>
    internal Point3 Way { get; } = to - from;

    /// <summary>Where the look passes through an upright cylinder, if it does.</summary>
    /// <param name="axis">Any point of its axis.</param>
    /// <param name="radius">Metres.</param>
    /// <param name="low">The lowest height at which the look is inside, metres.</param>
    /// <param name="high">The highest.</param>
    internal bool Passes(Point3 axis, double radius, out double low, out double high)
    {
        var (x, y) = (axis.X - From.X, axis.Y - From.Y);
        var nearest = ((x * Way.X) + (y * Way.Y)) * _perFloorSquared;
        var share = Math.Clamp(nearest, 0, 1);
        var off = Square(x - (share * Way.X)) + Square(y - (share * Way.Y));
        if (off > radius * radius)
        {
            (low, high) = (0, 0);
            return false;
        }

        // From the foot of the plumb line on the whole line, half a chord to either side.
        var plumb = Square(x - (nearest * Way.X)) + Square(y - (nearest * Way.Y));
        var half = Math.Sqrt(Math.Max(0, (radius * radius) - plumb) * _perFloorSquared);
        var (one, other) = (From.Z + (Math.Clamp(nearest - half, 0, 1) * Way.Z), From.Z + (Math.Clamp(nearest + half, 0, 1) * Way.Z));
        (low, high) = one < other ? (one, other) : (other, one);
        return true;
    }

    static double Square(double value) => value * value;
}
