using Stroll.Geometry;

namespace Stroll.Simulator;

/// <summary>How people turn away from those whom they would run into.</summary>
/// <remarks>
/// The force of one on another grows as the inverse square of the time that is left to a collision at present velocities: I. Karamouzas, B. Skinner and S. J. Guy,
/// "Universal power law governing pedestrian interactions", Physical Review Letters 113 (2014) 238701; its constants are those that they measured. Who is near
/// without running into anybody is kept at arm's length as in D. Helbing and P. Molnar, "Social force model for pedestrian dynamics", Physical Review E 51 (1995) 4282.
/// Everybody gives way to the right a little, so that two who meet head on do not stop.
/// </remarks>
internal sealed class Avoiding(List<Person> inside)
{
    const double Feels = 3;
    const double Strength = 1.5;
    const double Horizon = 3;
    const double Most = 8;
    const double Comfort = 0.1;
    const double Push = 1;
    const double PushRange = 0.15;
    const double GivesWay = 0.25;

    // Of the room that a bag or a trolley takes, so much counts on every side.
    const double BagShare = 0.4;

    /// <summary>The acceleration that the others cause, metres a second squared.</summary>
    internal Point3 Turn(Person person)
    {
        var sum = default(Point3);
        foreach (var other in inside)
        {
            if (ReferenceEquals(other, person) || other.IsGone)
            {
                continue;
            }

            var towards = other.Place - person.Place;
            var distance = towards.Length;
            if (distance is > 1e-6 and < Feels)
            {
                var room = person.RadiusNow + other.RadiusNow + Comfort;
                sum += Ahead(towards, distance, person.Velocity - other.Velocity, room);
                sum += -Push * Math.Exp((room + (BagShare * (person.Room + other.Room)) - distance) / PushRange) / distance * towards;
            }
        }

        var length = sum.Length;
        sum = length > Most ? Most / length * sum : sum;
        return sum + (GivesWay * Math.Min(length, Most) * new Point3(person.Heading.Y, -person.Heading.X, 0));
    }

    static Point3 Ahead(Point3 towards, double distance, Point3 velocity, double room)
    {
        room = Math.Min(room, 0.99 * distance);
        var a = Dot(velocity, velocity);
        var b = Dot(towards, velocity);
        var under = (b * b) - (a * ((distance * distance) - (room * room)));
        if (under <= 0 || a < 1e-4)
        {
            return default;
        }

        var root = Math.Sqrt(under);
        var time = (b - root) / a;
        return time <= 0 ? default
            : -Strength * Math.Exp(-time / Horizon) / (a * time * time) * ((2 / time) + (1 / Horizon)) * (velocity - (1 / root * ((b * velocity) - (a * towards))));
    }

    static double Dot(Point3 one, Point3 other) => (one.X * other.X) + (one.Y * other.Y);
}
