using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>Something that stands still and that one camera takes for a person now and then: a poster, a coat on a hook.</summary>
internal sealed class Ghost
{
    const double MeanSecondsAway = 40;
    const double Shown = 0.75;

    readonly Pixel[] _joints;
    readonly PixelBox _box;
    readonly PinholeCamera _view;
    double _from;
    double _to;

    Ghost(PinholeCamera view, Pixel[] joints, PixelBox box) => (_view, _joints, _box) = (view, joints, box);

    /// <summary>Puts one where a camera sees it whole.</summary>
    /// <param name="view">The camera.</param>
    /// <param name="fixtures">What hides.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="rng">Of the camera.</param>
    /// <returns>None where the camera does not see it.</returns>
    internal static Ghost? At(PinholeCamera view, Fixtures fixtures, Point3 place, Rng rng)
    {
        Span<Point3> body = stackalloc Point3[Body.JointCount];
        var way = view.Pose.Origin - place;
        var flat = way with { Z = 0 };
        BodyShape.Write(body, place, flat.Length < 0.1 ? new(0, 1, 0) : 1 / flat.Length * flat, rng.NextBetween(1.5, 1.9), null, 0);
        var joints = new Pixel[Body.JointCount];
        var (left, top, right, bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        for (var i = 0; i < joints.Length; i++)
        {
            if (!view.TryProject(body[i], out joints[i]) || !view.Shows(joints[i]) || fixtures.Hide(view.Pose.Origin, body[i]))
            {
                return null;
            }

            (left, right) = (Math.Min(left, joints[i].Right), Math.Max(right, joints[i].Right));
            (top, bottom) = (Math.Min(top, joints[i].Down), Math.Max(bottom, joints[i].Down));
        }

        var ghost = new Ghost(view, joints, new(left, top, Math.Max(4, right - left), Math.Max(8, bottom - top)));
        ghost.GoAway(0, rng);
        return ghost;
    }

    /// <summary>What the camera says of it at a moment; none when nothing.</summary>
    internal Sighting? Appear(double at, Rng rng)
    {
        if (at >= _to)
        {
            GoAway(at, rng);
        }

        if (at < _from || !rng.NextChance(Shown))
        {
            return null;
        }

        var joints = new SightedJoint[_joints.Length];
        for (var i = 0; i < joints.Length; i++)
        {
            var place = new Pixel((float)(_joints[i].Right + (3 * rng.NextNormal())), (float)(_joints[i].Down + (3 * rng.NextNormal())));
            joints[i] = rng.NextChance(0.3) || !_view.Shows(place) ? SightedJoint.Missing : new(place, (float)rng.NextBetween(0.2, 0.7));
        }

        return new(
            new((float)(_box.Left + rng.NextNormal()), (float)(_box.Top + rng.NextNormal()), (float)_box.Width, (float)_box.Height),
            (float)rng.NextBetween(0.2, 0.65), System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(joints));
    }

    void GoAway(double at, Rng rng)
    {
        _from = at - (MeanSecondsAway * Math.Log(1 - rng.NextUnit()));
        _to = _from + rng.NextBetween(3, 25);
    }
}
