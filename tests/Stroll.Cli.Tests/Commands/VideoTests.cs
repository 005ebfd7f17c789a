using System.Globalization;
using Stroll.Cli.Frame;
using Stroll.Recordings;
using Stroll.Rendering;
using Stroll.Cli.Scenarios;
using Stroll.Simulator;

namespace Stroll.Tests.Commands;

public class VideoTests
{
    static readonly string[] Day = ["simulate", "quiet", "--seed", "3", "--shoppers", "1"];

    [Fact]
    public void A_recording_gets_a_video_of_each_camera_with_its_times()
    {
        Assert.SkipWhen(Ffmpeg.Find() is null, "needs: ffmpeg");
        using var folder = new TempFolder();
        var ended = Cli.Run([.. Day, "--out", folder["rec"], "--video", "--cameras", "camera-02,camera-01", "--fps", "4", "--width", "160", "--video-from", "5", "--video-to", "8"]);

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.Contains("2 videos, 24 frames", ended.Output, StringComparison.Ordinal);
        var recording = Refusal.Unless(RecordingReader.Open(folder["rec"]));
        Assert.Equal(["camera-02", "camera-01"], recording.Videos.Select(v => v.Camera));
        Assert.All(recording.Videos, video =>
        {
            Assert.Equal((12L, 4, 160, 90), (video.Frames, video.FramesPerSecond, video.Width, video.Height));
            Assert.Equal(5, (video.Begin - recording.Manifest.Start!.Value).TotalSeconds, 0.3);
            Assert.Equal(12, PicturesIn(recording.PathOf(video)));
        });
    }

    [Fact]
    public void A_clip_shows_the_seconds_around_a_movement_larger()
    {
        Assert.SkipWhen(Ffmpeg.Find() is null, "needs: ffmpeg");
        using var folder = new TempFolder();
        Assert.Equal(0, Cli.Run([.. Day, "--out", folder["rec"], "--video", "--fps", "4", "--width", "160", "--video-to", "14"]).Code);
        var simulation = new Simulation(ScenarioLibrary.Find("quiet")!.Scenario with { Seed = 3, Visits = 1 });
        simulation.PlayPeople();
        var pick = simulation.Truth.Movements[0].At;
        var seconds = (pick - Refusal.Unless(RecordingReader.Open(folder["rec"])).Manifest.Start!.Value).TotalSeconds;
        Assert.InRange(seconds, 3, 11);

        foreach (var (when, name) in new[] { (pick.ToString(), "a.mp4"), (seconds.ToString(CultureInfo.InvariantCulture), "b.mp4") })
        {
            var ended = Cli.Run("clip", folder["rec"], "--at", when, "--before", "1.5", "--after", "1", "--out", folder[name]);
            Assert.Equal((0, ""), (ended.Code, ended.Error));
            Assert.StartsWith("camera-", ended.Output, StringComparison.Ordinal);
            Assert.InRange(PicturesIn(folder[name]), 9, 11);
        }

        var gondola = simulation.Model.Store[simulation.Truth.Movements[0].Shelf].Gondola;
        var whole = Cli.Run("clip", folder["rec"], "--at", pick.ToString(), "--gondola", $"{gondola}", "--camera", "camera-02", "--whole", "--out", folder["w.mp4"]);
        Assert.True(whole.Code == 0 ? whole.Output.StartsWith("camera-02", StringComparison.Ordinal) : whole.Error.Contains("clip.place", StringComparison.Ordinal), whole.Error);

        Cli.IsRefused(Cli.Run("clip", folder["rec"], "--at", "yesterday", "--out", folder["x.mp4"]), "clip.value", "--at", "yesterday");
        Cli.IsRefused(Cli.Run("clip", folder["rec"], "--at", "9000", "--out", folder["x.mp4"]), "clip.video");
        Cli.IsRefused(Cli.Run("clip", folder["rec"], "--at", "8", "--gondola", "77", "--out", folder["x.mp4"]), "clip.place", "77");
        Cli.IsRefused(Cli.Run("clip", folder["rec"], "--at", "8", "--camera", "c", "--out", folder["x.mp4"]), "video.camera", "camera-01");
        Cli.IsRefused(Cli.Run("clip", folder["rec"], "--at", "8", "--before", "-1", "--out", folder["x.mp4"]), "clip.value", "--before");
        Assert.False(File.Exists(folder["x.mp4"]));
    }

