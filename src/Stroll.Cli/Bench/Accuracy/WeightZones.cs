using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Cli.Bench.Accuracy;

/// <summary>A store whose neighbouring plates hang on one load cell.</summary>
internal static class WeightZones
{
    /// <summary>The same store with so many zones on each shelf; shelves of fewer plates stay as they are.</summary>
    internal static StoreModel Of(StoreModel model, int zones)
    {
        var store = model.Store;
        var merged = Store.Build(
            store.Name, store.Gondolas, store.Shelves.Select(s => (s.Gondola, s.Number, s.Body)),
            store.Shelves.SelectMany(shelf => Enumerable.Range(0, Count(shelf.Plates.Length, zones)).Select(zone => Zone(store, shelf, zone, zones))), store.Gates);
        var facings = model.Planogram.Facings.Select(facing => facing with
        {
            Plates = [.. facing.Plates.Select(plate => Of(store[plate].Slot, store[facing.Shelf].Plates.Length, zones)).Distinct().Order()
                .Select(zone => merged[facing.Shelf].Plates[zone])],
        });
        return model with { Store = merged, Planogram = new(merged, [.. facings]) };
    }

    /// <summary>What such a shelf would say: the sum of the plates of each zone, and nothing where one of them says nothing.</summary>
    internal static LogEntry Summed(LogEntry entry, int zones)
    {
        if (entry.Observation is not Observation.ShelfReadings readings)
        {
            return entry;
        }

        var rows = readings.Times.Length;
        var plates = readings.Grams.Length / rows;
        var count = Count(plates, zones);
        var grams = readings.Grams.Span;
        var sums = new float[rows * count];
        for (var i = 0; i < grams.Length; i++)
        {
            sums[((i / plates) * count) + Of(i % plates, plates, zones)] += grams[i];
        }

        return entry with { Observation = readings with { Grams = sums } };
    }

    static int Count(int plates, int zones) => Math.Min(plates, zones);

    /// <summary>The zone of a slot: zones are as equal as they can be.</summary>
    static int Of(int slot, int plates, int zones) => slot * Count(plates, zones) / plates;

    static (PlateAddress Address, Box? Body, Grams Capacity) Zone(Store store, Shelf shelf, int zone, int zones)
    {
        ImmutableArray<Plate> plates = [.. shelf.Plates.Select(id => store[id]).Where(plate => Of(plate.Slot, shelf.Plates.Length, zones) == zone)];
        Box? body = plates[0].Body is not { } first || plates[^1].Body is not { } last ? null
            : first with { Size = new(first.Placement.ToInner(last.Placement.ToOuter(last.Size)).X, first.Size.Y, first.Size.Z) };
        return (
            new(shelf.Gondola, shelf.Number, zone + 1), body, plates.Aggregate(Grams.Zero, (sum, plate) => sum + plate.Capacity));
    }
}
