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
    readonly List<(Shopper One, Shopper Other, double Swapped, Instant Last)> _encounters = [];
    readonly List<Shopper> _unseen = [];
    Instant? _lastOut;

    /// <summary>Starts with nobody known.</summary>
    public Identities(Store store, IdentityRules rules, TrackingRules tracking) => (_store, _rules, _tracking) = (store, rules, tracking);

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
            LetOut(floor, fusion, gate, passed);
            return;
        }

        if (passed.Person is not { } person)
        {
            return;
        }

        // They may have been seen a moment before the gate spoke.
        var seen = floor.Present.LastOrDefault(shopper =>
            !shopper.IsNamed && passed.At - shopper.Entered <= _rules.GateBefore && shopper.LastBody.FloorDistanceTo(gate.Centre) <= gate.Radius + (2 * _rules.GateSlack));
        if (seen is not null)
        {
            floor.Rename(seen, person);
            return;
        }

        var entering = floor.Add(person, passed.At);
        entering.IsNamed = true;
        _atGate.Add((entering, passed.At));
    }

    /// <summary>Whoever is nearest to the gate has gone; who comes after them is somebody else.</summary>
    void LetOut(Floor floor, FloorFusion fusion, Gate gate, Observation.GatePassed passed)
    {
        FloorTrack? leaving = null;
        var least = gate.Radius + _rules.GateSlack;
        foreach (var track in fusion.Tracks)
        {
            if (Of(track) is not null && passed.At - track.LastSeen < 1.Seconds && gate.Centre.FloorDistanceTo(track.Place) is var distance && distance < least)
            {
                (leaving, least) = (track, distance);
            }
        }

        _lastOut = passed.At;
        if (leaving is not null)
        {
            floor[Of(leaving)!.Value].Left = passed.At;
            fusion.Retire(leaving);
        }
    }

    /// <summary>Takes the tracks of the last round.</summary>
    public void Step(Floor floor, FloorFusion fusion)
    {
        if (fusion.LastRound is not { } now)
        {
            return;
        }

        floor.FirstFrame ??= now;
        foreach (var track in fusion.Tracks)
        {
            if (!track.IsConfirmed || track.LastSeen != now)
            {
                continue;
            }

            if (!_ofTrack.TryGetValue(track.Number, out var id))
            {
                // In a closed world somebody whom nobody can be is nobody: a mirror image, a poster, a shadow of another track.
                if (Meet(floor, fusion, track, now) is not { } met)
                {
                    continue;
                }

                id = met.Id;
                _ofTrack.Add(track.Number, id);
            }

            See(floor, floor[id], track, now, _tracking.Memory);
        }

        Doubt(floor, fusion, now);
        LeaveAtGates(floor, now);
        floor.LetGo(now - _tracking.GoneAfter);
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
        _atGate.RemoveAll(one => now - one.At > _rules.GateWait);
        if (IsAtGate(track.FirstPlace))
        {
            // Whose gate opened nearest to when they were first seen.
            var nearest = -1;
            for (var i = 0; i < _atGate.Count; i++)
            {
                nearest = nearest < 0 || Math.Abs((_atGate[i].At - track.FirstSeen).Ticks) < Math.Abs((_atGate[nearest].At - track.FirstSeen).Ticks) ? i : nearest;
            }

            if (nearest >= 0)
            {
                var entering = _atGate[nearest].Shopper;
                _atGate.RemoveAt(nearest);
                return entering;
            }

            // Who has just gone out may be seen for a step more.
            if (_lastOut is { } gone && now - gone < _rules.GoneAtGate)
            {
                return null;
            }
        }

        Missing(floor, fusion, track);
        var (best, second) = (default(Shopper), default(Shopper));
        var isAtGate = IsAtGate(track.FirstPlace) || _store.Gates.IsEmpty;
        var (bestWeight, secondWeight, sum) = (0.0, 0.0, isAtGate ? 1 : _rules.NobodyKnown);
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
            Shopper.Mix(best, second, secondWeight / (bestWeight + secondWeight));
        }

        best.LaterIds.Add($"person-{track.Number}");
        return best;
    }

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
            if (track != except && track.IsConfirmed && track.At - track.LastSeen < TimeSpan.FromSeconds(0.5) && Of(track) is { } id)
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
        var height = (lost.BodyHeight - track.Height) / _rules.HeightSd;
        return Math.Exp(-0.5 * ((distance * distance) + (height * height))) * _rules.PlaceSd * _rules.PlaceSd / (sd * sd);
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

    /// <summary>Who came so near to somebody else that the sightings would fit nearly as well the other way round.</summary>
    void Doubt(Floor floor, FloorFusion fusion, Instant now)
    {
        for (var i = _encounters.Count - 1; i >= 0; i--)
        {
            if (now - _encounters[i].Last > 1.Seconds)
            {
                _encounters.RemoveAt(i);
            }
        }

        foreach (var (one, other, swapped) in fusion.Doubts)
        {
            if (Of(one) is not { } a || Of(other) is not { } b || a == b)
            {
                continue;
            }

            var place = _encounters.FindIndex(e => e.One == floor[a] && e.Other == floor[b]);
            var before = place < 0 ? 0 : _encounters[place].Swapped;
            if (swapped > before)
            {
                // One meeting is one doubt, as deep as its worst moment.
                Shopper.Mix(floor[a], floor[b], (swapped - before) / Math.Max(1e-9, 1 - (2 * before)));
            }

            var after = (floor[a], floor[b], Math.Max(before, swapped), now);
            if (place < 0)
            {
                _encounters.Add(after);
            }
            else
            {
                _encounters[place] = after;
            }
        }
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
