using System.Collections.Immutable;
using Stroll.Observations;
using Stroll.Sensors;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Cli.Bench.Identity;

/// <summary>Who kept their identity from the gate to the exit on one simulated day.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Seed">Which day.</param>
/// <param name="Begin">When the sensors started.</param>
/// <param name="Dark">The camera that saw nothing all day; none where all saw.</param>
/// <param name="People">Everybody whom the gate named, staff left out, by first id.</param>
internal sealed record IdentityDay(string Scenario, ulong Seed, Instant Begin, int? Dark, ImmutableArray<KeptIdentity> People)
{
    internal int Kept => People.Count(person => person.IsKept);

    /// <summary>Plays a day through the pipeline, in memory: cameras and gates alone, no scales.</summary>
    /// <param name="scenario">With a seed; its people come in through raw cameras here.</param>
    /// <param name="isOneDark">True to let one camera, which the seed chooses, see nothing.</param>
    /// <param name="rules">Of the pipeline.</param>
    /// <param name="stop">Ends it early.</param>
    internal static IdentityDay Of(Scenario scenario, bool isOneDark, PipelineRules rules, CancellationToken stop)
    {
        // Scales say nothing here; the slowest cost the least.
        var simulation = new Simulation(scenario with { People = PeopleEntry.Sightings, Scales = scenario.Scales with { Hertz = 1, Batch = 1 } });
        var store = simulation.Model.Store;
        var shelves = store.Shelves.Length;
        int? dark = isOneDark && store.Cameras.Length > 0 ? (int)(scenario.Seed % (ulong)store.Cameras.Length) : null;
        ImmutableArray<SourcePromise> sources = [.. simulation.Sources.Skip(shelves).Select((source, i) => source with { Source = new(i) })];
        var pipeline = new Pipeline(simulation.Model, sources, rules);
        var watch = new IdentityWatch(pipeline.Floor);
        simulation.Watch = watch.Hear;
        foreach (var entry in simulation.Play())
        {
            if (entry.Source.Index < shelves || (entry.Observation is Observation.PeopleSighted picture && picture.Camera.Index == dark))
            {
                continue;
            }

            pipeline.Take(entry with { Source = new(entry.Source.Index - shelves) });
            if (entry.Observation is Observation.Tick)
            {
                stop.ThrowIfCancellationRequested();
                watch.Step(pipeline.Passed);
            }
        }

        pipeline.Finish();
        watch.Finish();
        return new(scenario.Name, scenario.Seed, simulation.Begin, dark, Compare(simulation.Truth, pipeline, watch));
    }

    /// <summary>Everybody with a name of their own; who slipped in unseen by the gate has none that could be kept.</summary>
    internal static ImmutableArray<KeptIdentity> Compare(SimulatedTruth truth, Pipeline pipeline, IdentityWatch watch)
    {
        var said = pipeline.Floor.Shoppers.GroupBy(shopper => shopper.FirstId).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        return
        [
            .. truth.Visits.Where(visit => visit.Role != VisitRole.Staff && said.ContainsKey(visit.Shopper) && watch.Ways.ContainsKey(visit.Shopper))
                .Select(visit => KeptIdentity.Of(visit.Shopper, watch.Ways[visit.Shopper], said[visit.Shopper].IdentityKept.Value)),
        ];
    }
}
