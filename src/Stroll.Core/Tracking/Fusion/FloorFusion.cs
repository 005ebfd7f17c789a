using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Tracking.Poses;
using Stroll.Units;

namespace Stroll.Tracking.Fusion;

/// <summary>Who is where, from the sightings of all cameras: the state and the step.</summary>
/// <remarks>
/// In: frames of sightings in order of time. Out: <see cref="Tracks"/> as of the end of each round. A round is what the cameras saw within
/// a few hundredths of a second; its sightings and the known tracks are grouped into people at once, so that cameras need not be in
/// step. Steady state allocates nothing.
/// </remarks>
public sealed class FloorFusion
{
    const int MostViews = 64;
    const int MostInRound = 1000;
    const int SpareTracks = 64;

    readonly Store _store;
    readonly FusionRules _rules;
    readonly Clues _clues = new();
    readonly Matching _matching = new();
    readonly Grouping _grouping = new();
    readonly List<FloorTrack> _tracks = [];
    readonly Stack<FloorTrack> _unused = new();
    readonly bool[] _inRound;
    readonly int[] _members = new int[MostViews];
    int[] _order = [];
    Instant _roundBegin;
    Instant _roundEnd;
    int _frames;
    int _numbers;

    /// <summary>Starts with nobody on the floor.</summary>
    /// <param name="store">Its cameras are those that will speak.</param>
    /// <param name="rules">Fixed for the length of a log.</param>
    public FloorFusion(Store store, FusionRules rules)
    {
        (_store, _rules) = (store, rules);
        _inRound = new bool[store.Cameras.Length];
        // Room for a full store and what is taken for people there, so that nothing is allocated later.
        for (var i = 0; i < SpareTracks; i++)
        {
            _unused.Push(new(store.Cameras.Length));
        }
    }

    /// <summary>Everybody who may be on the floor, confirmed or not, in the order in which they were first seen.</summary>
    public IReadOnlyList<FloorTrack> Tracks => _tracks;

    /// <summary>True for who is held to be on the floor now: confirmed, and seen in the last round or hidden from those who could see them.</summary>
    public bool IsShown(FloorTrack track) => track.IsConfirmed
        && (track.LastSeen == LastRound || (track.Odds >= _rules.Shown && LastRound - track.LastSeen <= _rules.ShownFor));

    /// <summary>When the last round was; none before the first.</summary>
    public Instant? LastRound { get; private set; }

    /// <summary>Sightings that said nothing of a place: boxes without area or numbers, people nowhere in front of the camera.</summary>
    public long Useless { get; private set; }

    /// <summary>Sightings beyond the number that one frame or round may have.</summary>
    public long TooMany { get; private set; }

    /// <summary>Takes the sightings of one camera frame.</summary>
    /// <returns>True when this closed a round: <see cref="Tracks"/> are those of <see cref="LastRound"/>.</returns>
    public bool Step(Observation.PeopleSighted frame)
    {
        var closed = _frames > 0 && (frame.At - _roundBegin >= _rules.Window || _inRound[frame.Camera.Index] || frame.At < _roundBegin) && Close();
        Add(frame);
        return closed;
    }

    /// <summary>Time went on: a round whose time is over is closed.</summary>
    /// <returns>True when one was.</returns>
    public bool Advance(Instant now) => _frames > 0 && now - _roundBegin >= _rules.Window && Close();

    /// <summary>Somebody is known to have gone: what is seen from now on is somebody else.</summary>
    public void Retire(FloorTrack track)
    {
        if (_tracks.Remove(track))
        {
            _unused.Push(track);
        }
    }

    /// <summary>The log has ended.</summary>
    /// <returns>True when a round was still open.</returns>
    public bool Finish() => _frames > 0 && Close();

    void Add(Observation.PeopleSighted frame)
    {
        if (_frames == 0)
        {
            _roundBegin = _roundEnd = frame.At;
        }

        _frames++;
        _roundEnd = frame.At > _roundEnd ? frame.At : _roundEnd;
        _inRound[frame.Camera.Index] = true;
        var camera = _store[frame.Camera];
        var people = frame.People;
        var count = Strongest(people);
        for (var i = 0; i < count; i++)
        {
            if (_clues.Count >= MostInRound)
            {
                TooMany += count - i;
                break;
            }

            var sighting = people[_order[i]];
            if (!_clues.TryAdd(_rules, camera, sighting, IsFootHidden(people, _order[i], camera)))
            {
                Useless++;
            }
        }
    }

    /// <summary>The places of the strongest sightings, in the order of the frame.</summary>
    int Strongest(ImmutableArray<Sighting> people)
    {
        if (_order.Length < people.Length)
        {
            _order = new int[Math.Max(64, 2 * people.Length)];
        }

        for (var i = 0; i < people.Length; i++)
        {
            _order[i] = i;
        }

        if (people.Length <= _rules.MostSightings)
        {
            return people.Length;
        }

        TooMany += people.Length - _rules.MostSightings;
        return Weed(people);
    }

