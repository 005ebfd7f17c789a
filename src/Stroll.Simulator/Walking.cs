using Stroll.Geometry;

namespace Stroll.Simulator;

/// <summary>Moves people round fixtures and each other. Bodies have room of their own: nobody walks through anybody.</summary>
/// <remarks>Fixtures are a map; people are disks. Who walks is drawn towards the next place on their way and turns away from those whom they
/// would run into, the sooner the more (<see cref="Avoiding"/>). What that leaves of overlaps is pushed apart (<see cref="Separating"/>). Who stands at a shelf
/// stays where they are; who wants the same place waits behind them, and reaches past when it takes too long.</remarks>
internal sealed class Walking(WalkingMap map, List<Person> inside)
{
    const double Arrived = 0.15;
    const double ArrivedInCrowd = 0.6;

    // Who is so near to the middle of their half of the door is through.
    const double Through = 0.35;
    const double WaypointSeconds = 0.3;

    // How long it takes to take up another velocity.
    const double Relaxation = 0.35;

    // Who wants a place that is taken waits so far from it, and for so many times as long as the way should have taken.
    const double WaitsAt = 0.95;
    const double Patience = 1.5;
    const double Taken = 0.4;

    readonly Avoiding _avoiding = new(inside);
    readonly Separating _separating = new(map, inside);

    /// <summary>Somebody has a new target.</summary>
    internal static void SetOut(Person person, double now)
    {
        if (person.BusyUntil is not null)
        {
            return;
        }

        person.Lateness = 0;
        person.WalkBegan = now;
        person.WaypointUntil = now;
        person.WalkExpected = 1 + (1.4 * person.Place.FloorDistanceTo(person.Target) / person.Pace);
    }

    /// <summary>One step of somebody who walks.</summary>
    /// <returns>True when they are there.</returns>
    internal bool Walk(Person person, double now, double seconds)
    {
        var left = person.Place.FloorDistanceTo(person.Target);
        person.Lateness = (now - person.WalkBegan) / person.WalkExpected;
        var isLeaving = person.Errand!.Act == Act.Leave;
        if (left < (isLeaving ? Through : Arrived) || (person.Lateness > 2 && left < ArrivedInCrowd))
        {
            person.Velocity = default;
            return true;
        }

        if (now >= person.WaypointUntil || person.Place.FloorDistanceTo(person.Waypoint) < Arrived)
        {
            person.Waypoint = map.Next(person.Place, person.Target);
            person.WaypointUntil = now + WaypointSeconds;
        }

        var change = seconds / Relaxation * (Wish(person, left) - person.Velocity);
        var velocity = person.Velocity + change + (seconds * _avoiding.Turn(person));
        var speed = velocity.Length;
        if (speed > 1.3 * person.Pace)
        {
            velocity = 1.3 * person.Pace / speed * velocity;
        }

        Move(person, velocity, seconds);
        return false;
    }

    /// <summary>Everybody has made their step: pushes apart whoever overlaps, and turns those who moved.</summary>
    internal void Settle(double now, double seconds)
    {
        _separating.Step(now);
        foreach (var person in inside)
        {
            if (person.BusyUntil is null && !person.IsGone)
            {
                person.Velocity = 1 / seconds * (person.Place - person.LastPlace);
                Turn(person);
            }
        }
    }

    /// <summary>Where somebody would go and how fast, were they alone.</summary>
    Point3 Wish(Person person, double left)
    {
        if (left < WaitsAt && person.Lateness < Patience && person.Errand!.Act != Act.Leave && IsTaken(person))
        {
            return default;
        }

        var way = person.Waypoint - person.Place;
        var length = way.Length;
        // Slower over the last half metre, so that nobody runs past; through the door nobody slows down.
        var pace = person.Errand!.Act == Act.Leave ? person.Pace : person.Pace * Math.Min(1, 0.3 + left);
        return length < 1e-6 ? default : pace / length * way;
    }

    bool IsTaken(Person person)
    {
        foreach (var other in inside)
        {
            if (other.IsAtFacing && !other.IsGone && other != person && other.Place.FloorDistanceTo(person.Target) < Taken)
            {
                return true;
            }
        }

        return false;
    }

    void Move(Person person, Point3 velocity, double seconds)
    {
        var from = person.Place;
        var to = from + (seconds * velocity);
        if (map.IsFree(from) && !map.IsFree(to))
        {
            // Along the fixture, if that is free.
            var alongX = to with { Y = from.Y };
            var alongY = to with { X = from.X };
            to = map.IsFree(alongX) ? alongX : map.IsFree(alongY) ? alongY : from;
        }

        person.Place = to;
        person.Velocity = 1 / seconds * (to - from);
    }

    static void Turn(Person person)
    {
        if (person.Velocity.Length > 0.2)
        {
            var turned = (0.7 * person.Heading) + (0.3 / person.Velocity.Length * person.Velocity);
            person.Heading = turned.Length > 0.01 ? 1 / turned.Length * turned : 1 / person.Velocity.Length * person.Velocity;
        }
    }
}
