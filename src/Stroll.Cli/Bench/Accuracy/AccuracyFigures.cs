using System.Collections.Immutable;
using Stroll.Review;
using Stroll.Units;

namespace Stroll.Cli.Bench.Accuracy;

/// <summary>How right the receipts of one way to make them are. docs/accuracy.md defines every figure.</summary>
internal sealed record ReceiptFigures(
    Interval Exact, Interval Precision, Interval Recall, Interval F1, ChargeError Overcharged, ChargeError Undercharged, ErrorKinds Kinds, int Taken, int Phantoms)
{
    /// <summary>Over runs, each of which is one cluster.</summary>
    internal static ReceiptFigures Of(IReadOnlyList<RunScore> runs) => new(
        Confidence.OfShare([.. runs.Select(run => run.Exact)]),
        Ratio(runs, run => run.Precision),
        Ratio(runs, run => run.Recall),
        Ratio(runs, run => run.F1),
        runs.Aggregate(default(ChargeError), (sum, run) => Add(sum, run.Overcharged)),
        runs.Aggregate(default(ChargeError), (sum, run) => Add(sum, run.Undercharged)),
        runs.Aggregate(default(ErrorKinds), (sum, run) => sum + run.Kinds),
        runs.Sum(run => run.Taken),
        runs.Sum(run => run.Phantoms));

    // The seed of the bootstrap is fixed: the same runs give the same range.
    static Interval Ratio(IReadOnlyList<RunScore> runs, Func<RunScore, Tally> tally) => Confidence.OfRatio([.. runs.Select(tally)], new Rng(2020));

    static ChargeError Add(ChargeError left, ChargeError right) => new(
        left.Lines + right.Lines, left.Pieces + right.Pieces, left.Minor + right.Minor, left.LinesWithoutPrice + right.LinesWithoutPrice);
}

