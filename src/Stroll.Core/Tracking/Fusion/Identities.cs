using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Tracking.Fusion;

/// <summary>Which shopper each track is: the state and the step.</summary>
/// <remarks>
/// In: the tracks of a round and what gates say. Out: shoppers on the <see cref="Floor"/> with their paths, and for each the distribution over
/// who they were when they came in (<see cref="Shopper.Identity"/>). The world is closed: people come and go at gates only. A track that
/// begins elsewhere is somebody who was lost; which of those who could be it decides, and the others stay as alternatives.
/// </remarks>
public sealed class Identities
{
    readonly Store _store;
    readonly IdentityRules _rules;
    readonly TrackingRules _tracking;
    readonly Dictionary<int, ShopperId> _ofTrack = [];
    readonly List<(Shopper Shopper, Instant At)> _atGate = [];
    readonly List<(FloorTrack Track, Shopper Shopper)> _known = [];
    readonly Encounters _encounters;
    readonly List<Shopper> _unseen = [];
    readonly List<FloorTrack> _newcomers = [];
    readonly List<FloorTrack> _starved = [];
    readonly Assignment _assignment = new();
    readonly List<(Gate Gate, Instant At)> _leaving = [];
    readonly List<(FloorTrack Track, Shopper Shopper)> _candidates = [];
    Instant? _lastOut;
    bool _hasNames;
    Instant? _last;

    /// <summary>Starts with nobody known.</summary>
    public Identities(Store store, IdentityRules rules, TrackingRules tracking) => (_store, _rules, _tracking, _encounters) = (store, rules, tracking, new(rules));

    /// <summary>The shopper of a confirmed track; none before the first round that met it.</summary>
    public ShopperId? Of(FloorTrack track) => _ofTrack.TryGetValue(track.Number, out var id) ? id : null;

    /// <summary>Somebody passed a gate.</summary>
    /// <remarks>On the way in the name of who opened it goes to the next person who appears there, or who just did. On the way out
    /// the name says who left only where that person is at the gate.</remarks>
    public void Step(Floor floor, FloorFusion fusion, Observation.GatePassed passed)
    {
        if (_store.Gates.FirstOrDefault(gate => gate.Name == passed.Gate) is not { } gate)
        {
            return;
        }

        if (passed.Way == GateWay.Out)
        {
            _leaving.Add((gate, passed.At));
            _lastOut = passed.At;
            return;
        }

        if (passed.Person is not { } person)
        {
            return;
        }

        _hasNames = true;
        var entering = floor.Add(person, passed.At);
        _atGate.Add((entering, passed.At));
    }

    /// <summary>Decides who went out, where enough time has gone by since: who was there then and was not seen any more.</summary>
    /// <remarks>Several at once: two who go out one behind the other are not confused.</remarks>
    void LetOut(Floor floor, FloorFusion fusion, Instant now)
    {
        if (!_leaving.Exists(one => now - one.At >= _rules.LeaveAfter))
        {
            return;
        }

        _candidates.Clear();
        foreach (var track in fusion.Tracks)
        {
            if (Of(track) is { } id)
            {
                _candidates.Add((track, floor[id]));
            }
        }

        _assignment.Begin(_leaving.Count, _candidates.Count);
        for (var i = 0; i < _leaving.Count; i++)
        {
            for (var j = 0; j < _candidates.Count; j++)
            {
                if (Leaves(_candidates[j].Track, _candidates[j].Shopper, _leaving[i].Gate, _leaving[i].At) is { } cost)
                {
                    _assignment.Allow(i, j, cost - _rules.StaysCost);
                }
            }
        }

        var who = new int[_leaving.Count];
        _assignment.Solve(0, who);
        for (var i = _leaving.Count - 1; i >= 0; i--)
        {
            if (now - _leaving[i].At < _rules.LeaveAfter)
            {
                continue;
            }

            if (who[i] >= 0)
            {
                var (track, shopper) = _candidates[who[i]];
                shopper.Left = _leaving[i].At;
                fusion.Retire(track);
            }

            _leaving.RemoveAt(i);
        }
    }

    /// <summary>What speaks against it that somebody went out at a gate at a moment: log of the odds; none where they cannot have.</summary>
    double? Leaves(FloorTrack track, Shopper shopper, Gate gate, Instant at)
    {
        var trail = shopper.Trail;
        var place = trail.FirstFrom(at + _rules.SeenOnFor) - 1;
        if (place < 0 || !trail[place].Body.IsKnown)
        {
            return null;
        }

        var unseen = Math.Max(0, (at - trail[place].At).TotalSeconds);
        var reach = gate.Radius + _rules.GateSlack + unseen;
        var away = gate.Centre.FloorDistanceTo(trail[place].Body);
        if (away > reach || unseen > _rules.LeaveUnseen.TotalSeconds)
        {
            return null;
        }

        var off = away / (gate.Radius + (_rules.PaceSd * unseen));
        // Who was seen after it is still inside; who has just come in does not go out where somebody else could.
        return (0.5 * off * off) + (track.LastSeen > at + _rules.SeenOnFor ? _rules.SeenOnCost : 0) + (at - shopper.Entered < _rules.StaysFor ? _rules.JustInCost : 0);
    }

