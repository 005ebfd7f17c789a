using Stroll.Geometry;
using Stroll.Layout;

namespace Stroll.Simulator;

/// <summary>What stands in the way of a look: the back, the foot and the boards of every gondola. Goods hide nothing.</summary>
internal sealed class Fixtures
{
    const double Thick = 0.03;

    // A look ends this far before its target: a hand that lies on a board is not behind it. Metres.
    const double Before = 0.02;

    readonly Fixture[] _fixtures;

    internal Fixtures(Store store) => _fixtures = [.. store.Gondolas.Where(g => g.Body is not null).Select(g => Of(g.Body!.Value, store, g.Number))];

    /// <summary>How many there are.</summary>
    internal int Count => _fixtures.Length;

    /// <summary>True when anything at all stands between two places.</summary>
    internal bool Hide(Point3 from, Point3 to)
    {
        for (var i = 0; i < _fixtures.Length; i++)
        {
            if (Hides(i, from, to))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when one fixture stands between two places.</summary>
    internal bool Hides(int fixture, Point3 from, Point3 to)
    {
        ref readonly var one = ref _fixtures[fixture];
        if (!one.Bounds.Crosses(from, to))
        {
            return false;
        }

        foreach (ref readonly var part in one.Parts.AsSpan())
        {
            if (part.Crosses(from, to))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Finds the fixtures that can stand between one place and a body at another.</summary>
    /// <param name="from">The one place.</param>
    /// <param name="to">The middle of the body.</param>
    /// <param name="width">How far the body reaches from its middle, metres.</param>
    /// <param name="found">At least <see cref="Count"/> long; the first ones are written.</param>
    /// <returns>How many were written.</returns>
    internal int Near(Point3 from, Point3 to, double width, Span<int> found)
    {
        var count = 0;
        for (var i = 0; i < _fixtures.Length; i++)
        {
            ref readonly var one = ref _fixtures[i];
            if (Capsules.FloorDistance(one.Bounds.Centre, from, to) < one.Radius + width)
            {
                found[count++] = i;
            }
        }

        return count;
    }

    static Fixture Of(Box body, Store store, int gondola)
    {
        var boards = store.Shelves.Where(s => s.Gondola == gondola && s.Body is not null).Select(s => s.Body!.Value).ToArray();
        var lowest = boards.Length == 0 ? 0 : Math.Max(0, boards.Min(board => board.Placement.Origin.Z) - body.Placement.Origin.Z);
        Part[] parts =
        [
            new(body.Placement, new(0, body.Size.Y - Thick, 0), body.Size),
            new(body.Placement, default, new(body.Size.X, body.Size.Y, Math.Max(lowest - Thick, 0))),
            .. boards.Select(board => new Part(board.Placement, new(0, 0, -Thick), new(board.Size.X, board.Size.Y, 0))),
        ];
        return new(new(body.Placement, default, body.Size), 0.5 * Math.Sqrt((body.Size.X * body.Size.X) + (body.Size.Y * body.Size.Y)), parts);
    }

    readonly record struct Fixture(Part Bounds, double Radius, Part[] Parts);

    /// <summary>A box with its turn worked out.</summary>
    readonly struct Part(Placement placement, Point3 low, Point3 high)
    {
        readonly Point3 _origin = placement.Origin;
        readonly double _cos = Math.Cos(placement.TurnRadians);
        readonly double _sin = Math.Sin(placement.TurnRadians);
        readonly Point3 _low = low;
        readonly Point3 _high = high;

        internal Point3 Centre { get; } = placement.ToOuter(0.5 * (low + high));

        /// <summary>True when the way from one place to shortly before another leads through the box.</summary>
        /// <remarks>The way is cut by the three pairs of sides in turn; what is left is inside all of them.</remarks>
        internal bool Crosses(Point3 from, Point3 to)
        {
            var (begin, end) = (Inner(from), Inner(to));
            var way = end - begin;
            var (first, last) = (0.0, 1 - (Before / Math.Max(Before, way.Length)));
            return Cut(begin.X, way.X, _low.X, _high.X, ref first, ref last)
                && Cut(begin.Y, way.Y, _low.Y, _high.Y, ref first, ref last)
                && Cut(begin.Z, way.Z, _low.Z, _high.Z, ref first, ref last);
        }

        Point3 Inner(Point3 point)
        {
            var (x, y) = (point.X - _origin.X, point.Y - _origin.Y);
            return new((_cos * x) + (_sin * y), (_cos * y) - (_sin * x), point.Z - _origin.Z);
        }

        static bool Cut(double begin, double way, double low, double high, ref double first, ref double last)
        {
            if (Math.Abs(way) < 1e-12)
            {
                return begin >= low && begin <= high;
            }

            var (one, other) = ((low - begin) / way, (high - begin) / way);
            first = Math.Max(first, Math.Min(one, other));
            last = Math.Min(last, Math.Max(one, other));
            return first <= last;
        }
    }
}
