using CsCheck;
using Stroll.Geometry;

namespace Stroll.Tests.Geometry;

public class PlacementTests
{
    [Fact]
    public void There_and_back_is_where_one_was() =>
        Gen.Select(Place, Points).Sample((place, point) => place.ToInner(place.ToOuter(point)).DistanceTo(point) < 1e-9);

    [Fact]
    public void One_after_the_other_is_one() =>
        Gen.Select(Place, Place, Points).Sample((outer, inner, point) =>
            outer.Then(inner).ToOuter(point).DistanceTo(outer.ToOuter(inner.ToOuter(point))) < 1e-9);

    [Fact]
    public void A_quarter_turn_takes_x_to_y()
    {
        var turned = new Placement(new(1, 0, 0), Math.PI / 2).ToOuter(new(2, 0, 5));
        Assert.Equal(0, turned.DistanceTo(new(1, 2, 5)), 12);
    }

    [Fact]
    public void A_box_is_as_far_as_its_nearest_point() =>
        Gen.Select(Place, Points, Points).Sample((place, size, point) =>
        {
            var box = new Box(place, new(Math.Abs(size.X), Math.Abs(size.Y), Math.Abs(size.Z)));
            var own = place.ToInner(point);
            var nearest = place.ToOuter(new(
                Math.Clamp(own.X, 0, box.Size.X), Math.Clamp(own.Y, 0, box.Size.Y), Math.Clamp(own.Z, 0, box.Size.Z)));
            return Math.Abs(box.DistanceTo(point) - nearest.DistanceTo(point)) < 1e-9 && box.DistanceTo(box.Centre) < 1e-9;
        });

    static readonly Gen<Point3> Points =
        Gen.Select(Gen.Double[-10, 10], Gen.Double[-10, 10], Gen.Double[-10, 10]).Select((x, y, z) => new Point3(x, y, z));

    static readonly Gen<Placement> Place = Gen.Select(Points, Gen.Double[-4, 4]).Select((origin, turn) => new Placement(origin, turn));
}
