using Stroll.Host.Review;
using Stroll.Review.Routing;
using Stroll.Units;

namespace Stroll.Tests.Review;

public sealed class ReviewYamlTests
{
    const string All = """
        routing:
          when:
            any:
              - expected_loss_gt: 25
              - { confidence_lt: 0.8, event: take }
              - novelty: true
              - all:
                  - product_class: alcohol
                  - confidence_lt: 0.99
          budget_per_1000: 50
          explore: 0.02
        audit: { rate: 0.05, floor: 0.02, answers: 2, kinds: [{ kind: doubtful, rate: 0.1 }] }
        gold: { rate: 0.04, warm_up: 6, wrong_share: 0.4, most_uses: 12 }
        consensus: { start: 1, most: 3, stop: 0.97 }
        times: { promise_minutes: 5, audit_hours: 12, lease_seconds: 60, grace_seconds: 8 }
        classes:
          - { name: alcohol, products: ["rum", "gin"] }
          - { name: age-18, products: [rum] }
        """;

    [Fact]
    public void Every_setting_is_read()
    {
        var rules = Good(All);

        Assert.Equal(
            "any(expected_loss_gt 25, all(confidence_lt 0.8, event take), novelty, all(product_class alcohol, confidence_lt 0.99))", rules.Routing.When.ToString());
        Assert.Equal(new RoutingLimit.Budget(50), rules.Routing.Limit);
        Assert.Equal(0.02, rules.Routing.Explore.Value);
        Assert.Equal((0.1, 0.05, 0.02), (rules.Audit.ProbabilityOf("doubtful").Value, rules.Audit.ProbabilityOf("sure").Value, rules.Audit.Floor.Value));
        Assert.Equal((0.04, 6, 0.4, 12), (rules.Gold.Rate.Value, rules.Gold.WarmUp, rules.Gold.WrongShare.Value, rules.Gold.MostUses));
        Assert.Equal((1, 3, 0.97), (rules.Consensus.Start, rules.Consensus.Most, rules.Consensus.Stop.Value));
        Assert.Equal((300.0, 43_200.0, 60.0, 8.0), (rules.Promise.TotalSeconds, rules.AuditWithin.TotalSeconds, rules.Lease.TotalSeconds, rules.Grace.TotalSeconds));
        Assert.Equal(["age-18", "alcohol"], rules.Classes["rum"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("routing:\n")]
    [InlineData("audit: {}")]
    public void What_is_not_written_stays_as_it_usually_is(string text)
    {
        var (rules, usual) = (Good(text), ReviewRules.Default);

        Assert.Equal((usual.Routing.Design, usual.Audit.Design), (rules.Routing.Design, rules.Audit.Design));
        Assert.Equal((usual.Gold, usual.Consensus, usual.Promise, usual.Lease), (rules.Gold, rules.Consensus, rules.Promise, rules.Lease));
    }

    [Theory]
    [InlineData("routing: { budget: 50 }", "review.unknown-key", "budget_per_1000")]
    [InlineData("routing: { budget_per_1000: 50, guarantee_overcharged: 0.003 }", "review.type", "a budget or a guarantee")]
    [InlineData("routing: { budget_per_1000: 1.5 }", "review.type", "whole number")]
    [InlineData("routing: { when: { confidence_lt: 85 } }", "review.type", "share")]
    [InlineData("routing: { when: { any: [{}] } }", "review.type", "condition")]
    [InlineData("routing: { when: { event: steal } }", "review.type", "take")]
    [InlineData("audit: { floor: 0 }", "review.type", "switched off")]
    [InlineData("audit: { kinds: [{ kind: crowded, rate: 0.1 }] }", "review.type", "sure")]
    [InlineData("audit: { kinds: [{ kind: doubtful, rate: 0.1 }] }\nrouting: { guarantee_overcharged: 0.003 }", "review.type", "one rate")]
    [InlineData("consensus: { start: 3, most: 2 }", "review.type", "most")]
    [InlineData("gold: [", "review.syntax", "")]
    public void What_is_wrong_is_told_with_its_line(string text, string code, string words)
    {
        var fault = Assert.IsType<Result<ReviewRules>.Bad>(ReviewYaml.Read(text, "review.yaml")).Fault;

        Assert.Equal(code, fault.Code);
        Assert.Contains("review.yaml:", fault.Where, StringComparison.Ordinal);
        Assert.Contains(words, fault.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Conditions_that_nest_too_deep_are_refused() =>
        Assert.IsType<Result<ReviewRules>.Bad>(ReviewYaml.Read($"routing: {{ when: {string.Concat(Enumerable.Repeat("{ any: [", 20))}{{ novelty: true }}{string.Concat(Enumerable.Repeat("] }", 20))} }}", "review.yaml"));

    static ReviewRules Good(string text) => Assert.IsType<Result<ReviewRules>.Good>(ReviewYaml.Read(text, "review.yaml")).Value;
}
