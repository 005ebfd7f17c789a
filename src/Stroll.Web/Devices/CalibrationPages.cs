using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Stroll.Geometry;
using Stroll.Host;
using Stroll.Host.Cameras;
using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Layout;
using Stroll.Recordings;
using Stroll.Units;
using Stroll.Web.Doors;

namespace Stroll.Web.Devices;

/// <summary>What the browser sends: pixels of the picture and metres of the floor, never the picture.</summary>
/// <param name="Camera">Its name.</param>
/// <param name="Width">Of the picture, pixels.</param>
/// <param name="Height">Of the picture, pixels.</param>
/// <param name="Points">Right, down, x, y of each.</param>
sealed record Clicked(string Camera, int Width, int Height, double[][] Points);

/// <summary>What it hears back.</summary>
/// <param name="Wrong">What is wrong; none when a camera was found.</param>
/// <param name="Words">How well it fits, for people.</param>
/// <param name="Lines">The fixtures as that camera draws them: x1, y1, x2, y2 in pixels.</param>
/// <param name="Off">Distance of each point from where the camera draws it, pixels.</param>
sealed record Answered(string? Wrong, string Words, ImmutableArray<double[]> Lines, ImmutableArray<double> Off);

/// <summary>Finding a camera by clicking places of the floor in its picture.</summary>
static class CalibrationPages
{
    const int MostPoints = 60;
    const int LargestPixels = 16384;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/shelves/calibrate", () => new RazorComponentResult<CalibratePage>()).Needs(Right.ManageDevices).ExcludeFromDescription();
        routes.MapPost("/shelves/calibrate/find", Find).Needs(Right.ManageDevices).NotesNothing("it reckons and keeps nothing").WithMetadata(Pace.Public).ExcludeFromDescription();
        routes.MapPost("/shelves/calibrate/keep", Keep).Needs(Right.ManageDevices).Notes("camera-calibrated").ExcludeFromDescription();
        routes.MapGet("/shelves/calibrate/cameras.yaml", (HttpContext http) => Results.Bytes(
            Encoding.UTF8.GetBytes(string.Concat(http.Here.Store.Database.Read(FoundCameraTable.All).Select(kept => kept.Yaml).Prepend("cameras:\n"))), "text/yaml; charset=utf-8", "cameras.yaml"))
            .Needs(Right.SeeDevices).ExcludeFromDescription();
        routes.MapGet("/shelves/calibrate/pretended.svg", Pretended).Needs(Right.ManageDevices).ExcludeFromDescription();
    }

    /// <summary>What a camera would see of a store that does not exist.</summary>
    static IResult Pretended(HttpContext http) => http.Here.Store is { IsSimulated: true } store
        ? Results.Text(CameraDrawing.Picture(store.Model.Store, CameraDrawing.Pretended(store.Model.Store)), "image/svg+xml", Encoding.UTF8)
        : Results.NotFound();

    static IResult Find(Clicked clicked, HttpContext http, WebParts parts) => Found(clicked, parts) switch
    {
        Result<FoundCamera>.Good(var found) => Results.Json(new Answered(
            null, Said(found), [.. CameraDrawing.Lines(http.Here.Store.Model.Store, found.View)],
            [.. clicked.Points.Select(point => found.View.TryProject(new(point[2], point[3], 0), out var pixel) ? Math.Round(pixel.DistanceTo(new(point[0], point[1])), 1) : -1)])),
        Result<FoundCamera>.Bad(var fault) => Results.Json(new Answered(fault.Found, "", [], [])),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    static IResult Keep(Clicked clicked, HttpContext http, WebParts parts, TimeProvider time)
    {
        if (Found(clicked, parts) is not Result<FoundCamera>.Good(var found))
        {
            return Results.Json(new Answered("the points no longer give a camera", "", [], []));
        }

        var yaml = StoreYaml.Write(Store.Build("one camera", [], [], [], [], [(clicked.Camera, found.View)]));
        var here = http.Here;
        here.Store.Database.Write(transaction =>
        {
            FoundCameraTable.Keep(transaction, new(clicked.Camera, Instants.Of(time), here.Caller.Id, yaml[(yaml.IndexOf("cameras:\n", StringComparison.Ordinal) + 9)..], found.ErrorPixels));
            JournalTable.Write(transaction, Instants.Of(time), here.Caller.Id, "camera-calibrated", new { clicked.Camera, points = clicked.Points.Length, errorPixels = Math.Round(found.ErrorPixels, 2) });
        });
        return Results.Json(new Answered(null, "Kept.", [], []));
    }

    static Result<FoundCamera> Found(Clicked clicked, WebParts parts)
    {
        var isUsable = parts.Calibrates is not null && clicked is { Camera.Length: > 0 and <= 60, Width: > 0 and <= LargestPixels, Height: > 0 and <= LargestPixels, Points.Length: <= MostPoints }
            && clicked.Points.All(point => point is { Length: 4 } && point.All(double.IsFinite));
        return isUsable
            ? parts.Calibrates!(new(clicked.Camera, clicked.Width, clicked.Height, [.. clicked.Points.Select(p => new ClickedPoint(new(p[0], p[1]), new(p[2], p[3], 0)))]))
            : new Result<FoundCamera>.Bad(new("calibration.points", "points", "no name, no picture or no points; expected a picture and four points of it"));
    }

    static string Said(FoundCamera found) => FormattableString.Invariant(
        $"It hangs at {found.View.Pose.Origin.X:0.00}, {found.View.Pose.Origin.Y:0.00} m, {found.View.Pose.Origin.Z:0.00} m high. The points are {found.ErrorPixels:0.0} pixels off on average, point {found.Worst + 1} most ({found.WorstPixels:0.0}). They cover {100 * found.Coverage:0} % of the picture; beside them nothing was checked.");
}
