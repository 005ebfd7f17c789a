using System.Collections.Immutable;

namespace Stroll.Review.Consensus;

/// <summary>One case with its answers, for the fit.</summary>
/// <param name="Priors">One for each offered account; they sum to 1.</param>
/// <param name="First">What the machine had, from 0; -1 where it had none of them.</param>
/// <param name="Known">The true account where it is known: gold.</param>
/// <param name="Votes">At least one says something; none is allowed.</param>
public sealed record AnsweredCase(ImmutableArray<double> Priors, int First, int? Known, ImmutableArray<Vote> Votes);

/// <summary>What is true and who answers how, out of answers alone.</summary>
/// <param name="Truths">For each case how probable each account is.</param>
/// <param name="Records">For each reviewer what they were found to do, without what was believed before.</param>
/// <param name="Rounds">How often it went round until nothing moved.</param>
public sealed record DawidSkene(ImmutableArray<double[]> Truths, ImmutableArray<ReviewerRecord> Records, int Rounds)
{
    const int MostRounds = 100;
    const double Still = 1e-6;

    /// <summary>Goes to and fro between the truth of the cases and the ways of the people.</summary>
    /// <param name="cases">Gold among them holds its truth fast and so keeps the fit from going astray together with a majority.</param>
    /// <param name="before">What is believed of each reviewer already: history, or <see cref="ReviewerRecord.Unknown"/>.</param>
    /// <remarks>Dawid and Skene (1979), section 3, expectation and maximisation; counts from before are added in each round, which makes it the most
    /// probable fit under a Dirichlet prior. O(rounds × answers × accounts).</remarks>
    public static DawidSkene Fit(IReadOnlyList<AnsweredCase> cases, IReadOnlyList<ReviewerRecord> before)
    {
        var records = before.ToArray();
        var truths = new double[cases.Count][];
        for (var round = 1; ; round++)
        {
            var moved = Expect(cases, records, truths);
            var found = Maximise(cases, truths, before.Count);
            records = [.. found.Select((record, i) => record + before[i])];
            if (moved < Still || round == MostRounds)
            {
                return new([.. truths], [.. found], round);
            }
        }
    }

    static double Expect(IReadOnlyList<AnsweredCase> cases, ReviewerRecord[] records, double[][] truths)
    {
        var moved = 0.0;
        for (var i = 0; i < cases.Count; i++)
        {
            var one = cases[i];
            var now = one.Known is { } known
                ? [.. one.Priors.Select((_, account) => account == known ? 1.0 : 0.0)]
                : Deciding.Posterior(one.Priors.AsSpan(), one.First, one.Votes, records);
            moved = Math.Max(moved, truths[i] is { } past ? now.Zip(past, (a, b) => Math.Abs(a - b)).Max() : 1);
            truths[i] = now;
        }

        return moved;
    }

    static ReviewerRecord[] Maximise(IReadOnlyList<AnsweredCase> cases, double[][] truths, int reviewers)
    {
        var found = new ReviewerRecord[reviewers];
        for (var i = 0; i < cases.Count; i++)
        {
            foreach (var vote in cases[i].Votes)
            {
                for (var truth = 0; truth < truths[i].Length; truth++)
                {
                    found[vote.Reviewer] = found[vote.Reviewer].With(truth, cases[i].First, vote.Choice, truths[i][truth]);
                }
            }
        }

        return found;
    }
}
