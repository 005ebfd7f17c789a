using System.Collections.Immutable;
using Stroll.Cli.Bench.Accuracy;
using Stroll.Review;
using Stroll.Simulator;

namespace Stroll.Cli.Bench.Identity;

/// <summary>Who kept their identity on many simulated days.</summary>
/// <param name="Scenario">Which.</param>
/// <param name="Seeds">One day for each.</param>
/// <param name="IsOneDark">True where one camera saw nothing.</param>
/// <param name="Days">In the order of the seeds.</param>
internal sealed record IdentityResult(string Scenario, SeedRange Seeds, bool IsOneDark, ImmutableArray<IdentityDay> Days)
{
    internal IEnumerable<KeptIdentity> People => Days.SelectMany(day => day.People);

    internal int Kept => Days.Sum(day => day.Kept);

    internal int Shoppers => Days.Sum(day => day.People.Length);

    /// <summary>Of all shoppers, those under their own name when they left; the range knows that people of one day hang together.</summary>
    internal Interval Share => Confidence.OfShare([.. Days.Select(day => new Tally(day.Kept, day.People.Length))]);

    /// <summary>Those who besides were under it for 95 % of the time.</summary>
    internal int AllTheWay => People.Count(person => person.IsKept && person.OwnShare >= 0.95);

    /// <summary>Whether what the floor says of its own certainty comes true.</summary>
    internal Calibration Calibration => People.Aggregate(Calibration.Empty, (sum, person) => sum.With(new(person.Said), person.IsKept));
}

/// <summary>Plays days and asks who was who at the exit.</summary>
internal static class IdentityBench
{
    /// <summary>Plays all of it, several days at a time; the answer does not depend on how many.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal static IdentityResult Run(Scenario scenario, SeedRange seeds, bool isOneDark, Action<double> done, CancellationToken stop)
    {
        var days = new IdentityDay[seeds.Count];
        var saying = new Lock();
        var ended = 0;
        Parallel.For(0, days.Length, new() { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            days[i] = IdentityDay.Of(scenario with { Seed = seeds.First + (ulong)i }, isOneDark, PipelineRules.Default, stop);
            lock (saying)
            {
                done(++ended / (double)days.Length);
            }
        });
        return new(scenario.Name, seeds, isOneDark, [.. days]);
    }
}
