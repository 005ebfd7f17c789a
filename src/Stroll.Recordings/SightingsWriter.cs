using Parquet;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>Appends what cameras saw to <c>sightings.parquet</c>, a row group at a time.</summary>
sealed class SightingsWriter : IDisposable
{
    const int GroupRows = 1 << 14;

    static readonly Sighting Nobody = new(new(double.NaN, double.NaN, double.NaN, double.NaN), 0, []);

    readonly Stream _stream;
    readonly ParquetWriter _writer;
    readonly ReadOnlyMemory<char>[] _names;
    readonly long[] _times = new long[GroupRows];
    readonly ReadOnlyMemory<char>[] _cameras = new ReadOnlyMemory<char>[GroupRows];
    readonly float[][] _numbers = [.. SightingsColumns.Numbers.Select(_ => new float[GroupRows])];
    (CameraId Camera, Instant At)? _last;
    int _rows;

    internal SightingsWriter(string path, Store store)
    {
        _names = [.. store.Cameras.Select(camera => camera.Name.AsMemory())];
        _stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
        _writer = ParquetWriter.CreateAsync(SightingsColumns.Schema, _stream, SightingsColumns.Options()).GetAwaiter().GetResult();
    }

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
    public void Dispose()
    {
        Flush();
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    void AddRow(Observation.PeopleSighted frame, Sighting sighting)
    {
        _times[_rows] = frame.At.Nanoseconds;
        _cameras[_rows] = _names[frame.Camera.Index];
        _numbers[0][_rows] = (float)sighting.Box.Left;
        _numbers[1][_rows] = (float)sighting.Box.Top;
        _numbers[2][_rows] = (float)sighting.Box.Width;
        _numbers[3][_rows] = (float)sighting.Box.Height;
        _numbers[4][_rows] = (float)sighting.Score;
        for (var i = 0; i < Body.JointCount; i++)
        {
            var joint = sighting.Joints.IsEmpty ? SightedJoint.Missing : sighting.Joints[i];
            var first = SightingsColumns.BoxNumbers + (i * SightingsColumns.JointNumbers);
            _numbers[first][_rows] = (float)joint.At.Right;
            _numbers[first + 1][_rows] = (float)joint.At.Down;
            _numbers[first + 2][_rows] = (float)joint.Score;
        }

        if (++_rows == GroupRows)
        {
            Flush();
        }
    }

    void Flush()
    {
        if (_rows == 0)
        {
            return;
        }

        using var group = _writer.CreateRowGroup();
        group.WriteAsync<long>(SightingsColumns.Time, _times.AsMemory(0, _rows)).GetAwaiter().GetResult();
        group.WriteAsync<ReadOnlyMemory<char>>(SightingsColumns.Camera, _cameras.AsMemory(0, _rows)).GetAwaiter().GetResult();
        for (var i = 0; i < _numbers.Length; i++)
        {
            group.WriteAsync<float>(SightingsColumns.Numbers[i], _numbers[i].AsMemory(0, _rows)).GetAwaiter().GetResult();
        }

        _rows = 0;
    }
}
