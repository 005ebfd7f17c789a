using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Tracking.Poses;

namespace Stroll.Tracking.Fusion;

/// <summary>Which sightings of one round, and which track, are one person.</summary>
/// <remarks>
/// Every track and every sighting is a group of its own at first. The two groups that are best explained as one person are joined,
/// and so on while joining explains more than chance: agglomeration by likelihood ratio. A group holds at most one track and at most one
/// sighting of each camera. Each joining sharpens the group's place, so that doubtful sightings are judged by those that are not.
/// </remarks>
sealed class Grouping
{
    // Beyond this distance in standard deviations, squared, nothing is looked at.
    const double Gate = 20;

    // Joints of one body err together: they count as this many.
    const double IndependentJoints = 3;

    readonly Assignment _assignment = new();
    readonly PriorityQueue<(int A, int B, int VersionA, int VersionB), (double Cost, int A, int B)> _pairs = new(4096);
    Point3[] _means = [];
    Spread3[] _spreads = [];
    Spread3[] _information = [];
    Point3[] _vectors = [];
    FloorTrack?[] _tracks = [];
    int[] _versions = [];
    int[] _first = [];
    int[] _last = [];
    int[] _next = [];
    bool[] _isJoined = [];
    int[] _sizes = [];
    int[] _groups = [];
    FloorTrack?[] _linked = [];
    int[] _groupOf = [];
    double[] _jointRatios = [];
    int[] _jointCounts = [];
    int _count;
    int _tracked;

    /// <summary>How many groups with sightings there are.</summary>
    internal int Found { get; private set; }

    /// <summary>One of the groups with sightings, for <see cref="Members"/> and the rest.</summary>
    internal int Group(int found) => _groups[found];

    /// <summary>Whose sightings they are; nobody's whom we know where none.</summary>
    internal FloorTrack? Track(int found) => _linked[found];

    /// <summary>Writes the sightings of a group and says how many there are.</summary>
    internal int Members(int group, Span<int> members)
    {
        var count = 0;
        for (var node = _first[group]; node >= 0 && count < members.Length; node = _next[node])
        {
            members[count++] = node - _tracked;
        }

        return count;
    }

    /// <summary>What the sightings of a group say of (x, y, body height), without prior and track.</summary>
    internal (Spread3 Information, Point3 Vector) Evidence(int group, Clues clues)
    {
        var (information, vector) = (default(Spread3), default(Point3));
        for (var node = _first[group]; node >= 0; node = _next[node])
        {
            information += clues.Information(node - _tracked);
            vector += clues.Vector(node - _tracked);
        }

        return (information, vector);
    }

    /// <summary>Forms the groups of a round.</summary>
    internal void Form(IReadOnlyList<FloorTrack> tracks, Clues clues, Store store, FusionRules rules)
    {
        _tracked = tracks.Count;
        _count = _tracked + clues.Count;
        Grow();
        for (var i = 0; i < _count; i++)
        {
            var isTrack = i < _tracked;
            _tracks[i] = isTrack ? tracks[i] : null;
            _means[i] = isTrack ? tracks[i].Mean : clues.Mean(i - _tracked);
            _spreads[i] = isTrack ? tracks[i].Spread : clues.Spread(i - _tracked);
            _information[i] = isTrack ? tracks[i].Spread.Inverse : clues.Information(i - _tracked) + Clues.HeightPrior;
            _vectors[i] = isTrack
                ? _information[i] * _means[i]
                : clues.Vector(i - _tracked) + (Clues.HeightPrior * new Point3(0, 0, BodyModel.MeanHeight));
            _versions[i] = 0;
            _isJoined[i] = false;
            (_first[i], _last[i], _next[i]) = isTrack ? (-1, -1, -1) : (i, i, -1);
            _sizes[i] = isTrack ? 0 : 1;
        }

        _pairs.Clear();
        for (var a = 0; a < _count; a++)
        {
            for (var b = Math.Max(a + 1, _tracked); b < _count; b++)
            {
                (_jointRatios[(a * _count) + b], _jointCounts[(a * _count) + b]) = (0, 0);
                if (a >= _tracked && clues.Camera(a - _tracked) == clues.Camera(b - _tracked))
                {
                    continue;
                }

                if (Apart(a, b, rules) < Gate)
                {
                    CompareJoints(a, b, clues, store, rules);
                    Offer(a, b, rules);
                }
                else
                {
                    _jointCounts[(a * _count) + b] = -1;
                }
            }
        }

        while (_pairs.TryDequeue(out var pair, out _))
        {
            var (a, b, versionA, versionB) = pair;
            if (!_isJoined[a] && !_isJoined[b] && _versions[a] == versionA && _versions[b] == versionB && MayJoin(a, b, clues))
            {
                Join(a, b, rules);
            }
        }
    }

