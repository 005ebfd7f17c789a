using CsCheck;
using Stroll.Geometry;

namespace Stroll.Tests.Geometry;

public class PictureMotionTests
{
    [Fact]
    public void One_motion_after_another_is_both() => Gen.Select(Motion, Motion, Gen.Double[-2000, 2000], Gen.Double[-2000, 2000]).Sample((first, then, right, down) =>
    {
        var pixel = new Pixel(right, down);
        Assert.True(first.Then(then).Of(pixel).DistanceTo(then.Of(first.Of(pixel))) < 1e-6);
        Assert.Equal(first.Growth * then.Growth, first.Then(then).Growth, 9);
        Assert.Equal(first, PictureMotion.None.Then(first));
    });

    [Theory]
    [InlineData(1, 0, 0, 1, true)]
    [InlineData(0, 0, 0, 0, false)]
    [InlineData(1, 1, 1, 1, false)]
    [InlineData(-1, 0, 0, 1, false)]
    [InlineData(double.NaN, 0, 0, 1, false)]
    public void A_motion_keeps_an_area_and_mirrors_nothing(double a, double b, double c, double d, bool isReal) =>
        Assert.Equal(isReal, new PictureMotion(a, b, 0, c, d, 0).IsReal);

    static readonly Gen<PictureMotion> Motion = Gen.Select(Gen.Double[0.8, 1.2], Gen.Double[-0.2, 0.2], Gen.Double[-50, 50], Gen.Double[-50, 50])
        .Select((s, r, x, y) => new PictureMotion(s, -r, x, r, s, y));
}
