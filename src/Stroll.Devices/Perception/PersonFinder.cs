using System.Collections.Immutable;
using Stroll.Devices.Models;
using Stroll.Geometry;
using Stroll.Observations;

namespace Stroll.Devices.Perception;

/// <summary>From a picture to sightings: boxes of a detector, and joints of a pose model where there is one. One thread at a time.</summary>
/// <param name="detector">Owned from here on.</param>
/// <param name="pose">None for boxes alone; owned from here on.</param>
public sealed class PersonFinder(Detector detector, PoseReader? pose) : IDisposable
{
    /// <summary>A crowd in one picture has fewer; more are a broken model.</summary>
    const int MostPeople = 40;

    /// <summary>The models, for who measures them alone.</summary>
    public Detector Detector => detector;

    /// <summary>The pose model; none for boxes alone.</summary>
    public PoseReader? Pose => pose;

    /// <summary>Everybody in a picture, strongest first.</summary>
    /// <param name="frame">The picture.</param>
    /// <param name="counts">Who is looked at: others get no joints and are left out.</param>
    /// <param name="leastForJoints">Weaker boxes get no joints, which cost as much as the whole picture does.</param>
    public ImmutableArray<Sighting> Find(Frame frame, Func<PixelBox, bool> counts, double leastForJoints = 0) =>
    [
        .. detector.Find(frame).Where(found => found.Score > 0 && counts(found.Box)).Take(MostPeople)
            .Select(found => new Sighting(found.Box, found.Score, found.Score >= leastForJoints && pose is not null ? pose.Read(frame, found.Box) : [])),
    ];

    /// <inheritdoc/>
    public void Dispose()
    {
        detector.Dispose();
        pose?.Dispose();
    }
}
