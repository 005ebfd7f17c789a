using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>A picture that a camera took, on its way to the host.</summary>
/// <param name="Camera">Which.</param>
/// <param name="At">When it was truly taken, seconds since the sensors started.</param>
/// <param name="Says">What was seen.</param>
/// <param name="Lag">How much longer than usual it takes, seconds.</param>
/// <param name="IsFirst">The camera has just started.</param>
internal readonly record struct Picture(int Camera, double At, Observation.PeopleSighted Says, double Lag, bool IsFirst);

/// <summary>One camera with its detector and pose model: true bodies in, noisy sightings out. Times are seconds since the sensors started.</summary>
internal sealed class CameraEye
{
    const int Joints = Body.JointCount;

    // A camera that falls behind does so every minute or so, for some seconds.
    const double MeanSecondsToLag = 60;
    const double MostLag = 0.4;

    // How often a burst of lost pictures begins, and how long it is at most.
    const double Burst = 0.002;
    const double MostBurst = 0.8;

    readonly StoreCamera _camera;
    readonly CameraNoise _noise;
    readonly Crowd _crowd;
    readonly SightLines _lines;
    readonly Mirror? _mirror;
    readonly Ghost? _ghost;
    readonly Tally _tally;
    readonly Instant _begin;
    readonly DarkTimes _dark;
    readonly Rng _rng;
    readonly double _phase;
    readonly double _clock;
    readonly List<Sighting> _found = [];
    readonly float[] _white = new float[2 * Joints];
    Seen[] _seen = [];
    Memory[] _memories = [];
    int _count;
    long _frame;
    double _next;
    double _lostUntil;
    double _lagFrom;
    double _lagTo;
    double _lag;
    bool _wasDark;

    /// <param name="camera">Which, with its calibration.</param>
    /// <param name="noise">How detector and model err.</param>
    /// <param name="crowd">Everybody; posed for each picture.</param>
    /// <param name="fixtures">What stands in the way.</param>
    /// <param name="mirror">A mirror in the store; none for none.</param>
    /// <param name="ghost">What this camera takes for a person now and then; none for nothing.</param>
    /// <param name="dark">When it says nothing.</param>
    /// <param name="tally">Which faults are on.</param>
    /// <param name="begin">Of the sensors.</param>
    /// <param name="rng">Of this camera alone.</param>
    internal CameraEye(
        StoreCamera camera, CameraNoise noise, Crowd crowd, Fixtures fixtures, Mirror? mirror, Ghost? ghost, DarkTimes dark, Tally tally, Instant begin, Rng rng)
    {
        (_camera, _noise, _crowd, _mirror, _ghost, _dark, _tally, _begin, _rng) = (camera, noise, crowd, mirror, ghost, dark, tally, begin, rng);
        _lines = new(camera.View, crowd, fixtures, noise.SeesThrough);
        _phase = rng.NextUnit();
        _next = _phase / noise.Hertz;
        _clock = tally.IsOn(Feature.CameraClocks) ? rng.NextBetween(-noise.ClockSeconds, noise.ClockSeconds) : 0;
        if (tally.IsOn(Feature.CameraClocks))
        {
            tally.Count(Feature.CameraClocks);
        }

        DrawLag(0);
    }

    /// <summary>The pictures after the last call up to <paramref name="now"/>.</summary>
    /// <param name="people">Who is inside.</param>
    /// <param name="before">When they were at their last places.</param>
    /// <param name="now">When they are at their places.</param>
    /// <param name="pictures">The pictures are added here.</param>
    internal void Look(List<Person> people, double before, double now, List<Picture> pictures)
    {
        while (_next <= now)
        {
            var at = _next;
            _frame++;
            var uneven = _tally.IsOn(Feature.ClockJitter) ? _rng.NextBetween(-0.3, 0.3) : 0;
            _next = (_frame + _phase + uneven) / _noise.Hertz;
            if (_dark.Holds(at))
            {
                _wasDark = true;
                continue;
            }

            if (IsLost(at))
            {
                _tally.Count(Feature.FrameDrops);
                continue;
            }

            // In a mirror there may be people whom the camera does not see itself.
            _crowd.Pose(people, before, now, at, _mirror is null ? _lines : null);
            var says = new Observation.PeopleSighted(new(_begin.Nanoseconds + (long)Math.Round((at + _clock) * 1e9)), _camera.Id, Sightings(at));
            pictures.Add(new(_camera.Id.Index, at, says, LagAt(at), _wasDark));
            _wasDark = false;
        }
    }

    ImmutableArray<Sighting> Sightings(double at)
    {
        _found.Clear();
        Detect(at);
        Merge(at);
        for (var i = 0; i < _count; i++)
        {
            if (!_seen[i].IsMerged)
            {
                _found.Add(Say(_seen[i], at));
            }
        }

        Reflect(at);
        Haunt(at);
        // The order of a list of people would tell who is who.
        _found.Sort(static (one, other) => one.Score != other.Score ? other.Score.CompareTo(one.Score) : one.Box.Left.CompareTo(other.Box.Left));
        return [.. _found];
    }

