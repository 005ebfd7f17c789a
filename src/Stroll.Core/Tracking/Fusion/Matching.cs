using Stroll.Geometry;
using Stroll.Layout;

namespace Stroll.Tracking.Fusion;

/// <summary>Which sightings of a round are people whose joints are known: camera by camera, all at once.</summary>
/// <remarks>A body of fourteen joints that was followed until now says more of who stands where than sightings say of each other. So known
/// bodies come first, and only what they leave is grouped (<see cref="Grouping"/>). The idea is that of L. Chen et al., "Cross-View Tracking for
/// Multi-Human 3D Pose Estimation at over 100 FPS", CVPR 2020, section 3.2; likelihoods and gates are our own.</remarks>
sealed class Matching
{
    // Beyond this distance in standard deviations, squared, nothing is looked at.
    const double Gate = 25;

    readonly Assignment _assignment = new(64, 64, 512);
    int[] _trackOf = [];
    int[] _columnOf = [];
    int[] _inCamera = [];
    bool[] _has = [];

    /// <summary>The track of a sighting, by its place among the tracks; below zero where it is nobody whose joints are known.</summary>
    internal int TrackOf(int clue) => _trackOf[clue];

    /// <summary>True for a track that has sightings in this round.</summary>
    internal bool Has(int track) => _has[track];

    /// <summary>Writes the sightings of a track and says how many there are.</summary>
    internal int Members(int track, int clues, Span<int> members)
    {
        var count = 0;
        for (var clue = 0; clue < clues && count < members.Length; clue++)
        {
            if (_trackOf[clue] == track)
            {
                members[count++] = clue;
            }
        }

        return count;
    }

    /// <summary>Takes the sightings of a round; tracks were carried to its moment.</summary>
    internal void Step(IReadOnlyList<FloorTrack> tracks, Clues clues, Store store, FusionRules rules)
    {
        Grow(tracks.Count, clues.Count);
        Array.Fill(_trackOf, -1);
        Array.Clear(_has);
        for (var camera = 0; camera < store.Cameras.Length; camera++)
        {
            var count = 0;
            for (var clue = 0; clue < clues.Count; clue++)
            {
                if (clues.Camera(clue) == camera && clues.HasJoints(clue))
                {
                    _inCamera[count++] = clue;
                }
            }

            if (count > 0)
            {
                Match(tracks, _inCamera.AsSpan(0, count), clues, store, rules);
            }
        }
    }

    void Match(IReadOnlyList<FloorTrack> tracks, ReadOnlySpan<int> seen, Clues clues, Store store, FusionRules rules)
    {
        _assignment.Begin(tracks.Count, seen.Length);
        for (var track = 0; track < tracks.Count; track++)
        {
            for (var i = 0; i < seen.Length; i++)
            {
                if (Fit(tracks[track], seen[i], clues, store, rules) is > 0 and var fit)
                {
                    _assignment.Allow(track, i, -fit);
                }
            }
        }

        _assignment.Solve(0, _columnOf);
        for (var track = 0; track < tracks.Count; track++)
        {
            if (_columnOf[track] >= 0)
            {
                _trackOf[seen[_columnOf[track]]] = track;
                _has[track] = true;
            }
        }
    }

    /// <summary>How well a sighting fits to a body that was followed: log of the likelihood ratio against chance; 0 where joints do not say.</summary>
    internal static double Fit(FloorTrack track, int clue, Clues clues, Store store, FusionRules rules)
    {
        // Who bends down is not smaller: only the floor counts.
        var away = track.Mean - clues.Mean(clue);
        if ((track.Spread.Floor + clues.Spread(clue).Floor + Spread2.Round(rules.GateMetres * rules.GateMetres)).Inverse.Of(away.X, away.Y) > Gate)
        {
            return 0;
        }

        var (ratio, count) = JointLikeness.TrackAgainst(track, clue, clues, store, rules);
        var stale = (track.At - track.LastSeen).TotalSeconds / rules.LeavesAfter.TotalSeconds;
        return count < rules.LeastJoints ? 0 : (rules.JointWeight * ratio / count) - stale - (track.IsConfirmed ? 0 : rules.Tentative);
    }

    void Grow(int tracks, int clues)
    {
        if (_columnOf.Length < tracks)
        {
            _columnOf = new int[Math.Max(64, 2 * tracks)];
            _has = new bool[_columnOf.Length];
        }

        if (_trackOf.Length < clues)
        {
            _trackOf = new int[Math.Max(256, 2 * clues)];
            _inCamera = new int[_trackOf.Length];
        }
    }
}