    /// <summary>Gives the groups to the tracks, all at once, whichever track the joining began with.</summary>
    /// <remarks>Afterwards <see cref="Found"/>, <see cref="Group"/> and <see cref="Track"/> hold.</remarks>
    internal void Link(IReadOnlyList<FloorTrack> tracks, Clues clues, Store store, FusionRules rules)
    {
        Found = 0;
        for (var group = 0; group < _count; group++)
        {
            if (!_isJoined[group] && _first[group] >= 0)
            {
                _groups[Found] = group;
                _linked[Found++] = null;
            }
        }

        _assignment.Begin(tracks.Count, Found);
        for (var track = 0; track < tracks.Count; track++)
        {
            for (var i = 0; i < Found; i++)
            {
                if (Reaches(tracks[track], _groups[i], rules) && Fit(tracks[track], _groups[i], clues, store, rules) is > 0 and var fit)
                {
                    _assignment.Allow(track, i, -fit);
                }
            }
        }

        _assignment.Solve(0, _groupOf);
        for (var track = 0; track < tracks.Count; track++)
        {
            if (_groupOf[track] >= 0)
            {
                _linked[_groupOf[track]] = tracks[track];
            }
        }
    }

    // The group's place may hold the track's own information, which only makes it nearer.
    bool Reaches(FloorTrack track, int group, FusionRules rules) =>
        _tracks[group] == track || (track.Spread + _spreads[group] + Sway(rules)).Inverse.Of(track.Mean - _means[group]) < 2 * Gate;

    /// <summary>How well a track and the sightings of a group fit: log of the likelihood ratio against chance.</summary>
    internal double Fit(FloorTrack track, int group, Clues clues, Store store, FusionRules rules)
    {
        var (information, vector) = Evidence(group, clues);
        var total = information + Clues.HeightPrior;
        var spread = total.Inverse;
        var mean = spread * (vector + (Clues.HeightPrior * new Point3(0, 0, BodyModel.MeanHeight)));
        // What two cameras agree on is sooner somebody known than somebody new; one camera alone may see nobody at all.
        var known = _sizes[group] > 1 ? Math.Log(rules.Density / rules.NewDensity) : 0;
        var floor = Ratio(mean - track.Mean, spread + track.Spread + Sway(rules), rules) + known
            - ((track.At - track.LastSeen).TotalSeconds / rules.LeavesAfter.TotalSeconds);
        var joints = 0.0;
        var compared = 0;
        for (var node = _first[group]; node >= 0; node = _next[node])
        {
            var (ratio, count) = TrackAgainst(track, node - _tracked, clues, store, rules);
            joints += ratio;
            compared += count;
        }

        return floor + (compared == 0 ? 0 : IndependentJoints * joints / compared);
    }

    bool MayJoin(int a, int b, Clues clues)
    {
        if (_tracks[a] is not null && _tracks[b] is not null)
        {
            return false;
        }

        for (var one = _first[a]; one >= 0; one = _next[one])
        {
            for (var other = _first[b]; other >= 0; other = _next[other])
            {
                if (clues.Camera(one - _tracked) == clues.Camera(other - _tracked))
                {
                    return false;
                }
            }
        }

        return true;
    }

