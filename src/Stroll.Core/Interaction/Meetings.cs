using Stroll.Geometry;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Interaction;

/// <summary>When hands count as meeting.</summary>
/// <param name="RaisedShare">A hand is raised when it is higher than this share of the height of head and shoulders. Hands that hang are lower,
/// and pass each other all the time.</param>
/// <param name="Smoothing">Positions of a wrist are averaged over this time.</param>
/// <param name="WithinMetres">Averaged wrists nearer than this meet.</param>
/// <param name="Gap">A meeting goes on while it is not interrupted for longer.</param>
/// <param name="Shortest">What is shorter is a passing.</param>
public sealed record MeetingRules(double RaisedShare, TimeSpan Smoothing, double WithinMetres, TimeSpan Gap, TimeSpan Shortest)
{
    /// <summary>Chosen on simulated days with their truth: of 47 hand-overs 45 were such meetings, and 19 other meetings an hour of crowded store.</summary>
    public static MeetingRules Default => new(
        RaisedShare: 0.62, Smoothing: TimeSpan.FromMilliseconds(350), WithinMetres: 0.15, Gap: 0.5.Seconds, Shortest: 0.2.Seconds);
}

/// <summary>Raised hands of two people came together: something may have gone from one to the other.</summary>
/// <param name="Number">Counts up over the store, from 0.</param>
/// <param name="One">The one who appeared earlier.</param>
/// <param name="Other">The other.</param>
/// <param name="Begin">The first moment.</param>
/// <param name="End">The last moment.</param>
/// <param name="NearestMetres">How near the averaged wrists came.</param>
public sealed record Meeting(int Number, ShopperId One, ShopperId Other, Instant Begin, Instant End, double NearestMetres);

/// <summary>Finds meetings of hands on the paths of people.</summary>
public sealed class Meetings(MeetingRules rules)
{
    readonly List<Meeting> _open = [];
    readonly List<(ShopperId Shopper, Point3 Wrist)> _raised = [];
    int _count;

    /// <summary>Looks at where hands are now; meetings that are over are added to <paramref name="found"/>.</summary>
    public void Step(Floor floor, Instant now, List<Meeting> found)
    {
        Close(now, found);
        _raised.Clear();
        foreach (var shopper in floor.Present)
        {
            if (shopper.Trail.Count > 0 && shopper.Trail.Last.At == now)
            {
                AddRaised(shopper, now);
            }
        }

        for (var i = 0; i < _raised.Count; i++)
        {
            for (var j = i + 1; j < _raised.Count; j++)
            {
                var metres = _raised[i].Wrist.DistanceTo(_raised[j].Wrist);
                if (metres < rules.WithinMetres && _raised[i].Shopper != _raised[j].Shopper)
                {
                    Meet(_raised[i].Shopper, _raised[j].Shopper, now, metres);
                }
            }
        }
    }

    /// <summary>True while hands of this shopper are together with another's, or were a moment ago.</summary>
    public bool IsOpenFor(ShopperId shopper) => _open.Exists(meeting => meeting.One == shopper || meeting.Other == shopper);

    /// <summary>The log has ended.</summary>
    public void Finish(List<Meeting> found) => Close(Instant.Latest, found);

    void Close(Instant now, List<Meeting> found)
    {
        for (var i = 0; i < _open.Count; i++)
        {
            var meeting = _open[i];
            if (now == Instant.Latest || now - meeting.End > rules.Gap)
            {
                if (meeting.End - meeting.Begin >= rules.Shortest)
                {
                    found.Add(meeting with { Number = _count++ });
                }

                _open.RemoveAt(i--);
            }
        }
    }

    void AddRaised(Shopper shopper, Instant now)
    {
        var trail = shopper.Trail;
        var body = trail.Last.Body;
        if (!body.IsKnown)
        {
            return;
        }

        Point3 left = default, right = default;
        int lefts = 0, rights = 0;
        for (var i = trail.FirstFrom(now - rules.Smoothing); i < trail.Count; i++)
        {
            ref readonly var seen = ref trail[i];
            (left, lefts) = seen.Left.IsKnown ? (left + seen.Left, lefts + 1) : (left, lefts);
            (right, rights) = seen.Right.IsKnown ? (right + seen.Right, rights + 1) : (right, rights);
        }

        Add(shopper.Id, left, lefts, rules.RaisedShare * body.Z);
        Add(shopper.Id, right, rights, rules.RaisedShare * body.Z);
    }

    void Add(ShopperId shopper, Point3 sum, int count, double height)
    {
        if (count > 1 && sum.Z / count > height)
        {
            _raised.Add((shopper, (1.0 / count) * sum));
        }
    }

    void Meet(ShopperId one, ShopperId other, Instant now, double metres)
    {
        var (first, second) = one.Index < other.Index ? (one, other) : (other, one);
        var open = _open.FindIndex(meeting => meeting.One == first && meeting.Other == second);
        if (open < 0)
        {
            _open.Add(new(0, first, second, now, now, metres));
        }
        else
        {
            _open[open] = _open[open] with { End = now, NearestMetres = Math.Min(_open[open].NearestMetres, metres) };
        }
    }
}
