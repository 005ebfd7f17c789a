using System.Diagnostics;
using System.Globalization;
using Stroll.Devices.Cameras;
using Stroll.Units;

namespace Stroll.Tests.Devices.Cameras;

/// <summary>Four cameras for half an hour, each failing in its own way again and again.</summary>
public sealed class EnduranceTests(ITestOutputHelper output)
{
    static readonly TimeSpan Noticed = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Back = TimeSpan.FromSeconds(10);
    /// <summary>Four servers and four decoders at once: on a machine with other work the first pictures take longer than a return does.</summary>
    static readonly TimeSpan Start = TimeSpan.FromSeconds(60);

    static readonly TimeSpan Between = TimeSpan.FromSeconds(20);

    static readonly bool Long = Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1";

    /// <summary>Minutes; <c>STROLL_TEST_MINUTES</c> names fewer for a first look.</summary>
    static readonly double Minutes = double.TryParse(Environment.GetEnvironmentVariable("STROLL_TEST_MINUTES"), CultureInfo.InvariantCulture, out var minutes) ? minutes : 30;

    [Fact]
    public async Task Each_failure_is_noticed_within_five_seconds_and_over_within_ten_and_memory_stays_flat()
    {
        Assert.SkipUnless(Long, "long: half an hour, and a machine that has time");
        RtspCamera[] cameras = [.. Enumerable.Range(0, 4).Select(_ => RtspCamera.OnFreePort())];
        Array.ForEach(cameras, camera => camera.On("smpte"));
        CameraFeed[] feeds = [.. cameras.Select(Feed)];
        var watch = Stopwatch.StartNew();
        var (noticed, back, memory) = (new List<TimeSpan>(), new List<TimeSpan>(), new List<long>());
        await All(feeds, Start);
        for (var round = 0; watch.Elapsed < TimeSpan.FromMinutes(Minutes); round++)
        {
            var (camera, feed) = (cameras[round % 3], feeds[round % 3]);
            var restarts = feeds.Select(other => other.State.Restarts).ToArray();
            var resets = feed.State.ClockResets;
            switch (round % 3)
            {
                case 0:
                    camera.Off();
                    noticed.Add(await Time(() => feed.State.Trouble == CameraTrouble.Silent, Noticed, feed));
                    camera.On("smpte");
                    break;
                case 1:
                    camera.Show("smpte75");
                    noticed.Add(await Time(() => feed.State.Trouble == CameraTrouble.Frozen, Noticed, feed));
                    camera.Show("smpte");
                    break;
                default:
                    camera.SetClock(TimeSpan.FromSeconds(-3 * (1 + (round / 3))));
                    noticed.Add(await Time(() => feed.State.ClockResets > resets, Noticed, feed));
                    break;
            }

            back.Add(await Time(() => feed.State.Trouble == CameraTrouble.None, Back, feed));
            Assert.All(feeds.Where(other => other != feed), other => Assert.Equal(CameraTrouble.None, other.State.Trouble));
            Assert.Equal(restarts.Where((_, i) => feeds[i] != feed), feeds.Where(other => other != feed).Select(other => other.State.Restarts));
            await Task.Delay(Between, TestContext.Current.CancellationToken);
            memory.Add(Environment.WorkingSet);
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{watch.Elapsed.TotalMinutes:0.0} minutes, {noticed.Count} failures: noticed after {noticed.Max().TotalSeconds:0.0} s at the most, over {back.Max().TotalSeconds:0.0} s after the end; resident {memory[0] / 1e6:0.0} MB, then {memory[^1] / 1e6:0.0} MB, most {memory.Max() / 1e6:0.0} MB; pictures {string.Join(", ", feeds.Select(feed => feed.State.Pictures))}"));
        foreach (var feed in feeds)
        {
            await feed.DisposeAsync();
        }

        Array.ForEach(cameras, camera => camera.Dispose());
        Assert.True(memory[^1] < memory[memory.Count / 4] + 30_000_000, $"{string.Join(", ", memory)}");
    }

    static CameraFeed Feed(RtspCamera camera) => new(
        new("camera", Assert.IsType<Result<CameraAddress>.Good>(CameraAddress.Parse(camera.Address, "test")).Value, 160, 90, 10, IsUdp: false, [], null), TimeProvider.System);

    static async Task All(CameraFeed[] feeds, TimeSpan within)
    {
        foreach (var feed in feeds)
        {
            await Time(() => feed.State.Trouble == CameraTrouble.None, within, feed);
        }
    }

    static async Task<TimeSpan> Time(Func<bool> condition, TimeSpan within, CameraFeed feed)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed <= within, $"did not happen within {within}: {feed.State}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return watch.Elapsed;
    }
}
