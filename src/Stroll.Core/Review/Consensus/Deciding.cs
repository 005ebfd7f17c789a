using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Review.Consensus;

/// <summary>Weighs the answers to one case, each by how its author has answered before.</summary>
public static class Deciding
{
    /// <summary>How probable each account is after the answers.</summary>
    /// <param name="priors">Before them; they sum to 1. The machine's own for a routed case; for an audit they must not come from the machine.</param>
    /// <param name="first">What the machine had, from 0; -1 where it had none of them.</param>
    /// <param name="votes">In any order, each reviewer at most once.</param>
    /// <param name="records">By reviewer.</param>
    /// <remarks>The E step of Dawid and Skene (1979), equation 2.5: prior times the chance of each answer, scaled to 1.</remarks>
    public static double[] Posterior(
        ReadOnlySpan<double> priors, int first, IReadOnlyList<Vote> votes, IReadOnlyList<ReviewerRecord> records)
    {
        var posterior = priors.ToArray();
        foreach (var vote in votes)
        {
            for (var truth = 0; truth < posterior.Length; truth++)
            {
                posterior[truth] *= records[vote.Reviewer].Likelihood(vote.Choice, truth, first, posterior.Length);
            }
        }

        var sum = posterior.Sum();
        Invariant.Holds(sum > 0, "some account is possible");
        for (var i = 0; i < posterior.Length; i++)
        {
            posterior[i] /= sum;
        }

        return posterior;
    }

    /// <summary>Whether another person has to look.</summary>
    /// <param name="rules">How many at least and at most.</param>
    /// <param name="priors">As for <see cref="Posterior"/>.</param>
    /// <param name="first">As for <see cref="Posterior"/>.</param>
    /// <param name="votes">So far.</param>
    /// <param name="asked">People who have looked, those who could not tell included.</param>
    /// <param name="records">By reviewer.</param>
    public static Standing Step(
        ConsensusRules rules, ImmutableArray<double> priors, int first, IReadOnlyList<Vote> votes, int asked, IReadOnlyList<ReviewerRecord> records)
    {
        var posterior = Posterior(priors.AsSpan(), first, votes, records);
        var best = Array.IndexOf(posterior, posterior.Max());
        var probability = new Probability(Math.Clamp(posterior[best], 0, 1));
        return asked < rules.Start ? new Standing.AskAnother()
            : votes.Count > 0 && probability.CompareTo(rules.Stop) >= 0 ? new Standing.Settled(best, probability)
            : asked < rules.Most ? new Standing.AskAnother()
            : new Standing.Open(best, probability);
    }
}
