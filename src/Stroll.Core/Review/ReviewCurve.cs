using System.Collections.Immutable;

namespace Stroll.Review;

/// <summary>A question that was asked and answered.</summary>
/// <param name="Value">What the machine expected an answer to save when it asked.</param>
/// <param name="Exact">How many receipts of the run are exactly right after the answer.</param>
public readonly record struct ReviewStep(double Value, int Exact);

/// <summary>One run with its questions, as they were asked one after the other.</summary>
/// <param name="Visits">True visits of the run.</param>
/// <param name="Exact">Receipts exactly right before anybody was asked.</param>
/// <param name="Steps">In the order in which they were asked.</param>
public sealed record ReviewedRun(int Visits, int Exact, ImmutableArray<ReviewStep> Steps);

/// <summary>One point of the curve.</summary>
/// <param name="ReviewsPer1000">Questions asked for each 1,000 visits.</param>
/// <param name="ReceiptsExact">Share of receipts exactly right then.</param>
public readonly record struct CurvePoint(double ReviewsPer1000, double ReceiptsExact);

/// <summary>How many questions to a person buy how many right receipts.</summary>
/// <remarks>
/// Each answer went into the story before the next question was chosen, so this is the curve of the policy itself. Runs are merged as one desk would
/// serve them: the question of the greatest value next, and within one run in the order in which it asked. It is the risk-coverage curve of selective
/// prediction (R. El-Yaniv and Y. Wiener, J. Mach. Learn. Res. 11 (2010) 1605), with questions in the place of what is left out.
/// </remarks>
public sealed class ReviewCurve
{
    readonly int[] _exact;
    readonly double[] _values;

    ReviewCurve(int visits, int[] exact, double[] values)
    {
        Visits = visits;
        _exact = exact;
        _values = values;
    }

    /// <summary>True visits of all runs.</summary>
    public int Visits { get; }

    /// <summary>How many questions were asked in all.</summary>
    public int Asked => _values.Length;

    /// <summary>Merges the questions of all runs; of equal value the earlier run goes first.</summary>
    public static ReviewCurve Of(IReadOnlyList<ReviewedRun> runs)
    {
        var next = new int[runs.Count];
        var exact = new List<int> { runs.Sum(run => run.Exact) };
        var values = new List<double>();
        while (Best(runs, next) is { } best)
        {
            var run = runs[best];
            var before = next[best] == 0 ? run.Exact : run.Steps[next[best] - 1].Exact;
            var step = run.Steps[next[best]++];
            exact.Add(exact[^1] + step.Exact - before);
            values.Add(step.Value);
        }

        return new(runs.Sum(run => run.Visits), [.. exact], [.. values]);
    }

    /// <summary>The run whose next question has the greatest value; none when all have been asked.</summary>
    static int? Best(IReadOnlyList<ReviewedRun> runs, int[] next)
    {
        int? best = null;
        for (var i = 0; i < runs.Count; i++)
        {
            if (next[i] < runs[i].Steps.Length && (best is not { } b || runs[i].Steps[next[i]].Value > runs[b].Steps[next[b]].Value))
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>The curve at some numbers of reviews; where there are fewer questions, all are asked.</summary>
    /// <returns>One point for each number; none without visits.</returns>
    public ImmutableArray<CurvePoint> At(ReadOnlySpan<double> reviewsPer1000)
    {
        var points = ImmutableArray.CreateBuilder<CurvePoint>();
        foreach (var reviews in reviewsPer1000)
        {
            if (Visits > 0)
            {
                var asked = Math.Min(Asked, (int)(reviews * Visits / 1000));
                points.Add(new(reviews, _exact[asked] / (double)Visits));
            }
        }

        return points.ToImmutable();
    }

    /// <summary>Where a policy stands that asks as long as a question is worth more than this.</summary>
    /// <returns>None without visits.</returns>
    public CurvePoint? WhenWorth(double cost)
    {
        var asked = 0;
        while (asked < Asked && _values[asked] > cost)
        {
            asked++;
        }

        return Visits == 0 ? null : new(1000.0 * asked / Visits, _exact[asked] / (double)Visits);
    }
}
