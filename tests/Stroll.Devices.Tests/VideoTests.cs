using Stroll.Devices.Video;
using Stroll.Rendering;
using Stroll.Units;
using static Stroll.Tests.Devices.ModelTests;

namespace Stroll.Tests.Devices;

public class VideoTests
{
    public VideoTests() => Assert.SkipWhen(Ffmpeg.Find() is null, "needs: ffmpeg");

    [Fact]
    public void Every_frame_comes_once_with_its_own_time_and_colours()
    {
        using var temp = new TempFolder();
        Ffmpeg.Run(["-f", "lavfi", "-i", "color=red:size=64x48:rate=5:duration=2", "-vf", "setpts=PTS+if(gte(N\\,5)\\,1/TB\\,0)", "-vsync", "passthrough", "-pix_fmt", "yuv420p", temp["v.mp4"]], "v");
        using var reader = Good(VideoReader.Open(temp["v.mp4"], 1280));
        var times = new List<double>();
        while (reader.Next() is { } frame)
        {
            var pixel = frame.Frame.Pixels.Span[..3];
            Assert.True(pixel[2] > 200 && pixel[0] < 40, $"{pixel[0]} {pixel[1]} {pixel[2]}");
            times.Add(frame.At.TotalSeconds);
        }

        // A second is missing in the middle, and the times say so.
        Assert.Equal([0, 0.2, 0.4, 0.6, 0.8, 2, 2.2, 2.4, 2.6, 2.8], times.Select(t => Math.Round(t, 3)));
    }

    [Fact]
    public void Wide_pictures_are_made_narrower_in_their_shape()
    {
        using var temp = new TempFolder();
        Ffmpeg.Run(["-f", "lavfi", "-i", "testsrc=size=320x180:rate=5:duration=1", "-pix_fmt", "yuv420p", temp["v.mp4"]], "v");
        using var reader = Good(VideoReader.Open(temp["v.mp4"], 160));
        Assert.Equal((160, 90), (reader.Width, reader.Height));
        Assert.Equal(160 * 90 * 3, reader.Next()!.Value.Frame.Pixels.Length);
    }

    [Fact]
    public void Pictures_that_change_their_size_in_the_middle_come_in_that_of_the_first()
    {
        using var temp = new TempFolder();
        foreach (var (name, size) in (ReadOnlySpan<(string, string)>)[("a.ts", "320x240"), ("b.ts", "160x120")])
        {
            Ffmpeg.Run(["-f", "lavfi", "-i", $"color=red:size={size}:rate=10:duration=1", "-pix_fmt", "yuv420p", "-f", "mpegts", temp[name]], name);
        }

        File.WriteAllBytes(temp["both.ts"], [.. File.ReadAllBytes(temp["a.ts"]), .. File.ReadAllBytes(temp["b.ts"])]);
        using var reader = Good(VideoReader.Open(temp["both.ts"], 1280));
        var count = 0;
        while (reader.Next() is { } frame)
        {
            Assert.Equal((320, 240), (frame.Frame.Width, frame.Frame.Height));
            Assert.True(frame.Frame.Pixels.Span[^1] > 200, $"red in the last corner of frame {count}");
            count++;
        }

        Assert.InRange(count, 18, 20);
    }

    [Fact]
    public void A_video_that_is_cut_off_ends_in_one_fault()
    {
        using var temp = new TempFolder();
        Ffmpeg.Run(["-f", "lavfi", "-i", "testsrc=size=320x240:rate=10:duration=4", "-pix_fmt", "yuv420p", "-g", "5", "-movflags", "+faststart", temp["v.mp4"]], "v");
        var bytes = File.ReadAllBytes(temp["v.mp4"]);
        File.WriteAllBytes(temp["cut.mp4"], bytes[..(bytes.Length / 2)]);
        using var reader = Good(VideoReader.Open(temp["cut.mp4"], 1280));
        var fault = Assert.Throws<VideoException>(() =>
        {
            while (reader.Next() is not null)
            {
            }
        });
        Assert.Equal("video.truncated", fault.Fault.Code);
    }