    /// <summary>Who is detected, and in which box.</summary>
    void Detect(double at)
    {
        _count = 0;
        if (_seen.Length < _crowd.Count)
        {
            Array.Resize(ref _seen, Math.Max(_crowd.Count, 2 * _seen.Length));
        }

        if (_memories.Length < _crowd.Slots)
        {
            Array.Resize(ref _memories, Math.Max(_crowd.Slots, 2 * _memories.Length));
        }

        _lines.Draw();
        for (var body = 0; body < _crowd.Count; body++)
        {
            if (_mirror is not null && !_lines.CouldSee(_crowd.Place(body), _crowd.PersonAt(body).Height))
            {
                continue;
            }

            ref var seen = ref _seen[_count];
            seen.States ??= new byte[Joints];
            seen.Body = body;
            seen.IsMerged = false;
            _lines.Look(body, ref seen);
            ref var memory = ref Remember(_crowd.PersonAt(body), at);
            if (seen.Visible >= 3 && seen.Box.Height >= _noise.LeastPixels && IsDetected(seen.Visible / (double)Joints, memory.Luck))
            {
                _count++;
            }
        }
    }

    // Luck stays for a while: who was missed in one picture is likely missed in the next.
    bool IsDetected(double visible, double luck)
    {
        var chance = Math.Clamp((visible - 0.12) / 0.35, 0, 1);
        if (luck >= chance)
        {
            return false;
        }

        if (_tally.IsOn(Feature.CameraMisses) && luck >= chance * (1 - _noise.Misses))
        {
            _tally.Count(Feature.CameraMisses);
            return false;
        }

        return true;
    }

    ref Memory Remember(Person person, double at)
    {
        ref var memory = ref _memories[person.CameraSlot];
        if (memory.Person != person.Number || !memory.IsUsed)
        {
            memory = new() { Person = person.Number, IsUsed = true, LuckUntil = double.NegativeInfinity, MergedUntil = double.NegativeInfinity };
        }

        if (at >= memory.LuckUntil)
        {
            memory.Luck = _rng.NextUnit();
            memory.MirrorLuck = _rng.NextUnit();
            memory.LuckUntil = at - (_noise.LuckSeconds * Math.Log(1 - _rng.NextUnit()));
        }

        return ref memory;
    }

    /// <summary>Two people, one close behind the other: one box for both, for a while.</summary>
    void Merge(double at)
    {
        if (!_tally.IsOn(Feature.MergedPeople))
        {
            return;
        }

        for (var i = 0; i < _count; i++)
        {
            for (var j = i + 1; j < _count; j++)
            {
                if (_seen[i].IsMerged || _seen[j].IsMerged)
                {
                    continue;
                }

                var shared = _seen[i].Box.SharedWith(_seen[j].Box) / Math.Min(_seen[i].Box.Area, _seen[j].Box.Area);
                if (shared < 0.5 || Math.Abs(_seen[i].Depth - _seen[j].Depth) > 1.2)
                {
                    continue;
                }

                var (near, far) = _seen[i].Depth <= _seen[j].Depth ? (i, j) : (j, i);
                var other = _crowd.PersonAt(_seen[near].Body).Number;
                ref var memory = ref _memories[_crowd.PersonAt(_seen[far].Body).CameraSlot];
                if ((memory.MergedWith != other || at >= memory.MergedUntil) && _rng.NextChance(_noise.MergesPerSecond / _noise.Hertz))
                {
                    (memory.MergedWith, memory.MergedUntil) = (other, at + _rng.NextBetween(0.3, 2));
                }

                if (memory.MergedWith == other && at < memory.MergedUntil)
                {
                    _seen[near].Box = _seen[near].Box.Around(_seen[far].Box);
                    _seen[far].IsMerged = true;
                    _tally.Count(Feature.MergedPeople);
                }
            }
        }
    }

    Sighting Say(in Seen seen, double at)
    {
        var joints = new SightedJoint[Joints];
        var view = _camera.View;
        var truth = _crowd.Joints(seen.Body);
        var visible = seen.Visible / (double)Joints;
        var off = _crowd.PersonAt(seen.Body).JacketOff;
        var isUnderCloth = at >= off && at < off + _noise.JacketSeconds;
        _rng.FillNormals(_white);
        for (var joint = 0; joint < Joints; joint++)
        {
            var state = seen.States[joint];
            var isGone = state == SightLines.Outside
                || _rng.NextChance(state == SightLines.Hidden ? 1 - _noise.Guesses : _noise.Missing)
                || (isUnderCloth && joint <= (int)Joint.RightWrist && _rng.NextChance(_noise.ClothHides));
            var own = view.ToCamera(truth[joint] + _crowd.Blur(seen.Body, joint));
            var score = _rng.NextUnit();
            if (isGone || !view.TryProjectOwn(own, out var pixel))
            {
                joints[joint] = SightedJoint.Missing;
                continue;
            }

            var metres = state == SightLines.Hidden ? _noise.GuessMetres : _noise.OwnMetres * (1 + (_noise.Hidden * (1 - visible)));
            var sd = Math.Sqrt((_noise.OwnPixels * _noise.OwnPixels) + Square(metres * view.Lens.FocalRightPixels / own.Z));
            var place = new Pixel((float)(pixel.Right + (sd * _white[2 * joint])), (float)(pixel.Down + (sd * _white[(2 * joint) + 1])));
            joints[joint] = view.Shows(place)
                ? new(place, (float)(state == SightLines.Hidden ? 0.05 + (0.35 * score) : 0.5 + (0.48 * score)))
                : SightedJoint.Missing;
        }

        return new(Blurred(seen.Box), Score(visible), System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(joints));
    }

