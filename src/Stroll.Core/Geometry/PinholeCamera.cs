using Stroll.Units;

namespace Stroll.Geometry;

/// <summary>Where a camera hangs and which way it looks.</summary>
/// <param name="Origin">Its centre of projection, in the store's frame.</param>
/// <param name="TurnRadians">Anticlockwise seen from above; at 0 it looks along y and its right is x, as a box has its depth along y.</param>
/// <param name="TiltRadians">How far it looks down: 0 level, a quarter turn straight down.</param>
/// <param name="RollRadians">How far it is turned about its own axis, clockwise for who stands behind it.</param>
public readonly record struct CameraPose(Point3 Origin, double TurnRadians, double TiltRadians, double RollRadians = 0)
{
    /// <summary>The place of a camera whose calibration says how points of the store become points of the camera.</summary>
    /// <param name="turn">Rows: the camera's right, down and ahead, in the store's frame.</param>
    /// <param name="shift">Added after the turn, metres.</param>
    public static CameraPose Of(in Matrix3 turn, Point3 shift)
    {
        var (right, ahead) = (turn.Row0, turn.Row2);
        var tilt = Math.Asin(Math.Clamp(-ahead.Z, -1, 1));
        var (sinTilt, cosTilt) = Math.SinCos(tilt);
        var turnRadians = cosTilt > 1e-9 ? Math.Atan2(-ahead.X, ahead.Y) : 0;
        var (sinTurn, cosTurn) = Math.SinCos(turnRadians);
        var roll = Math.Atan2(
            Matrix3.Dot(right, new(sinTurn * sinTilt, -cosTurn * sinTilt, -cosTilt)), Matrix3.Dot(right, new(cosTurn, sinTurn, 0)));
        return new(-1 * (turn.Transposed * shift), turnRadians, tilt, roll);
    }
}

/// <summary>How a camera turns directions into pixels.</summary>
/// <param name="WidthPixels">Of the picture.</param>
/// <param name="HeightPixels">Of the picture.</param>
/// <param name="FocalRightPixels">Focal length across, above zero.</param>
/// <param name="FocalDownPixels">Focal length downwards, above zero.</param>
/// <param name="Centre">Where the optical axis meets the picture.</param>
/// <param name="Radial2">Radial distortion with the square of the radius; below zero for a barrel. 0 for none.</param>
/// <param name="Radial4">With the fourth power.</param>
/// <param name="Tangential1">Of a lens that is not square to the chip: p₁ of calibration programs.</param>
/// <param name="Tangential2">p₂ of calibration programs.</param>
/// <param name="Radial6">Radial distortion with the sixth power.</param>
public readonly record struct CameraLens(
    int WidthPixels, int HeightPixels, double FocalRightPixels, double FocalDownPixels, Pixel Centre, double Radial2 = 0, double Radial4 = 0,
    double Tangential1 = 0, double Tangential2 = 0, double Radial6 = 0)
{
    /// <summary>A lens without distortion whose axis meets the middle of the picture.</summary>
    /// <param name="widthPixels">Of the picture.</param>
    /// <param name="heightPixels">Of the picture.</param>
    /// <param name="viewRadians">From the left edge of the picture to the right one; below half a turn.</param>
    public static CameraLens Plain(int widthPixels, int heightPixels, double viewRadians)
    {
        var focal = 0.5 * widthPixels / Math.Tan(0.5 * viewRadians);
        return new(widthPixels, heightPixels, focal, focal, new(0.5 * widthPixels, 0.5 * heightPixels));
    }
}

/// <summary>How a pixel moves when the point that it shows moves: pixels for each metre along x, y and z.</summary>
/// <param name="Right">Derivatives of <see cref="Pixel.Right"/>.</param>
/// <param name="Down">Derivatives of <see cref="Pixel.Down"/>.</param>
/// <remarks>The left two columns, inverted, say how a point of a level plane moves with its pixel.</remarks>
public readonly record struct PixelGradient(Point3 Right, Point3 Down);

/// <summary>A calibrated camera: points of the store to pixels and back.</summary>
/// <remarks>
/// The pinhole model with three radial and two tangential terms: a point at (x right, y down, z ahead) of the camera is at u = x/z, v = y/z;
/// with r² = u² + v² both are stretched by 1 + k₂r² + k₄r⁴ + k₆r⁶, moved by 2p₁uv + p₂(r² + 2u²) and p₁(r² + 2v²) + 2p₂uv, multiplied by the
/// focal lengths and moved to the centre. Sources: Hartley and Zisserman, Multiple
/// View Geometry, 2nd ed. 2004, section 6.1; D. C. Brown, "Close-range camera calibration", Photogrammetric Engineering 37, 1971. Every
/// method is O(1) and allocates nothing.
/// </remarks>
public sealed class PinholeCamera
{
    /// <summary>What is nearer than this before the camera has no pixel. Metres.</summary>
    public const double NearestMetres = 0.05;

