using Stroll.Geometry;
using Stroll.Units;

namespace Stroll.Tracking.OneCamera;

/// <summary>Follows people through the frames of one camera by place, size and confidence; it knows nothing of how they look.</summary>
/// <remarks>
/// <para>In: boxes of one frame after the other, and how the picture moved. Out: who is where. Looks at no later frame. docs/stages/tracking-camera.md
/// tells how it works, what was tried, and what it costs.</para>
/// <para>Owns its arrays: once the largest frame has been seen, a step allocates nothing. O(n log n) for people who do not all overlap.</para>
/// </remarks>
public sealed class OneCameraTracker
{
    // Beyond these a pixel means nothing, and squares of it would drown everything else.
    const double FarthestPixel = 1e6;
    const double SmallestPixels = 1e-3;

    readonly OneCameraRules _rules;
    readonly PinholeCamera? _camera;
    readonly Assignment _solver = new(64, 64, 512);

    Track[] _tracks = new Track[64];
    int _count;
    int _lastNumber;
    Instant? _last;

    ScoredBox[] _boxes = new ScoredBox[64];
    int[] _origin = new int[64];
    double[] _weight = new double[64];
    Strength[] _strength = new Strength[64];
    FloorSpot[] _spots = new FloorSpot[64];
    double[] _lefts = new double[64];
    int[] _byLeft = new int[64];
    double[] _scores = new double[64];
    int _boxCount;
    double _widest;

    int[] _rowTrack = new int[64];
    int[] _columnOf = new int[64];
    FollowedBox[] _given = new FollowedBox[64];
    int _givenCount;

    /// <summary>A tracker that has seen nothing yet.</summary>
    /// <param name="rules">Thresholds; the default ones are for all cameras and rates.</param>
    /// <param name="camera">Where the camera stands, if that is known and it does not move: then nobody walks faster than people do.</param>
    public OneCameraTracker(OneCameraRules rules, PinholeCamera? camera = null) => (_rules, _camera) = (rules, camera);

    /// <summary>What a sighting can still be used for in this frame.</summary>
    enum Strength : byte
    {
        Used,
        Weak,
        Strong,
    }

    /// <summary>Which tracks may have which sightings.</summary>
    enum Round
    {
        Strong,
        Weak,
        New,
    }

    /// <summary>Sightings left out so far: not finite, without an area, farther off than any picture is large, or too many in a frame.</summary>
    public long Skipped { get; private set; }

    /// <summary>Frames left out so far because they were not later than the one before.</summary>
    public long LateFrames { get; private set; }

    /// <summary>People remembered, those out of sight among them.</summary>
    public int Remembered => _count;

    /// <summary>Takes the next frame.</summary>
    /// <param name="at">When the picture was taken. A frame that is not later than the last is left out and counted.</param>
    /// <param name="sightings">In any order. What cannot be a box is left out and counted.</param>
    /// <param name="motion">How the picture moved since the frame before, <see cref="PictureMotion.None"/> for a fixed camera. What is no motion counts as none.</param>
    /// <returns>Who is where; holds until the next step.</returns>
    public ReadOnlySpan<FollowedBox> Step(Instant at, ReadOnlySpan<ScoredBox> sightings, PictureMotion motion)
    {
        _givenCount = 0;
        if (_last is { } last && at <= last)
        {
            LateFrames++;
            return [];
        }

        var isFirst = _last is null;
        var seconds = _last is { } before ? Seconds(before, at) : 0;
        Take(sightings);
        Forget(at, seconds);
        if (seconds > 0)
        {
            Predict(at, seconds, motion);
        }

        Match(at, seconds, Round.Strong, _rules.LeastStrong);
        Match(at, seconds, Round.Weak, _rules.LeastWeak);
        Match(at, seconds, Round.New, _rules.LeastNew);
        Coast(at);
        Begin(at, isFirst);
        _last = at;
        return _given.AsSpan(0, _givenCount);
    }

    static double Seconds(Instant from, Instant to) => (to.Nanoseconds - from.Nanoseconds) / 1e9;

