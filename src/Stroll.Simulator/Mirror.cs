using Stroll.Geometry;

namespace Stroll.Simulator;

/// <summary>An upright mirror on a wall.</summary>
/// <param name="Corner">Its lower left corner for who stands before it, metres.</param>
/// <param name="Along">From there along its lower edge, a unit vector on the floor.</param>
/// <param name="Width">Along the edge.</param>
/// <param name="Height">Upwards.</param>
internal sealed record Mirror(Point3 Corner, Point3 Along, double Width, double Height)
{
    // Into the room.
    readonly Point3 _normal = new(Along.Y, -Along.X, 0);

    /// <summary>True for who stands in the room before it.</summary>
    internal bool IsBefore(Point3 place) => Off(place) > 0.05;

    /// <summary>Where the image of a place seems to be.</summary>
    internal Point3 Reflect(Point3 place) => place - (2 * Off(place) * _normal);

    /// <summary>True when the way from a place before it to one behind it leads through the glass.</summary>
    /// <param name="from">Before it.</param>
    /// <param name="to">Behind it.</param>
    /// <param name="slack">How far beside the glass counts, metres.</param>
    /// <param name="at">Where.</param>
    internal bool Crosses(Point3 from, Point3 to, double slack, out Point3 at)
    {
        var (here, there) = (Off(from), Off(to));
        at = from;
        if (here <= 0 || there >= 0)
        {
            return false;
        }

        at = from.Towards(to, here / (here - there));
        var way = at - Corner;
        var along = (way.X * Along.X) + (way.Y * Along.Y);
        return along >= -slack && along <= Width + slack && way.Z >= -slack && way.Z <= Height + slack;
    }

    double Off(Point3 place) => ((place.X - Corner.X) * _normal.X) + ((place.Y - Corner.Y) * _normal.Y);
}