    PixelBox Blurred(PixelBox box)
    {
        var sd = 1 + (_noise.BoxShare * box.Height);
        var left = Math.Clamp(box.Left + (sd * _rng.NextNormal()), 0, _camera.View.Lens.WidthPixels - 2);
        var top = Math.Clamp(box.Top + (sd * _rng.NextNormal()), 0, _camera.View.Lens.HeightPixels - 2);
        var right = Math.Clamp(box.Right + (sd * _rng.NextNormal()), left + 1, _camera.View.Lens.WidthPixels);
        var bottom = Math.Clamp(box.Bottom + (sd * _rng.NextNormal()), top + 1, _camera.View.Lens.HeightPixels);
        return new((float)left, (float)top, (float)(right - left), (float)(bottom - top));
    }

    double Score(double visible) => (float)Math.Clamp(0.3 + (0.62 * Math.Sqrt(visible)) + (0.05 * _rng.NextNormal()), 0.15, 0.99);

    /// <summary>People in the mirror look like people behind the wall.</summary>
    void Reflect(double at)
    {
        if (_mirror is not { } mirror || !mirror.IsBefore(_camera.View.Pose.Origin))
        {
            return;
        }

        for (var body = 0; body < _crowd.Count; body++)
        {
            ref var memory = ref Remember(_crowd.PersonAt(body), at);
            if (memory.MirrorLuck < _noise.MirrorDetects && _lines.LookInto(mirror, body, _rng, _noise) is { } sighting)
            {
                _tally.Count(Feature.MirrorImages);
                _found.Add(sighting);
            }
        }
    }

    void Haunt(double at)
    {
        if (_ghost?.Appear(at, _rng) is { } sighting)
        {
            _tally.Count(Feature.StandingGhosts);
            _found.Add(sighting);
        }
    }

    bool IsLost(double at)
    {
        if (!_tally.IsOn(Feature.FrameDrops))
        {
            return false;
        }

        if (at >= _lostUntil && _rng.NextChance(Burst))
        {
            _lostUntil = at + _rng.NextBetween(0.2, MostBurst);
        }

        return at < _lostUntil || _rng.NextChance(_noise.Dropped);
    }

    double LagAt(double at)
    {
        if (!_tally.IsOn(Feature.CameraLag) || at < _lagFrom)
        {
            return 0;
        }

        if (at >= _lagTo)
        {
            DrawLag(at);
            return 0;
        }

        _tally.Count(Feature.CameraLag);
        return _lag;
    }

    void DrawLag(double at)
    {
        _lagFrom = at - (MeanSecondsToLag * Math.Log(1 - _rng.NextUnit()));
        _lagTo = _lagFrom + _rng.NextBetween(2, 8);
        _lag = _rng.NextBetween(0.2, MostLag);
    }

    static double Square(double value) => value * value;

    /// <summary>What the detector makes of one person over time.</summary>
    struct Memory
    {
        internal bool IsUsed;
        internal int Person;
        internal double Luck;
        internal double MirrorLuck;
        internal double LuckUntil;
        internal int MergedWith;
        internal double MergedUntil;
    }
}

/// <summary>One person in one picture.</summary>
internal struct Seen
{
    /// <summary>Which body of the crowd.</summary>
    internal int Body;

    /// <summary>What is the matter with each joint.</summary>
    internal byte[] States;

    /// <summary>How many joints are seen.</summary>
    internal int Visible;

    /// <summary>Around what is seen, within the picture.</summary>
    internal PixelBox Box;

    /// <summary>How far before the camera, metres.</summary>
    internal double Depth;

    /// <summary>Part of somebody else's box.</summary>
    internal bool IsMerged;
}

/// <summary>When a camera says nothing.</summary>
/// <param name="From">Begin of an outage, seconds.</param>
/// <param name="To">End of it.</param>
/// <param name="DeadFrom">From then on for good; never where it is infinite.</param>
internal readonly record struct DarkTimes(double From, double To, double DeadFrom)
{
    internal static DarkTimes Never => new(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);

    internal bool Holds(double at) => at >= DeadFrom || (at >= From && at < To);
}