    /// <summary>Copies what can be used, by its left edge in <c>_byLeft</c>.</summary>
    void Take(ReadOnlySpan<ScoredBox> sightings)
    {
        MakeRoom(sightings.Length);
        _boxCount = 0;
        _widest = 0;
        var floor = Floor(sightings);
        for (var i = 0; i < sightings.Length; i++)
        {
            var (box, score) = sightings[i];
            if (!IsUsable(sightings[i]) || score < floor || _boxCount >= _rules.MostSightings)
            {
                Skipped++;
                continue;
            }

            var at = _boxCount++;
            score = Math.Clamp(score, 0, 1);
            _boxes[at] = new(box, score);
            _origin[at] = i;
            _weight[at] = Math.Pow(score, _rules.ScorePower);
            _strength[at] = score >= _rules.Strong ? Strength.Strong : score >= _rules.Weak ? Strength.Weak : Strength.Used;
            _spots[at] = _camera is null ? default : FloorSpot.Of(_camera, box, _rules.FootSd);
            _lefts[at] = box.Left;
            _byLeft[at] = at;
            _widest = Math.Max(_widest, box.Width);
        }

        _lefts.AsSpan(0, _boxCount).Sort(_byLeft.AsSpan(0, _boxCount));
    }

    static bool IsUsable(in ScoredBox sighting)
    {
        var box = sighting.Box;
        return box.IsReal && double.IsFinite(sighting.Score) && box.Width >= SmallestPixels && box.Height >= SmallestPixels
            && Math.Abs(box.Left) < FarthestPixel && Math.Abs(box.Top) < FarthestPixel && box.Width < FarthestPixel && box.Height < FarthestPixel;
    }

    /// <summary>Of far too many sightings the score below which they are left out; otherwise the least there is.</summary>
    double Floor(ReadOnlySpan<ScoredBox> sightings)
    {
        if (sightings.Length <= _rules.MostSightings)
        {
            return double.NegativeInfinity;
        }

        var count = 0;
        foreach (ref readonly var sighting in sightings)
        {
            if (IsUsable(sighting))
            {
                _scores[count++] = sighting.Score;
            }
        }

        _scores.AsSpan(0, count).Sort();
        return count <= _rules.MostSightings ? double.NegativeInfinity : _scores[count - _rules.MostSightings];
    }

    void MakeRoom(int sightings)
    {
        var kept = Math.Min(sightings, _rules.MostSightings);
        if (_scores.Length < sightings && sightings > _rules.MostSightings)
        {
            _scores = new double[sightings];
        }

        if (_boxes.Length < kept)
        {
            var room = Math.Max(kept, 2 * _boxes.Length);
            _boxes = new ScoredBox[room];
            _origin = new int[room];
            _weight = new double[room];
            _strength = new Strength[room];
            _spots = new FloorSpot[room];
            _lefts = new double[room];
            _byLeft = new int[room];
        }

        if (_tracks.Length < _count + kept)
        {
            var room = Math.Max(_count + kept, 2 * _tracks.Length);
            Array.Resize(ref _tracks, room);
            _rowTrack = new int[room];
            _columnOf = new int[room];
            _given = new FollowedBox[room];
        }
    }

    /// <summary>Lets go of tracks that nobody will ask for any more.</summary>
    void Forget(Instant at, double seconds)
    {
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            ref var track = ref _tracks[i];
            var unseen = Seconds(track.SeenAt, at) - seconds;
            var patience = track.IsSure ? Math.Min(_rules.KeepMost, _rules.KeepLeast + (_rules.KeepShare * Seconds(track.BornAt, track.SeenAt))) : 0;
            // The frame gap itself is no fault of the track: after a gap it may be looked for once.
            if (unseen <= patience && unseen + seconds <= _rules.KeepMost)
            {
                if (kept != i)
                {
                    _tracks[kept] = track;
                }

                kept++;
            }
        }

