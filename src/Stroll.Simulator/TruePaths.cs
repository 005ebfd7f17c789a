using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Observations;

namespace Stroll.Simulator;

/// <summary>Tells where everybody truly is, ten times a second.</summary>
internal sealed class TruePaths(Record record, Action<Observation.PeopleSeen> tell)
{
    const int Hertz = 10;

    long _moments;

    /// <summary>The moments after the last call up to <paramref name="now"/>.</summary>
    internal void Look(List<Person> people, double before, double now)
    {
        for (var at = _moments / (double)Hertz; at <= now; at = ++_moments / (double)Hertz)
        {
            var share = now > before ? (at - before) / (now - before) : 1;
            tell(new(record.At(at), [.. people.Where(person => person.Entered <= at).Select(person => True(person, share, at))]));
        }
    }

    static TrackedPerson True(Person person, double share, double at)
    {
        Span<Point3> joints = stackalloc Point3[Body.JointCount];
        BodyShape.Write(joints, person.LastPlace.Towards(person.Place, share), person.Heading, person.Height, person.Reach, at);
        var known = ImmutableArray.CreateBuilder<JointEstimate>(Body.JointCount);
        foreach (var joint in joints)
        {
            known.Add(new(joint, 1));
        }

        return new(person.FirstId, new(known.MoveToImmutable()));
    }
}
