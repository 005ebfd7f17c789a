using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Tracking.Poses;
using Stroll.Units;

namespace Stroll.Tracking.Fusion;

/// <summary>One person on the floor over time, from all cameras.</summary>
/// <remarks>The state is (x, y, body height, velocity x, velocity y) with its covariance; joints hang on it.</remarks>
public sealed class FloorTrack
{
    static readonly TimeSpan FreshFor = 0.5.Seconds;

    readonly bool[] _cameras;
    readonly Point3[] _joints = new Point3[Body.JointCount];
    readonly Spread3[] _jointSpreads = new Spread3[Body.JointCount];
    readonly Instant[] _jointsSeen = new Instant[Body.JointCount];
    readonly double[] _bones = new double[BodyModel.Bones.Length];
    readonly double[] _boneVariances = new double[BodyModel.Bones.Length];

    // Covariance: of (x, y, height), of the velocity, and between them (row: x, y, height; column: velocity x, y).
    Spread3 _place;
    Spread2 _motion;
    double _xvx, _xvy, _yvx, _yvy, _hvx, _hvy;

    internal FloorTrack(int cameras) => _cameras = new bool[cameras];

    /// <summary>Counts up from 1 in the order in which tracks were confirmed; 0 before.</summary>
    public int Number { get; internal set; }

    /// <summary>When first seen.</summary>
    public Instant FirstSeen { get; private set; }

    /// <summary>Where first seen: on the floor, metres.</summary>
    public Point3 FirstPlace { get; private set; }

    /// <summary>When last seen by any camera.</summary>
    public Instant LastSeen { get; private set; }

    /// <summary>To when the state was carried.</summary>
    public Instant At { get; private set; }

    /// <summary>Where the feet are: on the floor, metres.</summary>
    public Point3 Place => new(Mean.X, Mean.Y, 0);

    /// <summary>How sure <see cref="Place"/> is, square metres.</summary>
    public Spread2 PlaceSpread => _place.Floor;

    /// <summary>Metres a second.</summary>
    public Point3 Velocity { get; private set; }

    /// <summary>From the floor to the top of the head, metres.</summary>
    public double Height => Mean.Z;

    /// <summary>True when this is a person, not a false sighting.</summary>
    public bool IsConfirmed => Number > 0;

    /// <summary>How sure it is that somebody is there.</summary>
    public Probability Existence => new(1 / (1 + Math.Exp(-Odds)));

    /// <summary>How many cameras saw them in the last round.</summary>
    public int Views { get; internal set; }

    /// <summary>Rounds since they were last seen.</summary>
    internal int Missed { get; set; }

    /// <summary>(x, y, body height).</summary>
    internal Point3 Mean { get; private set; }

    internal ref readonly Spread3 Spread => ref _place;

    /// <summary>Log odds that somebody is there.</summary>
    internal double Odds { get; set; }

    /// <summary>How tall they seemed in this round where they stood upright; not a number otherwise.</summary>
    internal double Upright { get; set; }

    /// <summary>How much of an independent look that was.</summary>
    internal double UprightLooks { get; set; }

    /// <summary>How tall they stand, from what was seen since they last met somebody.</summary>
    internal Stature Recent { get; set; }

    /// <summary>True while they are seen as boxes alone.</summary>
    internal bool IsBoxed { get; set; }

    /// <summary>An older track that may be the same person.</summary>
    internal FloorTrack? Twin { get; set; }

    /// <summary>Rounds in which both were seen and no camera saw both.</summary>
    internal int Together { get; set; }

    /// <summary>Rounds in which one camera saw both.</summary>
    internal int Apart { get; set; }

    /// <summary>Where a joint is; unknown when it was not seen for half a second.</summary>
    /// <returns>Score: 1 where it is known to a centimetre, 0.5 at 15 cm.</returns>
    public JointEstimate this[Joint joint]
    {
        get
        {
            var j = (int)joint;
            if (!IsJointFresh(j))
            {
                return JointEstimate.Missing;
            }

            var sd = Math.Sqrt(_jointSpreads[j].Trace / 3);
            return new(_joints[j], Math.Clamp(1 / (1 + (sd / 0.15)), 0.01, 1));
        }
    }