    const int Steps = 20;

    // A turn matrix from a file has six or seven digits.
    const double TurnError = 1e-3;

    readonly Point3 _right;
    readonly Point3 _down;
    readonly Point3 _ahead;
    readonly double _mostSquared;

    /// <summary>A camera with this lens in this place.</summary>
    /// <exception cref="InvariantException">A focal length or an edge of the picture is not above zero.</exception>
    public PinholeCamera(CameraPose pose, CameraLens lens)
    {
        Invariant.Holds(lens is { WidthPixels: > 0, HeightPixels: > 0, FocalRightPixels: > 0, FocalDownPixels: > 0 }, "a lens has a size and a focal length");
        (Pose, Lens) = (pose, lens);
        var (sinTurn, cosTurn) = Math.SinCos(pose.TurnRadians);
        var (sinTilt, cosTilt) = Math.SinCos(pose.TiltRadians);
        var (sinRoll, cosRoll) = Math.SinCos(pose.RollRadians);
        var level = new Point3(cosTurn, sinTurn, 0);
        var below = new Point3(sinTurn * sinTilt, -cosTurn * sinTilt, -cosTilt);
        _ahead = new(-sinTurn * cosTilt, cosTurn * cosTilt, -sinTilt);
        _right = (cosRoll * level) + (sinRoll * below);
        _down = (cosRoll * below) - (sinRoll * level);
        _mostSquared = Fold(lens);
    }

    /// <summary>Where it hangs.</summary>
    public CameraPose Pose { get; }

    /// <summary>What turns directions into pixels.</summary>
    public CameraLens Lens { get; }

    /// <summary>Takes a calibration from outside.</summary>
    /// <param name="lens">Focal lengths and edges above 0.</param>
    /// <param name="turn">Rows: the camera's right, down and ahead, in the store's frame; at right angles, one long, right-handed.</param>
    /// <param name="shift">Added after the turn, metres.</param>
    /// <param name="where">Names the calibration in the fault.</param>
    /// <returns>Bad (<c>camera.calibration</c>) where a number is not finite, the lens has no size or focal length, or the turn is none.</returns>
    public static Result<PinholeCamera> Calibrated(CameraLens lens, in Matrix3 turn, Point3 shift, string where)
    {
        var sum = lens.FocalRightPixels + lens.FocalDownPixels + lens.Centre.Right + lens.Centre.Down
            + lens.Radial2 + lens.Radial4 + lens.Radial6 + lens.Tangential1 + lens.Tangential2;
        var found = !double.IsFinite(sum) || !shift.IsKnown || !turn.Row0.IsKnown || !turn.Row1.IsKnown || !turn.Row2.IsKnown
            ? "a number is not finite, expected finite numbers"
            : lens is not { FocalRightPixels: > 0, FocalDownPixels: > 0 } ? $"focal lengths {lens.FocalRightPixels} and {lens.FocalDownPixels}, expected both above 0"
            : lens is not { WidthPixels: > 0, HeightPixels: > 0 } ? $"a picture of {lens.WidthPixels} x {lens.HeightPixels} pixels, expected both above 0"
            : !IsTurn(turn) ? "the turn is singular, skewed or mirrored, expected rows at right angles, one long, right-handed"
            : null;
        return found is null
            ? new Result<PinholeCamera>.Good(new(CameraPose.Of(turn, shift), lens))
            : new Result<PinholeCamera>.Bad(new("camera.calibration", where, found));
    }

    /// <summary>A point as the camera has it: X to its right, Y down, Z ahead, metres.</summary>
    public Point3 ToCamera(Point3 point)
    {
        var way = point - Pose.Origin;
        return new(Matrix3.Dot(_right, way), Matrix3.Dot(_down, way), Matrix3.Dot(_ahead, way));
    }

    /// <summary>The pixel of a point; it may lie outside the picture.</summary>
    /// <returns>False when the point is not before the camera, or so far aside that the lens model folds over itself.</returns>
    public bool TryProject(Point3 point, out Pixel pixel) => TryProjectOwn(ToCamera(point), out pixel);

