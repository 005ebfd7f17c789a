using Stroll.Geometry;
using Stroll.Units;

namespace Stroll.Tracking.Fusion;

/// <summary>Who came so near to whom that they may have been taken for each other, and what their statures say of it afterwards.</summary>
/// <remarks>
/// In: the tracks of a round. Out: exchanged identities, and what is left of doubt in <see cref="Shopper.Identity"/>. A meeting is a doubt from
/// its first moment. It is settled when those who met have been seen upright again for a while: who they were is weighed against
/// who they are by body height, all of one crowd at once. Where heights are alike the doubt stays, and says so.
/// </remarks>
sealed class Encounters(IdentityRules rules)
{
    readonly List<Meeting> _meetings = [];
    readonly List<(FloorTrack Track, Shopper Shopper)> _crowd = [];
    readonly List<(FloorTrack Track, Shopper Shopper)> _open = [];
    readonly HashSet<Shopper> _doubtful = [];
    readonly Assignment _assignment = new();
    int[] _trackOf = [];

    /// <summary>Takes a round.</summary>
    /// <param name="seen">Tracks that are somebody, with who that is; exchanged here where heights say so.</param>
    /// <param name="now">When.</param>
    internal void Step(List<(FloorTrack Track, Shopper Shopper)> seen, Instant now)
    {
        var changed = GiveUp(now);
        foreach (var (track, shopper) in seen)
        {
            Look(track, shopper);
        }

        changed |= Meet(seen, now);
        changed |= Settle(seen);
        if (changed)
        {
            Publish();
        }
    }

    /// <summary>Two who may have been mixed up otherwise: one was lost, and the other could be who came back.</summary>
    internal void Doubt(Shopper one, Shopper other, double swapped, Instant now) => Open(one, other, swapped, now);

    /// <summary>What was not settled in its time, or before somebody left, stays a doubt.</summary>
    bool GiveUp(Instant now)
    {
        var before = _meetings.Count;
        for (var i = _meetings.Count - 1; i >= 0; i--)
        {
            var meeting = _meetings[i];
            if (now - meeting.Last > rules.DoubtLasts || meeting.One.Left is not null || meeting.Other.Left is not null)
            {
                Shopper.Mix(meeting.One, meeting.Other, meeting.Swapped);
                _meetings.RemoveAt(i);
            }
        }

        return _meetings.Count < before;
    }

    void Look(FloorTrack track, Shopper shopper)
    {
        if (double.IsNaN(track.Upright))
        {
            return;
        }

        track.Recent = track.Recent.With(track.Upright, track.UprightLooks, rules.RecentLooks);
        if (!_doubtful.Contains(shopper))
        {
            shopper.Stature = shopper.Stature.With(track.Upright, track.UprightLooks, rules.KnownLooks);
        }
    }

    bool Meet(List<(FloorTrack Track, Shopper Shopper)> seen, Instant now)
    {
        var changed = false;
        for (var i = 0; i < seen.Count; i++)
        {
            for (var j = i + 1; j < seen.Count; j++)
            {
                var (one, other) = (seen[i].Track, seen[j].Track);
                var distance = one.Place.FloorDistanceTo(other.Place);
                var isHidden = now - one.LastSeen > rules.HiddenFor || now - other.LastSeen > rules.HiddenFor;
                if (distance < (isHidden ? rules.MeetHidden : rules.MeetMetres))
                {
                    one.Recent = other.Recent = default;
                    changed |= Open(seen[i].Shopper, seen[j].Shopper, rules.SwapShare, now);
                }
            }
        }

        return changed;
    }

    bool Open(Shopper one, Shopper other, double swapped, Instant now)
    {
        var (first, second) = one.Id.Index < other.Id.Index ? (one, other) : (other, one);
        var place = _meetings.FindIndex(m => m.One == first && m.Other == second);
        if (place >= 0)
        {
            var isMore = swapped > _meetings[place].Swapped;
            _meetings[place] = _meetings[place] with { Last = now, Swapped = Math.Max(swapped, _meetings[place].Swapped) };
            return isMore;
        }

        _meetings.Add(new(first, second, swapped, now));
        return true;
    }

    /// <summary>Settles each crowd of which somebody's height is known again.</summary>
    bool Settle(List<(FloorTrack Track, Shopper Shopper)> seen)
    {
        _open.Clear();
        foreach (var one in seen)
        {
            if (_doubtful.Contains(one.Shopper))
            {
                _open.Add(one);
            }
        }

        var changed = false;
        while (_open.Count > 1)
        {
            TakeCrowd();
            changed |= _crowd.Count > 1 && _crowd.Exists(IsClear) && SettleCrowd(seen);
        }

        return changed;
    }

    bool IsClear((FloorTrack Track, Shopper Shopper) one) => one.Track.Recent.Looks >= rules.SettleLooks;

