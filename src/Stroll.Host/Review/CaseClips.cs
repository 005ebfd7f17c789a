using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Host.Database;
using Stroll.Host.Evidence;
using Stroll.Host.Scenes;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>Clips of the cases that somebody holds: the way from the desk to pictures, and the only one.</summary>
/// <remarks>
/// Nobody names a file, a camera or a second here that the case does not have: cameras are those that show its shelf best, seconds those around its moment. Each look is written into the
/// view log before anything is cut, and what is sent is what the log allows: heads are covered, unless the log says that two people wanted them seen.
/// </remarks>
/// <param name="database">Of the store.</param>
/// <param name="evidence">Where pictures are.</param>
/// <param name="model">For where the shelf stands.</param>
public sealed class CaseClips(IDatabase database, IEvidence evidence, StoreModel model)
{
    const int MostCameras = 3;

    // What a case needs, and what a reason adds at each end. Both well within what the view log allows.
    static readonly TimeSpan Around = 5.Seconds;
    static readonly TimeSpan WithContext = 8.Seconds;

    readonly ViewLog _looks = new(database);

    /// <summary>Gives what the cameras show of a case, and writes down that it was given.</summary>
    /// <param name="held">Of the one who asks.</param>
    /// <param name="viewer">Who asks.</param>
    /// <param name="reason">Why more is needed than the moment; empty for the moment.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancel">Ends the cutting early.</param>
    /// <returns>Bad with what the view log or the evidence said.</returns>
    public Result<Clip> Give(LeasedCase held, string viewer, string reason, Instant now, CancellationToken cancel)
    {
        var reach = reason.Length > 0 ? WithContext : Around;
        var (begin, end) = (held.At - reach, held.At + reach);
        var (place, front) = PlaceOf(held);
        var cameras = evidence.CamerasFor(place, front, MostCameras);
        var isClear = database.Read(transaction => Unblurring.IsGranted(transaction, held.Id));
        foreach (var camera in cameras)
        {
            if (_looks.Ask(viewer, held.Id, camera, cameras, begin, end, isClear, reason, now) is Permission.Refused(var fault))
            {
                return new Result<Clip>.Bad(fault);
            }
        }

        return Cut(held, cameras, begin, end, isClear, cancel);
    }

    /// <summary>Finds the file of one camera again that was given before.</summary>
    /// <param name="held">Of the one who asks.</param>
    /// <param name="viewer">Who asks.</param>
    /// <param name="camera">Which of the cameras.</param>
    /// <param name="isStill">A still in the place of the video.</param>
    /// <param name="cancel">Ends the cutting early, should the clip have gone meanwhile.</param>
    /// <returns>None where this was never given to them.</returns>
    public string? FileOf(LeasedCase held, string viewer, string camera, bool isStill, CancellationToken cancel)
    {
        if (_looks.OfCase(held.Id).LastOrDefault(look => look.Viewer == viewer && look.Camera == camera) is not { } look)
        {
            return null;
        }

        var (place, front) = PlaceOf(held);
        return Cut(held, evidence.CamerasFor(place, front, MostCameras), look.Begin, look.End, !look.IsBlurred, cancel) is Result<Clip>.Good(var clip)
            && clip.Cameras.FirstOrDefault(one => one.Camera == camera) is { } view && (isStill ? view.Poster : view.Video) is { Length: > 0 } name
            ? Path.Combine(clip.Folder, name) : null;
    }

    Result<Clip> Cut(LeasedCase held, ImmutableArray<string> cameras, Instant begin, Instant end, bool isClear, CancellationToken cancel)
    {
        var (place, front) = PlaceOf(held);
        // Of one subject the evidence has one clip: more of it is another one, which whoever gave no reason does not get.
        var subject = end - begin > 2 * Around ? $"{held.Subject}-more" : held.Subject;
        return evidence.Cut(
            new(held.IsWholeVisit ? "audit" : "case", subject, held.At, begin, end, place, front, cameras, isClear ? ClipAudience.Staff : ClipAudience.Reviewer), cancel);
    }

    /// <summary>The middle of the shelf, and the way to the front of it; none where it is not known where it stands.</summary>
    (Point3? Place, Point3? Front) PlaceOf(LeasedCase held)
    {
        var scene = database.Read(transaction => SceneTable.Of(transaction, held.Subject));
        if (scene is null || model.Store[scene.Shelf].Body is not { } body)
        {
            return (null, null);
        }

        var origin = body.Placement.ToOuter(default);
        return (body.Placement.ToOuter(new(body.Size.X / 2, body.Size.Y / 2, body.Size.Z / 2)), body.Placement.ToOuter(new(0, -1, 0)) - origin);
    }
}
