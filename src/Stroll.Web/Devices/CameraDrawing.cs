using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Web.Floor;

namespace Stroll.Web.Devices;

/// <summary>What a camera would see of a store's fixtures, as lines.</summary>
static class CameraDrawing
{
    static readonly (int From, int To)[] Edges = [(0, 1), (1, 2), (2, 3), (3, 0), (4, 5), (5, 6), (6, 7), (7, 4), (0, 4), (1, 5), (2, 6), (3, 7)];

    /// <summary>Lines in pixels: x1, y1, x2, y2. Edges that do not lie before the camera are left out.</summary>
    internal static IEnumerable<double[]> Lines(Store store, PinholeCamera view)
    {
        foreach (var box in store.Gondolas.Select(gondola => gondola.Body).Concat(store.Shelves.Select(shelf => shelf.Body)).OfType<Box>())
        {
            var corners = Corners(box);
            foreach (var (from, to) in Edges)
            {
                if (view.TryProject(corners[from], out var a) && view.TryProject(corners[to], out var b))
                {
                    yield return [Math.Round(a.Right, 1), Math.Round(a.Down, 1), Math.Round(b.Right, 1), Math.Round(b.Down, 1)];
                }
            }
        }
    }

    /// <summary>A camera that hangs over the corner of a simulated store and looks across it, for who has no camera to try with.</summary>
    internal static PinholeCamera Pretended(Store store)
    {
        var plan = new PlanGeometry(store);
        var (left, top) = (-plan.Place(default).X / 100, plan.Place(default).Y / 100);
        var corner = new Point3(left, top, 0);
        var middle = corner + new Point3(plan.Width / 200, -plan.Height / 200, 0);
        var at = new Point3(corner.X, corner.Y - (plan.Height / 100), 2.8);
        var way = middle - at;
        var level = Math.Sqrt((way.X * way.X) + (way.Y * way.Y));
        return new(new(at, Math.Atan2(-way.X, way.Y), Math.Atan2(-way.Z, level)), CameraLens.Plain(1280, 720, 95 * Math.PI / 180));
    }

    /// <summary>The picture of such a camera as SVG: the edges of the fixtures, and a mark for each corner on the floor.</summary>
    internal static string Picture(Store store, PinholeCamera view)
    {
        var (width, height) = (view.Lens.WidthPixels, view.Lens.HeightPixels);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\"><rect width=\"{width}\" height=\"{height}\" fill=\"#3a3f45\"/>");
        foreach (var line in Lines(store, view))
        {
            text.Append(CultureInfo.InvariantCulture, $"<line x1=\"{line[0]}\" y1=\"{line[1]}\" x2=\"{line[2]}\" y2=\"{line[3]}\" stroke=\"#cfd6dc\" stroke-width=\"2\"/>");
        }

        foreach (var place in store.Gondolas.Select(gondola => gondola.Body).OfType<Box>().SelectMany(box => Corners(box)[..4]))
        {
            if (view.TryProject(place with { Z = 0 }, out var pixel) && view.Shows(pixel))
            {
                text.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{pixel.Right:0.#}\" cy=\"{pixel.Down:0.#}\" r=\"5\" fill=\"#e0975f\"/>");
            }
        }

        return text.Append("</svg>").ToString();
    }

    /// <summary>Places on the floor that can be seen in a picture and found on the plan: corners of gondolas, middles of gates.</summary>
    internal static IEnumerable<Point3> Landmarks(Store store) =>
        store.Gondolas.Select(gondola => gondola.Body).OfType<Box>().SelectMany(box => Corners(box)[..4]).Select(corner => corner with { Z = 0 })
            .Concat(store.Gates.Select(gate => gate.Centre with { Z = 0 })).Distinct();

    static ImmutableArray<Point3> Corners(Box box) =>
    [
        .. new[] { 0.0, box.Size.Z }.SelectMany(z => new Point3[] { new(0, 0, z), new(box.Size.X, 0, z), new(box.Size.X, box.Size.Y, z), new(0, box.Size.Y, z) })
            .Select(box.Placement.ToOuter),
    ];
}
