using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Observations;

namespace Stroll.Tracking.Evaluation;

/// <summary>A person's true pose with the fifteen joints of the Shelf and Campus truths.</summary>
/// <param name="Person">The same over all frames for one person.</param>
/// <param name="Joints">Right ankle, knee, hip, left hip, knee, ankle, right wrist, elbow, shoulder, left shoulder, elbow, wrist, lower end of the head,
/// top of the forehead, middle of the hips; metres, unknown where the truth has none.</param>
public sealed record TruePose(int Person, Point3[] Joints);

/// <summary>How well one person's pose was found.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Frames">In how many frames they truly were.</param>
/// <param name="Matched">In how many of them somebody was said to be there.</param>
/// <param name="Parts">True parts of the body (ten a frame where all joints are known).</param>
/// <param name="RightParts">Parts found.</param>
/// <param name="RightByPart">The same by part: left and right upper arm, left and right lower arm, left and right upper leg, left and right lower
/// leg, head, trunk.</param>
/// <param name="JointErrors">Metres from the true joint, by joint of <see cref="TruePose"/>, frame by frame of those that were matched.</param>
public sealed record PoseScore(int Person, long Frames, long Matched, long Parts, long RightParts, ImmutableArray<long> RightByPart, ImmutableArray<ImmutableArray<double>> JointErrors)
{
    /// <summary>Share of the parts of the body that were found.</summary>
    public double Pcp => RightParts / (double)Math.Max(1, Parts);
}

/// <summary>Compares poses with true ones.</summary>
/// <remarks>
/// Percentage of correct parts: a part is found where the errors of its two ends together are less than its true length
/// (V. Ferrari et al., CVPR 2008, with the sum of both ends as in Y. Zhang et al., "4D Association Graph", CVPR 2020, whose ten parts and
/// whose guess of the head from ears and shoulders these are). Poses of a frame are paired one to one for the least sum of errors. A true person
/// whom nobody is paired with has all parts missed.
/// </remarks>
public sealed class PoseEvaluation
{
    const int Joints = 15;

    // For each true joint but the last three: ours.
    static readonly Joint[] Ours =
    [
        Joint.RightAnkle, Joint.RightKnee, Joint.RightHip, Joint.LeftHip, Joint.LeftKnee, Joint.LeftAnkle,
        Joint.RightWrist, Joint.RightElbow, Joint.RightShoulder, Joint.LeftShoulder, Joint.LeftElbow, Joint.LeftWrist,
    ];

    static readonly (int A, int B)[] Parts = [(9, 10), (8, 7), (10, 11), (7, 6), (3, 4), (2, 1), (4, 5), (1, 0), (12, 13), (12, 14)];

    readonly SortedDictionary<int, Sums> _people = [];

    /// <summary>Joints of <see cref="TruePose"/> that are wrists.</summary>
    public static ImmutableArray<int> Wrists => [6, 11];

    /// <summary>By person.</summary>
    public ImmutableArray<PoseScore> Scores => [.. _people.Select(pair => pair.Value.ToScore(pair.Key))];

    /// <summary>Adds the next frame, empty ones too.</summary>
    public void Add(IReadOnlyList<TruePose> truth, IReadOnlyList<Body> said)
    {
        Point3[][] poses = [.. said.Select(Converted)];
        var costs = new double[truth.Count * poses.Length];
        for (var row = 0; row < truth.Count; row++)
        {
            for (var column = 0; column < poses.Length; column++)
            {
                costs[(row * poses.Length) + column] = Enumerable.Range(0, Joints).Sum(joint => Error(truth[row].Joints[joint], poses[column][joint]));
            }
        }

        var columnOf = new int[truth.Count];
        new Assignment().Solve(costs, truth.Count, poses.Length, 1e6, columnOf);
        for (var row = 0; row < truth.Count; row++)
        {
            if (!_people.TryGetValue(truth[row].Person, out var sums))
            {
                _people[truth[row].Person] = sums = new();
            }

            sums.Add(truth[row].Joints, columnOf[row] < 0 ? null : poses[columnOf[row]]);
        }
    }

    /// <summary>A joint that is missing on either side counts as half a metre off, so that pairing goes on.</summary>
    static double Error(Point3 one, Point3 other) => one.IsKnown && other.IsKnown ? Math.Min(10, one.DistanceTo(other)) : 0.5;

    static Point3[] Converted(Body body)
    {
        var pose = new Point3[Joints];
        for (var joint = 0; joint < Ours.Length; joint++)
        {
            pose[joint] = body[Ours[joint]] is { IsSeen: true } seen ? seen.Position : Point3.Unknown;
        }

        // The guess of the source: the head's lower end half way from shoulders to ears, the forehead 12.5 cm before and 14.5 cm above.
        pose[14] = pose[2].Towards(pose[3], 0.5);
        var shoulders = pose[8].Towards(pose[9], 0.5);
        var head = body[Joint.Head] is { IsSeen: true } ears ? ears.Position : Point3.Unknown;
        var neck = body[Joint.Neck] is { IsSeen: true } seenNeck ? seenNeck.Position : Point3.Unknown;
        var ahead = Matrix3.Cross(neck - pose[14], pose[8] - pose[9]);
        pose[12] = shoulders.Towards(head, 0.5);
        pose[13] = pose[12] + (0.125 / ahead.Length * ahead) + new Point3(0, 0, 0.145);
        return pose;
    }

    sealed class Sums
    {
        readonly List<double>[] _errors = [.. Enumerable.Range(0, Joints).Select(_ => new List<double>())];
        long _frames;
        long _matched;
        long _parts;
        readonly long[] _right = new long[Parts.Length];

        internal void Add(Point3[] truth, Point3[]? said)
        {
            _frames++;
            _matched += said is null ? 0 : 1;
            for (var part = 0; part < Parts.Length; part++)
            {
                var (a, b) = Parts[part];
                if (truth[a].IsKnown && truth[b].IsKnown)
                {
                    _parts++;
                    _right[part] += said is not null && said[a].DistanceTo(truth[a]) + said[b].DistanceTo(truth[b]) < truth[a].DistanceTo(truth[b]) ? 1 : 0;
                }
            }

            for (var joint = 0; said is not null && joint < Joints; joint++)
            {
                if (truth[joint].IsKnown && said[joint].IsKnown)
                {
                    _errors[joint].Add(said[joint].DistanceTo(truth[joint]));
                }
            }
        }

        internal PoseScore ToScore(int person) =>
            new(person, _frames, _matched, _parts, _right.Sum(), [.. _right], [.. _errors.Select(list => list.ToImmutableArray())]);
    }
}
