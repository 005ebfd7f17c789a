using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Review;

/// <summary>Something that a person could be asked, and what a right answer would put right.</summary>
/// <param name="Doubt">How probably the machine is wrong, by its own account: the order in which questions are asked.</param>
/// <param name="Settles">The wrong lines that the answer corrects, as numbers from 0 of <see cref="ReviewableRun.WrongLines"/>.</param>
public sealed record ReviewableCase(Probability Doubt, ImmutableArray<int> Settles);

/// <summary>One run as the review curve sees it.</summary>
/// <param name="Visits">True visits of the run.</param>
/// <param name="WrongLines">For each wrong line of a receipt, the number of its visit, from 0.</param>
/// <param name="Cases">In any order.</param>
public sealed record ReviewableRun(int Visits, ImmutableArray<int> WrongLines, ImmutableArray<ReviewableCase> Cases);

/// <summary>One point of the curve.</summary>
/// <param name="ReviewsPer1000">Questions asked for each 1,000 visits.</param>
/// <param name="ReceiptsExact">Share of receipts exactly right then.</param>
public readonly record struct CurvePoint(double ReviewsPer1000, double ReceiptsExact);

/// <summary>How many questions to a person buy how many right receipts.</summary>
/// <remarks>
/// The reviewer is perfect: asked about a case they always answer, and truly. Cases are asked from the greatest doubt down, over all
/// runs as one list. The curve so judges the order of doubt as much as the receipts: where an error carries no doubt, no question finds it.
/// It is the risk-coverage curve of selective prediction (R. El-Yaniv and Y. Wiener, J. Mach. Learn. Res. 11 (2010) 1605), with
/// questions in the place of what is left out.
/// </remarks>
public sealed class ReviewCurve
{
    readonly int[] _exact;
    readonly double[] _doubts;

    ReviewCurve(int visits, int[] exact, double[] doubts)
    {
        Visits = visits;
        _exact = exact;
        _doubts = doubts;
    }

    /// <summary>True visits of all runs.</summary>
    public int Visits { get; }

    /// <summary>How many cases there are to ask.</summary>
    public int Cases => _doubts.Length;

    /// <summary>Asks all cases of all runs, the most doubtful first; of equal doubt the earlier run and case first.</summary>
    public static ReviewCurve Of(IReadOnlyList<ReviewableRun> runs)
    {
        var ranked =
            from run in runs.Select((run, index) => (run, index))
            from one in run.run.Cases.Select((one, index) => (one, index))
            orderby one.one.Doubt.Value descending, run.index, one.index
            select (Run: run.index, Case: one.one);
        var wrong = runs.Select(run => new Wrong(run)).ToArray();
        var exact = new List<int> { wrong.Sum(w => w.Exact) };
        var doubts = new List<double>();
        foreach (var (run, one) in ranked)
        {
            var before = wrong[run].Exact;
            wrong[run].Settle(one.Settles);
            exact.Add(exact[^1] + wrong[run].Exact - before);
            doubts.Add(one.Doubt.Value);
        }

        return new(runs.Sum(run => run.Visits), [.. exact], [.. doubts]);
    }

    /// <summary>The curve at some numbers of reviews; where there are fewer cases, all are asked.</summary>
    /// <returns>One point for each number; none without visits.</returns>
    public ImmutableArray<CurvePoint> At(ReadOnlySpan<double> reviewsPer1000)
    {
        var points = ImmutableArray.CreateBuilder<CurvePoint>();
        foreach (var reviews in reviewsPer1000)
        {
            if (Visits > 0)
            {
                var asked = Math.Min(Cases, (int)(reviews * Visits / 1000));
                points.Add(new(reviews, _exact[asked] / (double)Visits));
            }
        }

        return points.ToImmutable();
    }

    /// <summary>Where a policy stands that asks whatever has at least this doubt.</summary>
    /// <returns>None without visits.</returns>
    public CurvePoint? WhenAskedFrom(double doubt)
    {
        var asked = _doubts.Count(d => d >= doubt);
        return Visits == 0 ? null : new(1000.0 * asked / Visits, _exact[asked] / (double)Visits);
    }

    /// <summary>What is still wrong in one run.</summary>
    sealed class Wrong
    {
        readonly ImmutableArray<int> _visitOf;
        readonly bool[] _settled;
        readonly int[] _open;

        internal Wrong(ReviewableRun run)
        {
            _visitOf = run.WrongLines;
            _settled = new bool[run.WrongLines.Length];
            _open = new int[run.Visits];
            foreach (var visit in run.WrongLines)
            {
                _open[visit]++;
            }

            Exact = _open.Count(lines => lines == 0);
        }

        internal int Exact { get; private set; }

        internal void Settle(ImmutableArray<int> lines)
        {
            foreach (var line in lines)
            {
                if (!_settled[line])
                {
                    _settled[line] = true;
                    Exact += --_open[_visitOf[line]] == 0 ? 1 : 0;
                }
            }
        }
    }
}
