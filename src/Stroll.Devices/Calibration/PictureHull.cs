using Stroll.Geometry;

namespace Stroll.Devices.Calibration;

/// <summary>What points cover.</summary>
static class PictureHull
{
    /// <summary>Share of the picture that the smallest convex area around the points covers.</summary>
    internal static double Share(FloorPoints given)
    {
        var hull = Of([.. given.Points.Select(point => (Math.Clamp(point.Pixel.Right, 0, given.Width), Math.Clamp(point.Pixel.Down, 0, given.Height)))]);
        var twice = 0.0;
        for (var i = 0; i < hull.Count; i++)
        {
            var (a, b) = (hull[i], hull[(i + 1) % hull.Count]);
            twice += (a.X * b.Y) - (b.X * a.Y);
        }

        return Math.Abs(twice) / 2 / ((double)given.Width * given.Height);
    }

    /// <summary>True when no point is farther than <paramref name="least"/> from the line through the two that are farthest apart.</summary>
    internal static bool IsLine(Point3[] points, double least)
    {
        var (from, to) = (from a in points from b in points select (a, b)).MaxBy(pair => pair.a.DistanceTo(pair.b));
        var length = from.DistanceTo(to);
        return length < least || points.All(point =>
        {
            var along = Matrix3.Dot(point - from, to - from) / length;
            return Math.Sqrt(Math.Max(0, Math.Pow(point.DistanceTo(from), 2) - (along * along))) < least;
        });
    }

    // The monotone chain of A. Andrew, 1979.
    static List<(double X, double Y)> Of((double X, double Y)[] points)
    {
        var sorted = points.Distinct().Order().ToList();
        if (sorted.Count < 3)
        {
            return sorted;
        }

        static List<(double X, double Y)> Half(IEnumerable<(double X, double Y)> along)
        {
            var chain = new List<(double X, double Y)>();
            foreach (var point in along)
            {
                while (chain.Count > 1 && ((chain[^1].X - chain[^2].X) * (point.Y - chain[^2].Y)) - ((chain[^1].Y - chain[^2].Y) * (point.X - chain[^2].X)) <= 0)
                {
                    chain.RemoveAt(chain.Count - 1);
                }

                chain.Add(point);
            }

            return chain[..^1];
        }

        return [.. Half(sorted), .. Half(Enumerable.Reverse(sorted))];
    }
}
