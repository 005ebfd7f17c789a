using Stroll.Geometry;
using Stroll.Tracking.Poses;
using Stroll.Units;

namespace Stroll.Tests.Tracking;

public class RaySumTests
{
    [Fact]
    public void Rays_through_one_point_meet_there_and_the_spread_is_that_of_many_trials()
    {
        Point3[] origins = [new(-3, -3, 2.5), new(3, -3, 2.5), new(0, 4, 2.2)];
        var truth = new Point3(0.3, -0.2, 1.1);
        const double Sd = 0.01;
        var rng = new Rng(5);
        var (sum, squares) = (default(Point3), default(Spread3));
        var said = default(Spread3);
        const int Trials = 4000;
        for (var trial = 0; trial < Trials; trial++)
        {
            var rays = default(RaySum);
            foreach (var origin in origins)
            {
                var shaken = truth + (Sd * new Point3(rng.NextNormal(), rng.NextNormal(), rng.NextNormal()));
                var way = shaken - origin;
                rays.AddRay(origin, 1 / way.Length * way, Sd * Sd);
            }

            Assert.True(rays.TrySolve(out var place, out said));
            var off = place - truth;
            sum += off;
            squares += new Spread3(off.X * off.X, off.X * off.Y, off.X * off.Z, off.Y * off.Y, off.Y * off.Z, off.Z * off.Z);
        }

        Assert.True((1.0 / Trials * sum).Length < 1e-3);
        Assert.Equal(said.XX, squares.XX / Trials, 0.1 * said.XX);
        Assert.Equal(said.YY, squares.YY / Trials, 0.1 * said.YY);
        Assert.Equal(said.ZZ, squares.ZZ / Trials, 0.1 * said.ZZ);
    }

    [Fact]
    public void One_ray_or_two_that_run_side_by_side_say_no_place()
    {
        var rays = default(RaySum);
        rays.AddRay(default, new(1, 0, 0), 1);
        Assert.False(rays.TrySolve(out _, out _));
        rays.AddRay(new(0, 1, 0), new(1, 0, 0), 1);
        Assert.False(rays.TrySolve(out _, out _));
        rays.AddRay(new(5, 5, 0), new(0, 1, 0), 1);
        Assert.True(rays.TrySolve(out _, out _));
    }

    [Fact]
    public void The_covariance_of_a_floor_point_is_pixel_noise_through_numerical_slopes()
    {
        var camera = new PinholeCamera(
            new(new(1, 2, 3), 0.4, 0.6, 0.1), new(1280, 720, 900, 910, new(630, 350), -0.2, 0.05, 0.001, -0.002, 0.01));
        var pixel = new Pixel(500, 430);
        var noise = new Spread2(4, 1, 9);
        Assert.True(camera.TryToHeight(pixel, noise, 0.2, 0.01, out var point, out var spread));

        const double Step = 1e-4;
        Point3 Moved(double right, double down, double up)
        {
            Assert.True(camera.TryToHeight(new(pixel.Right + right, pixel.Down + down), 0.2 + up, out var moved));
            return 1 / Step * (moved - point);
        }

        var (r, d, z) = (Moved(Step, 0, 0), Moved(0, Step, 0), Moved(0, 0, Step));
        double Of(double ra, double da, double za, double rb, double db, double zb) =>
            (ra * rb * 4) + (((ra * db) + (da * rb)) * 1) + (da * db * 9) + (za * zb * 0.01);
        Assert.Equal(Of(r.X, d.X, z.X, r.X, d.X, z.X), spread.XX, 1e-3 * spread.XX);
        Assert.Equal(Of(r.X, d.X, z.X, r.Y, d.Y, z.Y), spread.XY, 1e-3 * spread.XX);
        Assert.Equal(Of(r.Y, d.Y, z.Y, r.Y, d.Y, z.Y), spread.YY, 1e-3 * spread.YY);
    }

    [Fact]
    public void Singular_skewed_and_mirrored_calibrations_are_refused()
    {
        var lens = CameraLens.Plain(640, 480, 1);
        foreach (var turn in (Matrix3[])
        [
            default, new(new(1, 0, 0), new(0, 1, 0), new(0, 0, -1)), new(new(1, 0, 0), new(1, 0, 0), new(0, 0, 1)),
            new(new(2, 0, 0), new(0, 1, 0), new(0, 0, 1)), new(Point3.Unknown, new(0, 1, 0), new(0, 0, 1)),
        ])
        {
            Assert.IsType<Result<PinholeCamera>.Bad>(PinholeCamera.Calibrated(lens, turn, default, "here"));
        }

        Assert.IsType<Result<PinholeCamera>.Bad>(PinholeCamera.Calibrated(lens with { FocalRightPixels = 0 }, Matrix3.Identity, default, "here"));
        Assert.IsType<Result<PinholeCamera>.Good>(PinholeCamera.Calibrated(lens, Matrix3.Identity, default, "here"));
    }
}
