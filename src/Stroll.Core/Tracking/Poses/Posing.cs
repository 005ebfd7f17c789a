using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Tracking.Fusion;
using Stroll.Units;

namespace Stroll.Tracking.Poses;

/// <summary>Where the joints of a person are, from the rays of all views that saw them, the last pose and the body's make.</summary>
/// <remarks>
/// Robust triangulation: starting points are the last place and the crossing of each pair of rays; the one that most rays agree with
/// wins, then weights that fall with the distance (Cauchy) are applied twice. Then lengths of bones pull as soft measurements, from the
/// trunk outwards. A joint that one view alone saw lies where its ray passes nearest to where the body's make expects it.
/// </remarks>
static class Posing
{
    const int MostRays = 24;

    // Beyond three standard deviations a ray shows something else.
    const double Limit = 9;

    static readonly TimeSpan Fresh = 1.Seconds;

    /// <summary>Takes the rays of one round.</summary>
    /// <param name="track">Its floor state already holds this round.</param>
    /// <param name="at">When.</param>
    /// <param name="members">The sightings of this person, by their place among the clues.</param>
    /// <param name="clues">The rays.</param>
    /// <param name="store">Where the cameras are.</param>
    /// <param name="rules">How sure rays are.</param>
    internal static void Step(FloorTrack track, Instant at, ReadOnlySpan<int> members, Clues clues, Store store, FusionRules rules)
    {
        Span<Point3> origins = stackalloc Point3[MostRays];
        Span<Point3> directions = stackalloc Point3[MostRays];
        Span<double> variances = stackalloc double[MostRays];
        for (var joint = 0; joint < Body.JointCount; joint++)
        {
            var rays = 0;
            foreach (var clue in members)
            {
                if (clues.HasJoints(clue) && clues.Ray(clue, joint) is { IsKnown: true } ray && rays < MostRays)
                {
                    var off = clues.Angle(clue, joint) * clues.Depth(clue);
                    origins[rays] = store.Cameras[clues.Camera(clue)].View.Pose.Origin;
                    directions[rays] = ray;
                    variances[rays] = (off * off) + (rules.JointMetres * rules.JointMetres);
                    rays++;
                }
            }

            if (rays > 0)
            {
                Locate(track, at, joint, origins[..rays], directions[..rays], variances[..rays]);
            }
        }

        PullBones(track);
    }

    /// <summary>How tall somebody is who stands upright and whose head and hips were just seen; not a number otherwise.</summary>
    internal static double Upright(FloorTrack track, Instant at)
    {
        const double MostLean = 0.12;
        const double MostSpread = 0.006;
        var head = track[Joint.Head];
        var (left, right) = (track[Joint.LeftHip], track[Joint.RightHip]);
        var hips = left.IsSeen && right.IsSeen ? left.Position.Towards(right.Position, 0.5) : Point3.Unknown;
        return track.JointSeen((int)Joint.Head) == at && hips.IsKnown && track.JointSpread((int)Joint.Head).Trace / 3 < MostSpread
            && head.Position.FloorDistanceTo(hips) < MostLean
            ? head.Position.Z / BodyModel.HeightShare(Joint.Head) : double.NaN;
    }

    static void Locate(
        FloorTrack track, Instant at, int joint, ReadOnlySpan<Point3> origins, ReadOnlySpan<Point3> directions, ReadOnlySpan<double> variances)
    {
        var isFresh = track.IsJointFresh(joint);
        var expected = isFresh ? track.JointPlace(joint) : Expected(track, joint);
        var expectedSpread = isFresh ? track.JointSpread(joint) : ExpectedSpread((Joint)joint);
        var prior = expectedSpread.Inverse;
        var place = expected;
        var (inner, metres, boneVariance) = InnerBone(track, joint);
        var least = Cost(expected, expected, prior, isFresh, origins, directions, variances) + BoneCost(expected, inner, metres, boneVariance);
        // Where all rays agree with the last place nothing better is to be found.
        for (var i = 0; i < origins.Length && least > 2 * origins.Length; i++)
        {
            for (var j = i + 1; j < origins.Length; j++)
            {
                var pair = default(RaySum);
                pair.AddRay(origins[i], directions[i], variances[i]);
                pair.AddRay(origins[j], directions[j], variances[j]);
                // The weak prior keeps nearly parallel rays from crossing behind the wall.
                pair.AddPoint(expected, 0.01 * prior);
                if (pair.TrySolve(out var crossing, out _)
                    && Cost(crossing, expected, prior, isFresh, origins, directions, variances) + BoneCost(crossing, inner, metres, boneVariance) is var cost
                    && cost < least)
                {
                    (place, least) = (crossing, cost);
                }
            }
        }

        var spread = expectedSpread;
        var agreeing = 0;
        for (var pass = 0; pass < 2; pass++)
        {
            var sum = default(RaySum);
            var off = place - expected;
            sum.AddPoint(expected, 1 / (1 + (prior.Of(off) / Limit)) * prior);
            agreeing = 0;
            for (var i = 0; i < origins.Length; i++)
            {
                var beside = Rays.Beside(origins[i], directions[i], place);
                var deviation = beside * beside / variances[i];
                // One ray alone is compared with what is expected, whose spread counts too.
                var open = origins.Length == 1 ? beside * beside / (variances[i] + (expectedSpread.Trace / 3)) : deviation;
                if (open < Limit)
                {
                    agreeing++;
                    sum.AddRay(origins[i], directions[i], origins.Length == 1 ? variances[i] : variances[i] * (1 + (deviation / 4)));
                }
            }

            if (agreeing == 0 || !sum.TrySolve(out var better, out var betterSpread))
            {
                return;
            }

            (place, spread) = (better, betterSpread);
        }

        // What stands alone in one view may be somebody else's: it is believed to a hand's breadth at best.
        spread = agreeing >= 2 ? spread : spread + Spread3.Round(0.0025);
        track.SetJoint(joint, place, spread, at);
    }

