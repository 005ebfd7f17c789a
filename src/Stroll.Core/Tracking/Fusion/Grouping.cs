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
    Spread3 _sway;
    int[] _free = [];
    readonly List<FloorTrack> _open = [];

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
            members[count++] = Clue(node);
        }

        return count;
    }

    /// <summary>What the sightings of a group say of (x, y, body height), without prior and track.</summary>
    internal (Spread3 Information, Point3 Vector) Evidence(int group, Clues clues)
    {
        var (information, vector) = (default(Spread3), default(Point3));
        for (var node = _first[group]; node >= 0; node = _next[node])
        {
            information += clues.Information(Clue(node));
            vector += clues.Vector(Clue(node));
        }

        return (information, vector);
    }

    /// <summary>Forms the groups of a round.</summary>
    internal void Form(IReadOnlyList<FloorTrack> tracks, Matching matching, Clues clues, Store store, FusionRules rules)
    {
        TakeOpen(tracks, matching, clues);
        _sway = rules.Sway(clues.HasAnyJoints);
        Grow();
        for (var i = 0; i < _count; i++)
        {
            var isTrack = i < _tracked;
            _tracks[i] = isTrack ? _open[i] : null;
            _means[i] = isTrack ? _open[i].Mean : clues.Mean(Clue(i));
            _spreads[i] = isTrack ? _open[i].Spread : clues.Spread(Clue(i));
            _information[i] = isTrack ? _open[i].Spread.Inverse : clues.Information(Clue(i)) + Clues.HeightPrior;
            _vectors[i] = isTrack
                ? _information[i] * _means[i]
                : clues.Vector(Clue(i)) + (Clues.HeightPrior * new Point3(0, 0, BodyModel.MeanHeight));
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
                if (a >= _tracked && clues.Camera(Clue(a)) == clues.Camera(Clue(b)))
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
    internal void Link(Clues clues, Store store, FusionRules rules)
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

        _assignment.Begin(_open.Count, Found);
        for (var track = 0; track < _open.Count; track++)
        {
            for (var i = 0; i < Found; i++)
            {
                if (Reaches(_open[track], _groups[i], rules) && Fit(_open[track], _groups[i], clues, store, rules) is > 0 and var fit)
                {
                    _assignment.Allow(track, i, -fit);
                }
            }
        }

        _assignment.Solve(0, _groupOf);
        for (var track = 0; track < _open.Count; track++)
        {
            if (_groupOf[track] >= 0)
            {
                _linked[_groupOf[track]] = _open[track];
            }
        }
    }

    // The group's place may hold the track's own information, which only makes it nearer.
    bool Reaches(FloorTrack track, int group, FusionRules rules) =>
        _tracks[group] == track || (track.Spread + _spreads[group] + _sway).Inverse.Of(track.Mean - _means[group]) < 2 * Gate;

    /// <summary>How well a track and the sightings of a group fit: log of the likelihood ratio against chance.</summary>
    internal double Fit(FloorTrack track, int group, Clues clues, Store store, FusionRules rules)
    {
        var (information, vector) = Evidence(group, clues);
        var total = information + Clues.HeightPrior;
        var spread = total.Inverse;
        var mean = spread * (vector + (Clues.HeightPrior * new Point3(0, 0, BodyModel.MeanHeight)));
        // What two cameras agree on is sooner somebody known than somebody new; one camera alone may see nobody at all.
        var known = _sizes[group] > 1 ? Math.Log(rules.Density / rules.NewDensity) : 0;
        var floor = Ratio(mean - track.Mean, spread + track.Spread + _sway, rules) + known
            - ((track.At - track.LastSeen).TotalSeconds / rules.LeavesAfter.TotalSeconds);
        var joints = 0.0;
        var compared = 0;
        for (var node = _first[group]; node >= 0; node = _next[node])
        {
            var (ratio, count) = JointLikeness.TrackAgainst(track, Clue(node), clues, store, rules);
            joints += ratio;
            compared += count;
        }

        return floor + (compared == 0 ? 0 : IndependentJoints * joints / compared);
    }

    int Clue(int node) => _free[node - _tracked];

    /// <summary>Tracks and sightings that matching left over.</summary>
    void TakeOpen(IReadOnlyList<FloorTrack> tracks, Matching matching, Clues clues)
    {
        if (_free.Length < clues.Count)
        {
            _free = new int[Math.Max(64, 2 * clues.Count)];
        }

        var free = 0;
        for (var clue = 0; clue < clues.Count; clue++)
        {
            if (matching.TrackOf(clue) < 0)
            {
                _free[free++] = clue;
            }
        }

        _open.Clear();
        for (var track = 0; track < tracks.Count; track++)
        {
            if (!matching.Has(track))
            {
                _open.Add(tracks[track]);
            }
        }

        (_tracked, _count) = (_open.Count, _open.Count + free);
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
                if (clues.Camera(Clue(one)) == clues.Camera(Clue(other)))
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
        (_spreads[a] + _spreads[b] + _sway).Inverse.Of(_means[a] - _means[b]);

    void Offer(int a, int b, FusionRules rules)
    {
        var place = Place(a, b);
        var score = Ratio(_means[a] - _means[b], _spreads[a] + _spreads[b] + _sway, rules)
            + (_jointCounts[place] == 0 ? 0 : IndependentJoints * _jointRatios[place] / _jointCounts[place]);
        if (score > 0)
        {
            var (low, high) = a < b ? (a, b) : (b, a);
            _pairs.Enqueue((low, high, _versions[low], _versions[high]), (-score, low, high));
        }
    }

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
            ? JointLikeness.TrackAgainst(_tracks[a]!, Clue(b), clues, store, rules)
            : JointLikeness.SightingAgainst(Clue(a), Clue(b), clues, store, rules);
        (_jointRatios[(a * _count) + b], _jointCounts[(a * _count) + b]) = (ratio, count);
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
