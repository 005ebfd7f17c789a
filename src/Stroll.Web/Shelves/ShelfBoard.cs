using System.Collections.Immutable;
using Stroll.Host.Plans;
using Stroll.Host.Stores.Live;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Web.Shelves;

/// <summary>A facing as it stands now.</summary>
/// <param name="Product">What is meant to stand there.</param>
/// <param name="Plates">Their numbers, as <c>3-5</c>.</param>
/// <param name="Mass">All its plates together; NaN before the first reading.</param>
/// <param name="Worst">The worst of its plates.</param>
/// <param name="Trace">The last minutes, all plates together; times are those of the first plate.</param>
public sealed record FacingNow(Product Product, string Plates, Grams Mass, PlateHealth Worst, ImmutableArray<TracePoint> Trace)
{
    /// <summary>About so many pieces stand there; none where a plate was never said to be empty, or a piece was never weighed.</summary>
    public int? Pieces { get; init; }
}

/// <summary>A plate as it is now.</summary>
/// <param name="Plate">Which.</param>
/// <param name="Now">What it says and how it works.</param>
/// <param name="Trace">The last minutes.</param>
public sealed record PlateNow(Plate Plate, LivePlate Now, ImmutableArray<TracePoint> Trace)
{
    /// <summary>What it said when it was empty, and when that was; none where nobody noted it.</summary>
    public (Grams Mass, Instant At)? Zero { get; init; }

    /// <summary>Its noise and drift; none before the store was looked at.</summary>
    public PlateCondition? Condition { get; init; }
}

/// <summary>A shelf with what stands on it.</summary>
/// <param name="Shelf">Which.</param>
/// <param name="Facings">By plate.</param>
/// <param name="Plates">By slot.</param>
public sealed record ShelfNow(Shelf Shelf, ImmutableArray<FacingNow> Facings, ImmutableArray<PlateNow> Plates)
{
    /// <summary>As <c>2/5</c>: gondola and shelf.</summary>
    public string Name => $"{Shelf.Gondola}/{Shelf.Number}";

    /// <summary>Plates that do not work.</summary>
    public int Broken => Plates.Count(plate => plate.Now.Health != PlateHealth.Good);
}

/// <summary>Puts together what a store's shelves show.</summary>
public static class ShelfBoard
{
    /// <summary>One shelf.</summary>
    public static ShelfNow Of(LiveStore store, Shelf shelf) => Of(store, shelf, store.Database.Read(ZeroTable.All));

    static ShelfNow Of(LiveStore store, Shelf shelf, IReadOnlyDictionary<string, (Grams Mass, Instant At)> zeros)
    {
        var conditions = store.Look.Conditions;
        var plates = shelf.Plates.Select(id => new PlateNow(store.Model.Store[id], StateOf(store, id), store.Traces.Of(id))
        {
            Zero = zeros.TryGetValue(store.Model.Store[id].Address.ToString(), out var zero) ? zero : null,
            Condition = id.Index < conditions.Length ? conditions[id.Index] : null,
        }).ToImmutableArray();
        var facings = store.Model.Planogram.On(shelf.Id)
            .Select(id => store.Model.Planogram[id])
            .OrderBy(facing => facing.Plates[0].Index)
            .Select(facing => FacingOf(store, facing, plates))
            .ToImmutableArray();
        return new(shelf, facings, plates);
    }

    /// <summary>All shelves, by gondola and number.</summary>
    public static ImmutableArray<ShelfNow> Of(LiveStore store) => AllOf(store, store.Database.Read(ZeroTable.All));

    static ImmutableArray<ShelfNow> AllOf(LiveStore store, IReadOnlyDictionary<string, (Grams, Instant)> zeros) =>
        [.. store.Model.Store.Shelves.Select(shelf => Of(store, shelf, zeros))];

    static LivePlate StateOf(LiveStore store, PlateId id)
    {
        var plates = store.View.Plates;
        var last = store.Traces.Of(id);
        return id.Index < plates.Length ? plates[id.Index]
            : new(last.IsEmpty ? new(double.NaN) : new(last[^1].Grams), last.IsEmpty ? PlateHealth.Silent : PlateHealth.Good);
    }

    static FacingNow FacingOf(LiveStore store, Facing facing, ImmutableArray<PlateNow> plates)
    {
        var own = plates.Where(plate => facing.Plates.Contains(plate.Plate.Id)).ToArray();
        var numbers = own.Select(plate => plate.Plate.Address.Plate).ToArray();
        return new(
            store.Model.Catalogue[facing.Product],
            numbers.Length > 1 ? $"{numbers.Min()}-{numbers.Max()}" : $"{numbers.FirstOrDefault()}",
            own.Aggregate(Grams.Zero, (sum, plate) => sum + plate.Now.Mass),
            own.Select(plate => plate.Now.Health).DefaultIfEmpty(PlateHealth.Silent).Max(),
            Sum([.. own.Select(plate => plate.Trace)]))
        {
            Pieces = own.All(plate => plate.Zero is not null) && store.Model.Catalogue[facing.Product].UnitWeight is { Value: > 0 } unit
                ? (int)Math.Max(0, Math.Round(own.Sum(plate => (plate.Now.Mass - plate.Zero!.Value.Mass).Value) / unit.Value)) : null,
        };
    }

    /// <summary>Plates of one shelf are sampled together: points of the same rank belong together.</summary>
    static ImmutableArray<TracePoint> Sum(ImmutableArray<TracePoint>[] traces)
    {
        if (traces.Length == 0)
        {
            return [];
        }

        var length = traces.Min(trace => trace.Length);
        return [.. Enumerable.Range(1, length).Reverse().Select(back => new TracePoint(traces[0][^back].At, traces.Sum(trace => trace[^back].Grams)))];
    }
}
