using Stroll.Review.Trust;
using Stroll.Units;

namespace Stroll.Simulator.Reviewing;

/// <summary>How soon a reviewer is named for rubber-stamping, if ever.</summary>
public static class StampTrial
{
    // Accounts that a case offers, "none of these" among them.
    const int Options = 4;

    /// <summary>Shows cases to one reviewer, gold among them as the rules mix it in, and tests after each piece of gold.</summary>
    /// <param name="reviewer">Who.</param>
    /// <param name="gold">How gold is mixed in.</param>
    /// <param name="cases">So many in all, the warm-up included.</param>
    /// <param name="falseAlarms">Chance that an honest person is ever named.</param>
    /// <param name="rng">Chance.</param>
    /// <returns>The number of the case after which they were named, from 1; none when they were not.</returns>
    public static int? NamedAfter(SimulatedReviewer reviewer, GoldRules gold, int cases, Probability falseAlarms, Rng rng)
    {
        var test = StampTest.Start;
        for (var shown = 0; shown < cases; shown++)
        {
            if (!GoldPolicy.IsNext(gold, shown, rng.NextUnit()) || !rng.NextChance(gold.WrongShare.Value))
            {
                continue;
            }

            var (choice, _) = reviewer.Answer(rng, Options, truth: 1 + rng.NextIndex(Options - 1), first: 0);
            test = choice is { } said ? test.With(isStamped: said == 0) : test;
            if (test.IsNamed(falseAlarms))
            {
                return shown + 1;
            }
        }

        return null;
    }

    /// <summary>The share of reviewers of one kind who are named.</summary>
    /// <param name="reviewer">The kind.</param>
    /// <param name="cases">That each of them sees.</param>
    /// <param name="runs">How many of them.</param>
    /// <param name="rng">Chance.</param>
    public static double ShareNamed(SimulatedReviewer reviewer, int cases, int runs, Rng rng) =>
        Enumerable.Range(0, runs).Count(_ => NamedAfter(reviewer, GoldRules.Default, cases, new(0.01), rng) is not null) / (double)runs;
}
