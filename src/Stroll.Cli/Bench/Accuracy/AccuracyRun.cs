using System.Collections.Immutable;
using System.Diagnostics;
using Stroll.Attribution;
using Stroll.Cli.Bench.Baselines;
using Stroll.Observations;
using Stroll.Receipts;
using Stroll.Review;
using Stroll.Simulator;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Cli.Bench.Accuracy;

/// <summary>What one seed of one scenario gave.</summary>
/// <param name="Engine">The pipeline's receipts against the truth.</param>
/// <param name="Baselines">Those of the simple rules, in the order of <see cref="Baseline.All"/>.</param>
/// <param name="Calibration">Of the pipeline's lines.</param>
/// <param name="Reviews">For the review curve.</param>
/// <param name="Waits">For each true visit that has a receipt: how long after the exit it could be settled.</param>
/// <param name="Movements">True movements.</param>
/// <param name="PutBacks">Those of them that put something.</param>
/// <param name="Length">Time in the store.</param>
/// <param name="Deciding">Time on the wall that the pipeline took.</param>
internal sealed record AccuracyRun(
    RunScore Engine,
    ImmutableArray<RunScore> Baselines,
    Calibration Calibration,
    ReviewedRun Reviews,
    ImmutableArray<ReceiptWait> Waits,
    int Movements,
    int PutBacks,
    TimeSpan Length,
    TimeSpan Deciding)
{
    /// <summary>Plays the scenario through pipeline and baselines, in memory.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal static AccuracyRun Of(Scenario scenario, EngineUnderTest engine, CancellationToken stop)
    {
        var simulation = new Simulation(scenario);
        var pipeline = new Pipeline(engine.Model(simulation.Model), simulation.Sources, engine.Rules);
        var baselines = engine.HasBaselines ? Baseline.All(simulation.Model) : [];
        var waits = new ReceiptClock(pipeline);
        var deciding = new Stopwatch();
        var seen = 0;
        foreach (var entry in engine.Log(simulation.Play()))
        {
            deciding.Start();
            pipeline.Take(entry);
            deciding.Stop();
            Show(pipeline, baselines, ref seen);
            if (entry.Observation is Observation.Tick tick)
            {
                stop.ThrowIfCancellationRequested();
                waits.Step(tick.At);
            }
        }

        deciding.Start();
        pipeline.Finish();
        deciding.Stop();
        Show(pipeline, baselines, ref seen);
        waits.Step(simulation.End);
        return Compare(simulation, pipeline, engine, engine.Receipts(pipeline.Carts()), baselines, waits, deciding.Elapsed);
    }

    /// <summary>Shows the baselines every mass change that they have not seen yet.</summary>
    internal static void Show(Pipeline pipeline, ImmutableArray<Baseline> baselines, ref int seen)
    {
        for (; seen < pipeline.Changes.Count; seen++)
        {
            foreach (var baseline in baselines)
            {
                baseline.Take(pipeline.Changes[seen], pipeline.Floor);
            }
        }
    }

    // The truth is asked for last: it may be complete only when the day has been played.
    static AccuracyRun Compare(
        Simulation simulation, Pipeline pipeline, EngineUnderTest engine, ImmutableArray<Receipt> receipts, ImmutableArray<Baseline> baselines,
        ReceiptClock clock, TimeSpan deciding)
    {
        var truth = simulation.Truth;
        var catalogue = simulation.Model.Catalogue;
        var real = RunScore.Truth(truth, catalogue);
        var aliases = RunScore.Aliases(truth);
        var score = ReceiptScore.Of(real, Claims(receipts, catalogue), aliases);
        var times = truth.Visits.Select(v => (v.Shopper, v.Entered, v.Left))
            .Concat(receipts.Select(r => (r.Shopper, r.Entered, Left: r.Left ?? simulation.End)))
            .DistinctBy(v => v.Shopper).ToDictionary(v => v.Shopper, v => (v.Entered, v.Left), StringComparer.Ordinal);
        return new(
            RunScore.Of(score, times, catalogue),
            [.. baselines.Select(b => RunScore.Of(ReceiptScore.Of(real, b.Receipts(pipeline.Floor), aliases), times, catalogue))],
            Calibrate(receipts, score, simulation),
            ReviewPlay.Of(simulation, pipeline, engine.Rules),
            [.. truth.Visits.Select(visit => clock.Wait(visit, receipts)).OfType<ReceiptWait>()],
            truth.Movements.Length,
            truth.Movements.Count(movement => movement.Quantity < 0),
            simulation.End - simulation.Begin,
            deciding);
    }

    /// <summary>Receipts of the pipeline as they are scored.</summary>
    internal static ImmutableArray<ClaimedReceipt> Claims(ImmutableArray<Receipt> receipts, Layout.Catalogue catalogue) =>
        [.. receipts.Select(receipt => new ClaimedReceipt(receipt.Visit, receipt.Shopper, [.. receipt.Lines.Select(line =>
            new ClaimedLine(catalogue[line.Product].Barcode, line.Quantity, line.Charge, catalogue[line.Product].Price))]))];

    static Calibration Calibrate(ImmutableArray<Receipt> receipts, ReceiptScore score, Simulation simulation)
    {
        // By visit: whose later id began a visit of its own stands with the person's first id in the score.
        var scored = score.Visits.SelectMany(shopper => shopper.Visits.Select(visit => (visit, shopper))).ToDictionary(pair => pair.visit, pair => pair.shopper, StringComparer.Ordinal);
        return receipts
            .SelectMany(receipt => receipt.Lines.Select(line => (receipt.Visit, Line: line)))
            .Aggregate(Calibration.Empty, (calibration, claimed) =>
            {
                var barcode = simulation.Model.Catalogue[claimed.Line.Product].Barcode;
                var line = scored[claimed.Visit].Lines.First(l => l.Barcode == barcode);
                return calibration.With(claimed.Line.Probability, line.Taken == line.Claimed);
            });
    }
}

