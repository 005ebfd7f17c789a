using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Tracking;

/// <summary>Keeps one shopper for each person whom an outside tracker sees, across lost and crossed ids.</summary>
/// <remarks>
/// In: frames of people in order of time. Out: shoppers with their paths. The world is closed: who appears away from the gates is
/// somebody who was lost; who has an id keeps it unless two ids crossed within one frame.
/// </remarks>
public static class Following
{
    /// <summary>Takes what the tracker saw at one moment.</summary>
    public static void Step(Floor floor, TrackingRules rules, Store store, Observation.PeopleSeen frame)
    {
        floor.FirstFrame ??= frame.At;
        var places = frame.People.Select(p => BodyOf(p.Body)).ToImmutableArray();
        Reclaiming.Step(floor, rules, frame, places);
        for (var i = 0; i < frame.People.Length; i++)
        {
            var person = frame.People[i];
            var shopper = floor.Known.TryGetValue(person.Person, out var id) && !IsTakenTwice(floor, frame, id, i)
                ? floor[id]
                : Join(floor, rules, store, frame, person.Person, places[i]) ?? Enter(floor, rules, store, frame.At, person.Person, places[i]);
            (shopper.SeenAs, shopper.LastPose) = (person.Person, person.Body);
            See(floor, rules, shopper, frame.At, person.Body, places[i]);
        }

        if (rules.Closeness is { } closeness)
        {
            floor.Closeness.Step(floor, closeness, frame.At);
        }

        floor.LastFrame = frame.At;
        floor.LetGo(frame.At - rules.GoneAfter);
    }

    /// <summary>Somebody passed a gate: the person whom the gate names, if it names one.</summary>
    public static void Step(Floor floor, Observation.GatePassed passed)
    {
        if (passed.Person is { } person && floor.Known.TryGetValue(person, out var id))
        {
            floor[id].Left = passed.Way == GateWay.Out ? passed.At : null;
        }
        else if (passed is { Person: { } unseen, Way: GateWay.In })
        {
            floor.Add(unseen, passed.At);
        }
    }

    /// <summary>Somebody passed a gate of a store in which nothing else tells who is inside: everybody in there may have done anything.</summary>
    /// <remarks>Who comes in again after they went out is a new shopper, since their visit was over. Who goes out without a name is the only one inside,
    /// or nobody can tell who it was and all stay.</remarks>
    public static void Count(Floor floor, TrackingRules rules, Observation.GatePassed passed)
    {
        floor.LetGoOfLeft(passed.At - rules.GoneAfter);
        if (passed.Way == GateWay.In)
        {
            floor.Add(passed.Person ?? "", passed.At);
            return;
        }

        var inside = floor.Present.Where(shopper => shopper.Left is null && (passed.Person is null || shopper.FirstId == passed.Person)).ToArray();
        if (inside.Length == 1 || (inside.Length > 1 && passed.Person is not null))
        {
            (inside[0].Left, inside[0].LastSeen) = (passed.At, passed.At);
        }
    }

    /// <summary>A store without any tracker or gate has one nameless shopper, who is everywhere.</summary>
    public static void AddNameless(Floor floor, Instant at) => floor.Add("", at);

    /// <summary>The log has ended: who is still inside was last seen then.</summary>
    public static void Finish(Floor floor, Instant end)
    {
        foreach (var shopper in floor.Shoppers)
        {
            shopper.Left ??= shopper.LastBody.IsKnown ? shopper.LastSeen : end;
        }
    }

    /// <summary>Mean of head, neck and shoulders as far as they were seen.</summary>
    static Point3 BodyOf(Body body)
    {
        var sum = default(Point3);
        var count = 0;
        foreach (var joint in (ReadOnlySpan<Joint>)[Joint.Head, Joint.Neck, Joint.LeftShoulder, Joint.RightShoulder])
        {
            if (body[joint] is { IsSeen: true } seen)
            {
                sum += seen.Position;
                count++;
            }
        }

        return count == 0 ? Point3.Unknown : (1.0 / count) * sum;
    }

    /// <summary>True when an earlier person of this frame is the same shopper: then a later id was joined to them wrongly.</summary>
    static bool IsTakenTwice(Floor floor, Observation.PeopleSeen frame, ShopperId id, int before)
    {
        for (var i = 0; i < frame.People.Length; i++)
        {
            var other = frame.People[i].Person;
            if (i != before && floor.Known.TryGetValue(other, out var known) && known == id
                && floor[id].FirstId != frame.People[before].Person && (i < before || floor[id].FirstId == other))
            {
                floor[id].LaterIds.Remove(frame.People[before].Person);
                return true;
            }
        }

        return false;
    }

