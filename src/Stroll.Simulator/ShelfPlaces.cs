using Stroll.Geometry;
using Stroll.Layout;

namespace Stroll.Simulator;

/// <summary>Where things stand at one facing, for the eye: rows from the back to the front edge, stacked where there are many.</summary>
/// <remarks>The scales know better how a piece lies across plates; here every piece only has a place of its own, the foremost last.</remarks>
internal sealed class ShelfPlaces
{
    const double FrontMargin = 0.015;
    const double Gap = 0.012;
    const double LeastClearance = 0.12;
    const double UsualClearance = 0.3;

    readonly Placement _left;
    readonly double _width;
    readonly double _depth;
    readonly double _clearance;
    readonly ThingLook _own;
    readonly int _columns;
    readonly int _rows;
    readonly int _layers;
    readonly object?[] _cells;

    /// <param name="store">For the plates.</param>
    /// <param name="facing">Where.</param>
    /// <param name="product">What truly stands there.</param>
    /// <param name="kind">Its index.</param>
    /// <param name="count">How many there are at the beginning.</param>
    internal ShelfPlaces(Store store, Facing facing, TrueProduct product, int kind, int count)
    {
        var first = store[facing.Plates[0]].Body!.Value;
        var last = store[facing.Plates[^1]].Body!.Value;
        (_left, _depth) = (first.Placement, first.Size.Y);
        _width = first.Placement.ToInner(last.Placement.ToOuter(new(last.Size.X, 0, 0))).X;
        PlateWidth = first.Size.X;
        _clearance = Math.Max(LeastClearance, (store[facing.Shelf].Body?.Size.Z ?? UsualClearance) - 0.04);
        _own = Look(kind, product.Plates, product.Mass);
        _columns = Math.Max(1, (int)(_width / (_own.Size.X + Gap)));
        _rows = Math.Max(1, Math.Min((count + _columns - 1) / _columns, (int)((_depth - FrontMargin) / (_own.Size.Y + Gap))));
        _layers = Math.Max(1, (count + (_columns * _rows) - 1) / (_columns * _rows));
        _cells = new object?[_columns * _rows * _layers];
    }

    /// <summary>Of the first plate, metres.</summary>
    internal double PlateWidth { get; }

    /// <summary>How a thing of this width in plates and mass in grams looks here.</summary>
    internal ThingLook Look(int kind, double plates, double grams)
    {
        var width = Math.Clamp(0.9 * plates * PlateWidth, 0.035, 0.95 * Math.Max(_width, PlateWidth));
        var isRound = plates <= 0.75;
        // About a gram a cubic centimetre, a little air in boxes.
        var litres = grams / (isRound ? 950 : 600) / 1000;
        var height = isRound ? litres / (0.785 * width * width) : (0.45 * width) + 0.06;
        height = Math.Min(Math.Clamp(height, 0.06, 0.24), 0.9 * _clearance);
        var depth = isRound ? width : Math.Clamp(litres / (width * height), 0.035, 0.13);
        return new(kind, new(width, depth, height), isRound);
    }

    /// <summary>Finds a place for a thing: the rearmost free one, or on top of the foremost.</summary>
    internal Placement Add(object thing, in ThingLook look)
    {
        var free = Array.IndexOf(_cells, null);
        if (free >= 0)
        {
            _cells[free] = thing;
        }

        var cell = free >= 0 ? free : _cells.Length - 1;
        var (layer, place) = (cell % _layers, cell / _layers);
        var (column, row) = (place % _columns, _rows - 1 - (place / _columns));
        var pitch = Math.Min((_depth - FrontMargin) / _rows, _own.Size.Y + Gap);
        var stacked = Math.Min(layer + (free >= 0 ? 0 : 1), Math.Max(0, (_clearance - look.Size.Z) / _own.Size.Z));
        var x = ((column + 0.5) * _width / _columns) - (look.Size.X / 2);
        return _left.Then(new(new(x, FrontMargin + (row * pitch), stacked * _own.Size.Z), 0));
    }

    /// <summary>The thing is gone; nothing where it never stood here.</summary>
    internal void Remove(object thing)
    {
        var cell = Array.FindIndex(_cells, one => ReferenceEquals(one, thing));
        if (cell >= 0)
        {
            _cells[cell] = null;
        }
    }
}
