using System.Security.Cryptography;
using Stroll.Devices.Evidence;
using Stroll.Devices.Perception;
using Stroll.Devices.Video;
using Stroll.Host.Evidence;
using Stroll.Rendering;
using Stroll.Units;
using static Stroll.Tests.Devices.Evidence.Footages;
using static Stroll.Tests.Devices.ModelTests;

namespace Stroll.Tests.Devices.Evidence;

public sealed class ClipTests
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    public ClipTests() => Assert.SkipWhen(Ffmpeg.Find() is null, "needs: ffmpeg");

    [Fact]
    public void Staff_get_the_frames_that_the_camera_made_each_with_its_own_moment()
    {
        using var temp = new TempFolder();
        var folder = new EvidenceFolder(temp.Path);
        Film(folder, "aisle", Noon);

        var clip = Good(Cutter(folder, new FakeClock(Noon + TimeSpan.FromHours(1))).Cut(Order(5.05, ClipAudience.Staff), Stop));

        var camera = Assert.Single(clip.Cameras);
        // From the key frame at 3.0 on, which is the last before 3.05, to 7.05.
        Assert.Equal((Noon + 3.Seconds, Noon + 7.Seconds), (Round(camera.Frames[0].At), Round(camera.Frames[^1].At)));
        Assert.Equal(41, camera.Frames.Length);
        Assert.All(camera.Frames.Zip(camera.Frames.Skip(1)), pair => Assert.InRange((pair.Second.At - pair.First.At).TotalSeconds, 0.0999, 0.1001));
        Assert.Equal(Pictures(Path.Combine(clip.Folder, camera.Video)), Originals(folder, "aisle").Skip(30).Take(41));
        Assert.Equal(camera.Sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(clip.Folder, camera.Video)))));
    }

    [Fact]
    public void Reviewers_get_no_picture_in_which_a_head_or_a_masked_area_can_be_seen()
    {
        using var temp = new TempFolder();
        var folder = new EvidenceFolder(temp.Path);
        Film(folder, "aisle", Noon);
        var masks = Good(PrivacyMasks.Read("masks:\n  - camera: aisle\n    pixels: [[0, 140], [60, 140], [60, 180], [0, 180]]\n", "masks.yaml"));
        var head = new OneHead(new(150, 40, 60, 60));

        var clip = Good(Cutter(folder, new FakeClock(Noon + TimeSpan.FromHours(1)), [head], masks).Cut(Order(5.05, ClipAudience.Reviewer), Stop));

        var camera = Assert.Single(clip.Cameras);
        using var reader = Good(VideoReader.Open(Path.Combine(clip.Folder, camera.Video), 320));
        var frames = 0;
        while (reader.Next() is { } frame)
        {
            // A head of 60 pixels is three areas of 20 pixels across: inside of one hardly anything differs.
            Assert.All(Blocks(frame.Frame.Pixels.Span, 320, 150, 40, 60, 20), spread => Assert.True(spread < 24, $"frame {frame.Index}: {spread}"));
            Assert.InRange(frame.Frame.Pixels.Span[3 * ((160 * 320) + 30)], 80, 112);
            frames++;
        }

        Assert.Equal(frames, camera.Frames.Length);
        Assert.Equal(Noon + 3.Seconds, Round(camera.Frames[0].At));
        Assert.NotEmpty(head.Asked);
        Assert.Contains(Blocks(Original(folder, "aisle", 50), 320, 150, 40, 60, 20), spread => spread > 60);
    }

    [Fact]
    public void A_head_that_is_missed_in_some_pictures_is_covered_by_its_neighbours()
    {
        using var temp = new TempFolder();
        var folder = new EvidenceFolder(temp.Path);
        Film(folder, "aisle", Noon);

        var clip = Good(Cutter(folder, new FakeClock(Noon + TimeSpan.FromHours(1)), [new Blinking()]).Cut(Order(5.05, ClipAudience.Reviewer), Stop));

        using var reader = Good(VideoReader.Open(Path.Combine(clip.Folder, clip.Cameras[0].Video), 320));
        while (reader.Next() is { } frame)
        {
            Assert.All(Blocks(frame.Frame.Pixels.Span, 320, 150, 40, 60, 20), spread => Assert.True(spread < 24, $"frame {frame.Index}: {spread}"));
        }
    }

    [Fact]
    public void Without_anything_that_finds_heads_reviewers_get_nothing()
    {
        using var temp = new TempFolder();
        var folder = new EvidenceFolder(temp.Path);
        Film(folder, "aisle", Noon);

        Assert.Equal("evidence.blur", Bad(Cutter(folder, new FakeClock(Noon), []).Cut(Order(5, ClipAudience.Reviewer), Stop)).Code);
        Assert.Empty(Directory.GetFiles(Path.Combine(temp.Path, "clips"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void The_same_order_again_gives_the_clip_that_is_there_and_its_manifest_reads_back()
    {
        using var temp = new TempFolder();
        var folder = new EvidenceFolder(temp.Path);
        Film(folder, "aisle", Noon);
        Film(folder, "door", Noon + 0.03.Seconds);
        var cutter = Cutter(folder, new FakeClock(Noon + TimeSpan.FromHours(1)));
        var first = Good(cutter.Cut(Order(5, ClipAudience.Staff), Stop));
        File.Delete(folder.Ring.Segments("aisle")[2].Path);

        var again = Good(cutter.Cut(Order(5, ClipAudience.Staff), Stop));

        Assert.Equal(2, again.Cameras.Length);
        Assert.Equal(first.Cameras.SelectMany(camera => camera.Frames), again.Cameras.SelectMany(camera => camera.Frames));
        Assert.True(File.Exists(Path.Combine(again.Folder, again.Cameras[0].Poster)));
        // Another moment is another clip.
        Assert.Equal("evidence.gone", Bad(cutter.Cut(Order(25, ClipAudience.Staff, "c-2"), Stop)).Code);
    }

    [Fact]
    public void A_clip_does_not_cross_a_restart_of_the_decoder()
    {
        using var temp = new TempFolder();
        var folder = new EvidenceFolder(temp.Path);
        Film(folder, "aisle", Noon, run: 1, seconds: 4);
        Film(folder, "aisle", Noon + 4.2.Seconds, run: 2, seconds: 6);

        var clip = Good(Cutter(folder, new FakeClock(Noon + TimeSpan.FromHours(1))).Cut(Order(5, ClipAudience.Staff), Stop));

        Assert.True(clip.Cameras[0].Frames[0].At >= Noon + 4.2.Seconds);
    }

    [Theory]
    [InlineData("../c", "case")]
    [InlineData("a/b", "case")]
    [InlineData("..", "case")]
    [InlineData("c-1", "../../etc")]
    [InlineData("c-1", "curiosity")]
    [InlineData("", "case")]
    public void A_name_that_leads_elsewhere_is_refused(string subject, string purpose)
    {
        using var temp = new TempFolder();
        Assert.Equal("evidence.order", Bad(Cutter(new(temp.Path), new FakeClock(Noon)).Cut(Order(5, ClipAudience.Staff, subject) with { Purpose = purpose }, Stop)).Code);
    }

    [Fact]
    public void A_segment_that_is_no_video_is_one_fault_and_leaves_nothing()
    {
        using var temp = new TempFolder();
        var folder = new EvidenceFolder(temp.Path);
        Film(folder, "aisle", Noon);
        foreach (var segment in folder.Ring.Segments("aisle"))
        {
            File.WriteAllText(segment.Path, "no video");
        }

        Assert.Equal("video.unreadable", Bad(Cutter(folder, new FakeClock(Noon)).Cut(Order(5, ClipAudience.Staff), Stop)).Code);
        Assert.Empty(Directory.GetDirectories(Path.Combine(temp.Path, "clips", "case")));
    }

    sealed class Blinking : IHeadFinder
    {
        int _asked;

        public IEnumerable<Geometry.PixelBox> Heads(string camera, Instant at, Stroll.Devices.Models.Frame frame) => _asked++ % 4 == 1 ? [new(150, 40, 60, 60)] : [];
    }

    static Instant Round(Instant at) => new((at.Nanoseconds + 500_000) / 1_000_000 * 1_000_000);

    // How much colours differ inside of each block: the largest of the three colours, without the outer two pixels, into which coding smears the neighbours.
    static List<int> Blocks(ReadOnlySpan<byte> pixels, int width, int left, int top, int size, int cell)
    {
        var spreads = new List<int>();
        for (var y = top; y < top + size; y += cell)
        {
            for (var x = left; x < left + size; x += cell)
            {
                var (low, high) = (new int[] { 255, 255, 255 }, new int[3]);
                for (var i = 0; i < (cell - 4) * (cell - 4); i++)
                {
                    var at = 3 * (((y + 2 + (i / (cell - 4))) * width) + x + 2 + (i % (cell - 4)));
                    for (var colour = 0; colour < 3; colour++)
                    {
                        (low[colour], high[colour]) = (Math.Min(low[colour], pixels[at + colour]), Math.Max(high[colour], pixels[at + colour]));
                    }
                }

                spreads.Add(Math.Max(high[0] - low[0], Math.Max(high[1] - low[1], high[2] - low[2])));
            }
        }

        return spreads;
    }

    static List<string> Pictures(string path)
    {
        using var reader = Good(VideoReader.Open(path, 320));
        var all = new List<string>();
        while (reader.Next() is { } frame)
        {
            all.Add(Convert.ToHexString(SHA256.HashData(frame.Frame.Pixels.Span)));
        }

        return all;
    }

    static List<string> Originals(EvidenceFolder folder, string camera) => Pictures(Joined(folder, camera));

    static byte[] Original(EvidenceFolder folder, string camera, int index)
    {
        using var reader = Good(VideoReader.Open(Joined(folder, camera), 320));
        while (reader.Next() is { } frame)
        {
            if (frame.Index == index)
            {
                return frame.Frame.Pixels.ToArray();
            }
        }

        throw new InvalidOperationException("too short");
    }

    static string Joined(EvidenceFolder folder, string camera)
    {
        var path = Path.Combine(folder.Path, "all.ts");
        File.WriteAllBytes(path, [.. folder.Ring.Segments(camera).SelectMany(segment => File.ReadAllBytes(segment.Path))]);
        return path;
    }
}
