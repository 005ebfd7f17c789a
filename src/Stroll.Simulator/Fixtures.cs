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
        var look = new Look(from, to);
        for (var i = 0; i < _fixtures.Length; i++)
        {
            if (Hides(i, look))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when one fixture hides the target of a look.</summary>
    internal bool Hides(int fixture, in Look look)
    {
        ref readonly var one = ref _fixtures[fixture];
        var own = one.Frame.Inner(look);
        if (!own.Crosses(default, one.Size))
        {
            return false;
        }

        foreach (ref readonly var part in one.Parts.AsSpan())
        {
            if (own.Crosses(part.Low, part.High))
            {
                return true;
            }
        }

        foreach (ref readonly var part in one.Askew.AsSpan())
        {
            if (part.Frame.Inner(look).Crosses(part.Low, part.High))
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
        var look = new Look(from, to);
        for (var i = 0; i < _fixtures.Length; i++)
        {
            ref readonly var one = ref _fixtures[i];
            if (look.Passes(one.Centre, one.Radius + width, out _, out _))
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
        var parts = new List<(Point3 Low, Point3 High)>
        {
            (new(0, body.Size.Y - Thick, 0), body.Size),
            (default, new(body.Size.X, body.Size.Y, Math.Max(lowest - Thick, 0))),
        };
        var askew = new List<(Frame Frame, Point3 Low, Point3 High)>();
        foreach (var board in boards)
        {
            var (low, high) = (new Point3(0, 0, -Thick), new Point3(board.Size.X, board.Size.Y, 0));
            if (Math.Abs(board.Placement.TurnRadians - body.Placement.TurnRadians) < 1e-9)
            {
                var at = body.Placement.ToInner(board.Placement.Origin);
                parts.Add((at + low, at + high));
            }
            else
            {
                askew.Add((new(board.Placement), low, high));
            }
        }

        var radius = 0.5 * Math.Sqrt((body.Size.X * body.Size.X) + (body.Size.Y * body.Size.Y));
        return new(new(body.Placement), body.Size, body.Centre, radius, [.. parts], [.. askew]);
    }

    /// <summary>A gondola and what there is of it to hide something.</summary>
    /// <param name="Frame">Its own.</param>
    /// <param name="Size">Around all of it, from its own origin.</param>
    /// <param name="Centre">In the store's frame.</param>
    /// <param name="Radius">On the floor, around the centre.</param>
    /// <param name="Parts">In its own frame.</param>
    /// <param name="Askew">Boards that are turned otherwise.</param>
    readonly record struct Fixture(
        Frame Frame, Point3 Size, Point3 Centre, double Radius, (Point3 Low, Point3 High)[] Parts, (Frame Frame, Point3 Low, Point3 High)[] Askew);

    /// <summary>A placement with its turn worked out.</summary>
    readonly struct Frame(Placement placement)
    {
        readonly Point3 _origin = placement.Origin;
        readonly double _cos = Math.Cos(placement.TurnRadians);
        readonly double _sin = Math.Sin(placement.TurnRadians);

        internal OwnLook Inner(in Look look)
        {
            var (x, y) = (look.From.X - _origin.X, look.From.Y - _origin.Y);
            return new(
                new((_cos * x) + (_sin * y), (_cos * y) - (_sin * x), look.From.Z - _origin.Z),
                new((_cos * look.Way.X) + (_sin * look.Way.Y), (_cos * look.Way.Y) - (_sin * look.Way.X), look.Way.Z));
        }
    }

    /// <summary>A look in the frame of a fixture.</summary>
    readonly struct OwnLook(Point3 from, Point3 way)
    {
        // Along an axis on which the look does not move this is infinite, and the arithmetic below still holds.
        readonly Point3 _per = new(1 / way.X, 1 / way.Y, 1 / way.Z);
        readonly double _end = 1 - (Before / Math.Max(Before, way.Length));

        /// <summary>True when the look leads through a box before its target.</summary>
        /// <remarks>The way is cut by the three pairs of sides in turn; what is left is inside all of them.</remarks>
        internal bool Crosses(Point3 low, Point3 high)
        {
            var (first, last) = (0.0, _end);
            return Cut((low.X - from.X) * _per.X, (high.X - from.X) * _per.X, ref first, ref last)
                && Cut((low.Y - from.Y) * _per.Y, (high.Y - from.Y) * _per.Y, ref first, ref last)
                && Cut((low.Z - from.Z) * _per.Z, (high.Z - from.Z) * _per.Z, ref first, ref last);
        }

        static bool Cut(double one, double other, ref double first, ref double last)
        {
            var (low, high) = one < other ? (one, other) : (other, one);
            first = low > first ? low : first;
            last = high < last ? high : last;
            return first <= last;
        }
    }
}
