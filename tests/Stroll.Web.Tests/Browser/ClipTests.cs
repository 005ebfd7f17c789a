using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Stroll.Geometry;
using Stroll.Host.Evidence;
using Stroll.Host.Review;
using Stroll.Host.Stores.Live;
using Stroll.Rendering;
using Stroll.Simulator;
using Stroll.Units;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;
using Stroll.Web.Tests.Played;
using Clip = Stroll.Host.Evidence.Clip;

namespace Stroll.Web.Tests.Browser;

/// <summary>Camera clips at the desk, and what cannot be reached through it.</summary>
public sealed class ClipTests(Chromium chromium) : IClassFixture<Chromium>
{
    static readonly string[] Tricks =
    [
        "", ".", "..", "../..", "..%2f..%2fstore.db", "%00", "camera 1/../../x", "camera%201%00", "C:\\x", "' OR 1=1 --", "still", "camera 4", "CAMERA 1", "камера", "camera 1?end=99999",
    ];

    [Fact]
    public async Task Three_cameras_run_on_one_clock_and_step_picture_by_picture()
    {
        Assert.SkipUnless(Ffmpeg.Find() is not null, "needs: ffmpeg");
        using var folder = new TempFolder();
        using var store = Busy();
        await using var site = await RunningSite.Start(new([WithClips(store.Live, folder)]), new PlayedTime(store), pace: 100);
        await using var visitor = await chromium.Visitor(site.Address);
        var page = await visitor.NewPageAsync();
        await SignIn(page, site, "rita", Role.Reviewer, "/review");
        await page.WaitForSelectorAsync("#desk[data-state=case]");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('#clips video').length === 3 && [...document.querySelectorAll('#clips video')].every(one => one.readyState >= 2)");

        await page.Keyboard.PressAsync("k");
        await page.EvaluateAsync("() => { const time = document.getElementById('time'); time.value = (Number(time.min) + Number(time.max)) / 2; time.dispatchEvent(new Event('input')); }");
        await page.WaitForFunctionAsync("() => { const all = [...document.querySelectorAll('#clips video')].map(one => one.currentTime); return all[0] > 0 && Math.max(...all) - Math.min(...all) < 0.001; }");
        var before = await page.EvaluateAsync<double>("document.querySelector('#clips video').currentTime");
        await page.Keyboard.PressAsync(".");
        await page.WaitForFunctionAsync("before => document.querySelector('#clips video').currentTime > before", before);
        await Save(page, "clips");

        var looks = store.Live.Database.Read(t => t.Query<string>("SELECT DISTINCT camera FROM review_look WHERE is_blurred = 1 ORDER BY camera"));
        Assert.Equal(["camera 1", "camera 2", "camera 3"], looks);
        Assert.Equal(0, store.Live.Database.Read(t => t.First<long>("SELECT COUNT(*) FROM review_look WHERE is_blurred = 0")));
    }

    [Fact]
    public async Task Nothing_outside_the_case_in_hand_can_be_fetched_whatever_is_asked_for()
    {
        using var folder = new TempFolder();
        using var store = Busy();
        await using var site = await RunningSite.Start(new([WithClips(store.Live, folder, isReal: false)]), new PlayedTime(store), pace: 100);
        await using var ritas = await chromium.Visitor(site.Address);
        await using var toms = await chromium.Visitor(site.Address);
        var (rita, tom) = (await ritas.NewPageAsync(), await toms.NewPageAsync());
        await SignIn(rita, site, "rita", Role.Reviewer);
        await SignIn(tom, site, "tom", Role.Reviewer);
        var mine = await Hand(rita);
        var others = await Hand(tom);
        Assert.NotEqual(mine.Handle, others.Handle);
        Assert.Equal(404, await Status(rita, $"/review/clip/{mine.Handle}/camera%201"));
        await Views(rita, mine);
        Assert.Equal(200, await Status(rita, $"/review/clip/{mine.Handle}/camera%201"));

        foreach (var trick in Tricks)
        {
            Assert.Contains(await Status(rita, $"/review/clip/{mine.Handle}/{Uri.EscapeDataString(trick)}"), (int[])[400, 404]);
            Assert.Contains(await Status(rita, $"/review/clip/{Uri.EscapeDataString(trick)}/camera%201"), (int[])[400, 404]);
        }

        // What somebody else holds, the right name with one letter changed, another lease's token: nothing.
        await Views(tom, others);
        Assert.Equal(404, await Status(rita, $"/review/clip/{others.Handle}/camera%201"));
        Assert.Equal(404, await Status(rita, $"/review/clip/{mine.Handle[..^1]}{(mine.Handle[^1] == 'a' ? 'b' : 'a')}/camera%201"));
        Assert.Empty(await Views(rita, mine with { Token = mine.Token + 1 }));
        // And nobody who is not signed in gets anything at all.
        await using var strangers = await chromium.Visitor(site.Address);
        Assert.Equal(401, await Status(await strangers.NewPageAsync(), $"/review/clip/{mine.Handle}/camera%201"));
    }

