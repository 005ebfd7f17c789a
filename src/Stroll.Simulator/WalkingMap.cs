using System.Collections.Immutable;
using Stroll.Geometry;

namespace Stroll.Simulator;

/// <summary>Where people can walk, and the way from anywhere to a place, as squares of the floor.</summary>
internal sealed class WalkingMap
{
    const double Cell = 0.2;
    const double BodyRadius = 0.22;
    const int LooksAhead = 8;
    const int Far = ushort.MaxValue;

    // Steps to the eight neighbours and what they cost: 5 straight, 7 aslant.
    static readonly ImmutableArray<(int X, int Y, int Cost)> Steps =
        [(1, 0, 5), (-1, 0, 5), (0, 1, 5), (0, -1, 5), (1, 1, 7), (1, -1, 7), (-1, 1, 7), (-1, -1, 7)];

    readonly double _left;
    readonly double _bottom;
    readonly int _columns;
    readonly int _rows;
    readonly bool[] _blocked;
    readonly Dictionary<int, ushort[]> _ways = [];

    /// <param name="left">The lowest x of the floor.</param>
    /// <param name="bottom">The lowest y of the floor.</param>
    /// <param name="width">Along x.</param>
    /// <param name="depth">Along y.</param>
    /// <param name="fixtures">What stands in the way.</param>
    internal WalkingMap(double left, double bottom, double width, double depth, IEnumerable<Box> fixtures)
    {
        (_left, _bottom) = (left, bottom);
        _columns = (int)Math.Ceiling(width / Cell) + 1;
        _rows = (int)Math.Ceiling(depth / Cell) + 1;
        _blocked = new bool[_columns * _rows];
        var grow = new Point3(BodyRadius, BodyRadius, 0);
        foreach (var fixture in fixtures)
        {
            for (var i = 0; i < _blocked.Length; i++)
            {
                var place = PlaceOf(i) with { Z = fixture.Placement.Origin.Z };
                _blocked[i] |= fixture.DistanceTo(place, grow, grow) <= 0;
            }
        }
    }

    /// <summary>The corner of the floor with the lowest x and y.</summary>
    internal Point3 Corner => new(_left, _bottom, 0);

    /// <summary>True when a body fits there.</summary>
    internal bool IsFree(Point3 place) => IndexOf(place) is >= 0 and var i && !_blocked[i];

    /// <summary>The nearest place where a body fits.</summary>
    internal Point3 NearestFree(Point3 place)
    {
        if (IsFree(place))
        {
            return place;
        }

        var best = Enumerable.Range(0, _blocked.Length).Where(i => !_blocked[i]).MinBy(i => PlaceOf(i).FloorDistanceTo(place));
        return PlaceOf(best);
    }

    /// <summary>The place to walk to next on the way to <paramref name="target"/>: as far along the way as can be seen.</summary>
    internal Point3 Next(Point3 place, Point3 target)
    {
        var goal = IndexOf(target);
        var at = IndexOf(place);
        if (goal < 0 || at < 0 || at == goal)
        {
            return target;
        }

        var way = WayTo(goal);
        var next = place;
        for (var i = 0; i < LooksAhead; i++)
        {
            at = Downhill(way, at);
            if (at < 0 || (i > 0 && !Sees(place, PlaceOf(at))))
            {
                break;
            }

            next = at == goal ? target : PlaceOf(at);
            if (at == goal)
            {
                break;
            }
        }

        return next;
    }

    int Downhill(ushort[] way, int from)
    {
        var (best, least) = (-1, way[from]);
        foreach (var (x, y, _) in Steps)
        {
            if (Neighbour(from, x, y) is >= 0 and var to && way[to] < least)
            {
                (best, least) = (to, way[to]);
            }
        }

        return best;
    }

    bool Sees(Point3 from, Point3 to)
    {
        var parts = (int)Math.Ceiling(from.FloorDistanceTo(to) / (Cell / 2));
        for (var i = 1; i < parts; i++)
        {
            if (!IsFree(from.Towards(to, i / (double)parts)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How far every square is from the goal; worked out once for each goal.</summary>
    ushort[] WayTo(int goal)
    {
        if (_ways.TryGetValue(goal, out var known))
        {
            return known;
        }

        var way = new ushort[_blocked.Length];
        Array.Fill(way, (ushort)Far);
        var open = new PriorityQueue<int, int>();
        way[goal] = 0;
        open.Enqueue(goal, 0);
        while (open.TryDequeue(out var at, out var cost))
        {
            foreach (var (x, y, step) in cost > way[at] ? [] : Steps)
            {
                // Out of a blocked square there is a way, into one there is none.
                if (Neighbour(at, x, y) is >= 0 and var to && cost + step < way[to] && !_blocked[at])
                {
                    way[to] = (ushort)(cost + step);
                    open.Enqueue(to, cost + step);
                }
            }
        }

        return _ways[goal] = way;
    }

    int Neighbour(int from, int x, int y)
    {
        var column = (from % _columns) + x;
        var row = (from / _columns) + y;
        return column >= 0 && column < _columns && row >= 0 && row < _rows ? (row * _columns) + column : -1;
    }

    int IndexOf(Point3 place)
    {
        var column = (int)Math.Floor((place.X - _left) / Cell);
        var row = (int)Math.Floor((place.Y - _bottom) / Cell);
        return column >= 0 && column < _columns && row >= 0 && row < _rows ? (row * _columns) + column : -1;
    }

    Point3 PlaceOf(int index) => new(_left + (((index % _columns) + 0.5) * Cell), _bottom + (((index / _columns) + 0.5) * Cell), 0);
}