/// <summary>How long a visit waited for its receipt.</summary>
/// <param name="Seconds">From the exit to the moment at which the pipeline could have settled the visit.</param>
/// <param name="IsHeld">True when a line waits for a person even then.</param>
internal readonly record struct ReceiptWait(double Seconds, bool IsHeld);

/// <summary>Notes, on the clock of arrival, when the pipeline learned of each exit and when it last decided something about each visit.</summary>
internal sealed class ReceiptClock(Pipeline pipeline)
{
    readonly Dictionary<int, Instant> _left = [];
    readonly Dictionary<int, Instant> _decided = [];
    int _doubts;

    /// <summary>Looks at the pipeline; <paramref name="now"/> is the newest tick.</summary>
    internal void Step(Instant now)
    {
        for (; _doubts < pipeline.Story.Decided.Count; _doubts++)
        {
            foreach (var movement in pipeline.Story[pipeline.Story.Decided[_doubts]].Explanations.SelectMany(e => e.Movements))
            {
                if (movement.Shopper is { } shopper)
                {
                    _decided[shopper.Index] = now;
                }
            }
        }

        foreach (var shopper in pipeline.Floor.Shoppers)
        {
            if (shopper.Left is null)
            {
                _left.Remove(shopper.Id.Index);
            }
            else
            {
                _left.TryAdd(shopper.Id.Index, now);
            }
        }
    }

    /// <summary>How long a true visit waited; none when the pipeline never saw the shopper.</summary>
    internal ReceiptWait? Wait(TrueVisit visit, ImmutableArray<Receipt> receipts)
    {
        if (pipeline.Floor.Shoppers.FirstOrDefault(s => s.FirstId == visit.Shopper) is not { } shopper
            || !_left.TryGetValue(shopper.Id.Index, out var known))
        {
            return null;
        }

        var decided = _decided.GetValueOrDefault(shopper.Id.Index, known);
        var isHeld = receipts.Any(r => r.Shopper == visit.Shopper && r.Lines.Any(l => l.Charge == ChargeDecision.Held));
        return new(((decided > known ? decided : known) - visit.Left).TotalSeconds, isHeld);
    }
}