    [Fact]
    public async Task Heads_are_shown_only_when_somebody_else_agrees_and_both_stand_in_the_journal()
    {
        using var folder = new TempFolder();
        using var store = Busy();
        await using var site = await RunningSite.Start(new([WithClips(store.Live, folder, isReal: false)]), new PlayedTime(store), pace: 100);
        await using var ritas = await chromium.Visitor(site.Address);
        await using var sues = await chromium.Visitor(site.Address);
        var (rita, sue) = (await ritas.NewPageAsync(), await sues.NewPageAsync());
        await SignIn(rita, site, "rita", Role.SeniorReviewer);
        await SignIn(sue, site, "sue", Role.SeniorReviewer);
        var mine = await Hand(rita);
        Assert.True((await Views(rita, mine))[0].GetProperty("isBlurred").GetBoolean());

        Assert.Equal(400, (await Post(rita, "heads", mine, "")).Status);
        Assert.Equal(204, (await Post(rita, "heads", mine, "two people in the same coat")).Status);
        await rita.GotoAsync("/review/team");
        Assert.Equal(0, await rita.Locator("form[action^='/review/team/heads']").CountAsync());
        // Who asks cannot agree, not even past the page.
        await rita.APIRequest.PostAsync("/review/team/heads/1");
        Assert.True((await Views(rita, mine))[0].GetProperty("isBlurred").GetBoolean());

        await sue.GotoAsync("/review/team");
        await Save(sue, "team");
        await sue.ClickAsync("text=Agree");
        Assert.False((await Views(rita, mine))[0].GetProperty("isBlurred").GetBoolean());
        Assert.Equal(2, store.Live.Database.Read(t => t.First<long>("SELECT COUNT(*) FROM journal WHERE act IN ('unblur asked', 'unblur granted')")));
    }

    static LiveStore WithClips(LiveStore live, TempFolder folder, bool isReal = true) => new(live.Key, live.Model, live.Database, live.IsSimulated)
    {
        Queue = live.Queue,
        Visits = live.Visits,
        Complaints = live.Complaints,
        Clips = new(live.Database, new Pictures(folder.Path, isReal), live.Model),
    };

    static PlayedStore Busy()
    {
        var store = new PlayedStore(new("own", "corner"), new Scenario
        {
            Seed = 11,
            Visits = 40,
            Force = [Feature.Crowding, Feature.NoisyPlates],
            Habits = new() { SecondsBetweenArrivals = 3 },
            Tracker = new() { JointMetres = 0.0485, Missing = 0.08 },
        });
        store.PlayUntil(TimeSpan.FromMinutes(8), _ => store.Queue.Depth().Sum(depth => depth.Waiting) >= 8);
        return store;
    }

    static async Task SignIn(IPage page, RunningSite site, string name, Role role, string to = "/review/me")
    {
        site.Book.Add(name, name, "a horse in the rain", new Membership("own", "corner", role, null));
        await page.GotoAsync(to);
        await page.FillAsync("[name=login]", name);
        await page.FillAsync("[name=password]", "a horse in the rain");
        await page.ClickAsync("main button.primary");
    }

    static async Task<(string Handle, long Token)> Hand(IPage page)
    {
        var next = JsonDocument.Parse(await (await page.APIRequest.PostAsync("/review/next", new() { DataObject = new { } })).TextAsync()).RootElement.GetProperty("next");
        return (next.GetProperty("handle").GetString()!, next.GetProperty("token").GetInt64());
    }

    static async Task<JsonElement[]> Views(IPage page, (string Handle, long Token) held) =>
        [.. JsonDocument.Parse(await (await Post(page, "clips", held, "")).TextAsync()).RootElement.EnumerateArray()];

    static Task<IAPIResponse> Post(IPage page, string what, (string Handle, long Token) held, string words) =>
        page.APIRequest.PostAsync($"/review/{what}", new() { DataObject = new { handle = held.Handle, token = held.Token, words } });

    static async Task<int> Status(IPage page, string path) => (await page.APIRequest.GetAsync(path, new() { MaxRedirects = 0, Headers = [new("Accept", "video/mp4")] })).Status;

    static async Task Save(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("STROLL_PICTURES") is { } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"review-{name}.png"), FullPage = true });
        }
    }

    /// <summary>Three cameras that show a test picture for as long as is wanted.</summary>
    sealed class Pictures(string folder, bool isReal) : IEvidence
    {
        const int FramesPerSecond = 10;

        static readonly ImmutableArray<string> Cameras = ["camera 1", "camera 2", "camera 3"];

        public ImmutableArray<string> CamerasFor(Point3? place, Point3? front, int most) => Cameras[..most];

        public Result<Clip> Cut(ClipOrder order, CancellationToken cancel) =>
            new Result<Clip>.Good(new(folder, order.Audience, order.At, order.End + TimeSpan.FromDays(3), [.. order.Cameras.Select((name, i) => Of(order, name, i))]));

        public int Forget(string subject, string why) => 0;

        CameraClip Of(ClipOrder order, string camera, int number)
        {
            var (seconds, file) = ((int)(order.End - order.Begin).TotalSeconds, $"{order.Subject}-{number}-{order.Audience}.mp4");
            if (!File.Exists(Path.Combine(folder, file)))
            {
                Make(Path.Combine(folder, file), seconds, number);
            }

            return new(camera, file, new('0', 64), 320, 240, "", null, [], [.. Enumerable.Range(0, seconds * FramesPerSecond)
                .Select(frame => new ClipFrame(TimeSpan.FromMilliseconds(frame * 1000.0 / FramesPerSecond), order.Begin + TimeSpan.FromMilliseconds(frame * 1000.0 / FramesPerSecond)))]);
        }

        void Make(string path, int seconds, int number)
        {
            if (!isReal)
            {
                File.WriteAllBytes(path, [1, 2, 3]);
                return;
            }

            Ffmpeg.Run(
                [
                    "-loglevel", "error", "-f", "lavfi", "-i", string.Create(CultureInfo.InvariantCulture, $"testsrc2=size=320x240:rate={FramesPerSecond}:duration={seconds}"),
                    "-vf", string.Create(CultureInfo.InvariantCulture, $"hue=h={120 * number}"), "-pix_fmt", "yuv420p", "-g", "1", "-y", path,
                ],
                path);
        }
    }
}
