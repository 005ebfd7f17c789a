using System.Collections.Immutable;
using Stroll.Cli.Bench.Accuracy;
using Stroll.Review;
using Stroll.Review.Audits;
using Stroll.Simulator;
using Stroll.Simulator.Reviewing;
using Stroll.Units;

namespace Stroll.Cli.Bench.Review;

/// <summary>A share of simulated reviewers of one kind who were named for rubber-stamping.</summary>
/// <param name="Kind">In words.</param>
/// <param name="Share">Named within the cases.</param>
internal readonly record struct NamedShare(string Kind, Interval Share);

/// <summary>What the bench found.</summary>
/// <param name="Scenario">Which day was played.</param>
/// <param name="Seeds">How often.</param>
/// <param name="Days">One for each seed.</param>
/// <param name="Coverage">500 days drawn from the record of the played ones, with auditors who are never wrong.</param>
/// <param name="CoverageFallible">The same with auditors who err in one case of twenty.</param>
/// <param name="Named">Stampers and honest people.</param>
/// <param name="Consensus">Asking on demand beside asking three.</param>
internal sealed record ReviewBenchResult(
    string Scenario, SeedRange Seeds, ImmutableArray<ReviewedDay> Days, CoverageTrial Coverage, CoverageTrial CoverageFallible, ImmutableArray<NamedShare> Named,
    ConsensusTrial Consensus)
{
    internal int Visits => Days.Sum(day => day.Visits);

    internal Interval Before => Exact(day => day.Before);

    internal Interval After => Exact(day => day.After);

    /// <summary>All days as one, at one point of each.</summary>
    internal ReviewedPoint Sum(Func<ReviewedDay, ReviewedPoint> point) => Days.Aggregate(default(ReviewedPoint), (sum, day) => sum + point(day));

    /// <summary>Receipts exactly right at one point of each day.</summary>
    internal Interval Exact(Func<ReviewedDay, ReviewedPoint> point) => Confidence.OfShare([.. Days.Select(day => new Tally(point(day).Exact, day.Visits))]);

    internal double Per1000(double number) => 1000.0 * number / Visits;
}

/// <summary>The whole loop of review with people who do not exist.</summary>
internal static class ReviewBench
{
    /// <summary>Days that are drawn for the coverage.</summary>
    internal const int DrawnDays = 500;

    /// <summary>Visits of each of them.</summary>
    internal const int VisitsADay = 1000;

    /// <summary>Share of visits that is audited there.</summary>
    internal const double AuditRate = 0.2;

    /// <summary>Cases within which a stamper is to be named.</summary>
    internal const int CasesToName = 200;

    const int People = 2000;
    const int ConsensusCases = 20_000;

    /// <summary>Four who work with care and one who does not look in 57 of 100 cases.</summary>
    internal static ImmutableArray<SimulatedReviewer> Team { get; } =
    [
        SimulatedReviewer.Honest("ada"), SimulatedReviewer.Honest("bob"), SimulatedReviewer.Honest("cem"), SimulatedReviewer.Honest("dea"),
        SimulatedReviewer.Stamper("eve", 0.57),
    ];

    /// <summary>Plays all of it; one scenario after the other on all processors.</summary>
    internal static ReviewBenchResult Run(string name, Scenario scenario, SeedRange seeds, Action<double> done, CancellationToken stop)
    {
        var days = new ReviewedDay[seeds.Count];
        var ended = 0;
        Parallel.For(0, days.Length, new() { CancellationToken = stop }, i =>
        {
            days[i] = ReviewedDay.Of(scenario with { Seed = seeds.First + (ulong)i }, Team, stop);
            done(0.9 * Interlocked.Increment(ref ended) / days.Length);
        });
        ImmutableArray<PlayedVisit> played = [.. days.SelectMany(day => day.Played)];
        var plan = AuditPlan.Default with { Rate = new(AuditRate) };
        var rng = new Rng(seeds.First);
        return new(
            name,
            seeds,
            [.. days],
            CoverageTrial.Run(played, DrawnDays, VisitsADay, plan, [], rng),
            CoverageTrial.Run(played, DrawnDays, VisitsADay, plan, Team[..4], rng),
            [
                Share("stamps every case", SimulatedReviewer.Stamper("r", 1), rng),
                Share("stamps 8 of 10", SimulatedReviewer.Stamper("r", 0.8), rng),
                Share("stamps 57 of 100", SimulatedReviewer.Stamper("r", 0.57), rng),
                Share("honest, errs in 1 of 20", SimulatedReviewer.Honest("r"), rng),
            ],
            ConsensusTrial.Run(Team, ConsensusCases, machineWrong: 0.2, goldRate: 0.05, rng));
    }

    static NamedShare Share(string kind, SimulatedReviewer reviewer, Rng rng)
    {
        var named = (long)Math.Round(StampTrial.ShareNamed(reviewer, CasesToName, People, rng) * People);
        return new(kind, Confidence.OfShareExactly(named, People));
    }
}
