using System.Diagnostics;
using System.Reflection;
using Stroll.Attribution.Learning;
using Stroll.Cli.Frame;
using Stroll.Cli.Report;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Recordings;

namespace Stroll.Cli.Replay;

/// <summary>A recording that went through the pipeline.</summary>
/// <param name="Name">Of its folder.</param>
/// <param name="Recording">Which.</param>
/// <param name="Outcome">What was found.</param>
/// <param name="Audit">What speaks against the operator's account of the store.</param>
/// <param name="Trace">What a report draws; none when nobody asked for one.</param>
/// <param name="Wall">How long reading and deciding took.</param>
internal sealed record ReplayRun(string Name, Recording Recording, Outcome Outcome, StoreAudit Audit, WeightTrace? Trace, TimeSpan Wall)
{
    /// <summary>Seconds of the store a second of computing.</summary>
    internal double TimesRealTime => (Outcome.Intake.End - Outcome.Intake.Begin) / Wall;

    internal StoreModel Model => Recording.Model;

    /// <summary>The receipts document, as UTF-8.</summary>
    internal void WriteJson(Stream to) => ReceiptsJson.Write(to, Model, Outcome, new(Name, Version));

    internal static string Version => typeof(ReplayRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>How many questions a reviewer who knows the truth answered; none where there was no such reviewer.</summary>
    internal int? Asked { get; init; }

    /// <summary>Plays all of it.</summary>
    /// <param name="name">Of its folder, for people.</param>
    /// <param name="recording">Which.</param>
    /// <param name="oracle">Answers on the way; none for nobody.</param>
    /// <param name="wantsTrace">True to keep what a report draws.</param>
    /// <param name="terminal">For progress and the wish to stop.</param>
    /// <exception cref="RecordingException">A file turned out broken on the way.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal static ReplayRun Of(string name, Recording recording, OracleReview? oracle, bool wantsTrace, Terminal terminal)
    {
        var wall = Stopwatch.StartNew();
        var pipeline = new Pipeline(recording.Model, oracle?.Sources ?? recording.Sources, PipelineRules.Default);
        var trace = wantsTrace ? new WeightTrace(recording.Model.Store) : null;
        var drawn = 0;
        return ProgressBar.Around(terminal, "Replaying", done =>
        {
            foreach (var entry in recording.Read())
            {
                if (entry.Observation is Observation.Tick tick)
                {
                    oracle?.Step(pipeline, tick.At);
                    terminal.Stop.ThrowIfCancellationRequested();
                    done(ShareDone(recording, tick));
                }
                else if (entry.Observation is Observation.ShelfReadings readings)
                {
                    trace?.Take(readings);
                }

                pipeline.Take(entry);
                for (; trace is not null && drawn < pipeline.Changes.Count; drawn++)
                {
                    trace.Expect(pipeline.Changes[drawn]);
                }
            }

            pipeline.Finish();
            oracle?.Finish(pipeline);
            for (; trace is not null && drawn < pipeline.Changes.Count; drawn++)
            {
                trace.Expect(pipeline.Changes[drawn]);
            }

            trace?.Finish();
            return new ReplayRun(name, recording, pipeline.ToOutcome(), pipeline.Audit(), trace, wall.Elapsed) { Asked = oracle?.Asked };
        });
    }

    static double ShareDone(Recording recording, Observation.Tick tick) =>
        recording.Manifest is { Start: { } start, End: { } end } && end > start ? (tick.At - start) / (end - start) : 0;
}
