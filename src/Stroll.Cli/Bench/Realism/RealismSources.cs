using System.Collections.Immutable;
using Stroll.Cli.Bench.Accuracy;
using Stroll.Cli.Frame;
using Stroll.Cli.Scenarios;
using Stroll.Cli.Series;
using Stroll.Geometry;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Recordings;
using Stroll.Recordings.AutoCheckout;
using Stroll.Sensors;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Cli.Bench.Realism;

/// <summary>Where weights come from: recordings, files of weights, scenarios, labels.</summary>
internal static class RealismSources
{
    /// <summary>The word for the labelled cases.</summary>
    internal const string Labels = "labels";

    const int SamplesInBatch = 12;

    /// <summary>Reads or plays one source.</summary>
    /// <param name="typed">A folder, a file that ends in .csv, <see cref="Labels"/>, or a scenario.</param>
    /// <param name="seeds">Of a scenario.</param>
    /// <param name="data">The folder of the labelled cases; none to look where <c>STROLL_DATA</c> says.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="Refusal">There is no such source, or it is broken.</exception>
    internal static RealismFigures Read(string typed, SeedRange seeds, string? data, CancellationToken stop)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(typed));
        return typed == Labels ? OfLabels(ScriptedDays.Cases(Labels, data))
            : Directory.Exists(typed) ? OfRecording(name, Refusal.Unless(RecordingReader.Open(typed)), stop)
            : typed.EndsWith(".csv", StringComparison.Ordinal) ? OfSeries(name, Refusal.Unless(SeriesFile.Read(typed, stop)), stop)
            : Enumerable.Range(0, seeds.Count).Select(i => OfDay(ScenarioLibrary.Named(typed).Scenario with { Seed = seeds.First + (ulong)i }, stop)).Aggregate((sum, day) => sum + day);
    }

    static RealismFigures OfRecording(string name, Recording recording, CancellationToken stop) =>
        Of(name, recording.Model, recording.Sources, recording.Read(), hasPlates: true, stop);

    static RealismFigures OfDay(Scenario scenario, CancellationToken stop)
    {
        var simulation = Refusal.Unless(Simulation.From(scenario));
        var figures = Of(scenario.Name, simulation.Model, simulation.Sources, simulation.Play(), hasPlates: true, stop);
        var staff = simulation.Truth.Visits.Where(visit => visit.Role == VisitRole.Staff).Select(visit => visit.Shopper).ToHashSet(StringComparer.Ordinal);
        var moved = simulation.Truth.Movements.Where(movement => !staff.Contains(movement.Shopper)).ToArray();
        // Of one piece: several pieces of one reach stand on more plates than one, and nearly all acts that were labelled are of one.
        var takes = moved.Where(movement => movement.Quantity == 1).ToArray();
        return figures with
        {
            TrulyOnSeveral = new(takes.Count(take => take.Plates.Length > 1), takes.Length),
            TrulyPuts = new(moved.Count(movement => movement.Quantity < 0), moved.Length),
        };
    }

    static RealismFigures OfLabels(ImmutableArray<LabelledCase> cases)
    {
        var acts = cases.SelectMany(one => one.Acts).ToArray();
        var takes = acts.Where(act => act is { IsPutBack: false, Quantity: 1 }).ToArray();
        var none = Distribution.Of([]);
        return new(
            Labels, double.NaN, 0, 0, none, none, none, none, none, none, none, none, default, default,
            new(takes.Count(take => take.Plates.Length > 1), takes.Length), new(acts.Count(act => act.IsPutBack), acts.Length));
    }

    /// <summary>Each column is the sum of one shelf, and all of them stand in one gondola.</summary>
    static RealismFigures OfSeries(string name, SeriesTable table, CancellationToken stop)
    {
        var store = Store.Build(
            name, [], [], table.Columns.Select((_, i) => (new PlateAddress(1, i + 1, 1), (Box?)null, new Grams(1e9))), []);
        var model = new StoreModel(store, new Catalogue([]), new Planogram(store, []));
        var sources = store.Shelves.Select(shelf => new SourcePromise(new(shelf.Id.Index), $"shelf {shelf.Number}", 1.Seconds)).ToImmutableArray();
        return Of(name, model, sources, Entries(table), hasPlates: false, stop);
    }

    static IEnumerable<LogEntry> Entries(SeriesTable table)
    {
        for (var (first, sequence) = (0, 0L); first < table.Times.Length; first += SamplesInBatch, sequence++)
        {
            var times = table.Times.AsSpan(first, Math.Min(SamplesInBatch, table.Times.Length - first)).ToArray();
            for (var shelf = 0; shelf < table.Columns.Length; shelf++)
            {
                yield return new(new(shelf), 1, sequence, new Observation.ShelfReadings(new(shelf), times, table.Columns[shelf].Grams.AsSpan(first, times.Length).ToArray()));
            }
        }
    }

    static RealismFigures Of(
        string name, StoreModel model, ImmutableArray<SourcePromise> sources, IEnumerable<LogEntry> log, bool hasPlates, CancellationToken stop)
    {
        var pipeline = new Pipeline(model, sources, PipelineRules.Default);
        WeightSeconds? seconds = null;
        var begin = Instant.Earliest;
        foreach (var entry in log)
        {
            stop.ThrowIfCancellationRequested();
            if (entry.Observation is Observation.ShelfReadings readings)
            {
                begin = seconds is null ? new(readings.Times.Span[0]) : begin;
                seconds ??= new(model.Store, begin.Nanoseconds);
                seconds.Take(readings);
            }

            pipeline.Take(entry);
        }

        pipeline.Finish();
        return seconds is null
            ? throw new Refusal(new("realism.empty", name, "there are no weights in it"))
            : RealismFigures.Of(name, model.Store, seconds, begin, [.. pipeline.Changes], hasPlates);
    }
}
