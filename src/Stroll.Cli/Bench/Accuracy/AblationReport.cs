using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Stroll.Review;
using Stroll.Units;

namespace Stroll.Cli.Bench.Accuracy;

/// <summary>What remains without something, beside the whole on the same days.</summary>
/// <param name="Ablation">What was taken away.</param>
/// <param name="Figures">Of all its runs together.</param>
/// <param name="Exact">Share of exact receipts less that of the whole.</param>
/// <param name="F1">The same of item F1.</param>
internal sealed record AblatedFigures(Ablation Ablation, AccuracyFigures Figures, Interval Exact, Interval F1);

/// <summary>One group of ablations.</summary>
/// <param name="Group">Which.</param>
/// <param name="Scenarios">That it was played with.</param>
/// <param name="Whole">The whole.</param>
/// <param name="Parts">Each with something taken away.</param>
internal sealed record AblatedGroup(AblationGroup Group, ImmutableArray<string> Scenarios, AccuracyFigures Whole, ImmutableArray<AblatedFigures> Parts)
{
    /// <summary>Plays every ablation of every group on the same scenarios and seeds.</summary>
    /// <param name="scenarios">As asked for.</param>
    /// <param name="seeds">For each of them.</param>
    /// <param name="workers">Runs at a time.</param>
    /// <param name="done">Hears the share that is done.</param>
    /// <param name="stop">Ends it early.</param>
    internal static ImmutableArray<AblatedGroup> Play(
        ImmutableArray<NamedScenario> scenarios, SeedRange seeds, int workers, Action<double> done, CancellationToken stop)
    {
        var groups = Ablations.All.Select(group => (Group: group, Scenarios: scenarios.Where(named => group.Scenarios.IsEmpty || group.Scenarios.Contains(named.Name)).ToImmutableArray()))
            .Where(group => !group.Scenarios.IsEmpty).ToArray();
        var all = groups.Sum(group => (1 + group.Group.Parts.Length) * group.Scenarios.Length);
        var finished = 0;
        var found = ImmutableArray.CreateBuilder<AblatedGroup>();
        foreach (var (group, played) in groups)
        {
            ImmutableArray<AccuracyRun> Runs(Ablation ablation)
            {
                var days = played.Select(named => named with { Scenario = ablation.Scenario(named.Scenario) }).ToImmutableArray();
                var runs = AccuracyBench.Run(
                    days, seeds, ablation.Engine with { HasBaselines = false }, workers, share => done((finished + (share * played.Length)) / all), stop).Runs;
                finished += played.Length;
                return runs;
            }

            var whole = Runs(group.Whole);
            found.Add(new(
                group, [.. played.Select(named => named.Name)], AccuracyFigures.Of(group.Whole.Name, whole),
                [.. group.Parts.Select(part => Compare(part, whole, Runs(part)))]));
        }

        return found.ToImmutable();
    }

    static AblatedFigures Compare(Ablation part, ImmutableArray<AccuracyRun> whole, ImmutableArray<AccuracyRun> without)
    {
        // The seed of the bootstrap is fixed: the same runs give the same range.
        Interval Difference(Func<RunScore, Tally> tally) => Confidence.OfDifference(
            [.. whole.Zip(without, (before, after) => (tally(before.Engine), tally(after.Engine)))], new Rng(2020));

        return new(part, AccuracyFigures.Of(part.Name, without), Difference(run => run.Exact), Difference(run => run.F1));
    }
}

/// <summary>Ablations as tables for a terminal and as JSON.</summary>
internal static class AblationReport
{
    /// <summary>Writes all groups as text.</summary>
    internal static void Write(TextWriter to, ImmutableArray<AblatedGroup> groups)
    {
        foreach (var group in groups)
        {
            AccuracyText.Table(
                to, [group.Group.Title, "visits", "exactly right", "difference", "item F1", "difference", "overcharged", "asked per 1000"],
                [
                    Row(group.Group.Whole.Title, group.Whole, null),
                    .. group.Parts.Select(part => Row(part.Ablation.Title, part.Figures, part)),
                ]);
            to.WriteLine();
        }

        if (groups.IsEmpty)
        {
            return;
        }

        to.WriteLine("Differences are against the first row of each table on the same days, in points, with 95 % ranges.");
        to.WriteLine();
    }

    static string[] Row(string title, AccuracyFigures figures, AblatedFigures? against) =>
    [
        title, Text($"{figures.Visits:N0}"), AccuracyText.Percent(figures.Engine.Exact.Value), Points(against?.Exact), AccuracyText.Percent(figures.Engine.F1.Value),
        Points(against?.F1), Text($"{figures.Engine.Overcharged.Lines}"), Text($"{figures.Policy.ReviewsPer1000:0}"),
    ];

    /// <summary>As <c>-3.1 (-4.0 to -2.2)</c>; empty for none.</summary>
    internal static string Points(Interval? difference) => difference is not { } range ? ""
        : Text($"{100 * range.Value:+0.0;-0.0;0.0} ({100 * range.Low:+0.0;-0.0;0.0} to {100 * range.High:+0.0;-0.0;0.0})");

    /// <summary>Writes all groups as one object.</summary>
    internal static void Write(Utf8JsonWriter json, ImmutableArray<AblatedGroup> groups)
    {
        json.WriteStartObject();
        foreach (var group in groups)
        {
            json.WriteStartObject(group.Group.Name);
            json.WriteString("title", group.Group.Title);
            json.WriteStartArray("scenarios");
            foreach (var scenario in group.Scenarios)
            {
                json.WriteStringValue(scenario);
            }

            json.WriteEndArray();
            Write(json, "whole", group.Group.Whole, group.Whole, null);
            json.WriteStartObject("without");
            foreach (var part in group.Parts)
            {
                Write(json, part.Ablation.Name, part.Ablation, part.Figures, part);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string key, Ablation ablation, AccuracyFigures figures, AblatedFigures? against)
    {
        json.WriteStartObject(key);
        json.WriteString("title", ablation.Title);
        json.WriteNumber("visits", figures.Visits);
        Write(json, "receiptsExact", figures.Engine.Exact);
        Write(json, "itemF1", figures.Engine.F1);
        json.WriteNumber("overchargedLines", figures.Engine.Overcharged.Lines);
        AccuracyJson.Number(json, "reviewsPer1000", figures.Policy.ReviewsPer1000);
        if (against is not null)
        {
            Write(json, "receiptsExactDifference", against.Exact);
            Write(json, "itemF1Difference", against.F1);
        }

        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string key, Interval interval)
    {
        json.WriteStartObject(key);
        AccuracyJson.Number(json, "value", interval.Value);
        AccuracyJson.Number(json, "low", interval.Low);
        AccuracyJson.Number(json, "high", interval.High);
        json.WriteEndObject();
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
