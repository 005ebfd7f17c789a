using System.Collections.Immutable;
using Stroll.Devices.Evidence;
using Stroll.Devices.Models;
using Stroll.Geometry;
using Stroll.Host.Evidence;
using Stroll.Layout;
using Stroll.Rendering;
using Stroll.Units;

namespace Stroll.Tests.Devices.Evidence;

/// <summary>Cameras that were never there, with segments as live ones leave them.</summary>
static class Footages
{
    internal static readonly Instant Noon = Instant.FromUnixSeconds(1_790_000_000);

    /// <summary>Fills the ring with ten seconds of a camera at ten pictures a second: the number of the second is in the colour of a moving square.</summary>
    internal static void Film(EvidenceFolder folder, string camera, Instant begin, int run = 1, int seconds = 10)
    {
        var work = Directory.CreateDirectory(Path.Combine(folder.Ring.FolderOf(camera))).FullName;
        Ffmpeg.Run(
            [
                "-f", "lavfi", "-i", $"testsrc=size=320x180:rate=10:duration={seconds}", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "ultrafast", "-g", "10", "-f", "segment",
                "-segment_time", "2", "-segment_format", "mpegts", "-reset_timestamps", "0", Path.Combine(work, "new-%06d.ts"),
            ], camera);
        foreach (var (path, i) in Directory.GetFiles(work, "new-*.ts").Order(StringComparer.Ordinal).Select((path, i) => (path, i)))
        {
            File.Move(path, Path.Combine(work, SegmentFile.NameOf(begin + TimeSpan.FromSeconds(2 * i), TimeSpan.FromSeconds(2), begin.Nanoseconds + run)));
        }
    }

    internal static ClipCutter Cutter(EvidenceFolder folder, TimeProvider clock, IReadOnlyList<IHeadFinder>? heads = null, PrivacyMasks? masks = null, ImmutableArray<StoreCamera>? cameras = null) =>
        new(folder, folder.Ring, cameras ?? [], [], heads ?? [new OneHead(new(150, 40, 60, 60))], masks ?? PrivacyMasks.None, EvidenceRules.Default, clock);

    internal static ClipOrder Order(double at, ClipAudience audience, string subject = "c-1") =>
        new("case", subject, Noon + at.Seconds, Noon + (at - 2).Seconds, Noon + (at + 2).Seconds, null, null, [], audience);

    /// <summary>Somebody who always has their head at one place of the picture.</summary>
    internal sealed class OneHead(PixelBox at) : IHeadFinder
    {
        internal List<Instant> Asked { get; } = [];

        public IEnumerable<PixelBox> Heads(string camera, Instant moment, Frame frame)
        {
            Asked.Add(moment);
            return [at];
        }
    }

    /// <summary>A clock that stands where it is put.</summary>
    internal sealed class FakeClock(Instant at) : TimeProvider
    {
        internal Instant Now { get; set; } = at;

        public override DateTimeOffset GetUtcNow() => Host.Instants.ToDateTimeOffset(Now);
    }
}
