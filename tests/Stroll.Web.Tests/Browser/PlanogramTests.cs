using Microsoft.Playwright;
using Stroll.Host.Plans;
using Stroll.Layout;

namespace Stroll.Web.Tests.Browser;

/// <summary>Catalogue and planogram, as somebody changes them in a browser.</summary>
public class PlanogramTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_facing_is_dragged_the_difference_is_read_tried_and_published()
    {
        await using var store = await BusyStore.Open();
        await using var visitor = await chromium.Visitor(store.Site.Address);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/catalogue/planogram?gondola=1");
        var (here, there) = SameWidth(store.Played.Live.Model);
        var (one, other) = (page.Locator($".block[data-at='{here}']"), page.Locator($".block[data-at='{there}']"));
        var (first, second) = (await Name(one), await Name(other));

        await one.DragToAsync(other, new() { SourcePosition = new() { X = 8, Y = 4 } });
        await page.WaitForSelectorAsync("#board[data-moves]");
        Assert.Equal((second, first), (await Name(one), await Name(other)));

        await page.ClickAsync("text=See, try and publish it");
        Assert.Equal(2, await page.Locator("#draft .diff tbody tr").CountAsync());
        Assert.Contains("facing moved", await page.TextContentAsync("#draft"), StringComparison.Ordinal);
        await page.ClickAsync("text=What would have changed?");
        await page.WaitForSelectorAsync("#tried .tile", new() { Timeout = 60_000 });
        Assert.Contains("visits replayed", await page.TextContentAsync("#tried"), StringComparison.Ordinal);

        await page.FillAsync("[name=words]", "biscuits to the left");
        await page.ClickAsync(".publish button");
        await page.WaitForSelectorAsync("text=from the next start of the store");
        Assert.Contains("biscuits to the left", await page.TextContentAsync("main"), StringComparison.Ordinal);
        await page.GotoAsync("/settings/journal");
        Assert.Contains("plan-published", await page.TextContentAsync("main"), StringComparison.Ordinal);
        var live = store.Played.Live;
        Assert.Equal(2, RunningPlan.Begin(live.Database, live.Model, TimeProvider.System, _ => { }).Number);
    }

    [Fact]
    public async Task A_product_is_added_priced_for_a_while_and_photographed()
    {
        await using var store = await BusyStore.Open();
        await using var visitor = await chromium.Visitor(store.Site.Address);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/catalogue/new");
        await page.FillAsync("[name=barcode]", "4006381333931");
        await page.FillAsync("[name=name]", "Pen & <b>ink</b>");
        await page.FillAsync("[name=price]", "2,49");
        await page.ClickAsync("text=Add to the change >> nth=-1");
        Assert.Equal("Pen & <b>ink</b>", await page.TextContentAsync("h1"));
        Assert.Contains("never weighed", await page.TextContentAsync("main"), StringComparison.Ordinal);

        await page.SetInputFilesAsync("[name=photo]", new FilePayload { Name = "pen.html", MimeType = "text/html", Buffer = "<script>alert(1)</script>"u8.ToArray() });
        await page.ClickAsync("text=Keep the picture");
        Assert.Contains("no JPEG", await page.TextContentAsync("[role=alert]"), StringComparison.Ordinal);
        await page.SetInputFilesAsync("[name=photo]", new FilePayload { Name = "pen.png", MimeType = "image/png", Buffer = await page.ScreenshotAsync() });
        await page.ClickAsync("text=Keep the picture");
        Assert.Equal(1, await page.Locator("img.photo").CountAsync());

        var known = store.Played.Live.Model.Catalogue.Products.First(product => product.Price is not null);
        await page.GotoAsync($"/catalogue/{known.Barcode}");
        await page.ClickAsync("text=Set a price");
        await page.FillAsync("form[action$=prices] [name=price]", "0.99");
        await page.ClickAsync("form[action$=prices] button");
        await page.WaitForSelectorAsync("text=now 0.99 EUR");
        Assert.Equal(99, store.Played.Live.Prices!.At(known.Id, store.Played.Live.View.At));
    }

    /// <summary>First plates of two facings of gondola 1 that are as wide as each other.</summary>
    static (PlateAddress, PlateAddress) SameWidth(StoreModel model) => model.Planogram.Facings
        .Where(facing => model.Store[facing.Shelf].Gondola == 1)
        .GroupBy(facing => facing.Plates.Length).Select(same => same.ToArray()).First(same => same.Length > 1)
            is [var one, .., var other] ? (model.Store[one.Plates[0]].Address, model.Store[other.Plates[0]].Address) : throw new InvalidOperationException();

    static async Task<string?> Name(ILocator block) => await block.Locator(".name").TextContentAsync();
}
