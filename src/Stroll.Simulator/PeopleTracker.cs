using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>An assumed tracker: true bodies in, noisy joints under changing ids out.</summary>
internal sealed class PeopleTracker(TrackerNoise noise, StorePlan plan, Tally tally, Instant begin, Rng rng)
{
    const double SwapMetres = 0.8;
    const double LeastLoss = 0.5;
    const double MostLoss = 2;

    readonly List<(double At, Person One, Person Other)> _swapBacks = [];
    long _frame;
    double _nextFrame;
    int _laterIds;
    (double From, double To, Point3 Under)? _outage;

    /// <summary>The frames after the last call up to <paramref name="now"/>.</summary>
    /// <param name="people">Who is inside.</param>
    /// <param name="before">When they were at their last places.</param>
    /// <param name="now">When they are at their places.</param>
    /// <param name="frames">The frames are added here.</param>
    internal void Look(List<Person> people, double before, double now, List<(double At, Observation.PeopleSeen Seen)> frames)
    {
        while (_nextFrame <= now)
        {
            var at = _nextFrame;
            frames.Add((at, Frame(people, before, now, at)));
            _frame++;
            var uneven = tally.IsOn(Feature.ClockJitter) ? rng.NextBetween(-0.4, 0.4) : 0;
            _nextFrame = (_frame + uneven) / noise.Hertz;
        }
    }

    Observation.PeopleSeen Frame(List<Person> people, double before, double now, double at)
    {
        var seen = ImmutableArray.CreateBuilder<TrackedPerson>(people.Count);
        var isEmpty = tally.Draw(Feature.EmptyFrames, noise.EmptyFrames, rng) && people.Count > 0;
        SwapIds(people, at);
        GoDark(at);
        var share = now > before ? (at - before) / (now - before) : 1;
        foreach (var person in people)
        {
            LoseAndFind(person, at);
            ComeOutOfTheDark(person, at);
            if (!isEmpty && !person.IsInTheDark && person.Entered <= at && !(at >= person.LostFrom && at < person.LostTo))
            {
                seen.Add(new(person.TrackId, Seen(person, person.LastPlace.Towards(person.Place, share), at)));
            }
        }

        return new(new(begin.Nanoseconds + (long)Math.Round(at * 1e9)), seen.DrainToImmutable());
    }

    Body Seen(Person person, Point3 place, double at)
    {
        Span<Point3> joints = stackalloc Point3[Body.JointCount];
        Span<float> errors = stackalloc float[3 * Body.JointCount];
        BodyShape.Write(joints, place, person.Heading, person.Height, person.Reach, at);
        rng.FillNormals(errors);
        var estimates = new JointEstimate[Body.JointCount];
        for (var i = 0; i < estimates.Length; i++)
        {
            var isMissing = rng.NextChance(noise.Missing);
            var sd = noise.JointMetres * (noise.FarOff > 0 && rng.NextChance(noise.FarOff) ? 2 : 1);
            var error = new Point3(errors[3 * i], errors[(3 * i) + 1], errors[(3 * i) + 2]);
            var score = rng.NextBetween(0.6, 0.98);
            estimates[i] = isMissing ? JointEstimate.Missing : new(joints[i] + (sd * error), score);
        }

        return new(ImmutableCollectionsMarshal.AsImmutableArray(estimates));
    }

    void LoseAndFind(Person person, double at)
    {
        if (at >= person.LostTo)
        {
            (person.LostFrom, person.LostTo) = (double.PositiveInfinity, double.PositiveInfinity);
            if (person.IdAfterLoss is { } id)
            {
                person.TrackId = id;
                person.LaterIds.Add(id);
                person.IdAfterLoss = null;
            }
        }

        if (person.Reach is { } reach && !ReferenceEquals(reach, person.ReachSeen) && at >= reach.Begins)
        {
            person.ReachSeen = reach;
            if (tally.Draw(Feature.TrackLosses, noise.LosesInReach, rng))
            {
                Lose(person, at + rng.NextBetween(0, 1), Feature.IdChanges);
            }
        }

        if (person.JacketOff is { } off && at >= off)
        {
            person.JacketOff = null;
            Lose(person, at, Feature.JacketChange);
        }
    }

    void GoDark(double at)
    {
        if (tally.IsOn(Feature.CameraOutages) && !(at < _outage?.To))
        {
            tally.Count(Feature.CameraOutages);
            var from = at - (noise.SecondsBetweenOutages * Math.Log(1 - rng.NextUnit()));
            var under = plan.Corner + new Point3(rng.NextBetween(0, plan.Width), rng.NextBetween(0, plan.Depth), 0);
            _outage = (from, from + rng.NextBetween(0.5 * noise.OutageSeconds, 1.5 * noise.OutageSeconds), under);
        }
    }

    /// <summary>Whom the tracker finds again where the camera sees again, or outside its part of the floor, may get another id.</summary>
    void ComeOutOfTheDark(Person person, double at)
    {
        var isInTheDark = _outage is { } outage && at >= outage.From && at < outage.To && person.Place.FloorDistanceTo(outage.Under) < noise.OutageMetres;
        if (person.IsInTheDark && !isInTheDark && rng.NextChance(noise.ChangesId))
        {
            person.TrackId = $"track-{++_laterIds}";
            person.LaterIds.Add(person.TrackId);
        }

        person.IsInTheDark = isInTheDark;
    }

    void Lose(Person person, double from, Feature mayChangeId)
    {
        person.LostFrom = from;
        person.LostTo = from + rng.NextBetween(LeastLoss, MostLoss);
        var changes = mayChangeId == Feature.IdChanges ? tally.Draw(Feature.IdChanges, noise.ChangesId, rng) : rng.NextChance(noise.ChangesId);
        person.IdAfterLoss = changes ? $"track-{++_laterIds}" : person.IdAfterLoss;
    }

    void SwapIds(List<Person> people, double at)
    {
        if (!tally.IsOn(Feature.IdSwaps))
        {
            return;
        }

        foreach (var (_, one, other) in _swapBacks.Where(swap => swap.At <= at && !swap.One.IsGone && !swap.Other.IsGone))
        {
            Exchange(one, other);
        }

        _swapBacks.RemoveAll(swap => swap.At <= at);
        for (var i = 0; i < people.Count; i++)
        {
            for (var j = i + 1; j < people.Count; j++)
            {
                if (people[i].Place.FloorDistanceTo(people[j].Place) < SwapMetres
                    && tally.Draw(Feature.IdSwaps, noise.SwapsPerSecond / noise.Hertz, rng))
                {
                    Exchange(people[i], people[j]);
                    if (rng.NextChance(0.5))
                    {
                        _swapBacks.Add((at + rng.NextBetween(0.8, 1.3), people[i], people[j]));
                    }
                }
            }
        }
    }

    static void Exchange(Person one, Person other)
    {
        (one.TrackId, other.TrackId) = (other.TrackId, one.TrackId);
        one.LaterIds.Add(one.TrackId);
        other.LaterIds.Add(other.TrackId);
    }
}
