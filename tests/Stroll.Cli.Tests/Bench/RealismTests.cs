using Stroll.Cli.Bench.Realism;
using Stroll.Geometry;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Tests.Cli.Bench;

public class RealismTests
{
    [Fact]
    public void Statistics_of_weights_that_are_known_are_as_they_were_made()
    {
        // Two shelves of one gondola. The plates of both are off by 1 g in turn; between 20 and 22 s a hand presses the first by 900 g and takes 300 g.
        var store = Store.Build("x", [], [], [Plate(1, 1), Plate(1, 2), Plate(2, 1)], []);
        var seconds = new WeightSeconds(store, 0);
        for (var sample = 0; sample < 60 * 40; sample++)
        {
            var at = sample / 60.0;
            var noise = sample % 2 == 0 ? 1 : -1;
            var hand = at is >= 20 and < 22 ? 900 : at >= 22 ? -300 : 0;
            seconds.Take(new(new(0), new[] { (long)(at * 1e9) }, new float[] { 5000 + noise + hand, 1000 + noise }));
            seconds.Take(new(new(1), new[] { (long)(at * 1e9) }, new float[] { 2000 + (at is >= 20 and < 22 ? 10 * noise : noise) }));
        }

        var step = new MassStep(new(20_000_000_000), new(22_000_000_000), [new(new(0), new(-200), new(1)), new(new(1), new(-100), new(1))], []);
        var change = new MassChange(0, new(0), step.Begin, step.End, step.End, [step]) { Sd = new(1) };

        var figures = RealismFigures.Of("x", store, seconds, new(0), [change], hasPlates: true);

        Assert.Equal(3, figures.PlateQuiet.Count);
        Assert.All(figures.PlateQuiet.Sorted, sd => Assert.Equal(1.008, sd, 3));
        Assert.Equal(2.017, figures.ShelfQuiet.At(0.9), 3);
        Assert.Equal(10.08, figures.ShelfBeside.At(0), 2);
        Assert.Equal(20, figures.SpanBeside.At(0.5), 3);
        Assert.Equal(902 / 300.0, figures.Above.At(0.5), 2);
        Assert.Equal(0, figures.Below.At(0.5), 1);
        Assert.Equal(2, figures.Length.At(0.5), 9);
        Assert.Equal((new Part(1, 1), new Part(0, 1)), (figures.OnSeveral, figures.Puts));
        Assert.Equal(6, (figures + figures).PlateQuiet.Count);
    }

    [Fact]
    public void A_recording_a_file_of_weights_and_a_scenario_stand_side_by_side()
    {
        using var folder = new Commands.TempFolder();
        Assert.Equal(0, Commands.Cli.Run("simulate", "quiet", "--shoppers", "2", "--out", folder["rec"]).Code);
        var rows = Enumerable.Range(0, 60 * 30).Select(i => FormattableString.Invariant($"{i / 60.0:0.0000},{(i < 900 ? 2000 : 1500) + (i % 3)}"));
        var series = folder.Write("shelf.csv", "t_s,shelf\n" + string.Join('\n', rows) + "\n");

        var ended = Commands.Cli.Run("bench", "realism", folder["rec"], series, "quiet", "--seeds", "1..1", "--json", "--report", folder["plots"]);

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.Equal(["rec", "shelf.csv", "quiet"], ended.Json.EnumerateObject().Select(source => source.Name));
        Assert.Equal(0.82, ended.Json.GetProperty("shelf.csv").GetProperty("shelfQuiet").GetProperty("p50").GetDouble(), 1);
        Assert.Equal(0, ended.Json.GetProperty("shelf.csv").GetProperty("plateQuiet").GetProperty("count").GetInt32());
        Assert.True(ended.Json.GetProperty("quiet").GetProperty("trulyPuts").GetProperty("of").GetInt32() > 5);
        Assert.Equal(4, Directory.GetFiles(folder["plots"], "*.svg").Length);
        Assert.All(Directory.GetFiles(folder["plots"]), file => System.Xml.Linq.XDocument.Load(file));
        Commands.Cli.IsRefused(Commands.Cli.Run("bench", "realism", "qiet"), "'quiet'", "[scenario.name]");
        Commands.Cli.IsRefused(Commands.Cli.Run("bench", "realism", "quiet", "--seeds", "x"), "[bench.seeds]");
    }

    static (PlateAddress Address, Box? Body, Grams Capacity) Plate(int shelf, int plate) => (new(1, shelf, plate), null, new(20_000));
}
