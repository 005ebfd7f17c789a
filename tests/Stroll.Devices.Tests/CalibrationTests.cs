using System.Collections.Immutable;
using Stroll.Devices.Calibration;
using Stroll.Devices.Perception;
using Stroll.Geometry;
using static Stroll.Tests.Devices.ModelTests;

namespace Stroll.Tests.Devices;

public class CalibrationTests
{
    static readonly PinholeCamera Truth = new(new(new(1.2, 0.3, 2.5), -0.7, 0.6, 0.05), new(640, 360, 510, 510, new(320, 180)));

    static readonly Point3[] Floor = [new(2, 2, 0), new(3, 2.5, 0), new(1.5, 3.5, 0), new(3.5, 4, 0), new(2.5, 3, 0)];

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void A_camera_is_found_from_floor_points(int count)
    {
        var found = Good(PointCalibration.Of(Given(Floor[..count]) with { Focal = count == 4 ? 510 : null, Radial2 = 0 }));
        Assert.InRange(found.ErrorPixels, 0, 0.5);
        foreach (var place in Floor)
        {
            Assert.True(Truth.TryProject(place, out var pixel) && found.View.TryToHeight(pixel, 0, out _));
            found.View.TryToHeight(pixel, 0, out var said);
            Assert.InRange(said.DistanceTo(place), 0, 0.05);
        }

        Assert.InRange(found.View.Pose.Origin.DistanceTo(Truth.Pose.Origin), 0, 0.3);
    }

    [Fact]
    public void Points_above_the_floor_fix_place_and_lens()
    {
        var found = Good(PointCalibration.Of(Given([.. Floor, new(2, 2, 1), new(3.5, 4, 1.5), new(2.5, 3, 0.8)])));
        Assert.InRange(found.View.Pose.Origin.DistanceTo(Truth.Pose.Origin), 0, 0.02);
        Assert.InRange(found.View.Lens.FocalRightPixels, 505, 515);
        Assert.InRange(found.Coverage, 0.05, 1);
    }

    [Fact]
    public void Points_on_one_line_too_few_or_of_elsewhere_are_refused()
    {
        Assert.Equal("calibration.points", Bad(PointCalibration.Of(Given([new(1, 3, 0), new(1.5, 3, 0), new(2, 3, 0), new(3, 3, 0)]))).Code);
        Assert.Equal("calibration.points", Bad(PointCalibration.Of(Given(Floor[..3]))).Code);
        var given = Given(Floor);
        var mixed = given with { Points = [.. given.Points.Select((point, i) => point with { Pixel = given.Points[(i + 2) % 5].Pixel })] };
        Assert.Contains("off", Bad(PointCalibration.Of(mixed)).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_camera_that_was_knocked_is_moved_and_other_light_goods_and_people_are_not()
    {
        Assert.False(Good(CameraDrift.Of(Shop(0, 0, 1, 0), Shop(0, 0, 0.7, 0))).IsMoved);
        Assert.False(Good(CameraDrift.Of(Shop(0, 0, 1, 0), Shop(0, 0, 1, 60))).IsMoved);
        var knocked = Good(CameraDrift.Of(Shop(0, 0, 1, 0), Shop(5, 3, 1, 60)));
        Assert.True(knocked.IsMoved);
        Assert.Equal(Math.Sqrt(34), knocked.Pixels, 0.5);
        Assert.True(Good(CameraDrift.Of(Shop(0, 0, 1, 0), Shop(170, 90, 1, 0))).IsMoved);
        Assert.Equal("drift.dark", Bad(CameraDrift.Of(Shop(0, 0, 0, 0), Shop(0, 0, 1, 0))).Code);
        Assert.Equal("drift.size", Bad(CameraDrift.Of(Shop(0, 0, 1, 0), new(10, 10, new byte[300]))).Code);
    }

    // Boxes of all sizes on shelves, as far as a hash makes some; somebody covers the left part up to a column.
    static Stroll.Devices.Models.Frame Shop(int right, int down, double light, int somebody)
    {
        const int width = 320, height = 180;
        var pixels = new byte[3 * width * height];
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = ((i % width) + right, (i / width) + down);
            var box = (uint)(((x / 17) * 73_856_093) ^ ((y / 13) * 19_349_663));
            var grey = i % width < somebody ? 40 : 40 + (box * 2_654_435_761u >> 24) * 0.7;
            pixels.AsSpan(3 * i, 3).Fill((byte)(light * grey));
        }

        return new(width, height, pixels);
    }

    [Theory]
    [InlineData("camera: c\nimage_pixels: [640, 360]\npoints:\n  - { pixel: [1, 2], metres: [1, 2, 3, 4] }\n", "calibration.type")]
    [InlineData("camera: c\nimage_pixels: [0, 360]\n", "calibration.type")]
    [InlineData("camera: c\nimage: [640, 360]\n", "calibration.unknown-key")]
    [InlineData("image_pixels: [640, 360]\n", "calibration.missing-key")]
    public void A_file_of_points_that_is_wrong_is_refused(string text, string code) => Assert.Equal(code, Bad(FloorPoints.Read(text, "p.yaml")).Code);

    [Fact]
    public void Feet_outside_the_zone_are_nobody_and_who_is_cut_off_is_not_asked_for_the_floor()
    {
        var zones = Good(Zones.Read("floor_metres: [[1, 1], [4, 1], [4, 5], [1, 5]]\ncameras:\n  - { name: a, feet_pixels: [[0, 0], [100, 0], [100, 400], [0, 400]] }\n", "z.yaml"));
        Assert.True(zones.Holds("a", null, new(40, 10, 20, 100)));
        Assert.False(zones.Holds("a", null, new(140, 10, 20, 100)));
        Assert.True(zones.Holds("b", null, new(140, 10, 20, 100)));

        Truth.TryProject(new(2, 2, 0), out var inside);
        Truth.TryProject(new(6, 9, 0), out var outside);
        Assert.True(zones.Holds("b", Truth, new(inside.Right - 10, inside.Down - 60, 20, 60)));
        Assert.False(zones.Holds("b", Truth, new(outside.Right - 10, outside.Down - 60, 20, 60)));
        Assert.Equal("zones.type", Bad(Zones.Read("floor_metres: [[1, 1], [4, 1]]\n", "z.yaml")).Code);
    }

    static FloorPoints Given(Point3[] places) => new("c", 640, 360, null, null, [.. places.Select(place =>
    {
        Assert.True(Truth.TryProject(place, out var pixel));
        return new KnownPoint(pixel, place);
    })]);
}