/// <summary>Seconds from exit to receipt over some visits.</summary>
/// <param name="Visits">How many.</param>
/// <param name="P50">Half of them waited at most this; NaN without visits, like the others.</param>
/// <param name="P95">19 of 20.</param>
/// <param name="Most">The longest.</param>
internal readonly record struct WaitFigures(int Visits, double P50, double P95, double Most)
{
    internal static WaitFigures Of(IEnumerable<ReceiptWait> waits)
    {
        var seconds = waits.Select(wait => wait.Seconds).Order().ToArray();
        return seconds.Length == 0
            ? new(0, double.NaN, double.NaN, double.NaN)
            : new(seconds.Length, At(seconds, 0.5), At(seconds, 0.95), seconds[^1]);
    }

    static double At(double[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
}

/// <summary>How right the receipts of one script were, over its days.</summary>
/// <param name="Scenario">Whose script.</param>
/// <param name="Case">Which; "mean" for the mean over all of a scenario, in which every case counts alike.</param>
/// <param name="Days">Played.</param>
/// <param name="Ways">The pipeline, then the baselines: mean of the item F1 of the days, and receipts exactly right of all.</param>
internal sealed record CaseFigures(string Scenario, string Case, int Days, ImmutableArray<(double F1, Tally Exact)> Ways)
{
    internal static CaseFigures Of(string scenario, string name, ImmutableArray<AccuracyRun> runs)
    {
        RunScore[][] ways = [.. Enumerable.Range(-1, 1 + runs[0].Baselines.Length).Select(way => runs.Select(run => way < 0 ? run.Engine : run.Baselines[way]).ToArray())];
        return new(scenario, name, runs.Length, [.. ways.Select(way => (way.Average(run => run.OwnF1), way.Aggregate(default(Tally), (sum, run) => sum + run.Exact)))]);
    }
}

/// <summary>All figures of one scenario, or of all together.</summary>
/// <param name="Name">Of the scenario; "overall" for all.</param>
/// <param name="Runs">Days played.</param>
/// <param name="Visits">True visits.</param>
/// <param name="Movements">True movements, and how many of them put something back.</param>
/// <param name="Engine">The pipeline.</param>
/// <param name="Baselines">The simple rules, by name, in the order of <see cref="Baselines.Baseline.All"/>.</param>
/// <param name="Calibration">Of the pipeline's lines.</param>
/// <param name="Curve">Review curve.</param>
/// <param name="Policy">Where the pipeline's own rule for asking stands on it.</param>
/// <param name="WaitSettled">Exit to receipt where nothing was held.</param>
/// <param name="WaitAll">The same for all.</param>
/// <param name="StoreSecondsPerSecond">The pipeline alone on one core.</param>
internal sealed record AccuracyFigures(
    string Name,
    int Runs,
    int Visits,
    (int All, int PutBacks) Movements,
    ReceiptFigures Engine,
    ImmutableArray<ReceiptFigures> Baselines,
    Calibration Calibration,
    ImmutableArray<CurvePoint> Curve,
    CurvePoint Policy,
    WaitFigures WaitSettled,
    WaitFigures WaitAll,
    double StoreSecondsPerSecond)
{
    /// <summary>Where the curve is given, reviews for 1,000 visits.</summary>
    static readonly double[] Grid = [0, 5, 10, 20, 50, 100, 150, 200, 300, 400, 500, 750, 1000, 1500, 2000];

    /// <summary>One or more runs.</summary>
    internal static AccuracyFigures Of(string name, ImmutableArray<AccuracyRun> runs)
    {
        var curve = ReviewCurve.Of([.. runs.Select(run => run.Reviews)]);
        var waits = runs.SelectMany(run => run.Waits).ToArray();
        return new(
            name,
            runs.Length,
            curve.Visits,
            (runs.Sum(run => run.Movements), runs.Sum(run => run.PutBacks)),
            ReceiptFigures.Of([.. runs.Select(run => run.Engine)]),
            [.. runs[0].Baselines.Select((_, i) => ReceiptFigures.Of([.. runs.Select(run => run.Baselines[i])]))],
            runs.Aggregate(Calibration.Empty, (sum, run) => sum + run.Calibration),
            curve.At(Grid),
            curve.WhenWorth(PipelineRules.Default.Ask.Losses.Question)!.Value,
            WaitFigures.Of(waits.Where(wait => !wait.IsHeld)),
            WaitFigures.Of(waits),
            runs.Sum(run => run.Length.TotalSeconds) / runs.Sum(run => run.Deciding.TotalSeconds));
    }
}

/// <summary>What a bench found, ready to be shown.</summary>
/// <param name="Seeds">That were played.</param>
/// <param name="List">The name of the published list that was played; none for other seeds.</param>
/// <param name="Scenarios">One for each.</param>
/// <param name="Cases">One for each script of each scenario that has scripts, and after those their mean; none where no scenario has any.</param>
/// <param name="Overall">All of them together.</param>
/// <param name="BaselineNames">Key and words of each baseline.</param>
/// <param name="Wall">How long it took.</param>
/// <param name="StoreTime">Time in the stores that were played.</param>
/// <param name="Workers">Runs at a time.</param>
/// <param name="Version">Of the program.</param>
internal sealed record AccuracyReport(
    SeedRange Seeds,
    string? List,
    ImmutableArray<AccuracyFigures> Scenarios,
    ImmutableArray<CaseFigures> Cases,
    AccuracyFigures Overall,
    ImmutableArray<(string Key, string Title)> BaselineNames,
    TimeSpan Wall,
    TimeSpan StoreTime,
    int Workers,
    string Version)
{
    /// <summary>How people come into the pipeline: joints in 3-D from an assumed tracker.</summary>
    internal const string PeopleEntry = "tracked";

    /// <summary>What remains without something, group by group; empty when nobody asked.</summary>
    internal ImmutableArray<AblatedGroup> Ablation { get; init; } = [];

    /// <summary>Adds everything up.</summary>
    internal static AccuracyReport Of(AccuracyResult result, string? list, string version)
    {
        var runs = result.Runs;
        var model = new Simulator.Simulation(result.Scenarios[0].Scenario.Scenario).Model;
        return new(
            result.Seeds,
            list,
            [.. ByName(result).Select(same => AccuracyFigures.Of(same.Key, [.. same.SelectMany(one => one.Runs)]))],
            [
                .. ByName(result).SelectMany(same => same.Where(one => one.Scenario.Case is not null)
                    .Select(one => CaseFigures.Of(same.Key, one.Scenario.Case!, one.Runs))
                    .Concat(same.Any(one => one.Scenario.Case is not null) ? [CaseFigures.Of(same.Key, "mean", [.. same.SelectMany(one => one.Runs)])] : [])),
            ],
            AccuracyFigures.Of("overall", runs),
            [.. Bench.Baselines.Baseline.All(model).Select(baseline => (baseline.Name, baseline.Title))],
            result.Wall,
            new(runs.Sum(run => run.Length.Ticks)),
            result.Workers,
            version);
    }

    // The scripts of one scenario stand together in one row.
    static IEnumerable<IGrouping<string, (NamedScenario Scenario, ImmutableArray<AccuracyRun> Runs)>> ByName(AccuracyResult result) =>
        result.Scenarios.GroupBy(scenario => scenario.Scenario.Name);

    /// <summary>The command that gives the same again.</summary>
    internal string Command => $"./stroll bench accuracy --seeds {Seeds} --scenarios {string.Join(',', Scenarios.Select(scenario => scenario.Name))}{(Ablation.IsEmpty ? "" : " --ablate")}";
}
