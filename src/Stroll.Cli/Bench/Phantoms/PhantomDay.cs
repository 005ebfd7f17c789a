using System.Collections.Immutable;
using System.Diagnostics;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Cli.Bench.Phantoms;

/// <summary>A day on which nothing is taken or put, through the whole pipeline.</summary>
/// <param name="Name">Of the day.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="PlateHours">Plates times hours, broken plates included.</param>
/// <param name="Phantoms">The mass changes that the pipeline published. Each of them is wrong.</param>
/// <param name="Memory">Bytes in use, after a full collection, at the end of each simulated hour.</param>
/// <param name="Entries">Messages that the pipeline took.</param>
/// <param name="Wall">How long it took.</param>
internal sealed record PhantomDay(
    string Name, ulong Seed, double PlateHours, ImmutableArray<Phantom> Phantoms, ImmutableArray<long> Memory, long Entries, TimeSpan Wall)
{
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Plays the day.</summary>
    /// <param name="name">For people.</param>
    /// <param name="scenario">In which nothing is moved.</param>
    /// <param name="done">Hears the share that is done.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="InvariantException">Something was moved after all: the count would mean nothing.</exception>
    internal static PhantomDay Of(string name, Scenario scenario, Action<double> done, CancellationToken stop)
    {
        var wall = Stopwatch.StartNew();
        var simulation = new Simulation(scenario);
        var pipeline = new Pipeline(simulation.Model, simulation.Sources, PipelineRules.Default);
        var memory = ImmutableArray.CreateBuilder<long>();
        var (entries, hour) = (0L, simulation.Begin + Hour);
        foreach (var entry in simulation.Play())
        {
            pipeline.Take(entry);
            entries++;
            if (entry.Observation is not Observation.Tick tick)
            {
                continue;
            }

            stop.ThrowIfCancellationRequested();
            done((tick.At - simulation.Begin) / scenario.Length!.Value);
            if (tick.At >= hour)
            {
                memory.Add(GC.GetTotalMemory(forceFullCollection: true));
                hour += Hour;
            }
        }

        pipeline.Finish();
        Invariant.Holds(simulation.Truth.Movements.IsEmpty && simulation.Truth.ForeignThings.IsEmpty, "nothing is moved on a day of phantoms");
        var hours = (simulation.End - simulation.Begin).TotalHours;
        return new(
            name, scenario.Seed, hours * simulation.Model.Store.Plates.Length, [.. pipeline.Changes.Select(change => Phantom.Of(change, simulation))],
            memory.ToImmutable(), entries, wall.Elapsed);
    }
}

/// <summary>A mass change that nobody made.</summary>
/// <param name="Ended">When it ended, since the sensors started.</param>
/// <param name="Plates">The plates of its steps.</param>
/// <param name="Change">How much.</param>
/// <param name="Sd">How sure the stage was of it.</param>
/// <param name="Steps">How many steps it has.</param>
internal sealed record Phantom(TimeSpan Ended, ImmutableArray<PlateAddress> Plates, Grams Change, Grams Sd, int Steps)
{
    internal static Phantom Of(MassChange change, Simulation simulation) => new(
        change.End - simulation.Begin,
        [.. change.Steps.SelectMany(step => step.Plates).Select(plate => simulation.Model.Store[plate.Plate].Address).Distinct().Order()],
        change.Change,
        change.Sd,
        change.Steps.Length);
}
