using Stroll.Host.Scenes;
using Stroll.Simulator;
using Stroll.Units;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;
using Stroll.Web.Tests.Played;

namespace Stroll.Web.Tests.Browser;

/// <summary>Every page in a real browser, at two widths, light and dark: nothing sticks out, nothing is refused, nothing errs.</summary>
/// <remarks>Leaves pictures in the folder that <c>STROLL_PICTURES</c> names, for people to look at.</remarks>
public class PictureTests(Chromium chromium) : IClassFixture<Chromium>
{
    static readonly string[] Pages = ["/", "/visits", "/review", "/accuracy", "/public", "/money", "/shelves", "/shelves/1/1", "/catalogue", "/settings", "/settings/journal", "/account"];

    [Fact]
    public async Task Every_page_fits_a_desk_and_a_phone_by_day_and_by_night()
    {
        using var store = new PlayedStore(new("own", "corner"), new Scenario { Seed = 3, Visits = 12 });
        store.PlayUntil(TimeSpan.FromMinutes(5), view => view.People.Length >= 4 && view.Movements.Length > 12);
        await using var site = await RunningSite.Start(new([store.Live]), new PlayedTime(store), signsInAs: "manager");
        site.Book.Add("manager", "Manager of the demo", Secret.New(), new Membership("own", null, Role.Manager, null), new("own", null, Role.SeniorReviewer, null));
        var richest = store.Live.Database.Read(transaction => StoryTable.Newest(transaction, null, null, 40)).MaxBy(story => story.Lines.Sum(line => line.Evidence.Length))!.Visit;
        foreach (var (isPhone, isDark) in new[] { (false, false), (false, true), (true, false), (true, true) })
        {
            await using var visitor = await chromium.Visitor(site.Address, isPhone, isDark);
            var page = await visitor.NewPageAsync();
            var wrong = new List<string>();
            page.Console += (_, message) => wrong.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);
            page.PageError += (_, error) => wrong.Add(error);
            foreach (var path in Pages.Append($"/visits/{richest}"))
            {
                var response = await page.GotoAsync(path);
                Assert.Equal(200, response!.Status);
                await page.WaitForTimeoutAsync(400);
                await Save(page, path, isPhone, isDark);
                var (wide, there) = (await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), await page.EvaluateAsync<int>("document.documentElement.clientWidth"));
                Assert.True(wide <= there, $"{path} sticks out: {wide} px of {there}");
            }

            Assert.Empty(wrong);
        }
    }

    static async Task Save(Microsoft.Playwright.IPage page, string path, bool isPhone, bool isDark)
    {
        if (Environment.GetEnvironmentVariable("STROLL_PICTURES") is { } folder)
        {
            var name = $"{(path == "/" ? "floor" : path.StartsWith("/visits/", StringComparison.Ordinal) ? "visit" : path.Trim('/').Replace('/', '-').Split('?')[0])}-{(isPhone ? "phone" : "desk")}-{(isDark ? "dark" : "light")}.png";
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name), FullPage = true });
        }
    }
}
