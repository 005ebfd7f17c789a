using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Devices.Evidence;

/// <summary>What of the evidence is older than it may be.</summary>
/// <param name="Files">Each with how old it is and how old it may be.</param>
/// <param name="Oldest">The oldest moment that any picture on the disk shows; none where there is none.</param>
/// <param name="Bytes">Of all untouched pictures.</param>
public sealed record EvidenceAge(ImmutableArray<(string File, TimeSpan Age, TimeSpan Most)> Files, Instant? Oldest, long Bytes);

/// <summary>Deletes what is older than its retention, and the oldest untouched pictures where they take more than their quota.</summary>
/// <remarks>To be run every minute or so. It goes by what lies on the disk, not by what somebody remembers having put there: leftovers of a killed program go too.</remarks>
/// <param name="folder">Where.</param>
/// <param name="rules">How long, how much.</param>
public sealed class EvidenceSweep(EvidenceFolder folder, EvidenceRules rules)
{
    // What a killed program left half done; nothing takes this long.
    static readonly TimeSpan Unfinished = TimeSpan.FromHours(1);

    /// <summary>Deletes.</summary>
    /// <param name="now">The moment.</param>
    /// <returns>How many files went.</returns>
    public int Run(Instant now)
    {
        var gone = 0;
        foreach (var camera in folder.Ring.Cameras)
        {
            gone += Delete(camera, [.. folder.Ring.Segments(camera).Where(segment => now - segment.Begin > rules.Keep)], now, "retention");
            gone += DeleteUnknown(camera, now);
        }

        gone += MakeRoom(now);
        foreach (var (_, clip) in folder.ClipFolders())
        {
            // Without a manifest it was never finished, or somebody damaged it: nobody knows what it shows, so it is not kept.
            var whole = ClipManifest.Read(clip);
            gone += now > (whole?.DeleteAfter ?? Written(clip) + Unfinished) ? DeleteFolder(clip, now, whole is null ? "unfinished" : "retention") : 0;
        }

        return gone;
    }

    /// <summary>Looks for what should be gone, without deleting: the proof that a sweep did its work.</summary>
    public EvidenceAge Look(Instant now)
    {
        var (late, oldest, bytes) = (ImmutableArray.CreateBuilder<(string, TimeSpan, TimeSpan)>(), (Instant?)null, 0L);
        foreach (var segment in folder.Ring.Cameras.SelectMany(camera => folder.Ring.Segments(camera)))
        {
            oldest = oldest is { } known && known <= segment.Begin ? known : segment.Begin;
            bytes += new FileInfo(segment.Path).Length;
            if (now - segment.Begin > rules.Keep)
            {
                late.Add((segment.Path, now - segment.Begin, rules.Keep));
            }
        }

        foreach (var (purpose, path) in folder.ClipFolders())
        {
            if (ClipManifest.Read(path) is { } clip)
            {
                var first = clip.Cameras.SelectMany(camera => camera.Frames).Select(frame => frame.At).DefaultIfEmpty(clip.At).Min();
                oldest = oldest is { } known && known <= first ? known : first;
                if (now > clip.DeleteAfter)
                {
                    late.Add((path, now - clip.At, rules.Of(purpose) ?? TimeSpan.Zero));
                }
            }
        }

        return new(late.ToImmutable(), oldest, bytes);
    }

    /// <summary>Deletes the clips of a subject before their time.</summary>
    internal int Forget(string subject, Instant now, string why) => folder.ClipFolders()
        .Where(clip => Path.GetFileNameWithoutExtension(clip.Folder) == subject).Sum(clip => DeleteFolder(clip.Folder, now, why));

    int MakeRoom(Instant now)
    {
        var all = folder.Ring.Cameras.SelectMany(camera => folder.Ring.Segments(camera)).Select(segment => (Segment: segment, new FileInfo(segment.Path).Length)).OrderBy(one => one.Segment.Begin).ToArray();
        var (over, oldest) = (all.Sum(one => one.Length) - rules.QuotaBytes, new List<SegmentFile>());
        foreach (var (segment, length) in all.TakeWhile(_ => over > 0))
        {
            oldest.Add(segment);
            over -= length;
        }

        return oldest.GroupBy(segment => segment.Camera).Sum(of => Delete(of.Key, [.. of], now, "quota"));
    }

    int Delete(string camera, SegmentFile[] segments, Instant now, string why)
    {
        if (segments.Length == 0)
        {
            return 0;
        }

        var bytes = segments.Sum(segment => new FileInfo(segment.Path).Length);
        Array.ForEach(segments, segment => File.Delete(segment.Path));
        folder.Deletions.Append(now, $"ring/{camera}", segments.Min(s => s.Begin), segments.Max(s => s.End), segments.Length, bytes, why);
        return segments.Length;
    }

    // Segments of a decoder that was killed with the program, and whatever else got there.
    int DeleteUnknown(string camera, Instant now)
    {
        FileInfo[] files =
        [
            .. Directory.GetFiles(folder.Ring.FolderOf(camera)).Where(path => SegmentFile.Read(camera, path) is null).Select(path => new FileInfo(path))
                .Where(file => now - Written(file.FullName) > Unfinished),
        ];
        if (files.Length > 0)
        {
            var (from, to, bytes) = (files.Min(file => Written(file.FullName)), files.Max(file => Written(file.FullName)), files.Sum(file => file.Length));
            Array.ForEach(files, file => file.Delete());
            folder.Deletions.Append(now, $"ring/{camera}", from, to, files.Length, bytes, "unfinished");
        }

        return files.Length;
    }

    int DeleteFolder(string clip, Instant now, string why)
    {
        var (files, from, to) = (new DirectoryInfo(clip).GetFiles(), Written(clip), Written(clip));
        if (ClipManifest.Read(clip) is { } whole && whole.Cameras.SelectMany(camera => camera.Frames).Select(frame => frame.At).ToArray() is { Length: > 0 } frames)
        {
            (from, to) = (frames.Min(), frames.Max());
        }

        var bytes = files.Sum(file => file.Length);
        Directory.Delete(clip, recursive: true);
        folder.Deletions.Append(now, Path.GetRelativePath(folder.Path, clip), from, to, files.Length, bytes, why);
        return files.Length;
    }

    static Instant Written(string path) => Host.Instants.Of(new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero));
}
