using Stroll.Units;

namespace Stroll.Geometry;

/// <summary>How a lens draws.</summary>
/// <param name="FocalRight">Focal length in pixels along the rows.</param>
/// <param name="FocalDown">Focal length in pixels along the columns.</param>
/// <param name="CentreRight">Where the optical axis meets the picture, pixels.</param>
/// <param name="CentreDown">Where the optical axis meets the picture, pixels.</param>
/// <param name="K1">Radial distortion, times r².</param>
/// <param name="K2">Radial distortion, times r⁴.</param>
/// <param name="P1">Tangential distortion.</param>
/// <param name="P2">Tangential distortion.</param>
/// <param name="K3">Radial distortion, times r⁶.</param>
/// <remarks>The five numbers of D. C. Brown, "Close-range camera calibration", 1971, in the order that calibration programs write them.</remarks>
public readonly record struct Lens(
    double FocalRight, double FocalDown, double CentreRight, double CentreDown, double K1 = 0, double K2 = 0, double P1 = 0, double P2 = 0, double K3 = 0);

/// <summary>Where a camera is, where it looks, and how its lens draws.</summary>
/// <remarks>The camera's own frame: x to the right of the picture, y down, z ahead.</remarks>
public sealed class PinholeCamera
{
    // A turn matrix from a file has six or seven digits.
    const double TurnError = 1e-3;

    PinholeCamera(Lens lens, Matrix3 turn, Point3 shift, int widthPixels, int heightPixels)
    {
        Lens = lens;
        Turn = turn;
        Shift = shift;
        WidthPixels = widthPixels;
        HeightPixels = heightPixels;
        Position = -1.0 * (turn.Transposed * shift);
        LargestRadius = FoldRadius(lens);
    }

    /// <summary>How the lens draws.</summary>
    public Lens Lens { get; }

    /// <summary>From the store's frame to the camera's, a turn.</summary>
    public Matrix3 Turn { get; }

    /// <summary>Added after <see cref="Turn"/>, metres.</summary>
    public Point3 Shift { get; }

    /// <summary>Width of the picture.</summary>
    public int WidthPixels { get; }

    /// <summary>Height of the picture.</summary>
    public int HeightPixels { get; }

    /// <summary>Where the lens is, in the store's frame.</summary>
    public Point3 Position { get; }

    /// <summary>Up to this tangent of the angle from the optical axis the distortion is one to one; beyond it the picture would fold back.</summary>
    public double LargestRadius { get; }

    /// <summary>Takes a calibration from outside.</summary>
    /// <param name="lens">Focal lengths above 0.</param>
    /// <param name="turn">From the store's frame to the camera's; rows at right angles and one long, right-handed.</param>
    /// <param name="shift">Added after the turn, metres.</param>
    /// <param name="widthPixels">Above 0.</param>
    /// <param name="heightPixels">Above 0.</param>
    /// <param name="where">Names the calibration in the fault.</param>
    /// <returns>Bad (<c>camera.calibration</c>) where a number is not finite, the lens has no focal length, or the turn is none.</returns>
    public static Result<PinholeCamera> Of(Lens lens, Matrix3 turn, Point3 shift, int widthPixels, int heightPixels, string where)
    {
        var (fr, fd, cr, cd, k1, k2, p1, p2, k3) = lens;
        var found = !shift.IsKnown || !turn.Row0.IsKnown || !turn.Row1.IsKnown || !turn.Row2.IsKnown || !double.IsFinite(fr + fd + cr + cd + k1 + k2 + p1 + p2 + k3)
            ? "a number is not finite, expected finite numbers"
            : fr <= 0 || fd <= 0 ? $"focal lengths {fr} and {fd}, expected both above 0"
            : widthPixels <= 0 || heightPixels <= 0 ? $"a picture of {widthPixels} x {heightPixels} pixels, expected both above 0"
            : !IsTurn(turn) ? "the turn is singular, skewed or mirrored, expected rows at right angles, one long, right-handed"
            : null;
        return found is null
            ? new Result<PinholeCamera>.Good(new(lens, turn, shift, widthPixels, heightPixels))
            : new Result<PinholeCamera>.Bad(new("camera.calibration", where, found));
    }

    /// <summary>A camera that stands somewhere and looks at something, upright.</summary>
    /// <param name="lens">Focal lengths above 0.</param>
    /// <param name="position">Where the lens is.</param>
    /// <param name="target">What is drawn at the centre; not straight above or below.</param>
    /// <param name="widthPixels">Above 0.</param>
    /// <param name="heightPixels">Above 0.</param>
    public static PinholeCamera LookingAt(Lens lens, Point3 position, Point3 target, int widthPixels, int heightPixels)
    {
        var ahead = Unit(target - position);
        var right = Unit(Matrix3.Cross(ahead, new(0, 0, 1)));
        Invariant.Holds(right.IsKnown && lens.FocalRight > 0 && lens.FocalDown > 0, "a camera looks aside and has a focal length");
        var turn = new Matrix3(right, Matrix3.Cross(ahead, right), ahead);
        return new(lens, turn, -1.0 * (turn * position), widthPixels, heightPixels);
    }

