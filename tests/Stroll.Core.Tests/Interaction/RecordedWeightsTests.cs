using Stroll.Geometry;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Tests.Interaction;

/// <summary>Real scales, the default rules, and what is known to have happened.</summary>
public class RecordedWeightsTests
{
    static readonly string[] Shelves =
        ["aim3s", "shelf_weights_60hz_2019-04-03_19-50-26.csv"];

    static readonly string[] Labels = ["aim3s", "events_2019-04-03_19-50-26.csv"];

    [Fact]
    public void Five_shelves_for_a_hundred_seconds_give_the_eight_labelled_events_and_no_other()
    {
        var labels = ReadLabels();
        var found = FindOnShelves();

        Assert.Equal(8, labels.Length);
        Assert.Equal(8, found.Count);
        foreach (var label in labels)
        {
            Assert.Single(found, e => IsOf(label, e));
        }

        // The two put-backs on shelf 2 that follow each other within 0.16 s have loose labels; the other six are tight.
        var tight = labels.Where(l => l.Shelf != 2 || l.Begin < 80).ToArray();
        var errors = tight.Select(l => Math.Abs(found.Single(e => IsOf(l, e)).Grams - l.Grams)).Order().ToArray();
        Assert.Equal(6, errors.Length);
        Assert.InRange((errors[2] + errors[3]) / 2, 0, 2.3);
        Assert.InRange(errors[5], 0, 5);
    }

    [Fact]
    public void Two_put_backs_in_a_row_bring_back_what_two_takes_had_taken()
    {
        var shelf = FindOnShelves().Where(e => e.Shelf == 2).ToArray();

        // The same two products went and came back. The shelf stood at 6373 g before and after, and at 5637 g in between (medians
        // over seconds of quiet), so 736 g moved both ways. The labels of the put-backs, 413.75 and 299.99 g, sum to 22 g less:
        // the level between them was read in the 0.16 s between two hands.
        Assert.Equal(4, shelf.Length);
        Assert.Equal(-736.2, shelf[0].Grams + shelf[1].Grams, 5.0);
        Assert.Equal(736.2, shelf[2].Grams + shelf[3].Grams, 5.0);
        Assert.Equal(-shelf[1].Grams, shelf[2].Grams, 5.0);
        Assert.Equal(-shelf[0].Grams, shelf[3].Grams, 5.0);
    }

    [Fact]
    public void All_348_plates_of_a_real_store_show_the_two_takes_and_nothing_else()
    {
        var plates = RecordedData.PlatesOf(RecordedData.Path("aifi-cps-test-01", "plates_test1.tar.gz"));
        Assert.Equal(348, plates.Count);
        var store = Store.Build("store", [], [], plates.Keys.Select(p => (p, (Box?)null, new Grams(20_000))), []);
        var state = new ShelfScales(store, MassChangeRules.Default);
        var found = new List<MassChange>();
        foreach (var shelf in store.Shelves)
        {
            var series = shelf.Plates.Select(p => plates[store[p].Address]).ToArray();
            var times = (long[])series[0].Times.Clone();
            // Batches begin up to 4.7 ms before the last one ended.
            for (var i = 1; i < times.Length; i++)
            {
                times[i] = Math.Max(times[i], times[i - 1]);
            }

            var grams = new float[times.Length * series.Length];
            for (var i = 0; i < grams.Length; i++)
            {
                grams[i] = series[i % series.Length].Grams[i / series.Length];
            }

            found.AddRange(Scene.Feed(state, shelf.Id.Index, times, grams));
        }

        MassChanges.Finish(state, found);

        Assert.Equal(2, found.Count);
        var water = found.Single(c => store[c.Shelf] is { Gondola: 1, Number: 5 });
        Assert.Contains(water.Steps[0].Plates, p => store[p.Plate].Address.Plate is 10 or 11);
        Assert.Equal(-564, water.Change.Value, 12.0);
        var sauce = found.Single(c => store[c.Shelf] is { Gondola: 2, Number: 5 });
        Assert.Equal(-103, sauce.Change.Value, 4.0);
        var step = Assert.Single(sauce.Steps);
        Assert.Equal([3, 4, 5], step.Plates.Select(p => store[p.Plate].Address.Plate));
        Assert.Equal(4, store[step.Plates.MaxBy(p => p.Change.Size.Value).Plate].Address.Plate);
        var health = store.Plates.Select(p => state.Health(p.Id)).ToLookup(h => h);
        Assert.Equal(43, health[PlateHealth.Stuck].Count());
        Assert.Empty(health[PlateHealth.Silent]);
        Assert.Empty(health[PlateHealth.Noisy]);
    }

    static bool IsOf((int Shelf, double Begin, double End, double Grams) label, (int Shelf, double Begin, double End, double Grams) e) =>
        e.Shelf == label.Shelf && e.Grams * label.Grams > 0 && Math.Abs(e.Grams - label.Grams) < 60
        && e.Begin < label.End && e.End > label.Begin;

    static (int Shelf, double Begin, double End, double Grams)[] ReadLabels() =>
    [
        .. File.ReadLines(RecordedData.Path(Labels)).Select(line => line.Split(','))
            .Where(row => row[0] == "ground_truth")
            .Select(row => row[1..].Select(RecordedData.Number).ToArray())
            .Select(row => ((int)row[0], row[1] / 1000, row[2] / 1000, row[3])),
    ];

    static List<(int Shelf, double Begin, double End, double Grams)> FindOnShelves()
    {
        var rows = RecordedData.Numbers(RecordedData.Path(Shelves));
        var times = rows.Select(row => (long)Math.Round(row[0] * 1e6)).ToArray();
        var found = new List<(int Shelf, double Begin, double End, double Grams)>();
        for (var shelf = 1; shelf <= 5; shelf++)
        {
            var grams = rows.Select(row => row[shelf]).ToArray();
            found.AddRange(SeriesChanges.Find(times, grams, MassChangeRules.Default)
                .Select(e => (shelf, e.Begin.Nanoseconds / 1e9, e.End.Nanoseconds / 1e9, e.Change.Value)));
        }

        return found;
    }
}
