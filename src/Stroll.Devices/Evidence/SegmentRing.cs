using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Devices.Evidence;

/// <summary>The last hours of all cameras as they sent them, in a folder a camera; no other index than the names of the files.</summary>
/// <param name="folder">Made where it is not there.</param>
public sealed class SegmentRing(string folder) : IFootage
{
    // The camera's clock is estimated anew for each segment: neighbours of one run may lie this far apart or over each other.
    static readonly TimeSpan Seam = TimeSpan.FromSeconds(1);

    /// <summary>Where it lies.</summary>
    public string Folder => folder;

    /// <inheritdoc/>
    public ImmutableArray<string> Cameras =>
        Directory.Exists(folder) ? [.. Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)] : [];

    /// <summary>Where the segments of a camera lie.</summary>
    public string FolderOf(string camera) => Path.Combine(folder, camera);

    /// <summary>The finished segments of a camera, oldest first.</summary>
    public ImmutableArray<SegmentFile> Segments(string camera) => Directory.Exists(FolderOf(camera))
        ? [.. Directory.GetFiles(FolderOf(camera)).Select(path => SegmentFile.Read(camera, path)).OfType<SegmentFile>().OrderBy(segment => segment.Begin).ThenBy(segment => segment.Path, StringComparer.Ordinal)]
        : [];

    /// <inheritdoc/>
    public Stretch? Find(string camera, Instant from, Instant at, Instant until)
    {
        var all = Segments(camera);
        if (all.LastOrDefault(segment => segment.Begin <= at && at <= segment.End + Seam) is not { } middle)
        {
            return null;
        }

        var (first, last) = (all.IndexOf(middle), all.IndexOf(middle));
        while (first > 0 && all[first].Begin > from && Joins(all[first - 1], all[first]))
        {
            first--;
        }

        while (last + 1 < all.Length && all[last].End < until && Joins(all[last], all[last + 1]))
        {
            last++;
        }

        return new(camera, all[first].Begin, all[last].End, [.. all[first..(last + 1)].Select(segment => segment.Path)]);
    }

    static bool Joins(SegmentFile one, SegmentFile next) => one.Run == next.Run && next.Begin - one.End is var gap && gap < Seam && gap > -Seam;
}
