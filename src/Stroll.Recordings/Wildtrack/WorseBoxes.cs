using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Recordings.Wildtrack;

/// <summary>Makes annotated boxes about as bad as those of a detector that has never seen the place.</summary>
/// <remarks>
/// 10 % of the boxes are missed, 60 % where boxes of people nearer to the camera cover more than half. Where the middle of the lower edge is
/// covered, the box ends at the upper edge of what covers it; of a box of which less than a tenth is left nothing is left. Every side is off by 5 pixels (standard
/// deviation). In each view there is on average half a box a frame of nobody, of the size of a person somewhere on the square; a third of
/// them stand for 2 s.
/// </remarks>
public static class WorseBoxes
{
    const double Missed = 0.1;
    const double MissedCovered = 0.6;
    const double Covered = 0.5;
    const double Least = 0.1;
    const double SidePixels = 5;
    const double FalseEach = 0.5;
    const double FalseStand = 1.0 / 3;
    const double TrueScore = 0.8;
    static readonly TimeSpan Stands = TimeSpan.FromSeconds(2);

    /// <summary>The sightings of all cameras, moment by moment.</summary>
    /// <param name="scene">What is true.</param>
    /// <param name="seed">Decides everything.</param>
    public static IEnumerable<Observation.PeopleSighted> Of(WildtrackScene scene, ulong seed)
    {
        var rng = new Rng(seed);
        var cameras = scene.Store.Cameras;
        var standing = cameras.Select(_ => new List<(PixelBox Box, Instant Until)>()).ToArray();
        var all = scene.Moments.SelectMany(moment => moment.People).Select(person => person.Place).ToArray();
        var (low, high) = (new Point3(all.Min(p => p.X), all.Min(p => p.Y), 0), new Point3(all.Max(p => p.X), all.Max(p => p.Y), 0));
        foreach (var moment in scene.Moments)
        {
            foreach (var camera in cameras)
            {
                var people = Seen(moment, camera.Id.Index, camera.View.Pose.Origin, rng);
                people.AddRange(Invented(moment.At, camera.View, standing[camera.Id.Index], low, high, rng));
                yield return new(moment.At, camera.Id, [.. people]);
            }
        }
    }

    static List<Sighting> Seen(WildtrackMoment moment, int camera, Point3 from, Rng rng)
    {
        // From near to far, so that whoever may cover somebody comes before them.
        var near = moment.People.Where(person => person.Boxes[camera] is not null)
            .OrderBy(person => person.Place.FloorDistanceTo(from)).Select(person => person.Boxes[camera]!.Value).ToArray();
        var seen = new List<Sighting>();
        for (var i = 0; i < near.Length; i++)
        {
            var box = near[i];
            var covering = near.Take(i).Where(other => other.SharedWith(box) > 0).ToArray();
            var share = covering.Select(other => other.SharedWith(box) / box.Area).DefaultIfEmpty(0).Max();
            var isMissed = rng.NextChance(share > Covered ? MissedCovered : Missed);
            var bottom = covering.Where(other => other.Holds(box.Foot)).Select(other => other.Top).DefaultIfEmpty(box.Bottom).Min();
            var left = box.Left + (SidePixels * rng.NextNormal());
            var top = box.Top + (SidePixels * rng.NextNormal());
            var right = box.Right + (SidePixels * rng.NextNormal());
            var lower = bottom + (SidePixels * rng.NextNormal());
            if (!isMissed && bottom - box.Top >= Least * box.Height && right - left >= 1 && lower - top >= 1)
            {
                seen.Add(new(new(left, top, right - left, lower - top), TrueScore, []));
            }
        }

        return seen;
    }

    static List<Sighting> Invented(Instant at, PinholeCamera view, List<(PixelBox Box, Instant Until)> standing, Point3 low, Point3 high, Rng rng)
    {
        standing.RemoveAll(one => one.Until <= at);
        // A third of what is seen stands; each of those is seen four times, so that fewer of them begin.
        var frames = Stands / WildtrackScene.FrameTime;
        var begins = (FalseEach * (1 - FalseStand)) + (FalseEach * FalseStand / frames);
        var invented = standing.Select(one => one.Box).ToList();
        if (rng.NextChance(begins) && Somewhere(view, low, high, rng) is { } box)
        {
            invented.Add(box);
            if (rng.NextChance(FalseEach * FalseStand / frames / begins))
            {
                standing.Add((box, at + Stands));
            }
        }

        return [.. invented.Select(one => new Sighting(one, TrueScore, []))];
    }

    static PixelBox? Somewhere(PinholeCamera view, Point3 low, Point3 high, Rng rng)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var foot = new Point3(rng.NextBetween(low.X, high.X), rng.NextBetween(low.Y, high.Y), 0);
            if (view.TryProject(foot, out var below) && view.Shows(below) && view.TryProject(foot with { Z = 1.75 }, out var above) && view.Shows(above))
            {
                var height = below.Down - above.Down;
                return height > 1 ? new PixelBox(below.Right - (0.18 * height), above.Down, 0.36 * height, height) : null;
            }
        }

        return null;
    }
}
