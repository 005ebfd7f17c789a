using Stroll.Geometry;

namespace Stroll.Simulator;

/// <summary>Moves people round fixtures and each other.</summary>
/// <remarks>Everybody is drawn towards the next place on their way and pushed away by others, the more the nearer: the idea of
/// D. Helbing and P. Molnar, "Social force model for pedestrian dynamics", Physical Review E 51, 1995, with fixtures as a map instead of
/// as forces.</remarks>
internal sealed class Walking(WalkingMap map, List<Person> inside)
{
    const double Arrived = 0.15;
    const double ArrivedInCrowd = 0.6;
    const double WaypointSeconds = 0.3;
    const double Push = 1.5;
    const double PushRange = 0.2;
    const double Bodies = 0.45;
    const double Feels = 1;

    /// <summary>Somebody has a new target.</summary>
    internal static void SetOut(Person person, double now)
    {
        if (person.BusyUntil is not null)
        {
            return;
        }

        person.WalkBegan = now;
        person.WaypointUntil = now;
        person.WalkExpected = 1 + (1.4 * person.Place.FloorDistanceTo(person.Target) / person.Pace);
    }

    /// <summary>One step of somebody who walks.</summary>
    /// <returns>True when they are there.</returns>
    internal bool Walk(Person person, double now, double seconds)
    {
        var left = person.Place.FloorDistanceTo(person.Target);
        var late = (now - person.WalkBegan) / person.WalkExpected;
        if (left < Arrived || (late > 2 && left < ArrivedInCrowd && person.Errand!.Act != Act.Leave))
        {
            person.Velocity = default;
            return true;
        }

        if (now >= person.WaypointUntil || person.Place.FloorDistanceTo(person.Waypoint) < Arrived)
        {
            person.Waypoint = map.Next(person.Place, person.Target);
            person.WaypointUntil = now + WaypointSeconds;
        }

        var way = person.Waypoint - person.Place;
        var length = way.Length;
        // Slower over the last half metre, so that nobody runs past.
        var pace = person.Pace * Math.Min(1, 0.3 + left);
        var wish = length < 1e-6 ? default : pace / length * way;
        // Whom the crowd has held up for long squeezes through.
        var velocity = (0.6 * person.Velocity) + (0.4 * (wish + (late > 4 ? default : Others(person))));
        var speed = velocity.Length;
        if (speed > 1.3 * person.Pace)
        {
            velocity = 1.3 * person.Pace / speed * velocity;
        }

        Move(person, velocity, seconds);
        return false;
    }

    Point3 Others(Person person)
    {
        var push = default(Point3);
        foreach (var other in inside)
        {
            if (ReferenceEquals(other, person) || other.IsGone)
            {
                continue;
            }

            var away = person.Place - other.Place;
            var distance = away.Length;
            if (distance is > 1e-6 and < Feels)
            {
                push += Push * Math.Exp((Bodies + person.Room + other.Room - distance) / PushRange) / (distance * (1 + (20 * distance))) * away;
            }
        }

        return push;
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
        if (person.Velocity.Length > 0.2)
        {
            var turned = (0.7 * person.Heading) + (0.3 / person.Velocity.Length * person.Velocity);
            person.Heading = turned.Length > 0.01 ? 1 / turned.Length * turned : 1 / person.Velocity.Length * person.Velocity;
        }
    }
}
