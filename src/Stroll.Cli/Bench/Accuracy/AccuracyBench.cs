using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Stroll.Simulator;

namespace Stroll.Cli.Bench.Accuracy;

/// <summary>All runs of a bench.</summary>
/// <param name="Seeds">The same for every scenario.</param>
/// <param name="Scenarios">By name, in the order asked for, each with one run a seed in the order of the seeds.</param>
/// <param name="Wall">How long it took.</param>
/// <param name="Workers">How many runs went on at a time.</param>
internal sealed record AccuracyResult(
    SeedRange Seeds, ImmutableArray<(NamedScenario Scenario, ImmutableArray<AccuracyRun> Runs)> Scenarios, TimeSpan Wall, int Workers)
{
    /// <summary>Every run of every scenario.</summary>
    internal ImmutableArray<AccuracyRun> Runs => [.. Scenarios.SelectMany(scenario => scenario.Runs)];
}

/// <summary>Plays scenarios with many seeds, several at a time. The answer does not depend on how many at a time.</summary>
internal static class AccuracyBench
{
    /// <summary>Plays all of it.</summary>
    /// <param name="scenarios">One or more.</param>
    /// <param name="seeds">For each of them.</param>
    /// <param name="engine">What is measured.</param>
    /// <param name="workers">Runs at a time.</param>
    /// <param name="done">Hears the share that is done; never two calls at once.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    internal static AccuracyResult Run(
        ImmutableArray<NamedScenario> scenarios, SeedRange seeds, EngineUnderTest engine, int workers, Action<double> done, CancellationToken stop)
    {
        var wall = Stopwatch.StartNew();
        var runs = new AccuracyRun[scenarios.Length * seeds.Count];
        var finished = 0;
        var saying = new Lock();
        try
        {
            Parallel.For(0, runs.Length, new() { MaxDegreeOfParallelism = workers, CancellationToken = stop }, index =>
            {
                // Seed by seed: a run that is stopped or watched has touched all scenarios alike.
                var (seed, scenario) = (index / scenarios.Length, index % scenarios.Length);
                var played = scenarios[scenario].Scenario with { Seed = seeds.First + (ulong)seed };
                runs[(scenario * seeds.Count) + seed] = AccuracyRun.Of(played, engine, stop);
                lock (saying)
                {
                    done(++finished / (double)runs.Length);
                }
            });
        }
        catch (AggregateException several) when (several.InnerExceptions.All(one => one is OperationCanceledException))
        {
            throw new OperationCanceledException(stop);
        }
        catch (AggregateException several)
        {
            // Whoever reads it wants to know what failed, not that several workers were at it.
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        return new(
            seeds,
            [.. scenarios.Select((scenario, i) => (scenario, runs.AsSpan(i * seeds.Count, seeds.Count).ToImmutableArray()))],
            wall.Elapsed,
            workers);
    }
}
