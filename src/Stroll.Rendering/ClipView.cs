using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;

namespace Stroll.Rendering;

/// <summary>The part of a camera's picture that shows a place.</summary>
/// <param name="Camera">Which camera.</param>
/// <param name="Window">Around the place, inside the picture, in the pixels of the camera's lens.</param>
/// <param name="Worth">How well it shows it, to compare: pixels for a metre, less where the shelf is turned away or somebody is in between.</param>
public sealed record ClipView(StoreCamera Camera, PixelBox Window, double Worth)
{
    const double Aspect = 0.75;

    // A view past everybody is worth far more than a larger one of somebody's back.
    const double Hidden = 0.1;
    const double TurnedAway = 0.2;
    const double BodyRadius = 0.17;
    const double HeadRadius = 0.13;

    /// <summary>What one camera shows of a place.</summary>
    /// <param name="camera">Which.</param>
    /// <param name="place">What is to be seen: a hand, a shelf.</param>
    /// <param name="front">Away from the shelf's front, a unit vector; none where it is not known.</param>
    /// <param name="people">Whoever may stand in between, at some moments about then.</param>
    /// <param name="solid">Fixtures that may stand in between.</param>
    /// <param name="metres">How much around the place is shown, across.</param>
    /// <returns>None where the place is not in the picture.</returns>
    public static ClipView? Of(StoreCamera camera, Point3 place, Point3? front, IReadOnlyList<IReadOnlyList<Body>> people, IReadOnlyList<Box> solid, double metres)
    {
        var lens = camera.View.Lens;
        if (!camera.View.TryProject(place, out var pixel) || !camera.View.Shows(pixel))
        {
            return null;
        }

        var way = camera.View.Pose.Origin - place;
        var scale = lens.FocalRightPixels / camera.View.ToCamera(place).Z;
        var width = Math.Min(lens.WidthPixels, metres * scale);
        var height = Math.Min(lens.HeightPixels, Aspect * width);
        var left = Math.Clamp(pixel.Right - (width / 2), 0, lens.WidthPixels - width);
        var top = Math.Clamp(pixel.Down - (height / 2), 0, lens.HeightPixels - height);
        var facing = front is { } normal ? Dot(normal, way) / way.Length : 1;
        var turned = facing > 0 ? 0.5 + (0.5 * facing) : TurnedAway;
        var eye = camera.View.Pose.Origin;
        var hidden = solid.Any(box => Crosses(eye, place, box)) ? 1 : people.Count == 0 ? 0 : people.Count(moment => IsHidden(eye, place, moment)) / (double)people.Count;
        return new(camera, new(left, top, width, height), scale * turned * (1 - ((1 - Hidden) * hidden)));
    }

    /// <summary>The camera that shows a place best.</summary>
    /// <returns>None where none shows it.</returns>
    public static ClipView? Best(IEnumerable<StoreCamera> cameras, Point3 place, Point3? front, IReadOnlyList<IReadOnlyList<Body>> people, IReadOnlyList<Box> solid, double metres) =>
        cameras.Select(camera => Of(camera, place, front, people, solid, metres)).OfType<ClipView>().MaxBy(view => view.Worth);

    static bool IsHidden(Point3 eye, Point3 place, IReadOnlyList<Body> people) => people.Any(body =>
        Crosses(eye, place, body[Joint.Neck], body[Joint.LeftHip], BodyRadius)
        || Crosses(eye, place, body[Joint.Neck], body[Joint.RightHip], BodyRadius)
        || Crosses(eye, place, body[Joint.Head], body[Joint.Neck], HeadRadius));

    static bool Crosses(Point3 eye, Point3 place, Box box)
    {
        const int samples = 40;
        // The fixture that holds the place itself lets it be seen from its front.
        return box.DistanceTo(place) > 0.05 && Enumerable.Range(1, samples - 1).Any(i => box.DistanceTo(eye.Towards(place, i / (double)samples)) == 0);
    }

    // Sampled along the body: half a radius apart is near enough.
    static bool Crosses(Point3 eye, Point3 place, JointEstimate one, JointEstimate other, double radius)
    {
        const int samples = 8;
        if (!one.IsSeen || !other.IsSeen)
        {
            return false;
        }

        var sight = place - eye;
        for (var i = 0; i <= samples; i++)
        {
            var point = one.Position.Towards(other.Position, i / (double)samples);
            var along = Dot(point - eye, sight) / Dot(sight, sight);
            if (along is > 0 and < 0.97 && point.DistanceTo(eye + (along * sight)) < radius)
            {
                return true;
            }
        }

        return false;
    }

    static double Dot(Point3 a, Point3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);
}
