using System.Text.Json;
using Microsoft.Playwright;
using Stroll.Host.Database;
using Stroll.Host.Review;
using Stroll.Observations;
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
    public async Task Somebody_signs_in_warms_up_and_answers_ten_cases_by_the_keyboard_alone(bool isPhone)
    {
        using var store = Busy();
        Know(store, 3);
        await using var site = await RunningSite.Start(new([store.Live]), new PlayedTime(store), pace: 100);
        await using var visitor = await chromium.Visitor(site.Address, isPhone);
        var page = await visitor.NewPageAsync();
        var wrong = Watch(page);
        await SignIn(page, site);
        await page.WaitForSelectorAsync("#desk[data-state=case]");

        // A shift begins with known cases, and the answer is told at once.
        for (var i = 0; i < 3; i++)
        {
            await page.WaitForSelectorAsync("#warm-up:not([hidden])");
            await Save(page, $"warm-up-{i}", isPhone);
            await Press(page, "1");
            await page.WaitForFunctionAsync("() => /known/.test(document.getElementById('told').textContent)");
        }

        await page.WaitForFunctionAsync("() => document.getElementById('warm-up').hidden");
        await Save(page, "case", isPhone);
        await page.EvaluateAsync("deskTimes.length = 0");
        for (var i = 0; i < 10; i++)
        {
            await Press(page, (i % 4) switch { 0 => "1", 1 => "2", 2 => "q", _ => "1" });
        }

        var times = JsonSerializer.Deserialize<double[]>(await page.EvaluateAsync<string>("JSON.stringify(deskTimes)"))!.Order().ToArray();
        TestContext.Current.TestOutputHelper!.WriteLine($"{times.Length} answers; next case shown after {times[times.Length / 2]:0} ms in the median, {times[(int)(0.95 * (times.Length - 1))]:0} ms at the 95th percentile");
        Assert.Equal(10, times.Length);
        Assert.True(store.Live.Database.Read(t => t.First<long>("SELECT COUNT(*) FROM review_answer")) >= 12);
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

        await Press(page, "q");
        await page.Keyboard.PressAsync("u");
        await page.WaitForFunctionAsync("() => document.getElementById('told').textContent.startsWith('Taken back')");
        Assert.Equal(asked, await page.TextContentAsync("#when"));

        await page.Keyboard.PressAsync("Shift+1");
        await page.WaitForSelectorAsync("#builder:not([hidden])");
        await Save(page, "form", isPhone: false);
        await page.ClickAsync("#builder button.primary");
        await page.WaitForFunctionAsync("() => deskTimes.length == 2 && document.getElementById('told').textContent.startsWith('Kept')");
    }

    [Fact]
    public async Task Keys_can_be_changed_stay_changed_and_can_be_switched_off()
    {
        using var store = Busy();
        await using var site = await RunningSite.Start(new([store.Live]), new PlayedTime(store), pace: 100);
        await using var visitor = await chromium.Visitor(site.Address);
        var page = await visitor.NewPageAsync();
        await SignIn(page, site);
        await page.WaitForSelectorAsync("#desk[data-state=case]");
        await page.Keyboard.PressAsync("?");
        await page.WaitForSelectorAsync("#help:not([hidden])");
        await Save(page, "keys", isPhone: false);
        // "Can't tell" goes to the key that "undo" had, which gets the old one.
        await page.ClickAsync("#keys li:nth-child(2) button");
        await Task.WhenAll(page.WaitForResponseAsync("**/review/keys"), page.Keyboard.PressAsync("u"));

        await page.ReloadAsync();
        await page.WaitForSelectorAsync("#desk[data-state=case]");
        Assert.Equal(("U", "Q"), (await page.TextContentAsync("[data-key=cannot-tell]"), await page.TextContentAsync("[data-key=undo]")));
        await Press(page, "u");

        await page.Keyboard.PressAsync("?");
        await page.CheckAsync("#keys-off");
        await page.Keyboard.PressAsync("u");
        await page.Keyboard.PressAsync("1");
        Assert.Equal(1, await page.EvaluateAsync<int>("deskTimes.length"));
    }

    [Fact]
    public async Task What_disturbs_is_gone_with_one_key_and_goes_to_somebody_else_with_another()
    {
        using var store = Busy();
        await using var site = await RunningSite.Start(new([store.Live]), new PlayedTime(store), pace: 100);
        await using var visitor = await chromium.Visitor(site.Address);
        var page = await visitor.NewPageAsync();
        await SignIn(page, site);
        await page.WaitForSelectorAsync("#desk[data-state=case]");
        var asked = await page.TextContentAsync("#when");

        await page.Keyboard.PressAsync("Escape");
        await page.WaitForSelectorAsync("#hidden:not([hidden])");
        Assert.False(await page.IsVisibleAsync("#drawing"));
        await Save(page, "hidden", isPhone: false);
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForFunctionAsync("asked => document.getElementById('when').textContent !== asked", asked);
        Assert.True(await page.IsVisibleAsync("#drawing"));
        Assert.Equal(1, store.Live.Database.Read(t => t.First<long>("SELECT COUNT(*) FROM review_seen WHERE how = 'declined'")));
    }

    [Fact]
    public async Task What_was_entered_is_there_again_after_the_browser_was_closed()
    {
        using var store = Busy();
        await using var site = await RunningSite.Start(new([store.Live]), new PlayedTime(store), pace: 100);
        await using var visitor = await chromium.Visitor(site.Address);
        var page = await visitor.NewPageAsync();
        await SignIn(page, site);
        await page.WaitForSelectorAsync("#desk[data-state=case]");
        await page.Keyboard.PressAsync("0");
        await page.WaitForSelectorAsync("#builder:not([hidden])");
        await Task.WhenAll(page.WaitForResponseAsync("**/review/beat"), page.FillAsync("#builder input[type=number]", "3"));

        await page.ReloadAsync();
        await page.WaitForSelectorAsync("#builder:not([hidden])");
        Assert.Equal("3", await page.InputValueAsync("#builder input[type=number]"));
    }

    [Fact]
    public async Task Everybody_sees_their_own_figures_and_only_seniors_what_needs_two()
    {
        using var store = Busy();
        await using var site = await RunningSite.Start(new([store.Live]), new PlayedTime(store), pace: 100);
        await using var visitor = await chromium.Visitor(site.Address);
        var page = await visitor.NewPageAsync();
        await SignIn(page, site);
        await page.WaitForSelectorAsync("#desk[data-state=case]");
        await Press(page, "1");

        await page.GotoAsync("/review/me");
        await Save(page, "me", isPhone: false);
        Assert.Contains("only you see this page", await page.TextContentAsync("main"), StringComparison.Ordinal);
        Assert.Equal(403, (await page.GotoAsync("/review/team"))!.Status);
        Assert.Equal(404, (await page.APIRequest.GetAsync("/review/goods/..%2fstroll.yaml")).Status);
        var goods = store.Live.Model.Catalogue.Products[0].Barcode;
        Assert.Equal("image/svg+xml", (await page.APIRequest.GetAsync($"/review/goods/{goods}")).Headers["content-type"].Split(';')[0]);
    }

    static async Task Press(IPage page, string key)
    {
        var answered = await page.EvaluateAsync<int>("deskTimes.length");
        await page.Keyboard.PressAsync(key);
        await page.WaitForFunctionAsync("n => deskTimes.length > n", answered);
        // The next answer waits until this one is delivered.
        await page.WaitForFunctionAsync("() => document.getElementById('told').textContent.length > 0");
        await page.WaitForTimeoutAsync(30);
    }

    /// <summary>Makes the first cases known ones, as if people had agreed on them before.</summary>
    static void Know(PlayedStore store, int cases) => store.Live.Database.Write(transaction =>
    {
        foreach (var id in transaction.Query<string>("SELECT id FROM review_case WHERE stream = 'routed' AND status = 'open' ORDER BY loss LIMIT @cases", new { cases }))
        {
            GoldTable.Add(transaction, id, new Deeds([]), store.Live.Model.Catalogue, store.Live.View.At);
            transaction.Execute("UPDATE review_case SET status = 'settled' WHERE id = @id", new { id });
        }
    });

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
        store.PlayUntil(TimeSpan.FromMinutes(8), _ => store.Queue.Depth().Sum(depth => depth.Waiting) >= 16);
        return store;
    }

    static async Task SignIn(IPage page, RunningSite site)
    {
        site.Book.Add("rita", "Rita", "a horse in the rain", new Membership("own", "corner", Role.Reviewer, null));
        await page.GotoAsync("/review");
        while (!await page.EvaluateAsync<bool>("document.activeElement.name === 'login'"))
        {
            await page.Keyboard.PressAsync("Tab");
        }

        await page.Keyboard.TypeAsync("rita");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("a horse in the rain");
        await page.Keyboard.PressAsync("Enter");
    }

    static List<string> Watch(IPage page)
    {
        var wrong = new List<string>();
        page.Console += (_, message) => wrong.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);
        page.PageError += (_, error) => wrong.Add(error);
        return wrong;
    }

    static async Task Save(IPage page, string name, bool isPhone)
    {
        if (Environment.GetEnvironmentVariable("STROLL_PICTURES") is not { } folder)
        {
            return;
        }

        await page.WaitForTimeoutAsync(1500);
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"review-{name}-{(isPhone ? "phone" : "desk")}-{scheme}.png"), FullPage = true });
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }
}
