using Stroll.Rendering;
using Line = Stroll.Tests.Commands.Cli;
using TempFolder = Stroll.Tests.Commands.TempFolder;

namespace Stroll.Tests.Pictures;

/// <summary>From the pictures of cameras to receipts: nobody says where people are.</summary>
public class FromPixelsTests
{
    static readonly bool Long = Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1";
    static readonly string[] Cameras = ["cps-test-01-cam1", "cps-test-01-cam3", "cps-test-01-cam5", "cps-test-01-cam7"];

    [Fact]
    public void Cameras_of_a_real_store_are_found_from_marks_on_its_floor()
    {
        var ended = Line.Run(["calibrate", .. Points(), "--json"]);

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.All(ended.Json.GetProperty("cameras").EnumerateArray(), camera =>
        {
            Assert.InRange(camera.GetProperty("errorPixels").GetDouble(), 0.3, 2);
            // They hang side by side under the ceiling, above the front of the gondolas.
            Assert.InRange(camera.GetProperty("at")[1].GetDouble(), -0.1, 0.3);
            Assert.InRange(camera.GetProperty("at")[2].GetDouble(), 2.3, 2.7);
        });
    }

    [Fact]
    public void Four_clips_and_the_scales_give_the_two_receipt_lines_of_the_shopper_that_the_cameras_found()
    {
        Assert.SkipUnless(Long, "long: 1,353 pictures through two models");
        Assert.SkipWhen(Ffmpeg.Find() is null, "needs: ffmpeg");
        var data = TestPlaces.Data("aifi-cps-test-01");
        using var temp = new TempFolder();
        Assert.Equal(0, Line.Run(["calibrate", .. Points(), "--out", temp["cameras.yaml"]]).Code);
        Assert.Equal(0, Line.Run(
            "import", "autocheckout", Path.Combine(data, "plates_test1.tar.gz"), "--geometry", TestPlaces.Data("aifi-store"), "--products", TestPlaces.Data("aifi-store", "products_2020-04.jsonl"),
            "--out", temp["scales"]).Code);
        var seen = Line.RunLong(
        [
            "perceive", .. Cameras.Select(camera => Path.Combine(data, $"{camera}.mp4")), "--cameras", temp["cameras.yaml"], "--zones", Beside("zones.yaml"), "--with", temp["scales"], "--out", temp["seen"],
            "--models", TestPlaces.Data("models"),
        ]);
        Assert.Equal((0, ""), (seen.Code, seen.Error));
        Assert.DoesNotContain("at most 2 at once", seen.Output, StringComparison.Ordinal);

        var visit = Assert.Single(Line.Run("replay", Path.Combine(temp["seen"], "recording"), "--json").Json.GetProperty("visits").EnumerateArray());

        Assert.Equal(
            ["071063437089 1", "632565000012 1"],
            visit.GetProperty("lines").EnumerateArray().Select(line => $"{line.GetProperty("barcode")} {line.GetProperty("quantity")}").Order(StringComparer.Ordinal));
        Assert.All(visit.GetProperty("lines").EnumerateArray(), line => Assert.True(line.GetProperty("probability").GetDouble() > 0.7, $"{line}"));
    }

    static string[] Points() => [.. ((int[])[1, 3, 5, 7]).Select(camera => Beside($"points-cam{camera}.yaml"))];

    static string Beside(string name) => Path.Combine(Repository.Root, "tests/Stroll.Cli.Tests/Pictures", name);
}
