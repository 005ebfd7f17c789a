using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Units;

namespace Stroll.Host.Evidence;

/// <summary>For whom a clip is cut.</summary>
public enum ClipAudience
{
    /// <summary>Whoever decides cases: heads are blurred and privacy masks burnt in, always.</summary>
    Reviewer,

    /// <summary>Staff who may see heads, after what <c>ViewLog</c> asks of them: the camera's own pictures, not encoded again.</summary>
    Staff,
}

/// <summary>A clip that is wanted.</summary>
/// <param name="Purpose">Why it is kept, one of the purposes of the evidence, as <c>case</c>: decides how long.</param>
/// <param name="Subject">What it belongs to, as the id of a case: 1 to 80 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
/// <param name="At">The moment that it is about.</param>
/// <param name="Begin">From when.</param>
/// <param name="End">To when; after <paramref name="Begin"/>.</param>
/// <param name="Place">What is to be seen, as a hand at a shelf, in the store's frame; none where it is not known.</param>
/// <param name="Front">Away from the front of the shelf there, a unit vector; none where it is not known.</param>
/// <param name="Cameras">Only these; the best ones are chosen where none is named.</param>
/// <param name="Audience">For whom.</param>
public sealed record ClipOrder(
    string Purpose, string Subject, Instant At, Instant Begin, Instant End, Point3? Place, Point3? Front, ImmutableArray<string> Cameras, ClipAudience Audience);

/// <summary>Cut clips: one file a camera, with stills, all in one folder.</summary>
/// <param name="Folder">Where the files lie.</param>
/// <param name="Audience">For whom.</param>
/// <param name="At">The moment that it is about.</param>
/// <param name="DeleteAfter">When all of it goes.</param>
/// <param name="Cameras">The best first.</param>
public sealed record Clip(string Folder, ClipAudience Audience, Instant At, Instant DeleteAfter, ImmutableArray<CameraClip> Cameras);

/// <summary>What one camera shows in a clip.</summary>
/// <param name="Camera">Its name.</param>
/// <param name="Video">H.264 in an MP4, in the folder of the clip.</param>
/// <param name="Sha256">Of the video, 64 lower-case hex digits.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Poster">A JPEG of the picture nearest to the moment; empty where the stills could not be made.</param>
/// <param name="Place">Where in the picture the place of the order is; none where it is not known.</param>
/// <param name="Hands">JPEGs of what is around that place before, at and after the moment.</param>
/// <param name="Frames">Every frame of the video, in order.</param>
public sealed record CameraClip(
    string Camera, string Video, string Sha256, int Width, int Height, string Poster, PixelBox? Place, ImmutableArray<string> Hands, ImmutableArray<ClipFrame> Frames);

/// <summary>One frame of a clip.</summary>
/// <param name="Pts">Its presentation time in the video, after the video's beginning.</param>
/// <param name="At">When the camera took what it shows. Several frames may show one picture where the camera left some out.</param>
public readonly record struct ClipFrame(TimeSpan Pts, Instant At);

/// <summary>The pictures that a store keeps for a while, as those who look at cases get them.</summary>
/// <remarks>Nothing here asks who may look: that is for the caller, before (see <c>ViewLog</c>). Cutting takes as long as it takes to find heads in some
/// hundred pictures; the same order again gives the clip that is there.</remarks>
public interface IEvidence
{
    /// <summary>The cameras that show a place best, best first; all of them where no place is known.</summary>
    /// <param name="place">In the store's frame.</param>
    /// <param name="front">Away from the front of the shelf there; none where it is not known.</param>
    /// <param name="most">So many at the most.</param>
    ImmutableArray<string> CamerasFor(Point3? place, Point3? front, int most);

    /// <summary>Cuts a clip, or finds the one that was cut for the same order.</summary>
    /// <param name="order">What is wanted.</param>
    /// <param name="cancel">Ends it early; nothing is left then.</param>
    /// <returns>Bad: <c>evidence.order</c>, <c>evidence.gone</c> (no pictures of then are kept), <c>evidence.blur</c> (heads cannot be found here, so nobody
    /// may see), or what ffmpeg said.</returns>
    Result<Clip> Cut(ClipOrder order, CancellationToken cancel);

    /// <summary>Deletes what was cut for a subject before its time, as when a person asks for it.</summary>
    /// <param name="subject">What it belonged to.</param>
    /// <param name="why">Goes into the proof of deletion.</param>
    /// <returns>How many files went.</returns>
    int Forget(string subject, string why);
}