    /// <summary>Where a point of the store is drawn.</summary>
    /// <returns><see cref="Pixel.Unknown"/> behind the camera or so far aside that the lens model folds back. May lie outside the picture.</returns>
    public Pixel Project(Point3 point)
    {
        var own = (Turn * point) + Shift;
        if (!(own.Z > 1e-6))
        {
            return Pixel.Unknown;
        }

        var (x, y) = (own.X / own.Z, own.Y / own.Z);
        if ((x * x) + (y * y) > LargestRadius * LargestRadius)
        {
            return Pixel.Unknown;
        }

        var (dx, dy) = Distorted(x, y);
        return new((Lens.FocalRight * dx) + Lens.CentreRight, (Lens.FocalDown * dy) + Lens.CentreDown);
    }

    /// <summary>Where a point of the store is drawn, and how its place there moves with the point.</summary>
    /// <param name="point">In the store's frame.</param>
    /// <param name="right">Pixels to the right for each metre along x, y and z.</param>
    /// <param name="down">Pixels down for each metre along x, y and z.</param>
    /// <returns>As <see cref="Project(Point3)"/>; the two rows are not finite where it is unknown.</returns>
    public Pixel Project(Point3 point, out Point3 right, out Point3 down)
    {
        (right, down) = (Point3.Unknown, Point3.Unknown);
        var own = (Turn * point) + Shift;
        var pixel = Project(point);
        if (!pixel.IsKnown)
        {
            return pixel;
        }

        var (x, y) = (own.X / own.Z, own.Y / own.Z);
        var (xx, xy, yx, yy) = DistortionSlope(x, y);
        var alongX = (1 / own.Z) * (Turn.Row0 - (x * Turn.Row2));
        var alongY = (1 / own.Z) * (Turn.Row1 - (y * Turn.Row2));
        right = Lens.FocalRight * ((xx * alongX) + (xy * alongY));
        down = Lens.FocalDown * ((yx * alongX) + (yy * alongY));
        return pixel;
    }

    /// <summary>The direction in which something drawn here lies, a unit vector in the store's frame.</summary>
    /// <returns>Unknown where the pixel is, or where no direction is drawn there.</returns>
    public Point3 Ray(Pixel pixel)
    {
        var (x, y) = Undistorted((pixel.Right - Lens.CentreRight) / Lens.FocalRight, (pixel.Down - Lens.CentreDown) / Lens.FocalDown);
        return Unit(Turn.Transposed * new Point3(x, y, 1));
    }

    /// <summary>The point of this height that is drawn here.</summary>
    /// <param name="pixel">Where it is drawn.</param>
    /// <param name="height">Metres above the floor.</param>
    /// <returns>Unknown where the ray never comes to that height ahead of the camera.</returns>
    public Point3 AtHeight(Pixel pixel, double height)
    {
        var ray = Ray(pixel);
        var length = (height - Position.Z) / ray.Z;
        return length > 0 && double.IsFinite(length) ? Position + (length * ray) : Point3.Unknown;
    }

    /// <summary>As <see cref="AtHeight(Pixel, double)"/>, with how sure the place is.</summary>
    /// <param name="pixel">Where it is drawn.</param>
    /// <param name="height">Metres above the floor.</param>
    /// <param name="noise">Variance of the pixel in both directions, pixels².</param>
    /// <param name="heightVariance">Of the height, metres².</param>
    /// <param name="spread">Covariance of x and y, metres²: the noise through the inverse of the projection's slope.</param>
    /// <returns>Unknown where the ray never comes to that height, or runs along it.</returns>
    public Point3 AtHeight(Pixel pixel, double height, Spread2 noise, double heightVariance, out Spread2 spread)
    {
        spread = default;
        var point = AtHeight(pixel, height);
        if (!point.IsKnown || !Project(point, out var right, out var down).IsKnown)
        {
            return Point3.Unknown;
        }

        // pixel = J (x, y) + k z, so that (x, y) = J⁻¹ (pixel - k z).
        var determinant = (right.X * down.Y) - (right.Y * down.X);
        var (a, b, c, d) = (down.Y / determinant, -right.Y / determinant, -down.X / determinant, right.X / determinant);
        var (zx, zy) = (-(a * right.Z) - (b * down.Z), -(c * right.Z) - (d * down.Z));
        spread = new(
            (a * a * noise.XX) + (2 * a * b * noise.XY) + (b * b * noise.YY) + (zx * zx * heightVariance),
            (a * c * noise.XX) + (((a * d) + (b * c)) * noise.XY) + (b * d * noise.YY) + (zx * zy * heightVariance),
            (c * c * noise.XX) + (2 * c * d * noise.XY) + (d * d * noise.YY) + (zy * zy * heightVariance));
        return double.IsFinite(spread.XX + spread.XY + spread.YY) ? point : Point3.Unknown;
    }