    /// <summary>The pixel of a point that <see cref="ToCamera"/> gave.</summary>
    /// <returns>False when the point is not before the camera, or so far aside that the lens model folds over itself.</returns>
    public bool TryProjectOwn(Point3 own, out Pixel pixel)
    {
        pixel = Pixel.Unknown;
        if (!(own.Z >= NearestMetres))
        {
            return false;
        }

        var (u, v) = (own.X / own.Z, own.Y / own.Z);
        if ((u * u) + (v * v) > _mostSquared)
        {
            return false;
        }

        var (x, y) = Distorted(u, v);
        pixel = new(Lens.Centre.Right + (Lens.FocalRightPixels * x), Lens.Centre.Down + (Lens.FocalDownPixels * y));
        return true;
    }

    /// <summary>The pixel of a point, and how it moves when the point moves.</summary>
    /// <returns>False as for the other form.</returns>
    public bool TryProject(Point3 point, out Pixel pixel, out PixelGradient gradient)
    {
        gradient = default;
        var own = ToCamera(point);
        if (!TryProjectOwn(own, out pixel))
        {
            return false;
        }

        var (u, v) = (own.X / own.Z, own.Y / own.Z);
        var (uu, uv, vv) = DistortionSlope(u, v);
        var du = 1 / own.Z * (_right - (u * _ahead));
        var dv = 1 / own.Z * (_down - (v * _ahead));
        gradient = new(Lens.FocalRightPixels * ((uu * du) + (uv * dv)), Lens.FocalDownPixels * ((uv * du) + (vv * dv)));
        return true;
    }

    /// <summary>True when a pixel lies in the picture.</summary>
    public bool Shows(Pixel pixel) =>
        pixel.Right >= 0 && pixel.Right < Lens.WidthPixels && pixel.Down >= 0 && pixel.Down < Lens.HeightPixels;

    /// <summary>The way from the camera to what a pixel shows: a unit vector in the store's frame.</summary>
    /// <returns>Unknown where the pixel is; where the lens model draws nothing there, the nearest way that it draws.</returns>
    public Point3 Direction(Pixel pixel)
    {
        var (u, v) = Undistorted((pixel.Right - Lens.Centre.Right) / Lens.FocalRightPixels, (pixel.Down - Lens.Centre.Down) / Lens.FocalDownPixels);
        var way = (u * _right) + (v * _down) + _ahead;
        return 1 / way.Length * way;
    }

    /// <summary>The point that a pixel shows, if it is at this height.</summary>
    /// <param name="pixel">In the picture or beside it.</param>
    /// <param name="height">Metres above the floor.</param>
    /// <param name="point">Unknown when false.</param>
    /// <returns>False when the way of the pixel does not come to this height in front of the camera.</returns>
    public bool TryToHeight(Pixel pixel, double height, out Point3 point)
    {
        var way = Direction(pixel);
        var length = (height - Pose.Origin.Z) / way.Z;
        var does = length > 0 && double.IsFinite(length);
        point = does ? Pose.Origin + (length * way) : Point3.Unknown;
        return does;
    }

    /// <summary>The point that a pixel shows, if it is at about this height, and how sure its place on the floor is.</summary>
    /// <param name="pixel">In the picture or beside it.</param>
    /// <param name="noise">Covariance of the pixel, square pixels.</param>
    /// <param name="height">Metres above the floor.</param>
    /// <param name="heightVariance">Of the height, square metres.</param>
    /// <param name="point">Unknown when false.</param>
    /// <param name="spread">Covariance of x and y, square metres: both noises through the inverse of the projection's slope.</param>
    /// <returns>False when the way of the pixel does not come to this height in front of the camera, or runs along it.</returns>
    public bool TryToHeight(Pixel pixel, Spread2 noise, double height, double heightVariance, out Point3 point, out Spread2 spread)
    {
        spread = default;
        if (!TryToHeight(pixel, height, out point) || !TryProject(point, out _, out var gradient))
        {
            point = Point3.Unknown;
            return false;
        }

        // A change of the pixel is J (x, y) + k z; so (x, y) = J⁻¹ (pixel - k z).
        var (right, down) = (gradient.Right, gradient.Down);
        var scale = 1 / ((right.X * down.Y) - (right.Y * down.X));
        var (a, b, c, d) = (scale * down.Y, -scale * right.Y, -scale * down.X, scale * right.X);
        var (zx, zy) = (-(a * right.Z) - (b * down.Z), -(c * right.Z) - (d * down.Z));
        spread = new(
            (a * a * noise.XX) + (2 * a * b * noise.XY) + (b * b * noise.YY) + (zx * zx * heightVariance),
            (a * c * noise.XX) + (((a * d) + (b * c)) * noise.XY) + (b * d * noise.YY) + (zx * zy * heightVariance),
            (c * c * noise.XX) + (2 * c * d * noise.XY) + (d * d * noise.YY) + (zy * zy * heightVariance));
        var isGood = double.IsFinite(spread.XX + spread.XY + spread.YY) && spread.Determinant > 0;
        point = isGood ? point : Point3.Unknown;
        return isGood;
    }

