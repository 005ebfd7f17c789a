using System.Collections.Immutable;
using Stroll.Observations;
using Stroll.Recordings;
using Stroll.Review;
using Stroll.Sensors;
using Stroll.Units;

namespace Stroll.Cli.Replay;

/// <summary>A desk with one reviewer who knows the truth: asked by the policy of the pipeline while the store goes on, as often as a budget allows.</summary>
/// <remarks>Answers enter the log as those of people do. The budget grows with the visits; while it is used up, what is worth most waits. What still
/// waits when the log ends is asked then, as far as the budget reaches.</remarks>
internal sealed class OracleReview
{
    // One reviewer looks at one clip at a time, and the next question is chosen when the answer has been heard.
    static readonly TimeSpan Between = 1.5.Seconds;

    readonly double _per1000;
    readonly KnownTruth _truth;
    readonly Desk _desk;
    readonly AskRules _rules = PipelineRules.Default.Ask;
    readonly SourceId _source;
    Instant _next = Instant.Earliest;
    Instant _now = Instant.Earliest;

    /// <summary>Takes the recording that is played.</summary>
    /// <param name="recording">Its truth is in <paramref name="truth"/>.</param>
    /// <param name="truth">What the reviewer knows.</param>
    /// <param name="per1000">Questions for each 1,000 visits.</param>
    internal OracleReview(Recording recording, KnownTruth truth, double per1000)
    {
        (_truth, _per1000) = (truth, per1000);
        _desk = new(recording.Model, _rules, PipelineRules.Default.Charge);
        _source = new(recording.Sources.Length);
        Sources = recording.Sources.Add(new(_source, "oracle", TimeSpan.Zero, SourceKind.Desk));
    }

    /// <summary>Those of the recording, and the reviewer.</summary>
    internal ImmutableArray<SourcePromise> Sources { get; }

    /// <summary>How many questions were answered.</summary>
    internal int Asked { get; private set; }

    /// <summary>Asks what is due.</summary>
    internal void Step(Pipeline pipeline, Instant now)
    {
        _now = now;
        if (now < _next)
        {
            return;
        }

        _desk.Look(pipeline.Story, now - _rules.After);
        if (Answer(pipeline, now) is { } answered)
        {
            pipeline.Take(new(_source, 0, Asked, answered));
            _next = now + Between;
        }
    }

    /// <summary>The log has ended: asks what still waits.</summary>
    internal void Finish(Pipeline pipeline)
    {
        _desk.Look(pipeline.Story, Instant.Latest);
        while (Answer(pipeline, _now) is { } answered)
        {
            pipeline.Hear(answered);
        }
    }

    Observation.Answered? Answer(Pipeline pipeline, Instant at)
    {
        if (Asked + 1 > _per1000 / 1000 * pipeline.Floor.Shoppers.Count || _desk.Next(pipeline.Story, _rules.Losses.Question) is not { } question)
        {
            return null;
        }

        Asked++;
        return KnownTruth.Answer(at, question, _truth.Of(pipeline.Story, pipeline.Floor, pipeline.Story[question.About]));
    }
}
