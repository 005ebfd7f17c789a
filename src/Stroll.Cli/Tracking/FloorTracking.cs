using Stroll.Cli.Frame;
using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Recordings;
using Stroll.Tracking.Fusion;
using Stroll.Units;

namespace Stroll.Cli.Tracking;

/// <summary>Follows people over the floor of a recording with sightings.</summary>
internal static class FloorTracking
{
    /// <summary>True when a path names a recording.</summary>
    internal static bool IsRecording(string path) => File.Exists(Path.Combine(path, "manifest.json"));

    /// <summary>The people after each round of the cameras, each under the number of their track.</summary>
    /// <exception cref="Refusal">There are no sightings.</exception>
    internal static (IEnumerable<Observation.PeopleSeen> Moments, FloorFusion Fusion) Of(string path, CancellationToken stop)
    {
        var recording = Refusal.Unless(RecordingReader.Open(path));
        if (!recording.HasSightings)
        {
            throw new Refusal(new("track.sightings", path, "the recording has no sightings of cameras, expected sightings.parquet"));
        }

        var fusion = new FloorFusion(recording.Model.Store, FusionRules.Default);
        return (Moments(recording, fusion, stop), fusion);
    }

    static IEnumerable<Observation.PeopleSeen> Moments(Recording recording, FloorFusion fusion, CancellationToken stop)
    {
        foreach (var entry in recording.Read())
        {
            stop.ThrowIfCancellationRequested();
            var hasClosed = entry.Observation switch
            {
                Observation.PeopleSighted frame => fusion.Step(frame),
                Observation.Tick tick => fusion.Advance(tick.At),
                _ => false,
            };
            if (hasClosed)
            {
                yield return Moment(fusion);
            }
        }

        if (fusion.Finish())
        {
            yield return Moment(fusion);
        }
    }

    static Observation.PeopleSeen Moment(FloorFusion fusion) => new(fusion.LastRound!.Value, [.. fusion.Tracks.Where(fusion.IsShown).Select(Person)]);

    static TrackedPerson Person(FloorTrack track)
    {
        JointEstimate[] joints = [.. Enum.GetValues<Joint>().Select(joint => track[joint])];
        // Of boxes alone only the place is known.
        return new($"{track.Number}", joints.Any(joint => joint.IsSeen) ? new([.. joints]) : PeopleFile.Standing(track.Place, 0.1));
    }
}
