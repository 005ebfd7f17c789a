using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Stroll.Rendering;
using Line = Stroll.Tests.Commands.Cli;
using TempFolder = Stroll.Tests.Commands.TempFolder;

namespace Stroll.Tests.Pictures;

/// <summary>Three simulated shoppers, filmed by four simulated cameras and found again in the films by published models, unchanged.</summary>
public sealed partial class RenderedFilmTests(ITestOutputHelper output)
{
    const int Shoppers = 3;

    /// <summary>A floor and not the goal, which is every receipt right: drawn people look alike from before and behind, and the pose model swaps their sides (docs/stages/perception.md).</summary>
    const double LeastF1 = 0.75;

    static readonly bool Long = Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1";

    /// <summary>Other seeds than those the rendering was looked at with; <c>STROLL_TEST_SEEDS</c> names others, parted by commas.</summary>
    static readonly string[] Seeds = (Environment.GetEnvironmentVariable("STROLL_TEST_SEEDS") ?? "201,202,203").Split(',');

    [Fact]
    public void Filmed_shoppers_are_seen_by_a_published_detector_and_get_receipts()
    {
        Assert.SkipUnless(Long, "long: thousands of pictures through two models");
        Assert.SkipWhen(Ffmpeg.Find() is null, "needs: ffmpeg");
        var (right, receipts, f1, overcharged) = (0, 0, 0.0, 0);
        foreach (var seed in Seeds)
        {
            var score = ScoreOf(seed);
            var (exact, of) = (score.GetProperty("exactReceipts").GetInt32(), score.GetProperty("receipts").GetInt32());
            output.WriteLine($"seed {seed}: {exact} of {of} receipts right, item F1 {score.GetProperty("f1").GetDouble().ToString("0.000", CultureInfo.InvariantCulture)}");
            (right, receipts, f1) = (right + exact, receipts + of, f1 + (score.GetProperty("f1").GetDouble() / Seeds.Length));
            overcharged += score.GetProperty("overchargedPieces").GetInt32();
        }

        output.WriteLine($"{right} of {receipts} receipts right, mean item F1 {f1.ToString("0.000", CultureInfo.InvariantCulture)}, {overcharged} pieces charged too many");
        Assert.Equal(Shoppers * Seeds.Length, receipts);
        Assert.True(f1 >= LeastF1, $"mean item F1 {f1}");
        Assert.Equal(0, overcharged);
    }

    static JsonElement ScoreOf(string seed)
    {
        using var temp = new TempFolder();
        Simulate(seed, temp["plan"], []);
        var cameras = Flattest(File.ReadAllText(Path.Combine(temp["plan"], "store.yaml")));
        Simulate(seed, temp["day"], ["--video", "--width", "640", "--cameras", string.Join(',', cameras)]);
        var seen = Line.RunLong(
        [
            "perceive", .. cameras.Select(camera => Path.Combine(temp["day"], "video", $"{camera}.mp4")), "--cameras", Path.Combine(temp["day"], "store.yaml"), "--with", temp["day"],
            "--out", temp["seen"], "--models", TestPlaces.Data("models"),
        ]);
        Assert.Equal((0, ""), (seen.Code, seen.Error));
        return Line.Shell($"stroll replay '{temp["seen"]}/recording' --json > r.json && stroll score --truth '{temp["day"]}/truth.json' --receipts r.json --json", temp.Root).Json;
    }

    static void Simulate(string seed, string folder, string[] more) => Assert.Equal(0, Line.RunLong(
        ["simulate", "quiet", "--seed", seed, "--shoppers", $"{Shoppers}", "--people", "sightings", "--out", folder, .. more]).Code);

    /// <summary>The four cameras that look down the least: published detectors have learned people from the side, and of those that look down by 70 degrees they find one in ten.</summary>
    static string[] Flattest(string store) =>
    [
        .. Camera().Matches(store).OrderBy(match => int.Parse(match.Groups["tilt"].Value, CultureInfo.InvariantCulture)).ThenBy(match => match.Groups["name"].Value, StringComparer.Ordinal)
            .Take(4).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal),
    ];

    [GeneratedRegex("name: \"(?<name>camera-\\d+)\"[^\"]*?tilt_degrees: (?<tilt>\\d+)")]
    private static partial Regex Camera();
}
