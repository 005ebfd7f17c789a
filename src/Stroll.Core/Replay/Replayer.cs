using Stroll.Layout;
using Stroll.Observations;
using Stroll.Sensors;

namespace Stroll.Replay;

/// <summary>Runs a whole log through the pipeline.</summary>
public static class Replayer
{
    /// <summary>The same log, model and rules give the same outcome, byte for byte, on one build and architecture.</summary>
    /// <param name="model">What is believed of the store.</param>
    /// <param name="sources">Who speaks in the log.</param>
    /// <param name="log">Messages as they arrived.</param>
    /// <param name="rules">The defaults when not given.</param>
    public static Outcome Run(
        StoreModel model, IReadOnlyList<SourcePromise> sources, IEnumerable<LogEntry> log, PipelineRules? rules = null)
    {
        var pipeline = new Pipeline(model, sources, rules ?? PipelineRules.Default);
        foreach (var entry in log)
        {
            pipeline.Take(entry);
        }

        pipeline.Finish();
        return pipeline.ToOutcome();
    }
}