    // Far more people than fit on a floor: a broken source. Rare, so that this may allocate.
    int Weed(ImmutableArray<Sighting> people)
    {
        var strongest = _order.Take(people.Length)
            .OrderByDescending(i => double.IsFinite(people[i].Score) ? people[i].Score : double.NegativeInfinity).ThenBy(i => i)
            .Take(_rules.MostSightings).Order().ToArray();
        strongest.CopyTo(_order, 0);
        return strongest.Length;
    }

    // Who stands nearer to the camera has the lower foot, and hides the feet of those behind.
    static bool IsFootHidden(ImmutableArray<Sighting> people, int which, StoreCamera camera)
    {
        const double Margin = 12;
        var box = people[which].Box;
        if (!box.IsReal || people.Length > 300)
        {
            return false;
        }

        for (var i = 0; i < people.Length; i++)
        {
            var other = people[i].Box;
            if (i != which && other.IsReal && other.Bottom > box.Bottom + Margin && other.Top < box.Bottom + Margin
                && Math.Min(box.Right, other.Right) - Math.Max(box.Left, other.Left) > 0.25 * box.Width)
            {
                return true;
            }
        }

        return box.Bottom >= camera.View.Lens.HeightPixels - 2;
    }

    bool Close()
    {
        var at = _roundEnd;
        foreach (var track in _tracks)
        {
            track.Predict(at, _rules);
            track.Upright = double.NaN;
        }

        _matching.Step(_tracks, _clues, _store, _rules);
        _grouping.Form(_tracks, _matching, _clues, _store, _rules);
        _grouping.Link(_clues, _store, _rules);
        for (int track = 0, known = _tracks.Count; track < known; track++)
        {
            if (_matching.Has(track))
            {
                Take(_members.AsSpan(0, _matching.Members(track, _clues.Count, _members)), _tracks[track], at);
            }
        }

        for (var found = 0; found < _grouping.Found; found++)
        {
            Take(_members.AsSpan(0, _grouping.Members(_grouping.Group(found), _members)), _grouping.Track(found), at);
        }

        foreach (var track in _tracks)
        {
            if (track.LastSeen < at)
            {
                track.Views = 0;
                track.Missed++;
                track.SetCameras([], _clues);
                Weigh(track, []);
            }
        }

        MergeTwins();
        for (var i = _tracks.Count - 1; i >= 0; i--)
        {
            var track = _tracks[i];
            if (track.IsConfirmed ? at - track.LastSeen > _rules.LostFor : track.Odds < _rules.Dropped || track.Missed > _rules.TentativeRounds)
            {
                _tracks.RemoveAt(i);
                _unused.Push(track);
            }
        }

        _clues.Clear();
        Array.Clear(_inRound);
        _frames = 0;
        LastRound = at;
        return true;
    }

    void Take(ReadOnlySpan<int> members, FloorTrack? track, Instant at)
    {
        var (information, vector) = (default(Spread3), default(Point3));
        foreach (var member in members)
        {
            var (says, where) = track is null ? (_clues.Information(member), _clues.Vector(member))
                : _clues.Of(member, track, _store.Cameras[_clues.Camera(member)].View.Pose.Origin, _rules);
            information += says;
            vector += where;
        }

        if (track is null)
        {
            var withPrior = information + Clues.HeightPrior;
            var spread = withPrior.Inverse;
            track = _unused.TryPop(out var used) ? used : new FloorTrack(_inRound.Length);
            track.Begin(at, spread * (vector + (Clues.HeightPrior * new Point3(0, 0, BodyModel.MeanHeight))), spread, _rules);
            _tracks.Add(track);
        }
        else
        {
            // A hint of a prior makes the evidence of a single ray a place far away and unsure instead of none.
            var near = track.Spread.Inverse;
            var noise = (information + (0.001 * near)).Inverse;
            var measured = noise * (vector + (0.001 * (near * track.Mean)));
            track.Correct(at, measured, noise + (_rules.Sway(_clues.HasAnyJoints) with { ZZ = 0.0004 }));
        }

        track.IsBoxed = !_clues.HasAnyJoints;
        track.Views = members.Length;
        track.Missed = 0;
        track.SetCameras(members, _clues);
        Posing.Step(track, at, members, _clues, _store, _rules);
        track.Upright = Posing.Upright(track, at);
        Weigh(track, members);
        // Where people come in at gates alone, a second look can be waited for: by then it is known who is whose double.
        var isLookedAt = _store.Gates.IsEmpty || track.FirstSeen < at;
        if (!track.IsConfirmed && isLookedAt && track.Odds >= _rules.Confirmed && (track.Twin is null || track.Apart >= _rules.TwinApart))
        {
            track.Number = ++_numbers;
        }
    }

