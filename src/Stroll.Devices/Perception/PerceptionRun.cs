using System.Collections.Immutable;
using Stroll.Devices.Models;
using Stroll.Devices.Video;
using Stroll.Geometry;
using Stroll.Observations;
using Stroll.Rendering;
using Stroll.Tracking.OneCamera;
using Stroll.Units;

namespace Stroll.Devices.Perception;

/// <summary>One camera whose video is looked at.</summary>
/// <param name="Name">Of the camera.</param>
/// <param name="Reader">Its pictures; owned by who made it.</param>
/// <param name="View">Its calibration; none where it has none.</param>
public sealed record PerceivedCamera(string Name, VideoReader Reader, PinholeCamera? View);

/// <summary>What was made of one picture.</summary>
/// <param name="Camera">Its place in the list of cameras.</param>
/// <param name="Picture">With its time; pixels hold until the callback ends.</param>
/// <param name="IsLookedAt">False where nothing moved and nobody was there: then no model ran.</param>
/// <param name="People">Shoppers as this camera sees them; pixels of the picture.</param>
/// <param name="Tracks">The same people followed; valid until the callback ends.</param>
public sealed record PerceivedFrame(int Camera, TimedFrame Picture, bool IsLookedAt, ImmutableArray<Sighting> People, ImmutableArray<FollowedBox> Tracks);

/// <summary>Looks at the videos of several cameras side by side: decoding, motion gate, models, one tracker a camera.</summary>
/// <remarks>Pictures that were taken together are looked at together, spread over the finders, one thread each. What comes out does not depend on how many
/// finders there are.</remarks>
/// <param name="finders">One for each core that may be used.</param>
/// <param name="cameras">Whose videos.</param>
/// <param name="zones">Where shoppers can be.</param>
/// <param name="motion">None looks at every picture.</param>
public sealed class PerceptionRun(IReadOnlyList<PersonFinder> finders, IReadOnlyList<PerceivedCamera> cameras, Zones zones, MotionRules? motion)
{
    // Pictures no farther apart were taken together.
    static readonly TimeSpan Together = TimeSpan.FromMilliseconds(20);

    readonly MotionGate?[] _gates = [.. cameras.Select(_ => motion is null ? null : new MotionGate(motion))];
    readonly OneCameraTracker[] _trackers = [.. cameras.Select(_ => new OneCameraTracker(OneCameraRules.Default))];

    /// <summary>Looks at all of them to their ends.</summary>
    /// <param name="take">Gets each picture's result, of one camera in the order of time.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="VideoException">A file broke off, or a decoder hung.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Run(Action<PerceivedFrame> take, CancellationToken stop)
    {
        var heads = new TimedFrame?[cameras.Count];
        var found = new ImmutableArray<Sighting>?[cameras.Count];
        Advance(heads, Enumerable.Range(0, cameras.Count));
        while (heads.Any(head => head is not null))
        {
            stop.ThrowIfCancellationRequested();
            var first = heads.Min(head => head?.At ?? TimeSpan.MaxValue);
            int[] round = [.. Enumerable.Range(0, cameras.Count).Where(i => heads[i] is { } head && head.At - first <= Together)];
            Look(round, heads, found);
            foreach (var camera in round)
            {
                take(Follow(camera, heads[camera]!.Value, found[camera]));
            }

            Advance(heads, round);
        }
    }

    void Look(int[] round, TimedFrame?[] heads, ImmutableArray<Sighting>?[] found)
    {
        int[] open = [.. round.Where(camera => _gates[camera]?.IsOpen(heads[camera]!.Value.Frame, heads[camera]!.Value.At) ?? true)];
        Array.Clear(found);
        Parallel.For(0, Math.Min(finders.Count, open.Length), new ParallelOptions { MaxDegreeOfParallelism = finders.Count }, worker =>
        {
            for (var i = worker; i < open.Length; i += finders.Count)
            {
                found[open[i]] = Find(finders[worker], open[i], heads[open[i]]!.Value.Frame);
            }
        });
    }

    ImmutableArray<Sighting> Find(PersonFinder finder, int index, Frame frame)
    {
        var camera = cameras[index];
        // Calibrations are in pixels of the camera's own picture, which may be larger than what is looked at.
        var scale = camera.View is { } view ? (double)view.Lens.WidthPixels / frame.Width : 1;
        return finder.Find(frame, box => zones.Holds(camera.Name, camera.View, new(scale * box.Left, scale * box.Top, scale * box.Width, scale * box.Height)));
    }

    PerceivedFrame Follow(int camera, TimedFrame picture, ImmutableArray<Sighting>? people)
    {
        if (people is { } looked)
        {
            _gates[camera]?.Saw(!looked.IsEmpty);
        }

        var seen = people ?? [];
        var tracks = _trackers[camera].Step(new Instant(picture.At.Ticks * 100), [.. seen.Select(person => new ScoredBox(person.Box, person.Score))], PictureMotion.None);
        return new(camera, picture, people is not null, seen, [.. tracks]);
    }

    void Advance(TimedFrame?[] heads, IEnumerable<int> which)
    {
        foreach (var camera in which)
        {
            heads[camera] = cameras[camera].Reader.Next();
        }
    }
}