    /// <summary>How sure a joint's place is, square metres; without meaning where it is unknown.</summary>
    public Spread3 SpreadOf(Joint joint) => _jointSpreads[(int)joint];

    internal Point3 JointPlace(int joint) => _joints[joint];

    internal ref readonly Spread3 JointSpread(int joint) => ref _jointSpreads[joint];

    internal Instant JointSeen(int joint) => _jointsSeen[joint];

    internal bool IsJointFresh(int joint) => _joints[joint].IsKnown && At - _jointsSeen[joint] <= FreshFor;

    /// <summary>Length of a bone and its variance: what was seen of it, before that what the other side has, before that what bodies of
    /// this height have.</summary>
    internal (double Metres, double Variance) Bone(int bone)
    {
        var expected = BodyModel.Bones[bone].Share * Height;
        var prior = BodyModel.BoneSd * expected * BodyModel.BoneSd * expected;
        var other = BodyModel.OtherSide(bone);
        if (!double.IsNaN(_bones[other]) && other != bone)
        {
            var alike = BodyModel.SideSd * expected * BodyModel.SideSd * expected;
            (expected, prior) = Joined(expected, prior, _bones[other], _boneVariances[other] + alike);
        }

        if (double.IsNaN(_bones[bone]))
        {
            return (expected, prior);
        }

        return Joined(expected, prior, _bones[bone], _boneVariances[bone]);
    }

    static (double Metres, double Variance) Joined(double one, double variance, double other, double otherVariance)
    {
        var weight = variance / (variance + otherVariance);
        return (one + (weight * (other - one)), variance * (1 - weight));
    }

    internal void Begin(Instant at, Point3 mean, in Spread3 spread, FusionRules rules)
    {
        (Number, FirstSeen, LastSeen, At, Views) = (0, at, at, at, 0);
        (Mean, Velocity, Odds, Twin, Together, Apart, Missed) = (mean, default, 0, null, 0, 0, 0);
        FirstPlace = mean with { Z = 0 };
        (Upright, Recent) = (double.NaN, default);
        _place = spread + Spread3.Round(rules.SwayMetres * rules.SwayMetres);
        // Walkers do about a metre a second in any direction.
        _motion = Spread2.Round(0.35);
        _xvx = _xvy = _yvx = _yvy = _hvx = _hvy = 0;
        Array.Fill(_joints, Point3.Unknown);
        Array.Fill(_bones, double.NaN);
    }

    /// <summary>Carries the state on to a later moment.</summary>
    internal void Predict(Instant to, FusionRules rules)
    {
        var seconds = (to - At).TotalSeconds;
        if (seconds <= 0)
        {
            return;
        }

        At = to;
        // Somebody out of sight stops after a while: then the velocity fades and the place spreads like a random walk.
        var unseen = (to - LastSeen).TotalSeconds;
        var stops = rules.StopsAfter.TotalSeconds;
        var fade = unseen > 0.5 * stops ? Math.Exp(-seconds / stops) : 1;
        var step = fade < 1 ? stops * (1 - fade) : seconds;
        var q = IsBoxed ? rules.BoxAcceleration : rules.Acceleration;
        Mean = new(Mean.X + (step * Velocity.X), Mean.Y + (step * Velocity.Y), Mean.Z);
        var shift = step * Velocity;
        Velocity = fade * Velocity;
        var (beforeX, beforeY) = (_place.XX, _place.YY);
        _place = new(
            _place.XX + (step * ((2 * _xvx) + (step * _motion.XX))) + (q * seconds * seconds * seconds / 3),
            _place.XY + (step * (_xvy + _yvx + (step * _motion.XY))),
            _place.XZ + (step * _hvx),
            _place.YY + (step * ((2 * _yvy) + (step * _motion.YY))) + (q * seconds * seconds * seconds / 3),
            _place.YZ + (step * _hvy),
            _place.ZZ + (rules.HeightDrift * rules.HeightDrift * seconds));
        // Joints go where the body goes, and are as unsure of its way as the body is.
        var carried = Spread3.Diagonal(Math.Max(0, _place.XX - beforeX), Math.Max(0, _place.YY - beforeY), 0);
        for (var joint = 0; joint < Body.JointCount; joint++)
        {
            _joints[joint] += shift;
            _jointSpreads[joint] += carried + Spread3.Round(seconds * ((Joint)joint <= Joint.RightShoulder ? rules.Bending : BodyModel.Restlessness((Joint)joint)));
        }

        var half = q * seconds * seconds / 2;
        (_xvx, _xvy) = (fade * (_xvx + (step * _motion.XX)) + half, fade * (_xvy + (step * _motion.XY)));
        (_yvx, _yvy) = (fade * (_yvx + (step * _motion.XY)), fade * (_yvy + (step * _motion.YY)) + half);
        (_hvx, _hvy) = (fade * _hvx, fade * _hvy);
        _motion = (fade * fade * _motion) + Spread2.Round(q * seconds);
    }