    /// <summary>How much surer or less sure it is now that somebody is there.</summary>
    void Weigh(FloorTrack track, ReadOnlySpan<int> members)
    {
        var misses = 0.0;
        for (var camera = 0; camera < _inRound.Length; camera++)
        {
            if (_inRound[camera] && !Has(members, camera))
            {
                misses += Missing(track, camera);
            }
        }

        // One camera that sees the same thing again may see the same poster again.
        var seen = members.Length switch
        {
            0 => 0,
            1 => _rules.SeenAlone,
            _ => (members.Length - 1) * Math.Log(_rules.SeenShare / _rules.FalseShare),
        };
        track.Odds = Math.Clamp(track.Odds + seen + Math.Max(misses, -3), track.IsConfirmed ? _rules.LeastOdds : -20, _rules.Sure);
    }

    bool Has(ReadOnlySpan<int> members, int camera)
    {
        foreach (var member in members)
        {
            if (_clues.Camera(member) == camera)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What it says that a camera does not see somebody: 0 where it could not.</summary>
    double Missing(FloorTrack track, int camera)
    {
        var view = _store.Cameras[camera].View;
        var chest = track.Place with { Z = 0.75 * track.Height };
        if (!view.TryProject(chest, out var middle) || !view.Shows(middle)
            || !view.TryProject(track.Place with { Z = track.Height }, out var top) || !view.TryProject(track.Place with { Z = 0.5 * track.Height }, out var hip)
            || !view.Shows(top) || IsBehindGondola(view.Pose.Origin, chest))
        {
            return 0;
        }

        var depth = chest.DistanceTo(view.Pose.Origin);
        var upper = Math.Min(top.Down, hip.Down);
        var lower = Math.Max(top.Down, hip.Down);
        for (var clue = 0; clue < _clues.Count; clue++)
        {
            var box = _clues.Sighting(clue).Box;
            if (_clues.Camera(clue) == camera && _clues.Depth(clue) < depth + 0.3 && box.IsReal
                && middle.Right >= box.Left - (0.2 * box.Width) && middle.Right <= box.Right + (0.2 * box.Width)
                && box.Top < lower && box.Bottom > upper)
            {
                return Math.Log((1 - _rules.HiddenShare) / (1 - _rules.FalseShare));
            }
        }

        return Math.Log((1 - _rules.SeenShare) / (1 - _rules.FalseShare));
    }

    bool IsBehindGondola(Point3 from, Point3 to)
    {
        foreach (var gondola in _store.Gondolas)
        {
            if (gondola.Body is { } body && IsCut(body, from, to))
            {
                return true;
            }
        }

        return false;
    }

    // The part of the line inside each pair of faces, in the box's own frame.
    static bool IsCut(Box box, Point3 from, Point3 to)
    {
        var (a, b) = (box.Placement.ToInner(from), box.Placement.ToInner(to));
        var (low, high) = (0.0, 1.0);
        return Narrow(a.X, b.X, box.Size.X, ref low, ref high) && Narrow(a.Y, b.Y, box.Size.Y, ref low, ref high)
            && Narrow(a.Z, b.Z, box.Size.Z, ref low, ref high) && high > low;
    }

    static bool Narrow(double from, double to, double size, ref double low, ref double high)
    {
        var way = to - from;
        if (Math.Abs(way) < 1e-12)
        {
            return from >= 0 && from <= size;
        }

        var (one, other) = (-from / way, (size - from) / way);
        low = Math.Max(low, Math.Min(one, other));
        high = Math.Min(high, Math.Max(one, other));
        return high > low;
    }

    /// <summary>Two tracks that stay together and that no camera sees apart are one person.</summary>
    /// <remarks>Two people beside each other are two sightings of one camera sooner or later; one person under two tracks never is.</remarks>
    void MergeTwins()
    {
        for (var i = _tracks.Count - 1; i >= 0; i--)
        {
            var younger = _tracks[i];
            var twin = Elder(i);
            if (twin != younger.Twin)
            {
                (younger.Twin, younger.Together, younger.Apart) = (twin, 0, 0);
            }

            if (twin is null || younger.Views == 0 || twin.Views == 0)
            {
                continue;
            }

            if (younger.SharesCamera(twin))
            {
                younger.Apart++;
            }
            else
            {
                younger.Together++;
            }

            if (younger.Together >= _rules.TwinRounds && younger.Together > _rules.TwinRounds * younger.Apart)
            {
                _tracks.RemoveAt(i);
                _unused.Push(younger);
            }
        }
    }

    /// <summary>The nearest track that was there before, within reach of being the same person.</summary>
    FloorTrack? Elder(int place)
    {
        var younger = _tracks[place];
        var least = _rules.TwinMetres;
        FloorTrack? elder = null;
        for (var i = 0; i < _tracks.Count; i++)
        {
            var other = _tracks[i];
            var isOlder = younger.IsConfirmed ? other.IsConfirmed && other.Number < younger.Number : other.IsConfirmed || i < place;
            if (isOlder && other.Place.FloorDistanceTo(younger.Place) is var distance
                && distance < least)
            {
                (elder, least) = (other, distance);
            }
        }

        return elder;
    }
}
