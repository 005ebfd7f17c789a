using Stroll.Devices.Cameras;
using Stroll.Devices.Evidence;
using Stroll.Host;
using Stroll.Host.Evidence;
using Stroll.Units;

namespace Stroll.Tests.Devices.Cameras;

public sealed class CameraFeedTests
{
    static readonly TimeSpan Noticed = TimeSpan.FromSeconds(6);
    static readonly TimeSpan Back = TimeSpan.FromSeconds(12);

    [Fact]
    public async Task A_camera_that_dies_is_noticed_and_comes_back_and_the_others_see_on()
    {
        using var dying = RtspCamera.OnFreePort();
        using var living = RtspCamera.OnFreePort();
        dying.On("smpte");
        living.On("smpte");
        await using var feed = Feed(dying);
        await using var other = Feed(living);
        await Until(() => feed.State.Trouble == CameraTrouble.None && other.State.Trouble == CameraTrouble.None, Back, feed, other);

        dying.Off();
        await Until(() => feed.State.Trouble == CameraTrouble.Silent, Noticed, feed);
        var seen = other.State.Pictures;
        dying.On("smpte");
        await Until(() => feed.State.Trouble == CameraTrouble.None, Back, feed);

        Assert.True(feed.State.Restarts > 0);
        Assert.Equal((CameraTrouble.None, 0), (other.State.Trouble, other.State.Restarts));
        await Until(() => other.State.Pictures > seen, Noticed, other);
    }

    [Fact]
    public async Task A_stream_whose_clock_is_set_is_noticed_and_seen_again_and_the_times_go_on()
    {
        using var temp = new TempFolder();
        var folder = new EvidenceFolder(temp.Path);
        using var camera = RtspCamera.OnFreePort();
        camera.On("smpte");
        await using (var feed = Feed(camera, folder.Ring.FolderOf("camera")))
        {
            await Until(() => feed.State is { Trouble: CameraTrouble.None, Pictures: > 50 }, Back, feed);
            var seen = feed.State.Pictures;

            camera.SetClock(TimeSpan.FromSeconds(-3));
            await Until(() => feed.State.ClockResets == 1, Noticed, feed);
            await Until(() => feed.State.Trouble == CameraTrouble.None && feed.State.Pictures > seen + 60, 2 * Back, feed);
        }

        // Two runs, each with a clock of its own; no segment lies in the future.
        var segments = folder.Ring.Segments("camera");
        Assert.Equal(2, segments.Select(segment => segment.Run).Distinct().Count());
        Assert.All(segments, segment => Assert.True(segment.End < Instants.Of(TimeProvider.System) + 1.Seconds, $"{segment}"));
    }

    [Fact]
    public async Task Pictures_of_another_size_are_noticed()
    {
        using var camera = RtspCamera.OnFreePort();
        camera.On("smpte");
        await using var feed = Feed(camera);
        await Until(() => feed.State.Trouble == CameraTrouble.None, Back, feed);

        camera.Off();
        camera.On("smpte", width: 480);
        await Until(() => feed.State.Trouble == CameraTrouble.WrongSize, Back, feed);

        Assert.Contains("480 x 270", feed.State.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_camera_that_shows_one_picture_for_ever_is_frozen()
    {
        using var camera = RtspCamera.OnFreePort();
        camera.On("smpte75");
        await using var feed = Feed(camera);

        await Until(() => feed.State.Trouble == CameraTrouble.Frozen, Back, feed);
    }

    [Fact]
    public async Task A_covered_camera_is_black()
    {
        using var camera = RtspCamera.OnFreePort();
        camera.On("black");
        await using var feed = Feed(camera);

        await Until(() => feed.State.Trouble == CameraTrouble.Black, Back, feed);
    }

    [Fact]
    public async Task Evidence_is_kept_as_the_camera_made_it_under_the_time_at_which_it_was_taken()
    {
        using var temp = new TempFolder();
        var folder = new EvidenceFolder(temp.Path);
        using var camera = RtspCamera.OnFreePort();
        var began = Instants.Of(TimeProvider.System);
        camera.On("smpte");
        await using (var feed = Feed(camera, folder.Ring.FolderOf("camera")))
        {
            await Until(() => folder.Ring.Segments("camera").Length >= 2, Back, feed);
        }

        var ended = Instants.Of(TimeProvider.System);
        var segments = folder.Ring.Segments("camera");
        Assert.All(segments, segment => Assert.True(segment.Begin > began - 1.Seconds && segment.End < ended + 1.Seconds, $"{segment}"));
        Assert.All(segments.Zip(segments.Skip(1)), pair => Assert.InRange((pair.Second.Begin - pair.First.End).TotalSeconds, -0.5, 0.5));
        Assert.Empty(Directory.GetFiles(folder.Ring.FolderOf("camera"), "open-*"));
        var clip = new ClipCutter(folder, folder.Ring, [], [], [], PrivacyMasks.None, EvidenceRules.Default, TimeProvider.System).Cut(
            new("case", "c-1", segments[0].Begin + 1.Seconds, segments[0].Begin, segments[0].End, null, null, [], ClipAudience.Staff), TestContext.Current.CancellationToken);
        Assert.NotEmpty(Assert.IsType<Result<Clip>.Good>(clip).Value.Cameras[0].Frames);
    }

    [Fact]
    public async Task Pictures_that_nobody_takes_are_dropped_and_counted()
    {
        using var camera = RtspCamera.OnFreePort();
        camera.On("smpte");
        await using var feed = Feed(camera);

        await Until(() => feed.State.Dropped > 0, Back, feed);

        var picture = await feed.Pictures.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal((160, 90, 160 * 90 * 3), (picture.Width, picture.Height, picture.Pixels.Length));
    }

    [Fact]
    public async Task An_address_that_nobody_answers_is_silent_with_a_reason_that_holds_no_password()
    {
        using var nobody = RtspCamera.OnFreePort();
        await using var feed = Feed($"rtsp://anna:secret@127.0.0.1:{nobody.Port}/camera", null);

        await Until(() => feed.State.Restarts > 1, Back, feed);

        Assert.Equal(CameraTrouble.Silent, feed.State.Trouble);
        Assert.NotEmpty(feed.State.Words);
        Assert.DoesNotContain("secret", feed.State.Words, StringComparison.Ordinal);
    }

    static CameraFeed Feed(RtspCamera camera, string? evidence = null) => Feed(camera.Address, evidence);

    static CameraFeed Feed(string address, string? evidence) => new(
        new("camera", Assert.IsType<Result<CameraAddress>.Good>(CameraAddress.Parse(address, "test")).Value, 160, 90, 10, IsUdp: false, [], evidence), TimeProvider.System);

    static async Task Until(Func<bool> condition, TimeSpan within, params CameraFeed[] feeds)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "ffmpeg"))), "needs: ffmpeg");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        // Four times as long as an idle machine needs: a busy one starts processes slowly.
        limit.CancelAfter(4 * within);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!condition())
        {
            try
            {
                await beat.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"did not happen within {4 * within}: {string.Join("; ", feeds.Select(feed => feed.State))}");
            }
        }
    }
}
