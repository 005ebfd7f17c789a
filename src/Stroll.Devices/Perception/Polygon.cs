using System.Collections.Immutable;

namespace Stroll.Devices.Perception;

/// <summary>An area with straight edges: of a picture in pixels, or of the floor in metres.</summary>
/// <param name="Corners">Three or more, in order; the last joins the first.</param>
public sealed record Polygon(ImmutableArray<(double X, double Y)> Corners)
{
    /// <summary>True inside: an even number of edges crossed means outside.</summary>
    public bool Holds(double x, double y)
    {
        var isInside = false;
        for (int i = 0, j = Corners.Length - 1; i < Corners.Length; j = i++)
        {
            var (a, b) = (Corners[i], Corners[j]);
            isInside ^= (a.Y > y) != (b.Y > y) && x < a.X + ((b.X - a.X) * (y - a.Y) / (b.Y - a.Y));
        }

        return isInside;
    }
}
