using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>The bodies of everybody inside at one moment, and what a pose model makes of them whatever camera it looks through.</summary>
/// <remarks>Arrays grow with the largest crowd so far and are then used again.</remarks>
internal sealed class Crowd(CameraNoise noise, Rng rng)
{
    // What hides of a body: joint, joint, radius in metres. The trunk goes from the neck to the middle of the hips and comes on top.
    static readonly (Joint One, Joint Other, double Radius)[] Limbs =
    [
        (Joint.Head, Joint.Head, 0.11),
        (Joint.LeftHip, Joint.LeftKnee, 0.08), (Joint.RightHip, Joint.RightKnee, 0.08),
        (Joint.LeftKnee, Joint.LeftAnkle, 0.06), (Joint.RightKnee, Joint.RightAnkle, 0.06),
        (Joint.LeftShoulder, Joint.LeftElbow, 0.05), (Joint.RightShoulder, Joint.RightElbow, 0.05),
        (Joint.LeftElbow, Joint.LeftWrist, 0.045), (Joint.RightElbow, Joint.RightWrist, 0.045),
    ];

    const double Trunk = 0.16;
    const double LeastWidth = 0.3;

    // A joint that a model misplaces stays misplaced for about so long.
    const double BlurSeconds = 0.4;

    // A look at a joint ends this far before it, so that what the joint is part of does not hide it. Metres.
    const double Skin = 0.06;

    readonly List<Person> _shown = [];
    readonly List<Person?> _slots = [];
    float[] _blurs = [];
    float[] _scales = [];
    float[] _fresh = [];
    Point3[] _joints = [];
    Point3[] _hips = [];
    Point3[] _places = [];
    double[] _widths = [];
    double[] _tops = [];

    /// <summary>How many bodies there are at the moment.</summary>
    internal int Count => _shown.Count;

    /// <summary>How many slots have ever been in use at once.</summary>
    internal int Slots => _slots.Count;

    /// <summary>Whose body it is.</summary>
    internal Person PersonAt(int body) => _shown[body];

    /// <summary>The true joints of a body.</summary>
    internal ReadOnlySpan<Point3> Joints(int body) => _joints.AsSpan(body * Body.JointCount, Body.JointCount);

    /// <summary>Where a body stands.</summary>
    internal Point3 Place(int body) => _places[body];

    /// <summary>How far a body reaches from where it stands, on the floor. Metres.</summary>
    internal double Width(int body) => _widths[body];

    /// <summary>How far off a pose model has a joint now, through every camera. Metres.</summary>
    internal Point3 Blur(int body, int joint)
    {
        var at = ((_shown[body].CameraSlot * Body.JointCount) + joint) * 3;
        return noise.SharedMetres * _scales[at / 3] * new Point3(_blurs[at], _blurs[at + 1], _blurs[at + 2]);
    }

    /// <summary>Time goes on: people come and go, and what is misplaced wanders.</summary>
    internal void Step(List<Person> people, double seconds)
    {
        for (var i = 0; i < _slots.Count; i++)
        {
            _slots[i] = _slots[i] is { IsGone: false } person ? person : null;
        }

        foreach (var person in people)
        {
            if (person.CameraSlot < 0)
            {
                Admit(person);
            }
        }

        var stays = Math.Exp(-seconds / BlurSeconds);
        var (keep, add) = ((float)stays, (float)Math.Sqrt(1 - (stays * stays)));
        foreach (var person in people)
        {
            var first = person.CameraSlot * Body.JointCount;
            rng.FillNormals(_fresh.AsSpan(0, 3 * Body.JointCount));
            for (var i = 0; i < 3 * Body.JointCount; i++)
            {
                _blurs[(3 * first) + i] = (keep * _blurs[(3 * first) + i]) + (add * _fresh[i]);
            }

            if (noise.FarOff > 0 && rng.NextChance(seconds / BlurSeconds))
            {
                DrawScales(first);
            }
        }
    }

