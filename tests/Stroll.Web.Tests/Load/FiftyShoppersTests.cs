using System.Diagnostics;
using Stroll.Simulator;
using Stroll.Units;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;
using Stroll.Web.Tests.Browser;
using Stroll.Web.Tests.Played;

namespace Stroll.Web.Tests.Load;

/// <summary>The floor of a full store in a real browser: the real pipeline behind it, a simulated supermarket before it, at the pace of the wall clock.</summary>
public class FiftyShoppersTests(Chromium chromium) : IClassFixture<Chromium>
{
    static readonly bool IsLong = Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1";

    static readonly Scenario Full = new()
    {
        Seed = 7,
        Visits = 100_000,
        Length = TimeSpan.FromMinutes(16),
        Size = IsLong ? StoreSize.SmallSupermarket : new(Gondolas: 8, ShelvesPerGondola: 2, PlatesPerShelf: 6, Products: 60, StoreKind.Supermarket),
        Habits = new() { SecondsBetweenArrivals = 1.5, FewestStops = 8, MostStops = 14 },
    };

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Short: fifty people are drawn and keep moving, and the page does not grow. Long: ten minutes, with bounds for delay and memory.</summary>
    [Fact]
    public async Task Fifty_shoppers_are_followed_and_the_page_stays_as_large_as_it_is()
    {
        using var store = new PlayedStore(new("own", "market"), Full, onDisk: true);
        store.PlayUntil(TimeSpan.FromMinutes(5), view => view.People.Length >= 50);
        Assert.True(store.Live.View.People.Length >= 50, $"only {store.Live.View.People.Length} people");
        await using var site = await RunningSite.Start(new([store.Live]), new PlayedTime(store), signsInAs: "manager", pace: 100);
        site.Book.Add("manager", "Maria", Secret.New(), new Membership("own", null, Role.Manager, null));
        await using var visitor = await chromium.Visitor(site.Address);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.person').length >= 45");
        // When the page shows a view it says which: by the wall clock of the same machine, that is how late it is.
        await page.EvaluateAsync("() => { window.shown = []; new MutationObserver(() => shown.push([Number(document.body.dataset.at), Date.now()])).observe(document.body, { attributeFilter: ['data-at'] }); }");
        var devTools = await visitor.NewCDPSessionAsync(page);
        await devTools.SendAsync("Performance.enable");

        var ticks = new Dictionary<long, long>();
        var length = IsLong ? TimeSpan.FromMinutes(10) : TimeSpan.FromSeconds(6);
        var playing = Task.Run(() => store.PlayLive(length, at => { lock (ticks) { ticks[at.Nanoseconds / 1_000_000] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(); } }, Cancellation), Cancellation);
        var samples = new List<(double Page, double Nodes, double Server)>();
        while (!playing.IsCompleted)
        {
            samples.Add(await Sample(page, devTools));
            await Task.WhenAny(playing, Task.Delay(IsLong ? TimeSpan.FromSeconds(30) : TimeSpan.FromSeconds(2), Cancellation));
        }

        await playing;
        samples.Add(await Sample(page, devTools));
        var shown = await page.EvaluateAsync<long[][]>("() => shown");
        var late = Delays(shown, ticks);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{shown.Length} views shown of {ticks.Count} ticks; late by {At(late, 0.5)} ms in the median, {At(late, 0.95)} ms at the 95th, {At(late, 0.99)} ms at the 99th percentile; "
            + string.Join(", ", samples.Select(s => FormattableString.Invariant($"page {s.Page:0.0} MB {s.Nodes:0} nodes, server {s.Server:0} MB"))));
        Assert.True(shown.Length > 20, $"only {shown.Length} views were shown");
        Assert.True(samples[^1].Nodes < 1.5 * samples[0].Nodes + 500, "the page grows");
        if (IsLong)
        {
            Assert.True(At(late, 0.95) <= 250, $"{At(late, 0.95)} ms behind");
            Assert.True(samples[^1].Page < samples[2].Page + 4, "the page's memory grows");
            Assert.True(samples[^1].Server < samples[2].Server * 1.35, "the server's memory grows");
        }
    }

    /// <summary>From the begin of the navigation until the dots are drawn and a click would be heard.</summary>
    [Fact]
    public async Task The_floor_is_there_within_two_seconds()
    {
        Assert.SkipUnless(IsLong, "long: depends on the speed of the machine");
        await using var store = await BusyStore.Open();
        await using var visitor = await chromium.Visitor(store.Site.Address);
        var page = await visitor.NewPageAsync();
        var times = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            await page.GotoAsync("about:blank");
            var clock = Stopwatch.StartNew();
            await page.GotoAsync("/");
            await page.WaitForFunctionAsync("() => document.querySelectorAll('.person').length > 0");
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"first {times[0]:0} ms, median {times.Order().ElementAt(times.Count / 2):0} ms, largest {times.Max():0} ms");
        Assert.True(times.Max() <= 2000, $"{times.Max():0} ms");
    }

    static async Task<(double Page, double Nodes, double Server)> Sample(Microsoft.Playwright.IPage page, Microsoft.Playwright.ICDPSession devTools)
    {
        await devTools.SendAsync("HeapProfiler.collectGarbage");
        var metrics = (await devTools.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray()
            .ToDictionary(metric => metric.GetProperty("name").GetString()!, metric => metric.GetProperty("value").GetDouble());
        return (metrics["JSHeapUsedSize"] / 1e6, await page.EvaluateAsync<int>("() => document.querySelectorAll('*').length"), GC.GetTotalMemory(forceFullCollection: true) / 1e6);
    }

    static long[] Delays(long[][] shown, Dictionary<long, long> ticks)
    {
        lock (ticks)
        {
            return [.. shown.Select(one => (At: one[0], Seen: one[1])).Where(one => ticks.ContainsKey(one.At)).Select(one => Math.Max(0, one.Seen - ticks[one.At])).Order()];
        }
    }

    static long At(long[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
}
