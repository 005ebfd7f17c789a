using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Cli.Bench.Identity;

/// <summary>Under whose name somebody was followed at a moment.</summary>
/// <param name="At">When.</param>
/// <param name="Place">Where they truly were, on the floor.</param>
/// <param name="Name">The first id of the shopper who was said to be there; none where nobody was.</param>
/// <param name="Nearest">How far the next true person was, metres.</param>
internal readonly record struct NamedMoment(Instant At, Point3 Place, string? Name, double Nearest);

/// <summary>Puts what the floor says beside where everybody truly was, ten times a second.</summary>
/// <remarks>A moment is looked at some seconds after it, when what happened next may have told who was who: a receipt waits as long. True and said
/// places are paired at the least total distance.</remarks>
internal sealed class IdentityWatch(Floor floor)
{
    /// <summary>So long after a moment it is asked who was where then.</summary>
    internal static readonly TimeSpan After = 6.Seconds;

    // Further than this from each other they are not one person.
    const double MostMetres = 0.8;

    static readonly TimeSpan Near = 0.16.Seconds;

    readonly Queue<Observation.PeopleSeen> _moments = new();
    readonly Dictionary<string, List<NamedMoment>> _ways = new(StringComparer.Ordinal);
    readonly Assignment _assignment = new();
    readonly List<(string Name, Point3 Place)> _said = [];
    int[] _nameOf = [];

    /// <summary>The way of each true person, by first id.</summary>
    internal IReadOnlyDictionary<string, List<NamedMoment>> Ways => _ways;

    /// <summary>Hears where everybody truly was.</summary>
    internal void Hear(Observation.PeopleSeen moment) => _moments.Enqueue(moment);

    /// <summary>Looks at all moments that are old enough.</summary>
    /// <param name="passed">Everything older has been told to the floor.</param>
    internal void Step(Instant passed)
    {
        while (_moments.TryPeek(out var moment) && passed - moment.At > After)
        {
            Compare(_moments.Dequeue());
        }
    }

    /// <summary>The day is over: looks at what is left.</summary>
    internal void Finish()
    {
        while (_moments.TryDequeue(out var moment))
        {
            Compare(moment);
        }
    }

    void Compare(Observation.PeopleSeen moment)
    {
        Point3[] places = [.. moment.People.Select(person => Feet(person.Body))];
        ReadSaid(moment.At);
        if (_nameOf.Length < places.Length)
        {
            _nameOf = new int[2 * places.Length];
        }

        _assignment.Begin(places.Length, _said.Count);
        for (var i = 0; i < places.Length; i++)
        {
            for (var j = 0; j < _said.Count; j++)
            {
                if (places[i].FloorDistanceTo(_said[j].Place) is var apart && apart < MostMetres)
                {
                    _assignment.Allow(i, j, apart - (2 * MostMetres));
                }
            }
        }

        _assignment.Solve(0, _nameOf);
        for (var i = 0; i < places.Length; i++)
        {
            var nearest = double.PositiveInfinity;
            for (var j = 0; j < places.Length; j++)
            {
                nearest = j == i ? nearest : Math.Min(nearest, places[i].FloorDistanceTo(places[j]));
            }

            Way(moment.People[i].Person).Add(new(moment.At, places[i], _nameOf[i] < 0 ? null : _said[_nameOf[i]].Name, nearest));
        }
    }

    /// <summary>Where the floor has everybody at a moment, as far as it knows by now.</summary>
    void ReadSaid(Instant at)
    {
        _said.Clear();
        foreach (var shopper in floor.Present)
        {
            var trail = shopper.Trail;
            var place = trail.FirstFrom(at - Near);
            var best = -1;
            for (; place < trail.Count && trail[place].At - at <= Near; place++)
            {
                best = best < 0 || Apart(trail[place].At, at) < Apart(trail[best].At, at) ? place : best;
            }

            if (best >= 0 && trail[best].Body.IsKnown)
            {
                _said.Add((shopper.FirstId, trail[best].Body));
            }
        }
    }

    static long Apart(Instant one, Instant other) => Math.Abs(one.Nanoseconds - other.Nanoseconds);

    static Point3 Feet(Body body) => 0.5 * (body[Joint.LeftAnkle].Position + body[Joint.RightAnkle].Position);

    List<NamedMoment> Way(string person) => _ways.TryGetValue(person, out var way) ? way : _ways[person] = [];
}
