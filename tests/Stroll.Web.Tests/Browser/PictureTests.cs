using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Stroll.Web.Tests.Browser;

/// <summary>Every page in a real browser, at two widths, light and dark: nothing sticks out, nothing is refused, nothing errs, and nobody is shut out.</summary>
/// <remarks>Leaves pictures in the folder that <c>STROLL_PICTURES</c> names, for people to look at.</remarks>
public class PictureTests(Chromium chromium, FurnishedStore furnished) : IClassFixture<Chromium>, IClassFixture<FurnishedStore>
{
    static readonly string[] Serious = ["serious", "critical"];

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Every_page_fits_a_desk_and_a_phone_by_day_and_by_night_and_axe_finds_nothing_serious(bool isPhone, bool isDark)
    {
        Assert.SkipUnless(isPhone == isDark || Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1", "long: the other two of four looks");
        var store = furnished.Store;
        await using var visitor = await chromium.Visitor(store.Site.Address, isPhone, isDark);
        var page = await visitor.NewPageAsync();
        var wrong = new List<string>();
        page.Console += (_, message) => wrong.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);
        page.PageError += (_, error) => wrong.Add(error);
        foreach (var (name, path) in SitePages.Of(store))
        {
            var response = await page.GotoAsync(path);
            Assert.True(response!.Ok, $"{path}: {response.Status}");
            await Settled(page, name);
            await Save(page, name, isPhone, isDark);
            var (wide, there) = (await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), await page.EvaluateAsync<int>("document.documentElement.clientWidth"));
            Assert.True(wide <= there, $"{path} sticks out: {wide} px of {there}");
            var found = await page.RunAxe(new AxeRunOptions());
            wrong.AddRange(found.Violations.Where(violation => Serious.Contains(violation.Impact))
                .Select(violation => $"{path}: {violation.Id}, {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    static async Task Settled(IPage page, string name)
    {
        if (name == "floor")
        {
            await page.WaitForSelectorAsync("#live[data-state=live]");
            await page.WaitForFunctionAsync("() => document.querySelectorAll('.person').length > 0");
        }
        else if (name == "review")
        {
            await page.WaitForSelectorAsync("#desk:not([data-state=loading])");
            await page.WaitForTimeoutAsync(300);
        }
    }

    static async Task Save(IPage page, string name, bool isPhone, bool isDark)
    {
        if (Environment.GetEnvironmentVariable("STROLL_PICTURES") is { } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{(isPhone ? "phone" : "desk")}-{(isDark ? "dark" : "light")}.png"), FullPage = true });
        }
    }
}
