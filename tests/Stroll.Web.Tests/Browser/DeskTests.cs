using System.Text.Json;
using Microsoft.Playwright;
using Stroll.Simulator;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;
using Stroll.Web.Tests.Played;

namespace Stroll.Web.Tests.Browser;

/// <summary>The desk in a real browser.</summary>
public class DeskTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cases_are_answered_by_the_keyboard_alone_until_none_is_left(bool isPhone)
    {
        using var store = Busy();
        var before = Waiting(store);
        await using var site = await RunningSite.Start(new([store.Live]), new PlayedTime(store), pace: 100);
        await using var visitor = await chromium.Visitor(site.Address, isPhone);
        var page = await visitor.NewPageAsync();
        var wrong = Watch(page);
        await SignIn(page, site);
        await page.WaitForSelectorAsync("#desk[data-state=case]");

        await Save(page, isPhone);
        for (var i = 0; i < Math.Min(10, before - 1); i++)
        {
            var answered = await page.EvaluateAsync<int>("deskTimes.length");
            await page.Keyboard.PressAsync((i % 4) switch { 0 => "1", 1 => "2", 2 => "q", _ => "1" });
            await page.WaitForFunctionAsync("n => deskTimes.length > n", answered);
        }

        var times = JsonSerializer.Deserialize<double[]>(await page.EvaluateAsync<string>("JSON.stringify(deskTimes)"))!.Order().ToArray();
        TestContext.Current.TestOutputHelper!.WriteLine($"{times.Length} answers; next case shown after {times[times.Length / 2]:0} ms in the median, {times[(int)(0.95 * (times.Length - 1))]:0} ms at the 95th percentile");
        Assert.True(before >= 3, $"only {before} cases");
        Assert.True(times.Length >= 3);
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task An_answer_can_be_taken_back_changed_and_sent_again()
    {
        using var store = Busy();
        await using var site = await RunningSite.Start(new([store.Live]), new PlayedTime(store), pace: 100);
        await using var visitor = await chromium.Visitor(site.Address);
        var page = await visitor.NewPageAsync();
        await SignIn(page, site);
        await page.WaitForSelectorAsync("#desk[data-state=case]");
        var asked = await page.TextContentAsync("#when");

        await page.Keyboard.PressAsync("q");
        await page.WaitForFunctionAsync("() => deskTimes.length == 1");
        await page.Keyboard.PressAsync("u");
        await page.WaitForFunctionAsync("() => document.getElementById('told').textContent.startsWith('Taken back')");
        Assert.Equal(asked, await page.TextContentAsync("#when"));

        await page.Keyboard.PressAsync("Shift+1");
        await page.WaitForSelectorAsync("#builder:not([hidden])");
        await page.ClickAsync("#builder button.primary");
        await page.WaitForFunctionAsync("() => deskTimes.length == 2");
        Assert.StartsWith("Kept", (await page.TextContentAsync("#told"))!, StringComparison.Ordinal);
    }

    static int Waiting(PlayedStore store) => store.Queue.Depth().Sum(depth => depth.Waiting);

    static PlayedStore Busy()
    {
        var store = new PlayedStore(new("own", "corner"), new Scenario
        {
            Seed = 11,
            Visits = 40,
            Force = [Feature.Crowding, Feature.HandOvers, Feature.NoisyPlates, Feature.Groups],
            Habits = new() { SecondsBetweenArrivals = 3 },
            Tracker = new() { JointMetres = 0.0485, Missing = 0.08 },
        });
        store.PlayUntil(TimeSpan.FromMinutes(8), _ => store.Queue.Depth().Sum(depth => depth.Waiting) >= 8);
        return store;
    }

    static async Task SignIn(IPage page, RunningSite site)
    {
        site.Book.Add("rita", "Rita", "a horse in the rain", new Membership("own", "corner", Role.Reviewer, null));
        await page.GotoAsync("/review");
        await page.FillAsync("[name=login]", "rita");
        await page.FillAsync("[name=password]", "a horse in the rain");
        await page.Keyboard.PressAsync("Enter");
    }

    static List<string> Watch(IPage page)
    {
        var wrong = new List<string>();
        page.Console += (_, message) => wrong.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);
        page.PageError += (_, error) => wrong.Add(error);
        return wrong;
    }

    static async Task Save(IPage page, bool isPhone)
    {
        if (Environment.GetEnvironmentVariable("STROLL_PICTURES") is { } folder)
        {
            await page.WaitForTimeoutAsync(3500);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"review-{(isPhone ? "phone" : "desk")}.png"), FullPage = true });
        }
    }
}
