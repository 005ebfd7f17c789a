using Stroll.Geometry;
using Stroll.Observations;

namespace Stroll.Simulator;

/// <summary>The joints of a body that stands, walks or reaches.</summary>
internal static class BodyShape
{
    const double ArmMetres = 0.65;

    /// <summary>Writes the true joints.</summary>
    /// <param name="joints">One for each <see cref="Joint"/>.</param>
    /// <param name="place">Where the feet are.</param>
    /// <param name="heading">Where the person looks, a unit vector.</param>
    /// <param name="height">From the floor to the top of the head, metres.</param>
    /// <param name="reach">What an arm does; none for nothing.</param>
    /// <param name="at">Seconds since the sensors started.</param>
    internal static void Write(Span<Point3> joints, Point3 place, Point3 heading, double height, Reach? reach, double at)
    {
        var right = new Point3(heading.Y, -heading.X, 0);
        Point3 At(double aside, double ahead, double up) => place + (aside * right) + (ahead * heading) + new Point3(0, 0, up * height);

        joints[(int)Joint.Head] = At(0, 0.02, 0.93);
        joints[(int)Joint.Neck] = At(0, 0, 0.84);
        for (var side = 0; side < 2; side++)
        {
            // Left joints come just before their right ones.
            var sign = side == 0 ? -1 : 1;
            joints[(int)Joint.LeftShoulder + side] = At(0.19 * sign, 0, 0.82);
            joints[(int)Joint.LeftElbow + side] = At(0.24 * sign, 0.02, 0.63);
            joints[(int)Joint.LeftWrist + side] = At(0.25 * sign, 0.12, 0.49);
            joints[(int)Joint.LeftHip + side] = At(0.12 * sign, 0, 0.53);
            joints[(int)Joint.LeftKnee + side] = At(0.12 * sign, 0.02, 0.29);
            joints[(int)Joint.LeftAnkle + side] = At(0.12 * sign, 0, 0.05);
        }

        if (reach is not null && reach.ShareAt(at) is > 0 and var share)
        {
            Stretch(joints, reach, share);
        }
    }

    static void Stretch(Span<Point3> joints, Reach reach, double share)
    {
        var side = reach.UsesRightHand ? 1 : 0;
        var (shoulder, elbow, wrist) = ((int)Joint.LeftShoulder + side, (int)Joint.LeftElbow + side, (int)Joint.LeftWrist + side);

        // Whoever cannot reach bends towards the shelf, head and shoulders first.
        var way = reach.Target - joints[shoulder];
        var bend = (share * Math.Max(0, way.Length - ArmMetres) / Math.Max(0.01, way.Length)) * way;
        joints[(int)Joint.Head] += bend;
        joints[(int)Joint.Neck] += bend;
        joints[(int)Joint.LeftShoulder] += bend;
        joints[(int)Joint.RightShoulder] += bend;

        joints[wrist] = joints[wrist].Towards(reach.Target, share);
        joints[elbow] = joints[elbow].Towards(joints[shoulder].Towards(joints[wrist], 0.5) + new Point3(0, 0, -0.05), share);
    }
}