    /// <summary>Moves the first who is in doubt, and whoever hangs together with them by meetings, into the crowd.</summary>
    void TakeCrowd()
    {
        _crowd.Clear();
        _crowd.Add(_open[0]);
        _open.RemoveAt(0);
        for (var i = 0; i < _crowd.Count; i++)
        {
            for (var j = 0; j < _open.Count; j++)
            {
                if (Between(_crowd[i].Shopper, _open[j].Shopper) is not null)
                {
                    _crowd.Add(_open[j]);
                    _open.RemoveAt(j--);
                }
            }
        }
    }

    Meeting? Between(Shopper one, Shopper other) => _meetings.Find(m => (m.One == one && m.Other == other) || (m.One == other && m.Other == one));

    bool SettleCrowd(List<(FloorTrack Track, Shopper Shopper)> seen)
    {
        if (_trackOf.Length < _crowd.Count)
        {
            _trackOf = new int[2 * _crowd.Count];
        }

        var (stays, best) = (0.0, 0.0);
        _assignment.Begin(_crowd.Count, _crowd.Count);
        for (var i = 0; i < _crowd.Count; i++)
        {
            stays += Cost(i, i);
            for (var j = 0; j < _crowd.Count; j++)
            {
                _assignment.Allow(i, j, Cost(i, j));
            }
        }

        _assignment.Solve(1e6, _trackOf);
        for (var i = 0; i < _crowd.Count; i++)
        {
            best += Cost(i, _trackOf[i]);
        }

        var isExchanged = stays - best > rules.ExchangeOdds;
        if (!isExchanged)
        {
            for (var i = 0; i < _crowd.Count; i++)
            {
                _trackOf[i] = i;
            }
        }

        var since = Close();
        if (isExchanged)
        {
            Exchange(seen, since);
        }

        return isExchanged || since < Instant.Latest;
    }

    /// <summary>Closes the meetings that are decided; what was not chosen is what remains of doubt.</summary>
    /// <returns>When the first of them was at its worst; the latest moment where none was decided.</returns>
    Instant Close()
    {
        var since = Instant.Latest;
        for (var i = 0; i < _crowd.Count; i++)
        {
            for (var j = i + 1; j < _crowd.Count; j++)
            {
                var isMoved = _trackOf[i] != i && _trackOf[j] != j;
                if ((isMoved || (IsClear(_crowd[_trackOf[i]]) && IsClear(_crowd[_trackOf[j]]))) && Between(_crowd[i].Shopper, _crowd[j].Shopper) is { } meeting)
                {
                    var (a, b) = (_trackOf[i], _trackOf[j]);
                    var worse = Cost(i, b) + Cost(j, a) - Cost(i, a) - Cost(j, b);
                    Shopper.Mix(meeting.One, meeting.Other, 1 / (1 + Math.Exp(Math.Max(0, worse))));
                    _meetings.Remove(meeting);
                    since = meeting.Last < since ? meeting.Last : since;
                }
            }
        }

        return since;
    }

    /// <summary>What it costs that a shopper of the crowd is the one of a track of it: log of the odds against it.</summary>
    double Cost(int shopper, int track)
    {
        var (who, where) = (_crowd[shopper].Shopper, _crowd[track]);
        var fit = -where.Track.Recent.Fit(who.Stature, rules);
        if (shopper == track)
        {
            return fit;
        }

        // Each of two who change places bears half of it; who met only over a third bears more.
        var swapped = Between(who, where.Shopper)?.Swapped ?? rules.SwapShare * rules.SwapShare;
        return fit + (0.5 * Math.Log((1 - swapped) / swapped));
    }

    void Exchange(List<(FloorTrack Track, Shopper Shopper)> seen, Instant since)
    {
        var paths = new Footprint[_crowd.Count][];
        for (var i = 0; i < _crowd.Count; i++)
        {
            paths[i] = _crowd[i].Shopper.Trail.TakeFrom(since);
        }

        for (var i = 0; i < _crowd.Count; i++)
        {
            var (shopper, track) = (_crowd[i].Shopper, _trackOf[i]);
            shopper.Trail.Append(paths[track]);
            seen[seen.FindIndex(one => one.Track == _crowd[track].Track)] = (_crowd[track].Track, shopper);
        }
    }

    /// <summary>Doubts that are open are told as they stand.</summary>
    void Publish()
    {
        foreach (var shopper in _doubtful)
        {
            shopper.ForgetOpenDoubts();
        }

        _doubtful.Clear();
        foreach (var meeting in _meetings)
        {
            _doubtful.Add(meeting.One);
            _doubtful.Add(meeting.Other);
            Shopper.MixOpen(meeting.One, meeting.Other, meeting.Swapped);
        }
    }

    sealed record Meeting(Shopper One, Shopper Other, double Swapped, Instant Last);
}
