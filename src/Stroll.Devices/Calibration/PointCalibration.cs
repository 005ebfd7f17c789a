using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Units;

namespace Stroll.Devices.Calibration;

/// <summary>A camera found from points, and how well it fits them.</summary>
/// <param name="View">The camera.</param>
/// <param name="ErrorPixels">Root mean square of the distances between the given pixels and where the camera draws the places.</param>
/// <param name="WorstPixels">The largest of them.</param>
/// <param name="Worst">Which point that is, from 0.</param>
/// <param name="Coverage">Share of the picture that the hull of the points covers, 0 to 1: outside of it nothing was checked.</param>
public sealed record Calibrated(PinholeCamera View, double ErrorPixels, double WorstPixels, int Worst, double Coverage);

/// <summary>Finds where a camera hangs, where it looks and its focal length from four or more known points.</summary>
/// <remarks>
/// The sum of squared distances in pixels is made small by the method of Levenberg and Marquardt with numeric slopes, from several hundred starts over
/// places, turns, tilts and focal lengths, of which the best are followed to the end. Source: Hartley and Zisserman, Multiple View Geometry, 2nd ed. 2004,
/// section 7.2 and appendix 6. A camera above the floor is wanted, so that the mirrored answer below is none.
/// </remarks>
public static class PointCalibration
{
    /// <summary>Fewer points do not fix a camera.</summary>
    public const int LeastPoints = 4;

    // Who clicks is off by a pixel or two; ten say that a point was taken for another.
    const double MostError = 25;
    const int Finalists = 24;

    static readonly double[] Focals = [0.6, 0.9, 1.4];

    /// <summary>Calibrates.</summary>
    /// <returns>Bad: <c>calibration.points</c> (too few, collinear, or they do not fit together).</returns>
    public static Result<Calibrated> Of(FloorPoints given)
    {
        if (Wrong(given) is { } wrong)
        {
            return Bad(given, wrong);
        }

        var fit = new CameraFit(given);
        var best = Starts(given).Select(start => (Start: start, Cost: fit.Cost(start))).Where(s => double.IsFinite(s.Cost))
            .OrderBy(s => s.Cost).Take(Finalists).Select(s => fit.Improve(s.Start)).MinBy(fit.Cost);
        if (best is null || fit.View(best) is not { } view)
        {
            return Bad(given, "no camera shows these places at these pixels, expected points of one picture");
        }

        double[] off = [.. given.Points.Select(point => view.TryProject(point.Place, out var pixel) ? pixel.DistanceTo(point.Pixel) : double.PositiveInfinity)];
        var worst = Array.IndexOf(off, off.Max());
        var error = Math.Sqrt(off.Average(distance => distance * distance));
        return error <= MostError * given.Width / 640
            ? new Result<Calibrated>.Good(new(view, error, off[worst], worst, PictureHull.Share(given)))
            : Bad(given, FormattableString.Invariant($"the best camera is {error:0} pixels off on average and {off[worst]:0} at point {worst + 1}, expected the places of these pixels"));
    }

    static string? Wrong(FloorPoints given)
    {
        if (given.Points.Length < LeastPoints)
        {
            return $"{given.Points.Length} points, expected {LeastPoints} or more";
        }

        return PictureHull.IsLine([.. given.Points.Select(point => new Point3(point.Pixel.Right, point.Pixel.Down, 0))], 0.01 * given.Width)
            || PictureHull.IsLine([.. given.Points.Select(point => point.Place)], 0.02)
                ? "the points lie on one line, expected some well beside it"
                : null;
    }

    static IEnumerable<double[]> Starts(FloorPoints given)
    {
        var middle = new Point3(given.Points.Average(p => p.Place.X), given.Points.Average(p => p.Place.Y), given.Points.Average(p => p.Place.Z));
        foreach (var focal in given.Focal is { } known ? [known / given.Width] : Focals)
        {
            foreach (var height in (double[])[2, 3, 4.5])
            {
                for (var way = 0; way < 16; way++)
                {
                    foreach (var far in (double[])[0.5, 2, 5, 10])
                    {
                        // Somewhere around, looking at the middle of the points.
                        var (sin, cos) = Math.SinCos(way * Math.Tau / 16);
                        yield return [middle.X + (far * sin), middle.Y - (far * cos), height, way * Math.Tau / 16, Math.Atan2(height - middle.Z, far), 0, focal, given.Radial2 ?? 0];
                    }
                }
            }
        }
    }

    static Result<Calibrated> Bad(FloorPoints given, string found) => new Result<Calibrated>.Bad(new("calibration.points", given.Camera, found));
}