    /// <summary>Takes the tracks of the last round.</summary>
    public void Step(Floor floor, FloorFusion fusion)
    {
        if (fusion.LastRound is not { } now)
        {
            return;
        }

        floor.FirstFrame ??= now;
        LetOut(floor, fusion, now);
        NameAtGates(fusion, now);
        foreach (var track in fusion.Tracks)
        {
            if (!track.IsConfirmed || track.LastSeen != now)
            {
                continue;
            }

            if (!_ofTrack.TryGetValue(track.Number, out var id))
            {
                if (!_store.Gates.IsEmpty && IsAtGate(track.FirstPlace) && now - track.FirstSeen < _rules.NameAfter)
                {
                    continue;
                }

                // In a closed world somebody whom nobody can be is nobody: a mirror image, a poster, a shadow of another track.
                if (Meet(floor, fusion, track, now) is not { } met)
                {
                    continue;
                }

                id = met.Id;
                // Their old track follows nobody any more.
                if (fusion.Tracks.FirstOrDefault(other => _ofTrack.TryGetValue(other.Number, out var whose) && whose == met.Id) is { } old)
                {
                    _starved.Add(old);
                }

                _ofTrack.Add(track.Number, id);
            }

            See(floor, floor[id], track, now, _tracking.Memory);
        }

        foreach (var track in _starved)
        {
            fusion.Retire(track);
        }

        _starved.Clear();
        Encounter(floor, fusion, now);
        LeaveAtGates(floor, now);
        floor.LetGo(now - _tracking.GoneAfter);
    }

    /// <summary>Gives the names that gates said to those who were first seen there: all at once, by when each passed.</summary>
    /// <remarks>Two who come in one behind the other are not told apart before both have been seen.</remarks>
    void NameAtGates(FloorFusion fusion, Instant now)
    {
        _atGate.RemoveAll(one => now - one.At > _rules.GateWait);
        _newcomers.Clear();
        foreach (var track in fusion.Tracks)
        {
            if (track.IsConfirmed && !_ofTrack.ContainsKey(track.Number) && now - track.LastSeen < _rules.HiddenAtGate && IsAtGate(track.FirstPlace))
            {
                _newcomers.Add(track);
            }
        }

        if (_newcomers.Count == 0 || _atGate.Count == 0)
        {
            return;
        }

        _assignment.Begin(_newcomers.Count, _atGate.Count);
        for (var i = 0; i < _newcomers.Count; i++)
        {
            for (var j = 0; j < _atGate.Count; j++)
            {
                // People are seen after they came in, soon or late, and hardly before.
                var early = (_atGate[j].At - Passed(_newcomers[i])).TotalSeconds;
                _assignment.Allow(i, j, Math.Max(_rules.EarlyCost * early, -early) - _rules.GateWait.TotalSeconds);
            }
        }

        var nameOf = new int[_newcomers.Count];
        _assignment.Solve(0, nameOf);
        var named = new HashSet<ShopperId>();
        for (var i = 0; i < _newcomers.Count; i++)
        {
            if (nameOf[i] >= 0 && now - _newcomers[i].FirstSeen >= _rules.NameAfter)
            {
                _ofTrack.Add(_newcomers[i].Number, _atGate[nameOf[i]].Shopper.Id);
                named.Add(_atGate[nameOf[i]].Shopper.Id);
            }
        }

        _atGate.RemoveAll(one => named.Contains(one.Shopper.Id));
    }

    static void See(Floor floor, Shopper shopper, FloorTrack track, Instant now, TimeSpan memory)
    {
        var (left, right) = (track[Joint.LeftWrist], track[Joint.RightWrist]);
        var neck = track[Joint.Neck];
        var body = track.Place with { Z = neck.IsSeen ? neck.Position.Z : Poses.BodyModel.HeightShare(Joint.Neck) * track.Height };
        shopper.BodyHeight = track.Height;
        Following.See(floor, shopper, new(now, body, left.Position, right.Position, left.IsSeen ? left.Score : 0, right.IsSeen ? right.Score : 0), memory);
    }

