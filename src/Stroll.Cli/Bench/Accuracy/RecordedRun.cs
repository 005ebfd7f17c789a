using System.Collections.Immutable;
using Stroll.Cli.Bench.Baselines;
using Stroll.Recordings;
using Stroll.Review;

namespace Stroll.Cli.Bench.Accuracy;

/// <summary>How right the receipts of one recording with truth are: the pipeline's, and those of the simple rules on the same mass changes and hands.</summary>
/// <param name="Name">Of its folder.</param>
/// <param name="Ways">The pipeline, then the baselines in the order of <see cref="Baseline.All"/>.</param>
internal sealed record RecordedRun(string Name, ImmutableArray<ReceiptScore> Ways)
{
    /// <summary>Plays it.</summary>
    /// <param name="name">Of its folder, for people.</param>
    /// <param name="recording">Has truth.</param>
    /// <param name="truth">That truth.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="RecordingException">A file turned out broken on the way.</exception>
    internal static RecordedRun Of(string name, Recording recording, Truth truth, CancellationToken stop)
    {
        var pipeline = new Pipeline(recording.Model, recording.Sources, PipelineRules.Default);
        var baselines = Baseline.All(recording.Model);
        var seen = 0;
        foreach (var entry in recording.Read())
        {
            stop.ThrowIfCancellationRequested();
            pipeline.Take(entry);
            AccuracyRun.Show(pipeline, baselines, ref seen);
        }

        pipeline.Finish();
        AccuracyRun.Show(pipeline, baselines, ref seen);
        // Without aliases: as the competition compared, and as `score` does unless told otherwise.
        return new(
            name,
            [
                ReceiptScore.Of(truth.Receipts, AccuracyRun.Claims(pipeline.Carts(), recording.Model.Catalogue), []),
                .. baselines.Select(baseline => ReceiptScore.Of(truth.Receipts, baseline.Receipts(pipeline.Floor), [])),
            ]);
    }
}
