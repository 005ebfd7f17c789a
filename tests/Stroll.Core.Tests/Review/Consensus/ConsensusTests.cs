using System.Collections.Immutable;
using CsCheck;
using Stroll.Review.Consensus;
using Stroll.Units;

namespace Stroll.Tests.Review.Consensus;

public class ConsensusTests
{
    static readonly ImmutableArray<double> Even = [0.25, 0.25, 0.25, 0.25];
    static readonly ReviewerRecord Good = new(95, 5, 95, 3, 2);
    static readonly ReviewerRecord Stamper = new(100, 0, 5, 95, 0);

    [Fact]
    public void Chances_of_all_that_can_be_said_sum_to_one() =>
        Gen.Select(Gen.Int[2, 7], Gen.Int[-1, 6], Gen.Int[0, 6]).Sample((options, first, truth) =>
            first >= options || truth >= options
            || Math.Abs(Enumerable.Range(0, options).Sum(choice => Good.Likelihood(choice, truth, first, options)) - 1) < 1e-9);

    [Fact]
    public void A_stamp_says_next_to_nothing()
    {
        var stamped = Deciding.Posterior(Even.AsSpan(), 0, [new(0, 0)], [Stamper]);
        var looked = Deciding.Posterior(Even.AsSpan(), 0, [new(0, 0)], [Good]);

        Assert.InRange(stamped[0], 0.25, 0.3);
        Assert.True(looked[0] > 0.85);
    }

    [Fact]
    public void One_good_answer_with_a_fair_prior_is_enough_and_one_against_it_is_not()
    {
        ImmutableArray<double> prior = [0.8, 0.1, 0.05, 0.05];

        Assert.IsType<Standing.Settled>(Deciding.Step(ConsensusRules.Default, prior, 0, [new(0, 0)], 1, [Good]));
        Assert.IsType<Standing.AskAnother>(Deciding.Step(ConsensusRules.Default, prior, 0, [new(0, 1)], 1, [Good]));
    }

    [Fact]
    public void Nobody_is_asked_a_fourth_time()
    {
        Vote[] split = [new(0, 0), new(1, 1), new(2, 2)];

        Assert.IsType<Standing.Open>(Deciding.Step(ConsensusRules.Default, Even, 3, split, 3, [Good, Good, Good]));
    }

    [Fact]
    public void Who_cannot_tell_does_not_decide() =>
        Assert.IsType<Standing.AskAnother>(Deciding.Step(ConsensusRules.Default, [0.99, 0.01], 0, [], 1, [Good]));

    [Fact]
    public void An_audit_has_two_answers_at_least() =>
        Assert.IsType<Standing.AskAnother>(Deciding.Step(ConsensusRules.Audit, [0.999, 0.001], 0, [new(0, 0)], 1, [Good]));

    [Fact]
    public void The_fit_finds_who_stamps_and_who_looks()
    {
        var rng = new Rng(2);
        var cases = new List<AnsweredCase>();
        for (var i = 0; i < 1500; i++)
        {
            var truth = rng.NextChance(0.2) ? 1 + rng.NextIndex(3) : 0;
            var votes = Enumerable.Range(0, 3).Select(reviewer => new Vote(reviewer, Said(rng, reviewer, truth))).ToImmutableArray();
            cases.Add(new([0.8, 0.2 / 3, 0.2 / 3, 0.2 / 3], 0, i % 20 == 0 ? truth : null, votes));
        }

        var fit = DawidSkene.Fit(cases, [ReviewerRecord.Unknown, ReviewerRecord.Unknown, ReviewerRecord.Unknown]);

        Assert.True(fit.Records[0].Sensitivity.Range.Holds(0.95), $"{fit.Records[0]}");
        Assert.Equal(0.55, fit.Records[2].Stamping.Mean, 1);
        Assert.True(fit.Records[2].Stamping.Range.Low > fit.Records[0].Stamping.Range.High);
    }

    [Fact]
    public void Gold_is_held_fast()
    {
        AnsweredCase[] cases = [new([0.5, 0.5], 0, 1, [new(0, 0), new(1, 0), new(2, 0)])];

        Assert.Equal([0, 1], DawidSkene.Fit(cases, [Good, Good, Good]).Truths[0]);
    }

    // The third says what the machine had in 55 of 100 cases without a look.
    static int Said(Rng rng, int reviewer, int truth) =>
        reviewer == 2 && rng.NextChance(0.55) ? 0 : rng.NextChance(0.95) ? truth : (truth + 1 + rng.NextIndex(3)) % 4;
}
