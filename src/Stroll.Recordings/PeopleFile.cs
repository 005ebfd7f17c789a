using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>People over time in one file, in the form of <c>people.parquet</c>: tracks or true paths.</summary>
public static class PeopleFile
{
    /// <summary>Reads all moments.</summary>
    /// <returns>Bad where the file is missing or broken.</returns>
    public static Result<Observation.PeopleSeen[]> Read(string path) => FileSafety.Guard(path, () => new PeopleReader(path).Read().ToArray());

    /// <summary>Writes moments in order of time, each time once; the file must not be there yet.</summary>
    /// <exception cref="RecordingException">It is there, or cannot be written.</exception>
    public static void Write(string path, IEnumerable<Observation.PeopleSeen> moments)
    {
        try
        {
            using var writer = new PeopleWriter(path);
            foreach (var moment in moments)
            {
                writer.Append(moment);
            }
        }
        catch (Exception problem) when (FileSafety.IsOutside(problem))
        {
            throw new RecordingException(new("output.unwritable", path, $"cannot be written ({problem.Message}), expected a file that is not there yet"));
        }
    }

    /// <summary>A body of which only the place on the floor is known: both ankles are there.</summary>
    public static Body Standing(Point3 place, double score)
    {
        var joints = Enumerable.Repeat(JointEstimate.Missing, Body.JointCount).ToArray();
        joints[(int)Joint.LeftAnkle] = joints[(int)Joint.RightAnkle] = new(place, score);
        return new([.. joints]);
    }

    /// <summary>Where a body stands: the middle between the ankles, else under head, neck and shoulders; unknown where none of them is.</summary>
    public static Point3 PlaceOf(Body body)
    {
        if (body[Joint.LeftAnkle] is { IsSeen: true } left && body[Joint.RightAnkle] is { IsSeen: true } right)
        {
            return left.Position.Towards(right.Position, 0.5);
        }

        var upper = new[] { Joint.Head, Joint.Neck, Joint.LeftShoulder, Joint.RightShoulder, Joint.LeftHip, Joint.RightHip }
            .Select(joint => body[joint]).Where(joint => joint.IsSeen).Select(joint => joint.Position).ToArray();
        return upper.Length == 0 ? Point3.Unknown : new(upper.Average(p => p.X), upper.Average(p => p.Y), 0);
    }
}
