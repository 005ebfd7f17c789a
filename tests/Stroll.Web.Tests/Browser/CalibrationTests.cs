using System.Globalization;
using System.Text.RegularExpressions;
using Stroll.Geometry;
using Stroll.Host.Cameras;
using Stroll.Web.Devices;

namespace Stroll.Web.Tests.Browser;

/// <summary>A camera is found by clicking.</summary>
public partial class CalibrationTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_camera_is_calibrated_by_clicking_corners_in_its_picture_and_on_the_plan()
    {
        await using var store = await BusyStore.Open();
        await using var visitor = await chromium.Visitor(store.Site.Address);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/shelves/calibrate");
        await page.ClickAsync("#pretend");
        await page.WaitForSelectorAsync("#image image");
        var layout = store.Played.Live.Model.Store;
        var truth = CameraDrawing.Pretended(layout);
        var seen = CameraDrawing.Landmarks(layout).Where(place => truth.TryProject(place, out var at) && truth.Shows(at)).ToArray();
        Assert.True(seen.Length >= 6, $"only {seen.Length} landmarks in the picture");
        foreach (var place in seen)
        {
            truth.TryProject(place, out var pixel);
            await Click(page, "#shot", pixel.Right, pixel.Down);
            await Click(page, "#plan svg", new Floor.PlanGeometry(layout).Place(place));
        }

        await page.WaitForSelectorAsync("#said[data-state=found]");
        await page.WaitForFunctionAsync("() => !document.getElementById('keep').disabled");
        var said = await page.TextContentAsync("#said");
        var found = At().Match(said!).Groups.Values.Skip(1).Select(group => double.Parse(group.Value, CultureInfo.InvariantCulture)).ToArray();
        Assert.True((new Point3(found[0], found[1], found[2]) - truth.Pose.Origin).Length < 0.25, $"{said} and truly {truth.Pose.Origin}");
        Assert.True(await page.Locator("#overlay line").CountAsync() > 10);

        await page.ClickAsync("#keep");
        await page.WaitForSelectorAsync("#kept li");
        Assert.Single(store.Played.Live.Database.Read(FoundCameraTable.All));
        await page.GotoAsync("/settings/journal");
        Assert.Contains("camera-calibrated", await page.TextContentAsync("main"), StringComparison.Ordinal);
    }

    static Task Click(Microsoft.Playwright.IPage page, string svg, (double X, double Y) at) => Click(page, svg, at.X, at.Y);

    /// <summary>Clicks a place of a drawing, in the drawing's own units.</summary>
    static async Task Click(Microsoft.Playwright.IPage page, string svg, double x, double y)
    {
        await page.Locator(svg).ScrollIntoViewIfNeededAsync();
        var on = await page.EvaluateAsync<float[]>(
            "([svg, x, y]) => { const s = document.querySelector(svg); const p = s.createSVGPoint(); p.x = x; p.y = y; const q = p.matrixTransform(s.getScreenCTM()); return [q.x, q.y]; }",
            new object[] { svg, x, y });
        await page.Mouse.ClickAsync(on[0], on[1]);
    }

    [GeneratedRegex(@"hangs at (-?[\d.]+), (-?[\d.]+) m, (-?[\d.]+) m high")]
    private static partial Regex At();
}
