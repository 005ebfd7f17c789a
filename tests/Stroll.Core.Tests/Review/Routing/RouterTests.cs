using System.Collections.Immutable;
using CsCheck;
using Stroll.Review.Routing;
using Stroll.Review.Streams;
using Stroll.Units;

namespace Stroll.Tests.Review.Routing;

public class RouterTests
{
    static readonly Condition Either = new Condition.Any([new Condition.ExpectedLossAbove(15), new Condition.ConfidenceBelow(new(0.85)), new Condition.Novelty()]);

    [Theory]
    [InlineData(20, 0.01, false, "expected_loss_gt 15")]
    [InlineData(1, 0.3, false, "confidence_lt 0.85")]
    [InlineData(1, 0.01, true, "novelty")]
    [InlineData(1, 0.01, false, null)]
    public void The_condition_that_held_is_the_reason(double loss, double doubt, bool isNovel, string? reason) =>
        Assert.Equal(reason, Either.Holds(Facts(loss, doubt, isNovel)));

    [Fact]
    public void All_needs_all()
    {
        var both = new Condition.All([new Condition.ProductClass("age-18"), new Condition.ConfidenceBelow(new(0.99))]);

        Assert.Null(both.Holds(Facts(0, 0.2)));
        Assert.Equal("product_class age-18 and confidence_lt 0.99", both.Holds(Facts(0, 0.2) with { Classes = ["age-18"] }));
    }

    [Fact]
    public void A_chosen_case_carries_its_rule_its_score_and_its_certainty_of_being_chosen()
    {
        var (_, selection) = Router.Decide(RouterState.Start, RoutingRules.Default, Facts(40, 0.1), draw: 0.99);

        Assert.Equal(new(CaseStream.Routed, "expected_loss_gt 15", 40, new(1), RoutingRules.Default.Design), selection);
    }

    [Fact]
    public void Some_of_what_is_left_out_is_asked_by_chance_and_says_so()
    {
        var rules = RoutingRules.Default with { Explore = new(0.05) };

        Assert.Null(Router.Decide(RouterState.Start, rules, Facts(1, 0.01), draw: 0.051).Selection);
        var drawn = Router.Decide(RouterState.Start, rules, Facts(1, 0.01), draw: 0.049).Selection!;
        Assert.Equal(("explore", 0.05, 20.0), (drawn.Rule, drawn.Probability.Value, drawn.Weight));
    }

    [Fact]
    public void No_thousand_visits_have_more_cases_than_the_budget() =>
        Gen.Select(Gen.Int[0, 80], Gen.UInt).Sample((budget, seed) =>
        {
            var rng = new Rng(seed);
            var rules = RoutingRules.Default with { Limit = new RoutingLimit.Budget(budget), Explore = new(0.02) };
            var (state, asked) = (RouterState.Start, new int[4000]);
            for (var visit = 0; visit < asked.Length; visit++)
            {
                state = Router.NextVisit(state, rules);
                // It gets much busier halfway.
                for (var cases = rng.NextIndex(visit < 2000 ? 2 : 6); cases > 0; cases--)
                {
                    (state, var selection) = Router.Decide(state, rules, Facts(rng.NextBetween(0, 100), 0.3), rng.NextUnit());
                    asked[visit] += selection is null ? 0 : 1;
                }
            }

            return Enumerable.Range(0, asked.Length - 1000).All(from => asked.AsSpan(from, 1000).ToArray().Sum() <= budget);
        }, iter: 20);

    [Fact]
    public void A_budget_goes_to_the_greatest_losses()
    {
        var rng = new Rng(3);
        var rules = RoutingRules.Default with { Limit = new RoutingLimit.Budget(50) };
        var (state, chosen, all) = (RouterState.Start, new List<double>(), new List<double>());
        for (var visit = 0; visit < 6000; visit++)
        {
            state = Router.NextVisit(state, rules);
            var loss = rng.NextBetween(20, 120);
            (state, var selection) = Router.Decide(state, rules, Facts(loss, 0.3), rng.NextUnit());
            if (visit >= 1000)
            {
                all.Add(loss);
                chosen.AddRange(selection is null ? [] : [loss]);
            }
        }

        Assert.InRange(chosen.Count, 200, 250);
        var best = all.OrderDescending().Take(chosen.Count).Sum();
        Assert.True(chosen.Sum() > 0.9 * best, $"{chosen.Sum():0} of {best:0}");
    }

    [Fact]
    public void A_guarantee_is_the_loosest_threshold_that_audits_vouch_for()
    {
        var rng = new Rng(5);
        var audits = Audits(rng, 6000);

        var found = GuaranteedThreshold.From(audits, new(0.01), missed: new(0.05));

        Assert.True(found.IsKept);
        Assert.InRange(found.Threshold, 0.1, 1);
        // Without people 2 % are overcharged; the promise halves it.
        Assert.False(GuaranteedThreshold.From(audits, new(0.0001), new(0.05)).IsKept);
        Assert.Equal(audits.Max(audit => audit.Score), GuaranteedThreshold.From(audits, new(0.5), new(0.05)).Threshold);
    }

    [Fact]
    public void Too_few_audits_vouch_for_nothing() =>
        Assert.Equal((0, false), GuaranteedThreshold.From(Audits(new(1), 50), new(0.003), new(0.05)) is var none ? (none.Threshold, none.IsKept) : default);

    [Fact]
    public void A_guarantee_is_broken_in_no_more_than_one_of_twenty_stores()
    {
        var rng = new Rng(9);
        var broken = 0;
        for (var store = 0; store < 200; store++)
        {
            var found = GuaranteedThreshold.From(Audits(rng, 3000), new(0.012), new(0));
            // A visit of score s is overcharged with 4 % of s, so below t it is 2 % of t squared.
            broken += found.IsKept && 0.02 * found.Threshold * found.Threshold > 0.012 ? 1 : 0;
        }

        Assert.True(broken <= 17, $"{broken} of 200");
    }

    static ImmutableArray<AuditedScore> Audits(Rng rng, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => rng.NextUnit()).Select(score => new AuditedScore(score, rng.NextChance(0.04 * score)))];

    static CaseFacts Facts(double loss, double doubt, bool isNovel = false) => new(loss, new(doubt), isNovel, [], "take");
}