    /// <summary>True when the pixel lies in the picture.</summary>
    public bool Shows(Pixel pixel) =>
        pixel.Right >= -0.5 && pixel.Right <= WidthPixels - 0.5 && pixel.Down >= -0.5 && pixel.Down <= HeightPixels - 0.5;

    (double X, double Y) Distorted(double x, double y)
    {
        var r = (x * x) + (y * y);
        var radial = 1 + (r * (Lens.K1 + (r * (Lens.K2 + (r * Lens.K3)))));
        return (
            (x * radial) + (2 * Lens.P1 * x * y) + (Lens.P2 * (r + (2 * x * x))),
            (y * radial) + (Lens.P1 * (r + (2 * y * y))) + (2 * Lens.P2 * x * y));
    }

    (double XX, double XY, double YX, double YY) DistortionSlope(double x, double y)
    {
        var r = (x * x) + (y * y);
        var radial = 1 + (r * (Lens.K1 + (r * (Lens.K2 + (r * Lens.K3)))));
        var slope = Lens.K1 + (r * ((2 * Lens.K2) + (3 * r * Lens.K3)));
        var across = (2 * x * y * slope) + (2 * Lens.P1 * x) + (2 * Lens.P2 * y);
        return (
            radial + (2 * x * x * slope) + (2 * Lens.P1 * y) + (6 * Lens.P2 * x),
            across,
            across,
            radial + (2 * y * y * slope) + (6 * Lens.P1 * y) + (2 * Lens.P2 * x));
    }

    /// <summary>Newton's method on the distortion.</summary>
    (double X, double Y) Undistorted(double seenX, double seenY)
    {
        if (Lens is { K1: 0, K2: 0, K3: 0, P1: 0, P2: 0 })
        {
            return (seenX, seenY);
        }

        var (x, y) = (seenX, seenY);
        var far = Math.Sqrt((x * x) + (y * y));
        if (far > LargestRadius)
        {
            (x, y) = (x * 0.9 * LargestRadius / far, y * 0.9 * LargestRadius / far);
        }

        for (var i = 0; i < 20; i++)
        {
            var (dx, dy) = Distorted(x, y);
            var (offX, offY) = (seenX - dx, seenY - dy);
            var (xx, xy, yx, yy) = DistortionSlope(x, y);
            var determinant = (xx * yy) - (xy * yx);
            x += ((yy * offX) - (xy * offY)) / determinant;
            y += ((xx * offY) - (yx * offX)) / determinant;
            if (Math.Abs(offX) + Math.Abs(offY) < 1e-12)
            {
                break;
            }
        }

        var (endX, endY) = Distorted(x, y);
        return Math.Abs(endX - seenX) + Math.Abs(endY - seenY) < 1e-6 && (x * x) + (y * y) <= LargestRadius * LargestRadius
            ? (x, y)
            : (double.NaN, double.NaN);
    }

    /// <summary>Where the radial distortion stops to grow.</summary>
    static double FoldRadius(Lens lens)
    {
        const double Widest = 20;
        const int Steps = 2000;
        if (lens is { K1: 0, K2: 0, K3: 0 })
        {
            return double.PositiveInfinity;
        }

        for (var i = 1; i <= Steps; i++)
        {
            // Fine near the axis, coarse far from it.
            var radius = Widest * i * i / ((double)Steps * Steps);
            var r = radius * radius;
            if (1 + (r * ((3 * lens.K1) + (r * ((5 * lens.K2) + (7 * r * lens.K3))))) <= 0)
            {
                return Widest * (i - 1) * (i - 1) / ((double)Steps * Steps);
            }
        }

        return Widest;
    }

    static bool IsTurn(in Matrix3 turn) =>
        Math.Abs(turn.Determinant - 1) < TurnError
        && Math.Abs(Matrix3.Dot(turn.Row0, turn.Row1)) < TurnError
        && Math.Abs(Matrix3.Dot(turn.Row0, turn.Row2)) < TurnError
        && Math.Abs(Matrix3.Dot(turn.Row1, turn.Row2)) < TurnError
        && Math.Abs(turn.Row0.Length - 1) < TurnError
        && Math.Abs(turn.Row1.Length - 1) < TurnError;

    static Point3 Unit(Point3 vector) => (1 / vector.Length) * vector;
}
