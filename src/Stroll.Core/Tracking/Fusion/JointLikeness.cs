using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Tracking.Poses;

namespace Stroll.Tracking.Fusion;

/// <summary>How well the joints of a sighting fit to those of a track or of another sighting, against chance.</summary>
static class JointLikeness
{
    /// <summary>Log of the likelihood ratio, summed over the joints that both have, and how many those are.</summary>
    internal static (double Ratio, int Count) TrackAgainst(FloorTrack track, int clue, Clues clues, Store store, FusionRules rules)
    {
        if (!clues.HasJoints(clue))
        {
            return (0, 0);
        }

        var origin = store.Cameras[clues.Camera(clue)].View.Pose.Origin;
        var (sum, count) = (0.0, 0);
        for (var joint = 0; joint < Body.JointCount; joint++)
        {
            if (clues.Ray(clue, joint) is { IsKnown: true } ray && track.IsJointFresh(joint))
            {
                var off = clues.Angle(clue, joint) * clues.Depth(clue);
                var variance = (off * off) + (rules.MatchMetres * rules.MatchMetres) + (track.JointSpread(joint).Trace / 3);
                var beside = Rays.Beside(origin, ray, track.JointPlace(joint));
                // Another person's joint would be anywhere within a metre, in two directions.
                sum += Math.Log(((1 - rules.Outlier) * Math.Exp(-0.5 * beside * beside / variance) / (2 * Math.PI * variance)) + rules.Outlier);
                count++;
            }
        }

        return (sum, count);
    }

    /// <summary>The same for two sightings: how far their rays pass each other.</summary>
    internal static (double Ratio, int Count) SightingAgainst(int a, int b, Clues clues, Store store, FusionRules rules)
    {
        if (!clues.HasJoints(a) || !clues.HasJoints(b))
        {
            return (0, 0);
        }

        var originA = store.Cameras[clues.Camera(a)].View.Pose.Origin;
        var originB = store.Cameras[clues.Camera(b)].View.Pose.Origin;
        var (sum, count) = (0.0, 0);
        for (var joint = 0; joint < Body.JointCount; joint++)
        {
            if (clues.Ray(a, joint) is { IsKnown: true } rayA && clues.Ray(b, joint) is { IsKnown: true } rayB)
            {
                var offA = clues.Angle(a, joint) * clues.Depth(a);
                var offB = clues.Angle(b, joint) * clues.Depth(b);
                var variance = (offA * offA) + (offB * offB) + (2 * rules.MatchMetres * rules.MatchMetres);
                var apart = Rays.Apart(originA, rayA, originB, rayB);
                // Another person's ray would pass anywhere within a metre, on either side.
                sum += Math.Log(((1 - rules.Outlier) * 2 * Math.Exp(-0.5 * apart * apart / variance) / Math.Sqrt(2 * Math.PI * variance)) + rules.Outlier);
                count++;
            }
        }

        return (sum, count);
    }
}
