using System.Collections.Immutable;
using System.Globalization;
using Stroll.Geometry;
using Stroll.Layout;

namespace Stroll.Web.Floor;

/// <summary>The store from above in the units of a drawing: centimetres, x to the right, y down.</summary>
public sealed class PlanGeometry
{
    const double Margin = 60;

    readonly double _left;
    readonly double _top;

    /// <summary>Measures a store.</summary>
    public PlanGeometry(Store store)
    {
        var places = store.Gondolas.Where(g => g.Body is not null).SelectMany(g => Corners(g.Body!.Value))
            .Concat(store.Shelves.Where(s => s.Body is not null).SelectMany(s => Corners(s.Body!.Value)))
            .Concat(store.Gates.SelectMany(g => new[] { g.Centre - new Point3(g.Radius, g.Radius, 0), g.Centre + new Point3(g.Radius, g.Radius, 0) }))
            .ToArray();
        IsKnown = store.Gondolas.Any(g => g.Body is not null) || store.Shelves.Any(s => s.Body is not null);
        if (places.Length == 0)
        {
            return;
        }

        _left = (100 * places.Min(p => p.X)) - Margin;
        _top = -(100 * places.Max(p => p.Y)) - Margin;
        Width = (100 * places.Max(p => p.X)) + Margin - _left;
        Height = -(100 * places.Min(p => p.Y)) + Margin - _top;
    }

    /// <summary>False where nobody has said where the shelves stand: there is nothing to draw then.</summary>
    public bool IsKnown { get; }

    /// <summary>Of the drawing, centimetres.</summary>
    public double Width { get; } = 100;

    /// <summary>Of the drawing, centimetres.</summary>
    public double Height { get; } = 100;

    /// <summary>A place on the floor, in the drawing.</summary>
    public (double X, double Y) Place(Point3 at) => (Math.Round((100 * at.X) - _left, 1), Math.Round((-100 * at.Y) - _top, 1));

    /// <summary>The outline of a box, as the points of an SVG polygon.</summary>
    public string Outline(Box box) => string.Join(' ', Corners(box).Select(Place).Select(Text));

    static string Text((double X, double Y) place) => string.Create(CultureInfo.InvariantCulture, $"{place.X},{place.Y}");

    static ImmutableArray<Point3> Corners(Box box) =>
    [
        box.Placement.ToOuter(new(0, 0, 0)),
        box.Placement.ToOuter(new(box.Size.X, 0, 0)),
        box.Placement.ToOuter(new(box.Size.X, box.Size.Y, 0)),
        box.Placement.ToOuter(new(0, box.Size.Y, 0)),
    ];
}
