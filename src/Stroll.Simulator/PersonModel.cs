using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>The body of one visitor at any moment, and what a tracker makes of it.</summary>
internal sealed class PersonModel(VisitPlan visit, StorePlan store)
{
    const double ArmMetres = 0.65;
    const double IntoTheShelfMetres = 0.16;

    /// <summary>The true joints.</summary>
    /// <param name="at">Between entry and exit.</param>
    internal Point3[] JointsAt(Instant at)
    {
        var (place, heading) = Walking(at);
        var joints = Upright(place, heading, visit.HeightMetres);
        foreach (var stop in visit.Stops)
        {
            if (at > stop.ReachBegins && at < stop.ReachEnds)
            {
                Reach(joints, stop, at);
            }
        }

        return joints;
    }

    /// <summary>The joints as a tracker gives them.</summary>
    internal Body Seen(Instant at, TrackerNoise noise, Rng rng)
    {
        var joints = ImmutableArray.CreateBuilder<JointEstimate>(Body.JointCount);
        foreach (var joint in JointsAt(at))
        {
            var isMissing = rng.NextChance(noise.Missing);
            var error = new Point3(rng.NextNormal(), rng.NextNormal(), rng.NextNormal());
            var score = rng.NextBetween(0.6, 0.98);
            joints.Add(isMissing ? JointEstimate.Missing : new(joint + (noise.JointMetres * error), score));
        }

        return new(joints.MoveToImmutable());
    }

    (Point3 Place, Point3 Heading) Walking(Instant at)
    {
        var path = visit.Path;
        var next = 1;
        while (next < path.Length - 1 && path[next].At < at)
        {
            next++;
        }

        var (from, to) = (path[next - 1], path[next]);
        var length = from.Place.FloorDistanceTo(to.Place);
        if (length < 0.01)
        {
            return (to.Place, to.Heading);
        }

        var share = Math.Clamp((at - from.At) / (to.At - from.At), 0, 1);
        return (from.Place.Towards(to.Place, share), (1 / length) * (to.Place - from.Place));
    }

    static Point3[] Upright(Point3 place, Point3 heading, double height)
    {
        var right = new Point3(heading.Y, -heading.X, 0);
        var joints = new Point3[Body.JointCount];
        void Set(Joint joint, double aside, double ahead, double up) =>
            joints[(int)joint] = place + (aside * right) + (ahead * heading) + new Point3(0, 0, up * height);

        Set(Joint.Head, 0, 0.02, 0.93);
        Set(Joint.Neck, 0, 0, 0.84);
        foreach (var side in (double[])[-1, 1])
        {
            var isRight = side > 0;
            Set(isRight ? Joint.RightShoulder : Joint.LeftShoulder, 0.19 * side, 0, 0.82);
            Set(isRight ? Joint.RightElbow : Joint.LeftElbow, 0.24 * side, 0.02, 0.63);
            Set(isRight ? Joint.RightWrist : Joint.LeftWrist, 0.25 * side, 0.12, 0.49);
            Set(isRight ? Joint.RightHip : Joint.LeftHip, 0.12 * side, 0, 0.53);
            Set(isRight ? Joint.RightKnee : Joint.LeftKnee, 0.12 * side, 0.02, 0.29);
            Set(isRight ? Joint.RightAnkle : Joint.LeftAnkle, 0.12 * side, 0, 0.05);
        }

        return joints;
    }

    void Reach(Point3[] joints, Stop stop, Instant at)
    {
        var (shoulder, elbow, wrist) = stop.UsesRightHand
            ? (Joint.RightShoulder, Joint.RightElbow, Joint.RightWrist)
            : (Joint.LeftShoulder, Joint.LeftElbow, Joint.LeftWrist);
        var share = at < stop.TouchBegins
            ? (at - stop.ReachBegins) / (stop.TouchBegins - stop.ReachBegins)
            : at <= stop.TouchEnds ? 1 : (stop.ReachEnds - at) / (stop.ReachEnds - stop.TouchEnds);
        var smooth = share * share * (3 - (2 * share));
        var target = Target(stop);

        // Whoever cannot reach bends towards the shelf, head and shoulders first.
        var missing = Math.Max(0, target.DistanceTo(joints[(int)shoulder]) - ArmMetres);
        var bend = (smooth * missing / Math.Max(0.01, target.DistanceTo(joints[(int)shoulder]))) * (target - joints[(int)shoulder]);
        foreach (var joint in (Joint[])[Joint.Head, Joint.Neck, Joint.LeftShoulder, Joint.RightShoulder])
        {
            joints[(int)joint] += bend;
        }

        joints[(int)wrist] = joints[(int)wrist].Towards(target, smooth);
        joints[(int)elbow] = joints[(int)elbow].Towards(
            joints[(int)shoulder].Towards(joints[(int)wrist], 0.5) + new Point3(0, 0, -0.05), smooth);
    }

    Point3 Target(Stop stop)
    {
        var plates = stop.Facing.Plates;
        var middle = store.Model.Store[plates[plates.Length / 2]].Body!.Value;
        return middle.Placement.ToOuter(new(middle.Size.X / 2, IntoTheShelfMetres, 0.1));
    }
}