    /// <summary>Takes what sightings say of (x, y, body height).</summary>
    /// <param name="at">When; <see cref="Predict"/> has carried the state there.</param>
    /// <param name="measured">Where they say it is.</param>
    /// <param name="noise">Covariance of that.</param>
    internal void Correct(Instant at, Point3 measured, in Spread3 noise)
    {
        LastSeen = at;
        var total = (_place + noise).Inverse;
        var off = total * (measured - Mean);
        // Rows of P Hᵀ: the place itself and what the velocity has in common with it.
        var vx = new Point3(_xvx, _yvx, _hvx);
        var vy = new Point3(_xvy, _yvy, _hvy);
        Mean += _place * off;
        Velocity = new(Velocity.X + Matrix3.Dot(vx, off), Velocity.Y + Matrix3.Dot(vy, off), 0);
        var tvx = total * vx;
        var tvy = total * vy;
        _motion = new(
            _motion.XX - Matrix3.Dot(vx, tvx), _motion.XY - Matrix3.Dot(vx, tvy), _motion.YY - Matrix3.Dot(vy, tvy));
        // P Hᵀ S⁻¹ H P for the place, written as noise S⁻¹ P, which stays symmetric and above zero.
        var newVx = noise * tvx;
        var newVy = noise * tvy;
        (_xvx, _yvx, _hvx) = (newVx.X, newVx.Y, newVx.Z);
        (_xvy, _yvy, _hvy) = (newVy.X, newVy.Y, newVy.Z);
        _place = (_place.Inverse + noise.Inverse).Inverse;
    }

    internal void SetCameras(ReadOnlySpan<int> members, Clues clues)
    {
        Array.Clear(_cameras);
        foreach (var member in members)
        {
            _cameras[clues.Camera(member)] = true;
        }
    }

    internal bool SharesCamera(FloorTrack other)
    {
        for (var i = 0; i < _cameras.Length; i++)
        {
            if (_cameras[i] && other._cameras[i])
            {
                return true;
            }
        }

        return false;
    }

    internal void SetJoint(int joint, Point3 place, in Spread3 spread, Instant? seen)
    {
        (_joints[joint], _jointSpreads[joint]) = (place, spread);
        _jointsSeen[joint] = seen ?? _jointsSeen[joint];
    }

    internal void LearnBone(int bone, double metres, double variance)
    {
        if (double.IsNaN(_bones[bone]))
        {
            (_bones[bone], _boneVariances[bone]) = (metres, variance);
            return;
        }

        // Errors of one pose last for seconds, so that many frames teach only as much as some twenty.
        var gain = Math.Max(0.05, _boneVariances[bone] / (_boneVariances[bone] + variance));
        _bones[bone] += gain * (metres - _bones[bone]);
        _boneVariances[bone] = Math.Max(1e-4, (1 - gain) * _boneVariances[bone]);
    }
}
