using CsCheck;
using Stroll.Geometry;
using Stroll.Units;

namespace Stroll.Tests.Geometry;

public class PinholeCameraTests
{
    static readonly Gen<double> Angle = Gen.Double[-3, 3];

    static readonly Gen<Point3> Places = Gen.Select(Gen.Double[-20, 20], Gen.Double[-20, 20], Gen.Double[0, 4], (x, y, z) => new Point3(x, y, z));

    static readonly Gen<PinholeCamera> Cameras = Gen.Select(
        Places, Angle, Gen.Double[-1, 1.5], Angle, Gen.Double[300, 1500], Gen.Double[-0.25, 0.1], Gen.Double[0, 0.05],
        (at, turn, tilt, roll, focal, radial2, radial4) => new PinholeCamera(
            new(at, turn, tilt, roll), new(1280, 720, focal, 1.02 * focal, new(650, 350), radial2, radial4)));

    // A place in front of the camera, as the camera has it, inside the part of the lens that does not fold.
    static readonly Gen<Point3> Before = Gen.Select(Gen.Double[-0.6, 0.6], Gen.Double[-0.5, 0.5], Gen.Double[0.2, 20], (u, v, depth) => new Point3(u * depth, v * depth, depth));

    [Fact]
    public void What_lies_on_the_axis_is_at_the_centre_and_what_is_higher_is_higher()
    {
        // At (1, 2), two metres up, looking along y and down by 30 degrees.
        var camera = new PinholeCamera(new(new(1, 2, 2), 0, Math.PI / 6), CameraLens.Plain(1280, 720, Math.PI / 2));

        Assert.True(camera.TryProject(new(1, 2 + Math.Sqrt(3), 1), out var ahead));
        Assert.Equal(640, ahead.Right, 9);
        Assert.Equal(360, ahead.Down, 9);

        Assert.True(camera.TryProject(new(1.1, 2 + Math.Sqrt(3), 1), out var right));
        Assert.Equal(640 + (640 * 0.1 / 2), right.Right, 9);

        Assert.True(camera.TryProject(new(1, 2 + Math.Sqrt(3), 1.1), out var above));
        Assert.True(above.Down < 350);
    }

    [Fact]
    public void Turning_a_quarter_anticlockwise_looks_along_minus_x_and_rolling_clockwise_lifts_what_is_at_the_right()
    {
        var turned = new PinholeCamera(new(default, Math.PI / 2, 0), CameraLens.Plain(100, 100, Math.PI / 2));
        Assert.True(turned.TryProject(new(-1, 0, 0), out var pixel));
        Assert.Equal(50, pixel.Right, 9);
        Assert.Equal(50, pixel.Down, 9);

        var rolled = new PinholeCamera(new(default, 0, 0, 0.1), CameraLens.Plain(100, 100, Math.PI / 2));
        Assert.True(rolled.TryProject(new(0.5, 1, 0), out var right));
        Assert.True(right.Down < 50);
    }

    [Fact]
    public void What_is_behind_has_no_pixel()
    {
        var camera = new PinholeCamera(new(default, 0, 0), CameraLens.Plain(100, 100, 1));
        Assert.False(camera.TryProject(new(0, -1, 0), out var pixel));
        Assert.False(pixel.IsKnown);
        Assert.False(camera.TryProject(Point3.Unknown, out _));
    }

    [Fact]
    public void Derivatives_are_those_of_small_steps() => Gen.Select(Cameras, Before).Sample((camera, own) =>
    {
        var point = ToStore(camera, own);
        if (!camera.TryProject(point, out var at, out var gradient) || !camera.TryProject(point, out var same))
        {
            return true;
        }

        const double step = 1e-5;
        (Point3 Axis, double Right, double Down)[] axes =
        [
            (new(step, 0, 0), gradient.Right.X, gradient.Down.X), (new(0, step, 0), gradient.Right.Y, gradient.Down.Y), (new(0, 0, step), gradient.Right.Z, gradient.Down.Z),
        ];
        return at == same && axes.All(axis =>
        {
            camera.TryProject(point + axis.Axis, out var after);
            camera.TryProject(point - axis.Axis, out var before);
            var (right, down) = ((after.Right - before.Right) / (2 * step), (after.Down - before.Down) / (2 * step));
            var size = 1 + camera.Lens.FocalDownPixels / own.Z;
            return Math.Abs(right - axis.Right) < 1e-4 * size && Math.Abs(down - axis.Down) < 1e-4 * size;
        });
    });

    [Fact]
    public void A_pixel_leads_back_to_what_it_shows() => Gen.Select(Cameras, Before).Sample((camera, own) =>
    {
        var point = ToStore(camera, own);
        if (!camera.TryProject(point, out var pixel))
        {
            return true;
        }

        var way = point - camera.Pose.Origin;
        return (1 / way.Length * way).DistanceTo(camera.Direction(pixel)) < 1e-7
            && camera.ToCamera(point).DistanceTo(own) < 1e-9;
    });

    [Fact]
    public void A_pixel_of_the_floor_leads_to_the_floor()
    {
        var camera = new PinholeCamera(new(new(1, 1, 3), 0.4, 0.7), new(1280, 720, 640, 640, new(640, 360), -0.1, 0.01));
        var place = new Point3(0.2, 4, 0);
        Assert.True(camera.TryProject(place, out var pixel));
        Assert.True(camera.TryToHeight(pixel, 0, out var floor));
        Assert.InRange(floor.DistanceTo(place), 0, 1e-9);

        // Straight up there is no floor.
        Assert.False(new PinholeCamera(new(new(0, 0, 3), 0, -1.5), CameraLens.Plain(100, 100, 1)).TryToHeight(new(50, 50), 0, out var none));
        Assert.False(none.IsKnown);
    }

    [Fact]
    public void Moving_the_camera_along_with_the_world_changes_no_pixel() => Gen.Select(Cameras, Before, Places, Angle).Sample((camera, own, by, turn) =>
    {
        var point = ToStore(camera, own);
        var moved = new Placement(by, turn);
        var (pose, lens) = (camera.Pose, camera.Lens);
        var other = new PinholeCamera(pose with { Origin = moved.ToOuter(pose.Origin), TurnRadians = pose.TurnRadians + turn }, lens);
        var isSeen = camera.TryProject(point, out var before);
        var isStillSeen = other.TryProject(moved.ToOuter(point), out var after);
        return isSeen == isStillSeen && (!isSeen || before.DistanceTo(after) < 1e-6);
    });

    [Fact]
    public void A_lens_without_a_focal_length_is_refused() =>
        Assert.Throws<InvariantException>(() => new PinholeCamera(default, new(100, 100, 0, 100, new(50, 50))));

    static Point3 ToStore(PinholeCamera camera, Point3 own)
    {
        // The rows of the rotation are what the camera makes of the axes of the store.
        var origin = camera.Pose.Origin;
        var (x, y, z) = (camera.ToCamera(origin + new Point3(1, 0, 0)), camera.ToCamera(origin + new Point3(0, 1, 0)), camera.ToCamera(origin + new Point3(0, 0, 1)));
        double Dot(Point3 axis) => (axis.X * own.X) + (axis.Y * own.Y) + (axis.Z * own.Z);
        return origin + new Point3(Dot(x), Dot(y), Dot(z));
    }
}