    [Fact]
    public void Evidence_for_reviewers_has_the_cameras_that_show_the_hand_and_is_not_that_of_staff()
    {
        Assert.SkipWhen(Ffmpeg.Find() is null, "needs: ffmpeg");
        using var folder = new TempFolder();
        Assert.Equal(0, Cli.Run([.. Day, "--out", folder["rec"], "--video", "--fps", "4", "--width", "160", "--video-to", "14"]).Code);
        var simulation = new Simulation(ScenarioLibrary.Find("quiet")!.Scenario with { Seed = 3, Visits = 1 });
        simulation.PlayPeople();
        var pick = simulation.Truth.Movements[0].At;
        string[] wish = ["clip", folder["rec"], "--at", pick.ToString(), "--before", "1.5", "--after", "1", "--out", folder["evidence"], "--models", folder["none"]];

        var (reviewer, staff) = (Cli.Run([.. wish, "--for", "reviewer"]), Cli.Run([.. wish, "--for", "staff"]));

        Assert.Equal((0, "", 0, ""), (reviewer.Code, reviewer.Error, staff.Code, staff.Error));
        Assert.Contains("heads are covered", reviewer.Output, StringComparison.Ordinal);
        var made = Directory.GetFiles(folder["evidence"], "manifest.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal([$"{pick.Nanoseconds}.reviewer", $"{pick.Nanoseconds}.staff"], made.Select(path => Path.GetFileName(Path.GetDirectoryName(path))));
        using var manifest = System.Text.Json.JsonDocument.Parse(File.ReadAllText(made[0]));
        Assert.True(manifest.RootElement.GetProperty("isBlurred").GetBoolean());
        var cameras = manifest.RootElement.GetProperty("cameras").EnumerateArray().ToArray();
        Assert.InRange(cameras.Length, 1, 3);
        Assert.All(cameras, camera =>
        {
            var times = camera.GetProperty("frameAtNs").EnumerateArray().Select(at => at.GetInt64()).ToArray();
            Assert.Equal(PicturesIn(Path.Combine(Path.GetDirectoryName(made[0])!, camera.GetProperty("video").GetString()!)), times.Length);
            Assert.True(times[0] <= pick.Nanoseconds && pick.Nanoseconds <= times[^1] + 250_000_000);
            Assert.Equal(3, camera.GetProperty("hands").GetArrayLength());
        });
        Cli.IsRefused(Cli.Run([.. wish, "--for", "everybody"]), "clip.value", "--for", "everybody");
    }

    [Fact]
    public void A_recording_without_videos_has_no_clip()
    {
        using var folder = new TempFolder();
        Assert.Equal(0, Cli.Run([.. Day, "--out", folder["rec"]]).Code);
        Cli.IsRefused(Cli.Run("clip", folder["rec"], "--at", "8", "--out", folder["x.mp4"]), "clip.video", "no videos");
    }

    [Fact]
    public void Without_ffmpeg_it_says_so_in_one_line_before_it_works()
    {
        using var folder = new TempFolder();
        var ended = Cli.Shell($"export PATH=/nowhere; stroll {string.Join(' ', Day)} --video --out '{folder["rec"]}'", folder["."]);

        Cli.IsRefused(ended, "video.ffmpeg", "ffmpeg", "PATH");
        Assert.False(Directory.Exists(folder["rec"]));
    }

    [Theory]
    [InlineData("simulate.value --fps", "--video", "--fps", "0")]
    [InlineData("simulate.value --width", "--video", "--width", "161")]
    [InlineData("simulate.value --video-to", "--video", "--video-from", "9", "--video-to", "9")]
    [InlineData("simulate.value --width --video", "--width", "160")]
    [InlineData("simulate.value --video autocheckout", "--video", "--as", "autocheckout")]
    [InlineData("video.camera camera-99 camera-01", "--video", "--cameras", "camera-99")]
    public void Bad_wishes_are_refused_in_one_line(string words, params string[] options)
    {
        Assert.SkipWhen(Ffmpeg.Find() is null, "needs: ffmpeg");
        using var folder = new TempFolder();
        Cli.IsRefused(Cli.Run([.. Day, "--out", folder["rec"], .. options]), words.Split(' '));
        Assert.False(Directory.Exists(folder["rec"]));
    }

    static int PicturesIn(string path)
    {
        var frames = Path.Combine(Path.GetDirectoryName(path)!, "frames.txt");
        Ffmpeg.Run(["-i", path, "-f", "framemd5", frames], path);
        return File.ReadAllLines(frames).Count(line => !line.StartsWith('#') && line.Split(',').Length > 3 && long.TryParse(line.Split(',')[1], CultureInfo.InvariantCulture, out _));
    }
}
