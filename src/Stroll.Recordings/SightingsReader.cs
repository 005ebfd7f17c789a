using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>Streams <c>sightings.parquet</c>, one picture at a time. Holds one row group.</summary>
sealed class SightingsReader(string path, Store store, TimeSpan? patience = null)
{
    // A picture has some ten thousand pixels on an edge; far outside of that lies nothing that a model can mean.
    const double LimitPixels = 10 * StoreYaml.LimitPixels;

    internal IEnumerable<Observation.PeopleSighted> Read()
    {
        var sightings = ImmutableArray.CreateBuilder<Sighting>();
        (Instant At, CameraId Camera)? current = null;
        foreach (var (times, cameras, numbers) in NamedGroup<float>.Read(path, patience, SightingsColumns.All))
        {
            var ids = new Named(store, path);
            for (var row = 0; row < times.Length; row++)
            {
                var frame = (new Instant(times[row]), ids.Find(cameras[row]));
                if (current is { } open && open != frame)
                {
                    yield return new(open.At, open.Camera, sightings.ToImmutable());
                    sightings.Clear();
                }

                current = frame;
                if (SightingOf(numbers, row) is { } sighting)
                {
                    sightings.Add(sighting);
                }
            }
        }

        if (current is { } last)
        {
            yield return new(last.At, last.Camera, sightings.ToImmutable());
        }
    }

    /// <returns>None for the row of a picture that shows nobody.</returns>
    Sighting? SightingOf(float[][] numbers, int row)
    {
        var box = new PixelBox(numbers[0][row], numbers[1][row], numbers[2][row], numbers[3][row]);
        var score = numbers[4][row];
        if (score == 0)
        {
            return null;
        }

        var isBox = box.IsReal && IsNear(box.Left) && IsNear(box.Top) && IsNear(box.Right) && IsNear(box.Bottom);
        if (!isBox || score is not (> 0 and <= 1))
        {
            throw RecordingException.Of(
                "sightings.absurd-value", path, $"row {row} of a row group has {box} with score {score}, expected pixels of a picture and a score from 0 to 1");
        }

        var joints = new SightedJoint[Body.JointCount];
        var hasJoints = false;
        for (var joint = 0; joint < joints.Length; joint++)
        {
            var first = SightingsColumns.BoxNumbers + (joint * SightingsColumns.JointNumbers);
            var position = new Pixel(numbers[first][row], numbers[first + 1][row]);
            var sure = numbers[first + 2][row];
            if ((position.IsKnown && !(IsNear(position.Right) && IsNear(position.Down))) || sure is not (>= 0 and <= 1))
            {
                throw RecordingException.Of(
                    "sightings.absurd-value", path, $"{(Joint)joint} in row {row} of a row group is at {position} with score {sure}, expected pixels of a picture and a score from 0 to 1");
            }

            joints[joint] = new(position, sure);
            hasJoints |= joints[joint].IsSeen;
        }

        return new(box, score, hasJoints ? ImmutableCollectionsMarshal.AsImmutableArray(joints) : []);
    }

    static bool IsNear(double pixels) => Math.Abs(pixels) <= LimitPixels;

    /// <summary>Looks names up, quickly where one follows itself.</summary>
    sealed class Named(Store store, string path)
    {
        ReadOnlyMemory<char> _name;
        CameraId _id = new(-1);

        internal CameraId Find(ReadOnlyMemory<char> name)
        {
            if (_id.Index >= 0 && name.Span.SequenceEqual(_name.Span))
            {
                return _id;
            }

            _id = store.TryFind(name.ToString(), out var id)
                ? id
                : throw RecordingException.Of("sightings.camera", path, $"'{name}' is no camera of the store");
            _name = name;
            return _id;
        }
    }
}