    /// <summary>Puts people where they are at a moment between two steps.</summary>
    /// <param name="people">Who is inside.</param>
    /// <param name="before">When they were at their last places.</param>
    /// <param name="now">When they are at their places.</param>
    /// <param name="at">Of the moment.</param>
    /// <param name="view">Leaves those out whom this view cannot show; none for all. They hide nobody who is in it.</param>
    internal void Pose(List<Person> people, double before, double now, double at, SightLines? view)
    {
        _shown.Clear();
        var share = now > before ? (at - before) / (now - before) : 1;
        foreach (var person in people)
        {
            var place = person.LastPlace.Towards(person.Place, share);
            if (person.Entered <= at && view?.CouldSee(place, person.Height) != false)
            {
                Pose(person, place, at);
            }
        }
    }

    /// <summary>True when a body hides the target of a look.</summary>
    internal bool Hides(int body, in Look look)
    {
        // Most looks pass beside the body or, from under the ceiling, over its head.
        if (!look.Passes(_places[body], _widths[body], out var low, out var high) || low > _tops[body])
        {
            return false;
        }

        var joints = Joints(body);
        if (IsHit(look, joints[(int)Joint.Neck], _hips[body], Trunk, low, high))
        {
            return true;
        }

        foreach (var (one, other, radius) in Limbs)
        {
            if (IsHit(look, joints[(int)one], joints[(int)other], radius, low, high))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when a body's own trunk or head hides one of its joints.</summary>
    internal bool HidesOwn(int body, int joint, Point3 from)
    {
        var target = _joints[(body * Body.JointCount) + joint];
        switch ((Joint)joint)
        {
            case Joint.Head or Joint.Neck or Joint.LeftHip or Joint.RightHip:
                // They lie in the trunk or above it: whatever side one looks from, a model draws them.
                return false;
        }

        var way = from - target;
        var to = target + (Skin / way.Length * way);
        return Capsules.DistanceSquared(from, to, Joints(body)[(int)Joint.Neck], _hips[body]) < Trunk * Trunk
            || Capsules.DistanceSquared(from, to, Joints(body)[(int)Joint.Head], Joints(body)[(int)Joint.Head]) < Limbs[0].Radius * Limbs[0].Radius;
    }

    static bool IsHit(in Look look, Point3 one, Point3 other, double radius, double low, double high) =>
        Math.Min(one.Z, other.Z) - radius <= high && Math.Max(one.Z, other.Z) + radius >= low
        && Capsules.DistanceSquared(look.From, look.To, one, other) < radius * radius;

    void Pose(Person person, Point3 place, double at)
    {
        var body = _shown.Count;
        Room(ref _joints, (body + 1) * Body.JointCount);
        Room(ref _hips, body + 1);
        Room(ref _places, body + 1);
        Room(ref _widths, body + 1);
        Room(ref _tops, body + 1);
        _shown.Add(person);
        var joints = _joints.AsSpan(body * Body.JointCount, Body.JointCount);
        BodyShape.Write(joints, place, person.Heading, person.Height, person.Reach, at);
        _hips[body] = joints[(int)Joint.LeftHip].Towards(joints[(int)Joint.RightHip], 0.5);
        _places[body] = place;
        var (widest, top) = (LeastWidth * LeastWidth, 0.0);
        foreach (var joint in joints)
        {
            var (x, y) = (joint.X - place.X, joint.Y - place.Y);
            (widest, top) = (Math.Max(widest, (x * x) + (y * y)), Math.Max(top, joint.Z));
        }

        (_widths[body], _tops[body]) = (Math.Sqrt(widest) + Trunk, top + Trunk);
    }

    void Admit(Person person)
    {
        var slot = _slots.IndexOf(null);
        if (slot < 0)
        {
            slot = _slots.Count;
            _slots.Add(null);
        }

        _slots[slot] = person;
        person.CameraSlot = slot;
        Room(ref _blurs, 3 * Body.JointCount * _slots.Count);
        Room(ref _scales, Body.JointCount * _slots.Count);
        Room(ref _fresh, 3 * Body.JointCount);
        rng.FillNormals(_blurs.AsSpan(3 * Body.JointCount * slot, 3 * Body.JointCount));
        DrawScales(slot * Body.JointCount);
    }

    void DrawScales(int first)
    {
        for (var i = 0; i < Body.JointCount; i++)
        {
            _scales[first + i] = noise.FarOff > 0 && rng.NextChance(noise.FarOff) ? 2 : 1;
        }
    }

    static void Room<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            Array.Resize(ref array, Math.Max(length, 2 * array.Length));
        }
    }
}
