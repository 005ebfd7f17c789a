using System.Collections.Immutable;
using System.Security.Cryptography;
using Stroll.Devices.Video;
using Stroll.Geometry;
using Stroll.Host;
using Stroll.Host.Evidence;
using Stroll.Layout;
using Stroll.Rendering;
using Stroll.Units;

namespace Stroll.Devices.Evidence;

/// <summary>Cuts clips around moments from the cameras that show them best.</summary>
/// <param name="folder">Where clips go.</param>
/// <param name="footage">Where the pictures come from: the ring of the folder, or a recording.</param>
/// <param name="cameras">Calibrated ones; a camera that is not among them is taken only where it is named or no place is known.</param>
/// <param name="solid">Fixtures that may stand between a camera and a place.</param>
/// <param name="heads">Who says where heads are; without any nothing is cut for reviewers.</param>
/// <param name="masks">Burnt in for reviewers.</param>
/// <param name="rules">How long clips are kept.</param>
/// <param name="clock">The host's.</param>
public sealed class ClipCutter(
    EvidenceFolder folder, IFootage footage, ImmutableArray<StoreCamera> cameras, ImmutableArray<Box> solid, IReadOnlyList<IHeadFinder> heads, PrivacyMasks masks, EvidenceRules rules,
    TimeProvider clock) : IEvidence
{
    const int MostCameras = 3;

    // A hand, what it holds, and the facing that it goes to.
    const double HandMetres = 0.7;
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    // Heads are found by one model at a time; who asks for the same clip meanwhile gets the one that is made.
    readonly Lock _cutting = new();

    /// <inheritdoc/>
    public ImmutableArray<string> CamerasFor(Point3? place, Point3? front, int most)
    {
        var there = footage.Cameras;
        return place is not { } point
            ? [.. there.Take(most)]
            : [
                .. cameras.Where(camera => there.Contains(camera.Name)).Select(camera => ClipView.Of(camera, point, front, [], solid, HandMetres)).OfType<ClipView>()
                    .OrderByDescending(view => view.Worth).Select(view => view.Camera.Name).Take(most),
            ];
    }

    /// <inheritdoc/>
    public Result<Clip> Cut(ClipOrder order, CancellationToken cancel)
    {
        if (Wrong(order) is { } wrong)
        {
            return new Result<Clip>.Bad(wrong);
        }

        lock (_cutting)
        {
            var target = folder.FolderOf(order);
            if (ClipManifest.Read(target) is { } made && Covers(made, order) && Instants.Of(clock) <= made.DeleteAfter)
            {
                return new Result<Clip>.Good(made);
            }

            var part = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.part");
            try
            {
                return Cut(order, part, target, cancel);
            }
            catch (VideoException broken)
            {
                return new Result<Clip>.Bad(broken.Fault);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                return new Result<Clip>.Bad(new("evidence.disk", target, $"cannot be written ({fault.Message}), expected room and rights in the folder of evidence"));
            }
            finally
            {
                if (Directory.Exists(part))
                {
                    Directory.Delete(part, recursive: true);
                }
            }
        }
    }

    /// <inheritdoc/>
    public int Forget(string subject, string why) => EvidenceFolder.IsName(subject) ? new EvidenceSweep(folder, rules).Forget(subject, Instants.Of(clock), why) : 0;

    Fault? Wrong(ClipOrder order) =>
        rules.Of(order.Purpose) is null ? new("evidence.order", order.Purpose, $"is no purpose, expected one of {string.Join(", ", rules.Purposes.Keys)}")
        : !EvidenceFolder.IsName(order.Subject) ? new("evidence.order", "subject", "is no name, expected 1 to 80 letters, digits, '-', '_' and '.'")
        : !(order.Begin < order.End && order.End - order.Begin <= Longest && order.Begin <= order.At && order.At <= order.End)
            ? new("evidence.order", order.Subject, $"from {order.Begin} to {order.End} about {order.At}, expected a moment between them and at most {Longest.TotalSeconds} s")
        : order.Audience == ClipAudience.Reviewer && heads.Count == 0
            ? new("evidence.blur", order.Subject, "nothing here finds heads, expected models (stroll models fetch yolox-nano) or people whose places are known")
        : null;

    static bool Covers(Clip made, ClipOrder order) => made.Audience == order.Audience && made.At == order.At
        && (order.Cameras.IsDefaultOrEmpty || order.Cameras.All(name => made.Cameras.Any(camera => camera.Camera == name)));

    Result<Clip> Cut(ClipOrder order, string part, string target, CancellationToken stop)
    {
        if (Directory.Exists(part))
        {
            Directory.Delete(part, recursive: true);
        }

        Directory.CreateDirectory(part);
        var found = Names(order).Select(name => footage.Find(name, order.Begin, order.At, order.End)).OfType<Stretch>().Take(MostCameras).ToArray();
        if (found.Length == 0)
        {
            return new Result<Clip>.Bad(new("evidence.gone", $"{order.At}", $"no camera's pictures of then are kept, expected {(footage.Cameras.IsEmpty ? "some camera" : $"one of {string.Join(", ", footage.Cameras)} to show it")}"));
        }

        var now = Instants.Of(clock);
        var clip = new Clip(part, order.Audience, order.At, now + rules.Of(order.Purpose)!.Value, [.. found.Select(stretch => Cut(order, stretch, part, stop))]);
        ClipManifest.Write(order, clip, now);
        if (Directory.Exists(target))
        {
            Directory.Delete(target, recursive: true);
        }

        Directory.Move(part, target);
        return new Result<Clip>.Good(clip with { Folder = target });
    }

    IEnumerable<string> Names(ClipOrder order) => order.Cameras.IsDefaultOrEmpty ? CamerasFor(order.Place, order.Front, int.MaxValue) : order.Cameras.Where(footage.Cameras.Contains);

    CameraClip Cut(ClipOrder order, Stretch stretch, string part, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var work = Directory.CreateDirectory(Path.Combine(part, "work")).FullName;
        var raw = RawClip.Cut(stretch, order.Begin, order.End, work);
        var (video, frames) = ($"{stretch.Camera}.mp4", raw.Frames);
        var path = Path.Combine(part, video);
        if (order.Audience == ClipAudience.Reviewer)
        {
            frames = new BlurredClip(heads, masks).Write(stretch.Camera, raw, order.Begin, path, stop);
        }
        else
        {
            File.Move(raw.Path, path);
        }

        Directory.Delete(work, recursive: true);
        var probe = VideoProbe.Of(path) is Result<VideoProbe>.Good good ? good.Value : throw new VideoException(new("video.unreadable", video, "cannot be read back"));
        var place = Place(order, stretch.Camera, probe.Width);
        var (poster, hands) = Stills.Write(part, video, frames, order.At, place);
        using var whole = File.OpenRead(path);
        return new(stretch.Camera, video, Convert.ToHexStringLower(SHA256.HashData(whole)), probe.Width, probe.Height, poster, place, hands, frames);
    }

    PixelBox? Place(ClipOrder order, string name, int width)
    {
        if (order.Place is not { } place || cameras.FirstOrDefault(camera => camera.Name == name) is not { } camera || ClipView.Of(camera, place, order.Front, [], solid, HandMetres) is not { } view)
        {
            return null;
        }

        var scale = width / (double)camera.View.Lens.WidthPixels;
        return new(scale * view.Window.Left, scale * view.Window.Top, scale * view.Window.Width, scale * view.Window.Height);
    }
}
