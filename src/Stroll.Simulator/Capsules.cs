using Stroll.Geometry;

namespace Stroll.Simulator;

/// <summary>Distances of straight ways from each other.</summary>
internal static class Capsules
{
    /// <summary>The square of the shortest distance between two straight ways with ends.</summary>
    /// <remarks>After C. Ericson, Real-Time Collision Detection, 2005, section 5.1.9.</remarks>
    internal static double DistanceSquared(Point3 from, Point3 to, Point3 otherFrom, Point3 otherTo)
    {
        var (one, other, between) = (to - from, otherTo - otherFrom, from - otherFrom);
        var (a, e, f) = (Dot(one, one), Dot(other, other), Dot(other, between));
        double s, t;
        if (e < 1e-12)
        {
            (s, t) = (a < 1e-12 ? 0 : Math.Clamp(-Dot(one, between) / a, 0, 1), 0);
        }
        else
        {
            var (b, c) = (Dot(one, other), Dot(one, between));
            var under = (a * e) - (b * b);
            s = under > 1e-12 ? Math.Clamp(((b * f) - (c * e)) / under, 0, 1) : 0;
            t = ((b * s) + f) / e;
            if (t is < 0 or > 1)
            {
                t = t < 0 ? 0 : 1;
                s = a < 1e-12 ? 0 : Math.Clamp(((t * b) - c) / a, 0, 1);
            }
        }

        var apart = between + (s * one) - (t * other);
        return Dot(apart, apart);
    }

    static double Dot(Point3 one, Point3 other) => (one.X * other.X) + (one.Y * other.Y) + (one.Z * other.Z);
}
