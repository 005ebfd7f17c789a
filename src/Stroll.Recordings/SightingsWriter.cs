using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>Appends what cameras saw to <c>sightings.parquet</c>, a row group at a time.</summary>
sealed class SightingsWriter(string path, Store store) : IDisposable
{
    const int GroupRows = 1 << 14;

    static readonly Sighting Nobody = new(new(double.NaN, double.NaN, double.NaN, double.NaN), 0, []);

    readonly ReadOnlyMemory<char>[] _names = [.. store.Cameras.Select(camera => camera.Name.AsMemory())];
    readonly NamedWriter<float> _rows = new(path, SightingsColumns.All, GroupRows);
    readonly float[] _row = new float[SightingsColumns.All.Numbers.Length];
    (CameraId Camera, Instant At)? _last;

    internal void Append(Observation.PeopleSighted frame)
    {
        // Rows of one camera and time are one picture when they are read again; a message that came twice in a row is that picture.
        if (_last == (frame.Camera, frame.At))
        {
            return;
        }

        _last = (frame.Camera, frame.At);
        if (frame.People.IsEmpty)
        {
            // A picture of nobody is a fact too.
            AddRow(frame, Nobody);
        }

        foreach (var sighting in frame.People)
        {
            Invariant.Holds(sighting.Score > 0, "a sighting has a score");
            AddRow(frame, sighting);
        }
    }

    /// <summary>Writes what is left and closes the file.</summary>
    public void Dispose() => _rows.Dispose();

    void AddRow(Observation.PeopleSighted frame, Sighting sighting)
    {
        var box = sighting.Box;
        ((ReadOnlySpan<float>)[(float)box.Left, (float)box.Top, (float)box.Width, (float)box.Height, (float)sighting.Score]).CopyTo(_row);
        for (var i = 0; i < Body.JointCount; i++)
        {
            var joint = sighting.Joints.IsEmpty ? SightedJoint.Missing : sighting.Joints[i];
            var parts = _row.AsSpan(SightingsColumns.BoxNumbers + (i * SightingsColumns.JointNumbers));
            (parts[0], parts[1], parts[2]) = ((float)joint.At.Right, (float)joint.At.Down, (float)joint.Score);
        }

        _rows.Add(frame.At.Nanoseconds, _names[frame.Camera.Index], _row);
    }
}