    [Fact]
    public void Bytes_that_were_changed_on_the_way_end_in_a_fault_or_in_pictures_and_never_hang()
    {
        using var temp = new TempFolder();
        Ffmpeg.Run(["-f", "lavfi", "-i", "testsrc=size=160x120:rate=10:duration=3", "-pix_fmt", "yuv420p", "-g", "5", "-f", "mpegts", temp["v.ts"]], "v");
        var bytes = File.ReadAllBytes(temp["v.ts"]);
        for (var seed = 1; seed <= 6; seed++)
        {
            var random = new Random(seed);
            var broken = (byte[])bytes.Clone();
            for (var i = 0; i < broken.Length / 50; i++)
            {
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(temp["broken.ts"], broken);
            if (VideoReader.Open(temp["broken.ts"], 1280) is Stroll.Units.Result<VideoReader>.Good opened)
            {
                using var reader = opened.Value;
                try
                {
                    while (reader.Next() is not null)
                    {
                    }
                }
                catch (VideoException fault)
                {
                    Assert.StartsWith("video.", fault.Fault.Code, StringComparison.Ordinal);
                }
            }
        }

        Assert.DoesNotContain(Directory.GetDirectories("/proc").Where(p => File.Exists($"{p}/cmdline")), p => Words(p).Contains(temp["broken.ts"], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("concat:a.mp4|b.mp4", "video.address")]
    [InlineData("file:a.mp4", "video.address")]
    [InlineData("http://127.0.0.1/a.mp4", "video.address")]
    [InlineData("subfile,,start,0,end,9,,:a.mp4", "file.missing")]
    [InlineData("-version", "file.missing")]
    public void An_address_is_not_opened(string name, string code) => Assert.Equal(code, Bad(VideoReader.Open(name, 1280)).Code);

    [Fact]
    public void What_leads_to_other_files_or_is_no_video_is_not_opened()
    {
        using var temp = new TempFolder();
        Ffmpeg.Run(["-f", "lavfi", "-i", "testsrc=size=64x64:rate=5:duration=1", "-pix_fmt", "yuv420p", temp["v.mp4"]], "v");
        Ffmpeg.Run(["-f", "lavfi", "-i", "sine=duration=1", temp["sound.mp4"]], "s");
        Ffmpeg.Run(["-f", "lavfi", "-i", "color=size=9000x64:rate=1:duration=1", "-c:v", "rawvideo", temp["wide.nut"]], "w");
        File.WriteAllText(temp["list.txt"], $"ffconcat version 1.0\nfile '{temp["v.mp4"]}'\n");
        File.WriteAllText(temp["list.m3u8"], $"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{temp["v.mp4"]}\n#EXT-X-ENDLIST\n");
        File.WriteAllText(temp["words.mp4"], "no video at all");
        File.WriteAllBytes(temp["empty.mp4"], []);

        Assert.Equal("video.unreadable", Bad(VideoReader.Open(temp["list.txt"], 1280)).Code);
        Assert.Equal("video.unreadable", Bad(VideoReader.Open(temp["list.m3u8"], 1280)).Code);
        Assert.Equal("video.unreadable", Bad(VideoReader.Open(temp["words.mp4"], 1280)).Code);
        Assert.Equal("video.unreadable", Bad(VideoReader.Open(temp["empty.mp4"], 1280)).Code);
        Assert.Equal("video.no-picture", Bad(VideoReader.Open(temp["sound.mp4"], 1280)).Code);
        Assert.Equal("video.size", Bad(VideoReader.Open(temp["wide.nut"], 1280)).Code);
        Assert.Equal("video.address", Bad(VideoReader.Open(temp.Path, 1280)).Code);
    }

    [Fact]
    public void A_reader_that_is_left_early_leaves_no_decoder_behind()
    {
        using var temp = new TempFolder();
        Ffmpeg.Run(["-f", "lavfi", "-i", "testsrc=size=320x240:rate=25:duration=20", "-pix_fmt", "yuv420p", temp["long.mp4"]], "v");
        using (var reader = Good(VideoReader.Open(temp["long.mp4"], 1280)))
        {
            reader.Next();
        }

        Assert.DoesNotContain(Directory.GetDirectories("/proc").Where(p => File.Exists($"{p}/cmdline")), p => Words(p).Contains(temp["long.mp4"], StringComparison.Ordinal));
    }

    static string Words(string process)
    {
        try
        {
            return File.ReadAllText($"{process}/cmdline");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
