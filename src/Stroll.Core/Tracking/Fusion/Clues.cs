using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Tracking.Poses;

namespace Stroll.Tracking.Fusion;

/// <summary>What the sightings of one round say of places: for each its rays, and what it alone knows of floor place and body height.</summary>
/// <remarks>Arrays that grow with the fullest round and are then used again.</remarks>
sealed class Clues
{
    // A sighting says at most this of somebody's place: calibrations are no better than a few centimetres.
    const double LeastDepth = 0.3;

    int[] _cameras = [];
    Sighting[] _sightings = [];
    Point3[] _rays = [];
    double[] _angles = [];
    Spread3[] _information = [];
    Point3[] _vectors = [];
    Point3[] _means = [];
    Spread3[] _spreads = [];
    double[] _depths = [];
    bool[] _hasJoints = [];

    internal int Count { get; private set; }

    /// <summary>True when joints of anybody say more than the boxes.</summary>
    internal bool HasAnyJoints { get; private set; }

    internal void Clear() => (Count, HasAnyJoints) = (0, false);

    internal int Camera(int clue) => _cameras[clue];

    internal Sighting Sighting(int clue) => _sightings[clue];

    /// <summary>True when joints say more than the box.</summary>
    internal bool HasJoints(int clue) => _hasJoints[clue];

    /// <summary>The way in which a joint lies; unknown where it was not seen.</summary>
    internal ref readonly Point3 Ray(int clue, int joint) => ref _rays[(clue * Body.JointCount) + joint];

    /// <summary>How sure the ray's direction is: standard deviation of its angle.</summary>
    internal double Angle(int clue, int joint) => _angles[(clue * Body.JointCount) + joint];

    /// <summary>Information on (x, y, body height), without any prior.</summary>
    internal ref readonly Spread3 Information(int clue) => ref _information[clue];

    internal Point3 Vector(int clue) => _vectors[clue];

    /// <summary>(x, y, body height) with the prior of body heights.</summary>
    internal Point3 Mean(int clue) => _means[clue];

    internal ref readonly Spread3 Spread(int clue) => ref _spreads[clue];

    /// <summary>From the camera to the person, metres.</summary>
    internal double Depth(int clue) => _depths[clue];

    /// <summary>Adds a sighting.</summary>
    /// <returns>False when it says nothing of a place: then it was not added.</returns>
    internal bool TryAdd(FusionRules rules, StoreCamera camera, Sighting sighting, bool isFootHidden)
    {
        Grow();
        var clue = Count;
        var view = camera.View;
        var focal = 0.5 * (view.Lens.FocalRightPixels + view.Lens.FocalDownPixels);
        _cameras[clue] = camera.Id.Index;
        _sightings[clue] = sighting;
        var rays = _rays.AsSpan(clue * Body.JointCount, Body.JointCount);
        var angles = _angles.AsSpan(clue * Body.JointCount, Body.JointCount);
        var count = ReadJoints(rules, view, focal, sighting, rays, angles);
        _hasJoints[clue] = count > 0;
        if (count == 0)
        {
            if (!sighting.Box.IsReal)
            {
                return false;
            }
        }

        // First with every depth alike, then with the depths that this gave.
        var depth = 4.0;
        for (var pass = 0; pass < 3; pass++)
        {
            var sum = count > 0
                ? JointEvidence(view, rays, angles, depth)
                : BoxEvidence(rules, view, focal, sighting.Box, isFootHidden, depth);
            (_information[clue], _vectors[clue]) = (sum.Information, sum.Vector);
            sum.AddPoint(new(0, 0, BodyModel.MeanHeight), HeightPrior);
            if (!sum.TrySolve(out _means[clue], out _spreads[clue]))
            {
                return false;
            }

            var mean = _means[clue];
            depth = Math.Max(LeastDepth, new Point3(mean.X, mean.Y, 0.6 * mean.Z).DistanceTo(view.Pose.Origin));
        }

        _depths[clue] = depth;
        if (_means[clue] is { Z: < 0.6 or > 2.6 } || depth > 200 || view.ToCamera(_means[clue] with { Z = 1 }).Z <= 0)
        {
            return false;
        }

        Count++;
        HasAnyJoints |= count > 0;
        return true;
    }

    /// <summary>What everybody's height is before they were seen.</summary>
    internal static Spread3 HeightPrior => new(0, 0, 0, 0, 0, 1 / (BodyModel.HeightSd * BodyModel.HeightSd));