    /// <summary>A new shopper. Where nobody was lost, the place where one appears must be an entrance.</summary>
    static Shopper Enter(Floor floor, TrackingRules rules, Store store, Instant at, string id, Point3 place)
    {
        if (store.Gates.IsEmpty && place.IsKnown && at - floor.FirstFrame!.Value >= rules.Opening && !IsGate(floor, rules, store, place)
            && floor.Present.All(s => s.Left is not null || at - s.LastSeen < rules.OutOfSight))
        {
            floor.Entrances.Add(place);
        }

        return floor.Add(id, at);
    }

    static bool IsGate(Floor floor, TrackingRules rules, Store store, Point3 place) =>
        store.Gates.Any(gate => gate.Centre.FloorDistanceTo(place) <= gate.Radius)
        || floor.Entrances.Any(entrance => entrance.FloorDistanceTo(place) <= rules.EntranceMetres);

    /// <summary>The lost shopper whom a new id means, if there is one within reach.</summary>
    static Shopper? Join(Floor floor, TrackingRules rules, Store store, Observation.PeopleSeen frame, string id, Point3 place)
    {
        if (!place.IsKnown || frame.At - floor.FirstFrame!.Value < rules.Opening
            || IsGate(floor, rules, store, place))
        {
            return null;
        }

        Shopper? nearest = null;
        Shopper? second = null;
        var (least, next) = (double.PositiveInfinity, double.PositiveInfinity);
        foreach (var lost in floor.Present)
        {
            var away = frame.At - lost.LastSeen;
            if (lost.Left is not null || !lost.LastBody.IsKnown || IsGate(floor, rules, store, lost.LastBody) || away <= TimeSpan.Zero || away > rules.LostFor
                || frame.People.Any(p => floor.Known.TryGetValue(p.Person, out var known) && known == lost.Id))
            {
                continue;
            }

            var distance = lost.LastBody.FloorDistanceTo(place);
            if (distance <= rules.JoinMetres + (rules.JoinMetresPerSecond * away.TotalSeconds))
            {
                (second, next) = distance < least ? (nearest, least) : distance < next ? (lost, distance) : (second, next);
                (nearest, least) = distance < least ? (lost, distance) : (nearest, least);
            }
        }

        if (second is not null && rules.Closeness is not null)
        {
            // Either of them may have come back; the further one the less likely.
            var ratio = Math.Exp(-0.5 * ((next * next) - (least * least)) / (rules.JoinMetres * rules.JoinMetres / 4));
            Shopper.Mix(nearest!, second, ratio / (1 + ratio));
        }

        if (nearest is not null)
        {
            floor.Known[id] = nearest.Id;
            nearest.LaterIds.Add(id);
        }

        return nearest;
    }

    static void See(Floor floor, TrackingRules rules, Shopper shopper, Instant at, Body body, Point3 place)
    {
        var left = body[Joint.LeftWrist];
        var right = body[Joint.RightWrist];
        var footprint = new Footprint(
            at, place,
            left.IsSeen ? left.Position : Point3.Unknown, right.IsSeen ? right.Position : Point3.Unknown,
            left.Score, right.Score);
        See(floor, shopper, footprint, rules.Memory);
    }

    /// <summary>Adds where a shopper is now to their path.</summary>
    internal static void See(Floor floor, Shopper shopper, in Footprint footprint, TimeSpan memory)
    {
        var at = footprint.At;
        var trail = shopper.Trail;
        if (trail.Count > 0 && trail.Last.At >= at)
        {
            return;
        }

        trail.Add(footprint, at - memory);
        floor.Return(shopper);
        shopper.LastSeen = at;
        shopper.LastBody = footprint.Body.IsKnown ? footprint.Body : shopper.LastBody;
        shopper.Left = null;
        if (trail.Count >= 3)
        {
            LearnJitter(floor, trail[trail.Count - 3], trail[trail.Count - 2], trail.Last);
        }
    }

    /// <summary>Follows the median of how far the middle of three frames lies off the line between its neighbours.</summary>
    static void LearnJitter(Floor floor, in Footprint first, in Footprint middle, in Footprint last)
    {
        var whole = (last.At - first.At).TotalSeconds;
        if (whole is <= 0 or > 0.5)
        {
            return;
        }

        var share = (middle.At - first.At).TotalSeconds / whole;
        Learn(floor, first.Left.Towards(last.Left, share) - middle.Left, share);
        Learn(floor, first.Right.Towards(last.Right, share) - middle.Right, share);
    }

    static void Learn(Floor floor, Point3 off, double share)
    {
        if (!off.IsKnown)
        {
            return;
        }

        // Of three independent errors with one sd the middle one stands off by this much more.
        var spread = Math.Sqrt(1 + (share * share) + ((1 - share) * (1 - share)));
        foreach (var axis in (ReadOnlySpan<double>)[off.X, off.Y, off.Z])
        {
            // A step of 1 % up or down follows the median whatever the tails do; 0.6745 turns it into an sd.
            var sd = Math.Abs(axis) / spread / 0.6745;
            floor.WristJitter = Math.Clamp(floor.WristJitter * (sd > floor.WristJitter ? 1.01 : 1 / 1.01), 0.002, 0.5);
        }
    }
}