    void Join(int a, int b, FusionRules rules)
    {
        // Each group without a track holds the prior of body heights once.
        _information[a] += _information[b] - Clues.HeightPrior;
        _vectors[a] += _vectors[b] - (Clues.HeightPrior * new Point3(0, 0, BodyModel.MeanHeight));
        _spreads[a] = _information[a].Inverse;
        _means[a] = _spreads[a] * _vectors[a];
        _tracks[a] ??= _tracks[b];
        _sizes[a] += _sizes[b];
        _isJoined[b] = true;
        _versions[a]++;
        if (_first[a] < 0)
        {
            (_first[a], _last[a]) = (_first[b], _last[b]);
        }
        else
        {
            _next[_last[a]] = _first[b];
            _last[a] = _last[b];
        }

        for (var c = 0; c < _count; c++)
        {
            if (c == a || _isJoined[c] || (c < _tracked && a < _tracked))
            {
                continue;
            }

            var ac = Place(a, c);
            var bc = Place(b, c);
            if (c < _tracked && b < _tracked)
            {
                continue;
            }

            if (_jointCounts[bc] < 0 || _jointCounts[ac] < 0)
            {
                // One of the two lay out of reach.
                _jointCounts[ac] = -1;
                continue;
            }

            _jointRatios[ac] += _jointRatios[bc];
            _jointCounts[ac] += _jointCounts[bc];
            if (Apart(a, c, rules) < Gate)
            {
                Offer(a, c, rules);
            }
        }
    }

    int Place(int a, int b) => a < b ? (a * _count) + b : (b * _count) + a;

    double Apart(int a, int b, FusionRules rules) =>
        (_spreads[a] + _spreads[b] + Sway(rules)).Inverse.Of(_means[a] - _means[b]);

    void Offer(int a, int b, FusionRules rules)
    {
        var place = Place(a, b);
        var score = Ratio(_means[a] - _means[b], _spreads[a] + _spreads[b] + Sway(rules), rules)
            + (_jointCounts[place] == 0 ? 0 : IndependentJoints * _jointRatios[place] / _jointCounts[place]);
        if (score > 0)
        {
            var (low, high) = a < b ? (a, b) : (b, a);
            _pairs.Enqueue((low, high, _versions[low], _versions[high]), (-score, low, high));
        }
    }

    static Spread3 Sway(FusionRules rules) => Spread3.Diagonal(rules.SwayMetres * rules.SwayMetres, rules.SwayMetres * rules.SwayMetres, 0.0025);

    // Somebody else would be anywhere on the floor, with the height that people have.
    static double Ratio(Point3 off, in Spread3 spread, FusionRules rules)
    {
        var chance = rules.Density / (Math.Sqrt(2 * Math.PI) * BodyModel.HeightSd);
        var cubed = 2 * Math.PI * 2 * Math.PI * 2 * Math.PI;
        return (-0.5 * spread.Inverse.Of(off)) - (0.5 * Math.Log(cubed * spread.Determinant)) - Math.Log(chance);
    }

    void CompareJoints(int a, int b, Clues clues, Store store, FusionRules rules)
    {
        var (ratio, count) = a < _tracked
            ? TrackAgainst(_tracks[a]!, b - _tracked, clues, store, rules)
            : SightingAgainst(a - _tracked, b - _tracked, clues, store, rules);
        (_jointRatios[(a * _count) + b], _jointCounts[(a * _count) + b]) = (ratio, count);
    }

    static (double Ratio, int Count) TrackAgainst(FloorTrack track, int clue, Clues clues, Store store, FusionRules rules)
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

    static (double Ratio, int Count) SightingAgainst(int a, int b, Clues clues, Store store, FusionRules rules)
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

    void Grow()
    {
        if (_means.Length < _count)
        {
            var size = Math.Max(64, 2 * _count);
            Array.Resize(ref _means, size);
            Array.Resize(ref _spreads, size);
            Array.Resize(ref _information, size);
            Array.Resize(ref _vectors, size);
            Array.Resize(ref _tracks, size);
            Array.Resize(ref _versions, size);
            Array.Resize(ref _first, size);
            Array.Resize(ref _last, size);
            Array.Resize(ref _next, size);
            Array.Resize(ref _isJoined, size);
            Array.Resize(ref _sizes, size);
            Array.Resize(ref _groups, size);
            Array.Resize(ref _groupOf, size);
            Array.Resize(ref _linked, size);
        }

        if (_jointRatios.Length < _count * _count)
        {
            Array.Resize(ref _jointRatios, 2 * _count * _count);
            Array.Resize(ref _jointCounts, 2 * _count * _count);
        }
    }
}