    static double Cost(
        Point3 place, Point3 expected, in Spread3 prior, bool isFresh, ReadOnlySpan<Point3> origins, ReadOnlySpan<Point3> directions, ReadOnlySpan<double> variances)
    {
        var cost = Math.Min(prior.Of(place - expected), isFresh ? Limit : 2 * Limit);
        for (var i = 0; i < origins.Length; i++)
        {
            var beside = Rays.Beside(origins[i], directions[i], place);
            cost += Math.Min(beside * beside / variances[i], Limit);
        }

        return cost;
    }

    /// <summary>Where the bone to this joint begins and how long it is; unknown where no bone or no beginning is.</summary>
    static (Point3 Inner, double Metres, double Variance) InnerBone(FloorTrack track, int joint)
    {
        for (var bone = 0; bone < BodyModel.Bones.Length; bone++)
        {
            var (inner, outer, _) = BodyModel.Bones[bone];
            if ((int)outer == joint && track.IsJointFresh((int)inner))
            {
                var (metres, variance) = track.Bone(bone);
                return (track.JointPlace((int)inner), metres, variance + (track.JointSpread((int)inner).Trace / 3));
            }
        }

        return (Point3.Unknown, 0, 1);
    }

    static double BoneCost(Point3 place, Point3 inner, double metres, double variance)
    {
        var off = place.DistanceTo(inner) - metres;
        return inner.IsKnown ? Math.Min(off * off / variance, Limit) : 0;
    }

    static Point3 Expected(FloorTrack track, int joint) => track.Place with { Z = BodyModel.HeightShare((Joint)joint) * track.Height };

    // An arm's length about the body for hands, half of it for elbows, a step for feet.
    static Spread3 ExpectedSpread(Joint joint)
    {
        var aside = joint switch
        {
            Joint.LeftWrist or Joint.RightWrist => 0.35,
            Joint.LeftElbow or Joint.RightElbow => 0.25,
            Joint.LeftAnkle or Joint.RightAnkle or Joint.LeftKnee or Joint.RightKnee => 0.2,
            _ => 0.15,
        };
        return Spread3.Diagonal(aside * aside, aside * aside, aside * aside);
    }

    static void PullBones(FloorTrack track)
    {
        for (var bone = 0; bone < BodyModel.Bones.Length; bone++)
        {
            var (innerJoint, outerJoint, _) = BodyModel.Bones[bone];
            var (inner, outer) = ((int)innerJoint, (int)outerJoint);
            if (!track.IsJointFresh(inner) || !track.IsJointFresh(outer))
            {
                continue;
            }

            var along = track.JointPlace(outer) - track.JointPlace(inner);
            var length = along.Length;
            if (!(length > 0.01))
            {
                continue;
            }

            var unit = 1 / length * along;
            var (metres, variance) = track.Bone(bone);
            var innerAlong = track.JointSpread(inner) * unit;
            var outerAlong = track.JointSpread(outer) * unit;
            var seen = Matrix3.Dot(unit, innerAlong) + Matrix3.Dot(unit, outerAlong);
            if (seen < 0.0016)
            {
                track.LearnBone(bone, length, seen + 0.0004);
            }

            // A length is no point: the joint must not be pulled for what differs less than bones do.
            var gain = (metres - length) / (seen + variance);
            track.SetJoint(outer, track.JointPlace(outer) + (gain * outerAlong), Narrowed(track.JointSpread(outer), outerAlong, seen + variance), null);
            track.SetJoint(inner, track.JointPlace(inner) - (gain * innerAlong), Narrowed(track.JointSpread(inner), innerAlong, seen + variance), null);
        }
    }

    static Spread3 Narrowed(in Spread3 spread, Point3 along, double total) => spread - new Spread3(
        along.X * along.X / total, along.X * along.Y / total, along.X * along.Z / total,
        along.Y * along.Y / total, along.Y * along.Z / total, along.Z * along.Z / total);
}
