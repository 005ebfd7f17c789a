using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Tracking;

/// <summary>Says whom an id means whose person seems to have jumped, or was out of sight: trackers exchange ids of people who are close.</summary>
/// <remarks>
/// <para>People do not jump, ids do. Of everybody who is not plainly where they just were, the most probable pairing of places with people is taken:
/// minus twice the log likelihood of a place given where somebody was seen last, of two ids being exchanged in just this frame, and of somebody who was in
/// sight being lost in it. Ids exchanged in a ring, and with somebody who is out of sight at that moment, come out as well as those of two.</para>
/// <para>Two who stand so close that either could have made either step stay in doubt: <see cref="Shopper.Mix"/>.</para>
/// </remarks>
static class Reclaiming
{
    // A step within one frame: so much error, and so much way a second. Out of sight both grow.
    const double SightSd = 0.04;
    const double SightSdPerSecond = 1;
    const double LostSd = 0.3;
    const double LostSdPerSecond = 0.8;

    // -2 log of an exchange in just this frame (2 in 1,000), half for each of the two, and of being lost in it (7 in 1,000). Worse than Alone is
    // nobody known.
    const double Exchanged = 6;
    const double Vanished = 10;
    const double Alone = 40;

    const int FewestJoints = 4;

    /// <summary>Corrects what the ids of a frame mean.</summary>
    /// <param name="floor">Everybody as they were before the frame.</param>
    /// <param name="rules">When somebody is out of sight.</param>
    /// <param name="frame">What the tracker saw.</param>
    /// <param name="places">The bodies of it; unknown where none was seen.</param>
    internal static void Step(Floor floor, TrackingRules rules, Observation.PeopleSeen frame, ImmutableArray<Point3> places)
    {
        var loose = Loose(floor, rules, frame, places);
        if (loose.Count == 0)
        {
            return;
        }

        var free = Free(floor, rules, frame, loose);
        if (free.Count > 1)
        {
            Reclaim(floor, rules, frame, places, loose, free);
        }
    }

    /// <summary>Persons of the frame, by index, who are not plainly where their shopper just was.</summary>
    static List<int> Loose(Floor floor, TrackingRules rules, Observation.PeopleSeen frame, ImmutableArray<Point3> places)
    {
        var loose = new List<int>();
        for (var i = 0; i < places.Length; i++)
        {
            if (Claim(floor, frame, i) is { LastBody.IsKnown: true } shopper && places[i].IsKnown)
            {
                var away = frame.At - shopper.LastSeen;
                var step = Step(shopper, frame.People[i].Body, places[i]);
                if (away > rules.OutOfSight || step > 0.5 * rules.SwapMetres)
                {
                    loose.Add(i);
                }
            }
        }

        return loose;
    }

    /// <summary>Who they can be: those whom their ids mean, and whoever was in sight a moment ago and is not any more.</summary>
    static List<Shopper> Free(Floor floor, TrackingRules rules, Observation.PeopleSeen frame, List<int> loose)
    {
        var free = loose.Select(i => Claim(floor, frame, i)!).Distinct().ToList();
        foreach (var shopper in floor.Present)
        {
            if (shopper.LastBody.IsKnown && frame.At - shopper.LastSeen <= rules.OutOfSight && !IsClaimed(floor, frame, shopper))
            {
                free.Add(shopper);
            }
        }

        return free;
    }

    static void Reclaim(
        Floor floor, TrackingRules rules, Observation.PeopleSeen frame, ImmutableArray<Point3> places, List<int> loose, List<Shopper> free)
    {
        var problem = new Assignment(loose.Count, free.Count);
        problem.Begin(loose.Count, free.Count);
        var claims = loose.Select(i => Claim(floor, frame, i)!).ToArray();
        var kept = 0.0;
        for (var row = 0; row < loose.Count; row++)
        {
            for (var column = 0; column < free.Count; column++)
            {
                var isOwn = free[column] == claims[row];
                var cost = Cost(floor, rules, frame.At, Step(free[column], frame.People[loose[row]].Body, places[loose[row]]), free[column]) + (isOwn ? 0 : Exchanged);
                kept += isOwn ? cost : 0;
                problem.Allow(row, column, cost);
            }
        }

        var chosen = new int[loose.Count];
        var best = problem.Solve(Alone, chosen);
        var wrong = 1 / (1 + Math.Exp(Math.Clamp((kept - best) / 2, 0, 50)));
        for (var row = 0; row < loose.Count; row++)
        {
            if (chosen[row] >= 0 && free[chosen[row]] != claims[row])
            {
                Exchange(floor, frame, loose[row], claims[row], free[chosen[row]], isSeen: chosen.Any(c => c >= 0 && free[c] == claims[row]));
                if (rules.Closeness is not null)
                {
                    Shopper.Mix(claims[row], free[chosen[row]], wrong);
                }
            }
        }
    }

    /// <summary>The id means somebody else now. Whom it meant goes by that other's id, unless they are seen in this frame as well.</summary>
    static void Exchange(Floor floor, Observation.PeopleSeen frame, int person, Shopper meant, Shopper means, bool isSeen)
    {
        floor.Known[frame.People[person].Person] = means.Id;
        if (!isSeen && means.SeenAs is { } other && frame.People.All(seen => seen.Person != other))
        {
            floor.Known[other] = meant.Id;
        }
    }

    static double Cost(Floor floor, TrackingRules rules, Instant at, double step, Shopper shopper)
    {
        var away = at - shopper.LastSeen;
        var sd = away <= rules.OutOfSight ? SightSd + (SightSdPerSecond * away.TotalSeconds) : LostSd + (LostSdPerSecond * Math.Min(away.TotalSeconds, 12));
        // Who was in the frame before must have been lost in just this one, if this is not them.
        return (step * step / (sd * sd)) + (4 * Math.Log(sd)) - (shopper.LastSeen >= floor.LastFrame ? Vanished : 0);
    }

    /// <summary>How far across the floor a body is from where a shopper was seen last: the mean way of the joints that were seen both times, arms apart.
    /// Two who bend over one shelf put their heads together, not their feet.</summary>
    static double Step(Shopper shopper, Body body, Point3 place)
    {
        var (sum, count) = (default(Point3), 0);
        for (var joint = 0; joint < Body.JointCount && shopper.LastPose is { } before; joint++)
        {
            if ((Joint)joint is not (Joint.LeftElbow or Joint.RightElbow or Joint.LeftWrist or Joint.RightWrist)
                && before[(Joint)joint] is { IsSeen: true } old && body[(Joint)joint] is { IsSeen: true } now)
            {
                sum += now.Position - old.Position;
                count++;
            }
        }

        return count < FewestJoints ? shopper.LastBody.FloorDistanceTo(place) : default(Point3).FloorDistanceTo((1.0 / count) * sum);
    }

    static Shopper? Claim(Floor floor, Observation.PeopleSeen frame, int person) =>
        floor.Known.TryGetValue(frame.People[person].Person, out var id) ? floor[id] : null;

    static bool IsClaimed(Floor floor, Observation.PeopleSeen frame, Shopper shopper) =>
        frame.People.Any(seen => floor.Known.TryGetValue(seen.Person, out var known) && known == shopper.Id);
}
