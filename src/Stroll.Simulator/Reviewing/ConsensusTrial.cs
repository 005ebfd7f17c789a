using System.Collections.Immutable;
using Stroll.Review.Consensus;
using Stroll.Units;

namespace Stroll.Simulator.Reviewing;

/// <summary>Asking on demand beside asking three people each time, on the same cases and with the same answers.</summary>
/// <param name="Cases">How many there were, gold left out.</param>
/// <param name="AnswersEach">Answers for each case on demand.</param>
/// <param name="OnDemand">Share that ends right on demand; what stays open counts by its most probable account.</param>
/// <param name="Three">Share that the majority of three gets right; three different answers count by the first.</param>
/// <param name="ThreeWeighed">Share that is right after weighing three answers by who gave them.</param>
/// <param name="OneAlone">Share that one answer gets right.</param>
/// <param name="RecallOnDemand">Of the cases in which the machine was wrong.</param>
/// <param name="RecallThree">The same for the majority of three.</param>
public sealed record ConsensusTrial(
    int Cases, double AnswersEach, double OnDemand, double Three, double ThreeWeighed, double OneAlone, double RecallOnDemand, double RecallThree)
{
    const int Options = 4;

    // The people are learned from gold and weighed anew after so many cases.
    const int Batch = 500;

    // Out of so many of the last cases.
    const int Remembered = 3000;

    /// <summary>Plays it. The machine's own doubt about a case is not used, only how often it is wrong on average.</summary>
    /// <param name="team">At least three.</param>
    /// <param name="cases">How many.</param>
    /// <param name="machineWrong">Share in which the machine's first choice is wrong.</param>
    /// <param name="goldRate">Share of gold, which teaches who answers how.</param>
    /// <param name="rng">Chance.</param>
    /// <param name="rules">How many are asked; the default ones where left out.</param>
    public static ConsensusTrial Run(ImmutableArray<SimulatedReviewer> team, int cases, double machineWrong, double goldRate, Rng rng,
        ConsensusRules? rules = null)
    {
        ImmutableArray<double> priors = [1 - machineWrong, .. Enumerable.Repeat(machineWrong / (Options - 1), Options - 1)];
        var records = team.Select(_ => ReviewerRecord.Unknown).ToArray();
        var (answered, tally) = (new List<AnsweredCase>(), new Tally());
        for (var i = 0; i < cases; i++)
        {
            var truth = rng.NextChance(machineWrong) ? 1 + rng.NextIndex(Options - 1) : 0;
            var people = AnyThree(team.Length, rng);
            var votes = people.Select(p => (Reviewer: p, team[p].Answer(rng, Options, truth, 0).Choice)).ToArray();
            if (rng.NextChance(goldRate))
            {
                answered.Add(new(priors, 0, truth, [.. Said(votes)]));
            }
            else
            {
                var (asked, choice) = OnDemandOf(rules ?? ConsensusRules.Default, priors, votes, records);
                answered.Add(new(priors, 0, null, [.. Said(votes[..asked])]));
                tally.Add(truth, asked, choice, votes, Best(Deciding.Posterior(priors.AsSpan(), 0, [.. Said(votes)], records)));
            }

            if (answered.Count % Batch == 0)
            {
                records = [.. DawidSkene.Fit([.. answered.TakeLast(Remembered)], [.. team.Select(_ => ReviewerRecord.Unknown)]).Records.Select(found => found + ReviewerRecord.Unknown)];
            }
        }

        return tally.ToTrial();
    }

    static (int Asked, int Choice) OnDemandOf(
        ConsensusRules rules, ImmutableArray<double> priors, (int Reviewer, int? Choice)[] votes, ReviewerRecord[] records)
    {
        for (var asked = 1; ; asked++)
        {
            switch (Deciding.Step(rules, priors, 0, [.. Said(votes[..asked])], asked, records))
            {
                case Standing.Settled settled:
                    return (asked, settled.Choice);
                case Standing.Open open:
                    return (asked, open.Choice);
            }
        }
    }

    static IEnumerable<Vote> Said((int Reviewer, int? Choice)[] votes) =>
        votes.Where(vote => vote.Choice is not null).Select(vote => new Vote(vote.Reviewer, vote.Choice!.Value));

    static int[] AnyThree(int people, Rng rng)
    {
        var order = Enumerable.Range(0, people).ToArray();
        for (var i = 0; i < 3; i++)
        {
            var other = i + rng.NextIndex(people - i);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order[..3];
    }

    static int Best(double[] posterior) => Array.IndexOf(posterior, posterior.Max());

    sealed class Tally
    {
        int _cases;
        int _answers;
        int _onDemand;
        int _three;
        int _weighed;
        int _alone;
        int _wrong;
        int _foundOnDemand;
        int _foundThree;

        internal void Add(int truth, int asked, int choice, (int Reviewer, int? Choice)[] votes, int weighed)
        {
            var majority = votes.GroupBy(vote => vote.Choice).Where(same => same.Key is not null).MaxBy(same => same.Count())?.Key ?? 0;
            var isWrong = truth != 0;
            _cases++;
            _answers += asked;
            _onDemand += choice == truth ? 1 : 0;
            _three += majority == truth ? 1 : 0;
            _weighed += weighed == truth ? 1 : 0;
            _alone += votes[0].Choice == truth ? 1 : 0;
            _wrong += isWrong ? 1 : 0;
            _foundOnDemand += isWrong && choice == truth ? 1 : 0;
            _foundThree += isWrong && majority == truth ? 1 : 0;
        }

        internal ConsensusTrial ToTrial() => new(
            _cases, _answers / (double)_cases, _onDemand / (double)_cases, _three / (double)_cases, _weighed / (double)_cases, _alone / (double)_cases,
            _foundOnDemand / (double)_wrong, _foundThree / (double)_wrong);
    }
}
