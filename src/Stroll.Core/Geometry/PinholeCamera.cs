using Stroll.Units;

namespace Stroll.Geometry;

/// <summary>Where a camera hangs and which way it looks.</summary>
/// <param name="Origin">Its centre of projection, in the store's frame.</param>
/// <param name="TurnRadians">Anticlockwise seen from above; at 0 it looks along y and its right is x, as a box has its depth along y.</param>
/// <param name="TiltRadians">How far it looks down: 0 level, a quarter turn straight down.</param>
/// <param name="RollRadians">How far it is turned about its own axis, clockwise for who stands behind it.</param>
public readonly record struct CameraPose(Point3 Origin, double TurnRadians, double TiltRadians, double RollRadians = 0);

/// <summary>How a camera turns directions into pixels.</summary>
/// <param name="WidthPixels">Of the picture.</param>
/// <param name="HeightPixels">Of the picture.</param>
/// <param name="FocalRightPixels">Focal length across, above zero.</param>
/// <param name="FocalDownPixels">Focal length downwards, above zero.</param>
/// <param name="Centre">Where the optical axis meets the picture.</param>
/// <param name="Radial2">Radial distortion with the square of the radius; below zero for a barrel. 0 for none.</param>
/// <param name="Radial4">With the fourth power.</param>
public readonly record struct CameraLens(
    int WidthPixels, int HeightPixels, double FocalRightPixels, double FocalDownPixels, Pixel Centre, double Radial2 = 0, double Radial4 = 0)
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
/// The pinhole model with two radial terms: a point at (x right, y down, z ahead) of the camera is at u = x/z, v = y/z; with r² = u² + v²
/// both are stretched by 1 + k₂r² + k₄r⁴, multiplied by the focal lengths and moved to the centre. Sources: Hartley and Zisserman, Multiple
/// View Geometry, 2nd ed. 2004, section 6.1; D. C. Brown, "Close-range camera calibration", Photogrammetric Engineering 37, 1971. Every
/// method is O(1) and allocates nothing.
/// </remarks>
public sealed class PinholeCamera
{
    /// <summary>What is nearer than this before the camera has no pixel. Metres.</summary>
    public const double NearestMetres = 0.05;

    const int Steps = 20;

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
        _mostSquared = Fold(lens.Radial2, lens.Radial4);
    }

    /// <summary>Where it hangs.</summary>
    public CameraPose Pose { get; }

    /// <summary>What turns directions into pixels.</summary>
    public CameraLens Lens { get; }

    /// <summary>A point as the camera has it: X to its right, Y down, Z ahead, metres.</summary>
    public Point3 ToCamera(Point3 point)
    {
        var way = point - Pose.Origin;
        return new(Dot(_right, way), Dot(_down, way), Dot(_ahead, way));
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
        var squared = (u * u) + (v * v);
        if (squared > _mostSquared)
        {
            return false;
        }

        var stretch = 1 + (squared * (Lens.Radial2 + (squared * Lens.Radial4)));
        pixel = new(Lens.Centre.Right + (Lens.FocalRightPixels * stretch * u), Lens.Centre.Down + (Lens.FocalDownPixels * stretch * v));
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
        var squared = (u * u) + (v * v);
        var stretch = 1 + (squared * (Lens.Radial2 + (squared * Lens.Radial4)));
        // How the stretch grows with u is 2u times this, with v 2v times this.
        var grows = Lens.Radial2 + (2 * squared * Lens.Radial4);
        var du = 1 / own.Z * (_right - (u * _ahead));
        var dv = 1 / own.Z * (_down - (v * _ahead));
        gradient = new(
            Lens.FocalRightPixels * (((stretch + (2 * u * u * grows)) * du) + (2 * u * v * grows * dv)),
            Lens.FocalDownPixels * ((2 * u * v * grows * du) + ((stretch + (2 * v * v * grows)) * dv)));
        return true;
    }

    /// <summary>True when a pixel lies in the picture.</summary>
    public bool Shows(Pixel pixel) =>
        pixel.Right >= 0 && pixel.Right < Lens.WidthPixels && pixel.Down >= 0 && pixel.Down < Lens.HeightPixels;

    /// <summary>The way from the camera to what a pixel shows: a unit vector in the store's frame.</summary>
    public Point3 Direction(Pixel pixel)
    {
        var x = (pixel.Right - Lens.Centre.Right) / Lens.FocalRightPixels;
        var y = (pixel.Down - Lens.Centre.Down) / Lens.FocalDownPixels;
        var shrink = Shrink((x * x) + (y * y));
        var way = (shrink * x * _right) + (shrink * y * _down) + _ahead;
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

    // What turns the distorted radius into the true one: Newton's method on r(1 + k₂r² + k₄r⁴) = s.
    double Shrink(double distortedSquared)
    {
        if ((Lens.Radial2 == 0 && Lens.Radial4 == 0) || distortedSquared == 0)
        {
            return 1;
        }

        var distorted = Math.Sqrt(distortedSquared);
        var most = Math.Sqrt(_mostSquared);
        var radius = Math.Min(distorted, most);
        for (var i = 0; i < Steps; i++)
        {
            var squared = radius * radius;
            var off = (radius * (1 + (squared * (Lens.Radial2 + (squared * Lens.Radial4))))) - distorted;
            var slope = 1 + (squared * ((3 * Lens.Radial2) + (5 * squared * Lens.Radial4)));
            var next = slope > 1e-9 ? Math.Clamp(radius - (off / slope), 0, most) : most;
            if (Math.Abs(next - radius) < 1e-14)
            {
                break;
            }

            radius = next;
        }

        return radius / distorted;
    }

    /// <summary>The square of the radius from which on a larger one gives no larger picture: 1 + 3k₂s + 5k₄s² = 0.</summary>
    static double Fold(double radial2, double radial4)
    {
        var (a, b) = (5 * radial4, 3 * radial2);
        if (a == 0)
        {
            return b < 0 ? -1 / b : double.PositiveInfinity;
        }

        var under = (b * b) - (4 * a);
        if (under < 0)
        {
            return double.PositiveInfinity;
        }

        var root = Math.Sqrt(under);
        var (one, other) = ((-b - root) / (2 * a), (-b + root) / (2 * a));
        var (low, high) = (Math.Min(one, other), Math.Max(one, other));
        return low > 0 ? low : high > 0 ? high : double.PositiveInfinity;
    }

    static double Dot(Point3 one, Point3 other) => (one.X * other.X) + (one.Y * other.Y) + (one.Z * other.Z);
}
