using Microsoft.Playwright;
using Stroll.Simulator;
using Stroll.Web.Tests.Played;
using Stroll.Web.Accounts;
using Stroll.Web.Doors;

namespace Stroll.Web.Tests.Browser;

/// <summary>Ways that people take through the site.</summary>
public class JourneyTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task The_first_look_shows_who_is_inside_what_they_hold_and_what_was_just_taken()
    {
        await using var store = await BusyStore.Open();
        await using var visitor = await chromium.Visitor(store.Site.Address);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.person').length > 0");

        var inside = store.Played.Live.View.Visits.Length;
        Assert.Equal(inside.ToString(System.Globalization.CultureInfo.InvariantCulture), await page.TextContentAsync("#figure-inside"));
        Assert.Equal(inside, await page.Locator("#carts > li").CountAsync());
        Assert.True(await page.Locator("#movements > li").CountAsync() > 5);
        await page.Locator(".person").Last.HoverAsync();
        Assert.Contains("Person", await page.TextContentAsync("#cart"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_finds_a_visit_and_reads_why_each_line_is_there()
    {
        await using var store = await BusyStore.Open();
        await using var visitor = await chromium.Visitor(store.Site.Address);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/");
        await page.ClickAsync("nav.pages >> text=Visits");
        await page.ClickAsync($"a[href='/visits/{store.Richest()}']");

        Assert.True(await page.Locator("article.line").CountAsync() > 0);
        Assert.Contains("took", await page.Locator(".why").First.TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await page.Locator("polyline.way").CountAsync());
        Assert.True(await page.Locator(".timeline .took").CountAsync() > 0);
    }

    [Theory]
    [InlineData(Role.Manager, "Floor Visits Accuracy Shelves Catalogue Money Settings")]
    [InlineData(Role.FloorStaff, "Floor Visits Shelves Catalogue")]
    [InlineData(Role.Reviewer, "Review")]
    [InlineData(Role.SeniorReviewer, "Review Accuracy")]
    [InlineData(Role.Auditor, "Floor Visits Accuracy Shelves Catalogue Money")]
    [InlineData(Role.Technician, "Floor Shelves Catalogue")]
    [InlineData(Role.Support, "Floor Visits Accuracy Shelves Catalogue Money")]
    public async Task Each_role_signs_in_and_sees_only_what_is_theirs(Role role, string menu)
    {
        using var store = new PlayedStore(new("own", "corner"), new Scenario { Visits = 1 });
        await using var site = await RunningSite.Start(new([store.Live]));
        site.Book.Add("anna", "Anna", "a horse in the rain", new Membership("own", "corner", role, null));
        await using var visitor = await chromium.Visitor(site.Address);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.FillAsync("[name=login]", "anna");
        await page.FillAsync("[name=password]", "a horse in the rain");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("nav.pages");

        Assert.Equal(menu, string.Join(' ', await page.Locator("nav.pages a span").AllTextContentsAsync()));
        foreach (var (path, right) in new[] { ("/visits", Right.SeeVisits), ("/money", Right.SeeMoney), ("/settings", Right.ManagePeople), ("/review", Right.Review), ("/catalogue/new", Right.EditCatalogue) })
        {
            var answer = await page.GotoAsync(path);
            Assert.Equal(Roles.RightsOf(role).Contains(right) ? 200 : 403, answer!.Status);
        }
    }
}
