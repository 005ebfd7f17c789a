using Stroll.Geometry;

namespace Stroll.Simulator;

/// <summary>Keeps bodies apart: who overlaps is pushed apart until nobody does.</summary>
/// <remarks>Positions are corrected pair by pair in a few rounds, which is position-based dynamics: M. Müller et al., "Position Based Dynamics", Journal of
/// Visual Communication and Image Representation 18 (2007) 109. Who stands at a shelf does not give way, and nobody is pushed into a fixture.</remarks>
internal sealed class Separating(WalkingMap map, List<Person> inside)
{
    const int Rounds = 4;

    /// <summary>Pushes apart whoever overlaps now.</summary>
    internal void Step(double now)
    {
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < inside.Count; i++)
            {
                for (var j = i + 1; j < inside.Count; j++)
                {
                    Part(inside[i], inside[j], i, now);
                }
            }
        }
    }

    void Part(Person one, Person other, int which, double now)
    {
        var least = one.RadiusNow + other.RadiusNow;
        var way = other.Place - one.Place;
        var distance = way.Length;
        if (distance >= least || one.IsGone || other.IsGone)
        {
            return;
        }

        // Exactly in one place: any way will do, as long as it is always the same.
        var along = distance > 1e-6 ? 1 / distance * way : new Point3(Math.Cos(which), Math.Sin(which), 0);
        var (isOneFree, isOtherFree) = (IsFree(one, now), IsFree(other, now));
        var share = (least - distance) * (isOneFree && isOtherFree ? 0.5 : 1);
        if (isOneFree)
        {
            Shift(one, -share * along);
        }

        if (isOtherFree)
        {
            Shift(other, share * along);
        }
    }

    static bool IsFree(Person person, double now) => person.BusyUntil is null && now >= person.PausedUntil;

    void Shift(Person person, Point3 by)
    {
        var to = person.Place + by;
        if (map.IsFree(to) || !map.IsFree(person.Place))
        {
            person.Place = to;
            return;
        }

        // Along the fixture, as far as it goes that way.
        var (alongX, alongY) = (to with { Y = person.Place.Y }, to with { X = person.Place.X });
        person.Place = map.IsFree(alongX) ? alongX : map.IsFree(alongY) ? alongY : person.Place;
    }
}