    /// <summary>The shopper of a track that was not there before; none where it can be nobody.</summary>
    Shopper? Meet(Floor floor, FloorFusion fusion, FloorTrack track, Instant now)
    {
        if (IsAtGate(track.FirstPlace))
        {
            // Who has just gone out may be seen for a step more.
            if (_lastOut is { } gone && now - gone < _rules.GoneAtGate)
            {
                return null;
            }
        }

        if (track.Recent.Looks <= 0 && !double.IsNaN(track.Upright))
        {
            track.Recent = new(track.Upright, 1);
        }

        Missing(floor, fusion, track);
        var (best, second) = (default(Shopper), default(Shopper));
        var isAtGate = IsAtGate(track.FirstPlace) || _store.Gates.IsEmpty;
        var (bestWeight, secondWeight, sum) = (0.0, 0.0, !isAtGate ? _rules.NobodyKnown : _hasNames ? _rules.SlipsIn : 1);
        foreach (var lost in _unseen)
        {
            var weight = Weight(lost, track);
            sum += weight;
            if (weight > bestWeight)
            {
                (second, secondWeight, best, bestWeight) = (best, bestWeight, lost, weight);
            }
            else if (weight > secondWeight)
            {
                (second, secondWeight) = (lost, weight);
            }
        }

        if (best is null || bestWeight < sum - bestWeight - secondWeight)
        {
            if (!isAtGate && now - floor.FirstFrame!.Value > _tracking.Opening)
            {
                return null;
            }

            return floor.Add($"person-{track.Number}", track.FirstSeen);
        }

        if (second is not null && secondWeight > 0)
        {
            _encounters.Doubt(best, second, secondWeight / (bestWeight + secondWeight), now);
        }

        best.LaterIds.Add($"person-{track.Number}");
        return best;
    }

    /// <summary>When somebody passed the nearest gate who was first seen some steps behind it.</summary>
    Instant Passed(FloorTrack track) =>
        track.FirstSeen - TimeSpan.FromSeconds(_store.Gates.Min(gate => gate.Centre.FloorDistanceTo(track.FirstPlace)) / _rules.EntryPace);

    /// <summary>Everybody inside who has no track now.</summary>
    void Missing(Floor floor, FloorFusion fusion, FloorTrack except)
    {
        _unseen.Clear();
        foreach (var shopper in floor.Present)
        {
            if (shopper.Left is null && shopper.LastBody.IsKnown)
            {
                _unseen.Add(shopper);
            }
        }

        foreach (var track in fusion.Tracks)
        {
            if (track != except && track.IsConfirmed && track.At - track.LastSeen < TimeSpan.FromSeconds(0.5) && track.Odds > _rules.Starving && Of(track) is { } id)
            {
                _unseen.Remove(floor[id]);
            }
        }
    }

    /// <summary>How well somebody who vanished fits to a track that began, against others: 1 at once and in the same place.</summary>
    double Weight(Shopper lost, FloorTrack track)
    {
        var away = Math.Max(0, (track.FirstSeen - lost.LastSeen).TotalSeconds);
        if (track.FirstSeen < lost.LastSeen - 1.Seconds)
        {
            return 0;
        }

        var sd = _rules.PlaceSd + (_rules.PaceSd * Math.Min(away, 20));
        var distance = lost.LastBody.FloorDistanceTo(track.FirstPlace) / sd;
        return Math.Exp((-0.5 * distance * distance) + track.Recent.Fit(lost.Stature, _rules)) * _rules.PlaceSd * _rules.PlaceSd / (sd * sd);
    }

    bool IsAtGate(Point3 place)
    {
        foreach (var gate in _store.Gates)
        {
            if (gate.Centre.FloorDistanceTo(place) <= gate.Radius + _rules.GateSlack)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Who met whom; where heights tell that two were taken for each other, their tracks change hands.</summary>
    void Encounter(Floor floor, FloorFusion fusion, Instant now)
    {
        _known.Clear();
        foreach (var track in fusion.Tracks)
        {
            if (_ofTrack.TryGetValue(track.Number, out var id))
            {
                track.UprightLooks = _last is { } last ? (now - last) / _rules.LookLasts : 1;
                _known.Add((track, floor[id]));
            }
        }

        _encounters.Step(_known, now);
        foreach (var (track, shopper) in _known)
        {
            if (_ofTrack[track.Number] != shopper.Id)
            {
                _ofTrack[track.Number] = shopper.Id;
                (shopper.LastSeen, shopper.LastBody) = (track.LastSeen, track.Place with { Z = shopper.LastBody.Z });
            }
        }

        _last = now;
    }

    void LeaveAtGates(Floor floor, Instant now)
    {
        foreach (var shopper in floor.Present)
        {
            if (shopper.Left is null && shopper.LastBody.IsKnown && now - shopper.LastSeen > _rules.GoneAtGate && IsAtGate(shopper.LastBody))
            {
                shopper.Left = shopper.LastSeen;
            }
        }
    }
}