    (double X, double Y) Distorted(double u, double v)
    {
        var squared = (u * u) + (v * v);
        var stretch = 1 + (squared * (Lens.Radial2 + (squared * (Lens.Radial4 + (squared * Lens.Radial6)))));
        return (
            (u * stretch) + (2 * Lens.Tangential1 * u * v) + (Lens.Tangential2 * (squared + (2 * u * u))),
            (v * stretch) + (Lens.Tangential1 * (squared + (2 * v * v))) + (2 * Lens.Tangential2 * u * v));
    }

    // The matrix of slopes is symmetric.
    (double UU, double UV, double VV) DistortionSlope(double u, double v)
    {
        var squared = (u * u) + (v * v);
        var stretch = 1 + (squared * (Lens.Radial2 + (squared * (Lens.Radial4 + (squared * Lens.Radial6)))));
        // How the stretch grows with u is 2u times this, with v 2v times this.
        var grows = Lens.Radial2 + (squared * ((2 * Lens.Radial4) + (3 * squared * Lens.Radial6)));
        return (
            stretch + (2 * u * u * grows) + (2 * Lens.Tangential1 * v) + (6 * Lens.Tangential2 * u),
            (2 * u * v * grows) + (2 * Lens.Tangential1 * u) + (2 * Lens.Tangential2 * v),
            stretch + (2 * v * v * grows) + (6 * Lens.Tangential1 * v) + (2 * Lens.Tangential2 * u));
    }

    // Newton's method, kept inside the circle where the lens model is one to one.
    (double U, double V) Undistorted(double x, double y)
    {
        if (Lens is { Radial2: 0, Radial4: 0, Radial6: 0, Tangential1: 0, Tangential2: 0 })
        {
            return (x, y);
        }

        var (u, v) = Inside(x, y);
        for (var i = 0; i < Steps; i++)
        {
            var (drawnX, drawnY) = Distorted(u, v);
            var (offX, offY) = (x - drawnX, y - drawnY);
            if (Math.Abs(offX) + Math.Abs(offY) < 1e-14)
            {
                break;
            }

            var (uu, uv, vv) = DistortionSlope(u, v);
            var determinant = (uu * vv) - (uv * uv);
            (u, v) = determinant > 1e-9
                ? Inside(u + (((vv * offX) - (uv * offY)) / determinant), v + (((uu * offY) - (uv * offX)) / determinant))
                : Inside(2 * u, 2 * v);
        }

        return (u, v);
    }

    (double U, double V) Inside(double u, double v)
    {
        var squared = (u * u) + (v * v);
        if (squared <= _mostSquared)
        {
            return (u, v);
        }

        var shrink = Math.Sqrt(_mostSquared / squared);
        return (shrink * u, shrink * v);
    }

    /// <summary>The square of the radius from which on a larger one gives no larger picture: 1 + 3k₂s + 5k₄s² + 7k₆s³ = 0.</summary>
    static double Fold(CameraLens lens)
    {
        // A tangent of 20 is 87 degrees off the axis. Fine steps near the axis, then halving.
        const double Widest = 400;
        double Slope(double s) => 1 + (s * ((3 * lens.Radial2) + (s * ((5 * lens.Radial4) + (7 * s * lens.Radial6)))));
        if (lens is { Radial2: 0, Radial4: 0, Radial6: 0 })
        {
            return double.PositiveInfinity;
        }

        var low = 0.0;
        for (var high = 1e-4; high < Widest; high *= 1.01)
        {
            if (Slope(high) <= 0)
            {
                for (var i = 0; i < 50; i++)
                {
                    var middle = 0.5 * (low + high);
                    (low, high) = Slope(middle) > 0 ? (middle, high) : (low, middle);
                }

                return low;
            }

            low = high;
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
}
