using Stroll.Devices.Models;
using Stroll.Devices.Perception;
using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Devices.Evidence;

/// <summary>Says where heads are in a picture, rather one too many than one too few.</summary>
public interface IHeadFinder
{
    /// <summary>Areas that hold all of a head each, in pixels of the picture.</summary>
    IEnumerable<PixelBox> Heads(string camera, Instant at, Frame frame);
}

/// <summary>Heads of whoever a detector takes for a person: where a pose model sees the head, the upper part of the box where it is not sure, and faces besides.</summary>
/// <remarks>Nobody is left out for where they stand: people behind glass have heads too.</remarks>
/// <param name="people">Its detector should be set low: a box too many costs nothing here.</param>
/// <param name="faces">None where there is no model of faces.</param>
public sealed class ModelHeads(PersonFinder people, Detector? faces) : IHeadFinder, IDisposable
{
    /// <summary>Boxes and faces below these scores are left out.</summary>
    public const float LeastPerson = 0.12f, LeastFace = 0.4f;

    const double LeastForJoints = 0.3;
    const double Sure = 0.5;

    // From above, from behind and bent down the head is somewhere in the upper quarter of who is there.
    const double UpperShare = 0.24;
    const double WidthShare = 0.8;
    const double FaceMargin = 0.5;

    // From the middle of the head to the neck is half a head and a neck.
    const double HeadOfNeck = 1.7;

    /// <inheritdoc/>
    public IEnumerable<PixelBox> Heads(string camera, Instant at, Frame frame)
    {
        foreach (var person in people.Find(frame, _ => true, LeastForJoints))
        {
            var box = person.Box;
            var joints = person.Joints;
            var (head, neck) = joints.Length == Body.JointCount ? (joints[(int)Joint.Head], joints[(int)Joint.Neck]) : default;
            if (head.IsSeen && neck.IsSeen)
            {
                var half = Math.Clamp(HeadOfNeck * head.At.DistanceTo(neck.At), 0.06 * box.Height, 0.2 * box.Height);
                yield return new(head.At.Right - half, head.At.Down - half, 2 * half, 2 * half);
            }

            if (!(head.IsSeen && neck.IsSeen && head.Score >= Sure))
            {
                yield return new(box.Left + (0.5 * (1 - WidthShare) * box.Width), box.Top - (0.02 * box.Height), WidthShare * box.Width, UpperShare * box.Height);
            }
        }

        foreach (var face in faces?.Find(frame) ?? [])
        {
            var (wide, high) = (FaceMargin * face.Box.Width, FaceMargin * face.Box.Height);
            yield return new(face.Box.Left - wide, face.Box.Top - high, face.Box.Width + (2 * wide), face.Box.Height + (2 * high));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        people.Dispose();
        faces?.Dispose();
    }
}

/// <summary>Heads whose place in the store is known from a tracker, as seen by calibrated cameras.</summary>
/// <param name="view">The calibration of a camera and the width of its pictures in the same pixels; none where it has none.</param>
/// <param name="heads">The middles of all heads about a moment, in the store's frame.</param>
public sealed class KnownHeads(Func<string, PinholeCamera?> view, Func<Instant, IEnumerable<Point3>> heads) : IHeadFinder
{
    // A head is 0.12 m around its middle; trackers are off by as much.
    const double RadiusMetres = 0.24;

    /// <inheritdoc/>
    public IEnumerable<PixelBox> Heads(string camera, Instant at, Frame frame)
    {
        if (view(camera) is not { } calibrated)
        {
            yield break;
        }

        var scale = frame.Width / (double)calibrated.Lens.WidthPixels;
        foreach (var head in heads(at))
        {
            if (head.IsKnown && calibrated.TryProject(head, out var pixel))
            {
                var half = scale * RadiusMetres * calibrated.Lens.FocalRightPixels / calibrated.ToCamera(head).Z;
                yield return new((scale * pixel.Right) - half, (scale * pixel.Down) - half, 2 * half, 2 * half);
            }
        }
    }
}