        _count = kept;
    }

    void Predict(Instant at, double seconds, PictureMotion motion)
    {
        var isMoved = motion != PictureMotion.None && motion.IsReal;
        for (var i = 0; i < _count; i++)
        {
            ref var track = ref _tracks[i];
            track.Pass(_rules, seconds, track.IsSeenNow ? 1 : Math.Exp(-seconds / _rules.SlowAfter));
            if (isMoved)
            {
                track.Move(motion);
            }

            track.IsSeenNow = false;
            track.Away = Seconds(track.SeenAt, at);
            track.Forecast(_rules);
        }
    }

    void Match(Instant at, double seconds, Round round, double least)
    {
        var rows = 0;
        for (var i = 0; i < _count; i++)
        {
            ref var track = ref _tracks[i];
            if (!track.IsSeenNow && track.IsSure == (round != Round.New) && (round != Round.Weak || track.Away <= seconds + _rules.WeakWithin))
            {
                _rowTrack[rows++] = i;
            }
        }

        if (rows == 0)
        {
            return;
        }

        var wanted = round == Round.Weak ? Strength.Weak : Strength.Strong;
        var hasPair = false;
        _solver.Begin(rows, _boxCount);
        for (var row = 0; row < rows; row++)
        {
            ref var track = ref _tracks[_rowTrack[row]];
            var (from, to) = (track.Expected.Left - (2 * track.Margin), track.Expected.Right + (2 * track.Margin));
            for (var k = FirstFrom(from - _widest); k < _boxCount && _lefts[k] < to; k++)
            {
                var box = _byLeft[k];
                if (_strength[box] == wanted && Likeness(ref track, box, round) is var likeness && likeness > least)
                {
                    _solver.Allow(row, box, 1 - likeness);
                    hasPair = true;
                }
            }
        }

        if (!hasPair)
        {
            return;
        }

        _solver.Solve(1 - least, _columnOf);
        for (var row = 0; row < rows; row++)
        {
            if (_columnOf[row] >= 0)
            {
                See(ref _tracks[_rowTrack[row]], at, _columnOf[row]);
            }
        }
    }

    int FirstFrom(double left)
    {
        var (low, high) = (0, _boxCount);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _lefts[middle] < left ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>How much a sighting looks like what a track expects: at most 1, below 0 where nothing fits.</summary>
    double Likeness(ref Track track, int at, Round round)
    {
        ref readonly var expected = ref track.Expected;
        var (box, score) = _boxes[at];
        var margin = 2 * track.Margin;
        var width = Math.Min(expected.Right, box.Right) - Math.Max(expected.Left, box.Left) + margin;
        var height = Math.Min(expected.Bottom, box.Bottom) - Math.Max(expected.Top, box.Top);
        if (width <= 0 || height <= 0)
        {
            // Without a common height the height cue is 0, whatever the margin.
            return 0;
        }

        // Both boxes grown on all sides: what shares an edge still overlaps.
        var shared = Math.Min(width, Math.Min(expected.Width, box.Width) + margin) * Math.Min(height + margin, Math.Min(expected.Height, box.Height) + margin);
        var both = ((expected.Width + margin) * (expected.Height + margin)) + ((box.Width + margin) * (box.Height + margin)) - shared;
        var tall = Math.Max(expected.Bottom, box.Bottom) - Math.Min(expected.Top, box.Top);
        var likeness = shared / both * Math.Pow(height / tall, _rules.HeightPower);
        if (round != Round.Weak)
        {
            likeness = (likeness * _weight[at]) - (_rules.ScoreWeight * Math.Abs(score - track.ExpectedScore));
        }

        return _camera is null || track.Spot.CanBe(_spots[at], track.Away, _rules) ? likeness : 0;
    }

    void See(ref Track track, Instant at, int box)
    {
        _strength[box] = Strength.Used;
        track.See(_rules, at, _boxes[box]);
        track.Spot = _spots[box];
        if (track.IsSure)
        {
            _given[_givenCount++] = new(track.Number, track.Drawn(_rules, _boxes[box].Box), track.Score, _origin[box]);
        }
    }

    /// <summary>Who is well known and was just seen is there still, though the detector blinked.</summary>
    void Coast(Instant at)
    {
        for (var i = 0; i < _count; i++)
        {
            ref var track = ref _tracks[i];
            if (!track.IsSeenNow && track.IsSure && track.Away <= _rules.CoastFor && track.Seen >= _rules.CoastSightings
                && track.IsWithin(_rules.CoastSd))
            {
                _given[_givenCount++] = new(track.Number, track.Expected, track.Score, -1);
            }
        }
    }

    /// <summary>Every strong sighting that is nobody's may be somebody new.</summary>
    void Begin(Instant at, bool isFirst)
    {
        for (var box = 0; box < _boxCount; box++)
        {
            if (_strength[box] != Strength.Strong || _boxes[box].Score < _rules.Start)
            {
                continue;
            }

            ref var track = ref _tracks[_count++];
            track = Track.Begin(_rules, ++_lastNumber, at, _boxes[box]);
            track.Spot = _spots[box];
            // In the first frame there is nobody to wait for.
            track.IsSure = isFirst;
            if (track.IsSure)
            {
                _given[_givenCount++] = new(track.Number, _boxes[box].Box, track.Score, _origin[box]);
            }
        }
    }
}