    static int ReadJoints(FusionRules rules, PinholeCamera view, double focal, Sighting sighting, Span<Point3> rays, Span<double> angles)
    {
        rays.Fill(Point3.Unknown);
        var count = 0;
        if (sighting.Joints.IsDefaultOrEmpty || sighting.Joints.Length != Body.JointCount)
        {
            return 0;
        }

        for (var joint = 0; joint < Body.JointCount; joint++)
        {
            if (sighting.Joints[joint] is { IsSeen: true } seen && double.IsFinite(seen.Score))
            {
                var ray = view.Direction(seen.At);
                if (ray.IsKnown)
                {
                    rays[joint] = ray;
                    // What a model finds has scores above a half; what it guesses behind an obstacle has lower ones and is far off.
                    var doubt = Math.Clamp(0.5 / seen.Score, 1, 2.2);
                    angles[joint] = rules.JointPixels / focal * doubt * doubt * doubt;
                    count += BodyModel.AsideSd((Joint)joint) > 0 ? 1 : 0;
                }
            }
        }

        return count;
    }

    static RaySum JointEvidence(PinholeCamera view, ReadOnlySpan<Point3> rays, ReadOnlySpan<double> angles, double depth)
    {
        var sum = default(RaySum);
        for (var joint = 0; joint < Body.JointCount; joint++)
        {
            var aside = BodyModel.AsideSd((Joint)joint);
            if (aside > 0 && rays[joint].IsKnown)
            {
                var off = angles[joint] * depth;
                Add(ref sum, view.Pose.Origin, rays[joint], BodyModel.HeightShare((Joint)joint), (aside * aside) + (off * off));
            }
        }

        return sum;
    }

    static RaySum BoxEvidence(FusionRules rules, PinholeCamera view, double focal, PixelBox box, bool isFootHidden, double depth)
    {
        const double Lean = 0.05;
        var sum = default(RaySum);
        var off = rules.BoxPixels / focal * depth;
        var variance = (Lean * Lean) + (off * off);
        var isCutAbove = box.Top <= 1;
        var isCutBelow = isFootHidden || box.Bottom >= view.Lens.HeightPixels - 1;
        if (!isCutAbove)
        {
            Add(ref sum, view.Pose.Origin, view.Direction(new(box.Left + (0.5 * box.Width), box.Top)), 1, variance);
        }

        if (!isCutBelow)
        {
            Add(ref sum, view.Pose.Origin, view.Direction(new(box.Left + (0.5 * box.Width), box.Bottom)), 0, variance);
        }

        return sum;
    }

    /// <summary>What a sighting says of (x, y, body height) of somebody whose body is known: each ray passes the joint where it was, beside the axis.</summary>
    /// <remarks>Where a joint was is known to a few centimetres beside the axis, and not to the hand's breadth that bodies in general leave open.</remarks>
    internal (Spread3 Information, Point3 Vector) Of(int clue, FloorTrack track, Point3 origin, FusionRules rules)
    {
        var (sum, count) = (default(RaySum), 0);
        for (var joint = 0; joint < Body.JointCount; joint++)
        {
            var ray = Ray(clue, joint);
            if (BodyModel.AsideSd((Joint)joint) > 0 && ray.IsKnown && track.IsJointFresh(joint))
            {
                // Who bends down is not smaller: the joint is as high as it was, whatever the height.
                var off = Angle(clue, joint) * Depth(clue);
                var beside = track.JointPlace(joint) - track.Place;
                Add(ref sum, origin - beside, ray, 0, (off * off) + (rules.BesideMetres * rules.BesideMetres) + (track.JointSpread(joint).Trace / 3));
                count++;
            }
        }

        // The axis itself must not wander off the body.
        return count < rules.LeastJoints ? (Information(clue), Vector(clue))
            : (rules.BesideWeight * sum.Information + (rules.AxisWeight * Information(clue)), (rules.BesideWeight * sum.Vector) + (rules.AxisWeight * Vector(clue)));
    }

    // The point is (x, y, share times body height): linear in what is sought.
    static void Add(ref RaySum sum, Point3 origin, Point3 ray, double share, double variance)
    {
        var across = Spread3.Across(ray, 1 / variance);
        var vector = across * origin;
        sum.Add(
            new(across.XX, across.XY, share * across.XZ, across.YY, share * across.YZ, share * share * across.ZZ),
            new(vector.X, vector.Y, share * vector.Z));
    }

    void Grow()
    {
        if (Count < _cameras.Length)
        {
            return;
        }

        var size = Math.Max(64, 2 * Count);
        Array.Resize(ref _cameras, size);
        Array.Resize(ref _sightings, size);
        Array.Resize(ref _rays, size * Body.JointCount);
        Array.Resize(ref _angles, size * Body.JointCount);
        Array.Resize(ref _information, size);
        Array.Resize(ref _vectors, size);
        Array.Resize(ref _means, size);
        Array.Resize(ref _spreads, size);
        Array.Resize(ref _depths, size);
        Array.Resize(ref _hasJoints, size);
    }
}
