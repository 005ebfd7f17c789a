using CsCheck;
using Stroll.Review.Trust;
using Stroll.Units;

namespace Stroll.Tests.Review.Trust;

public class TrustTests
{
    static readonly Probability OneInAHundred = new(0.01);

    [Fact]
    public void Two_stamps_in_a_row_name_somebody_and_one_does_not()
    {
        var once = StampTest.Start.With(true);
        var twice = once.With(true);

        Assert.False(once.IsNamed(OneInAHundred));
        Assert.True(twice.IsNamed(OneInAHundred));
    }

    [Fact]
    public void What_was_once_strong_enough_stays_so()
    {
        var test = StampTest.Start.With(true).With(true).With(true);
        for (var i = 0; i < 50; i++)
        {
            test = test.With(false);
        }

        Assert.True(test.Evidence < 1 && test.IsNamed(OneInAHundred));
    }

    [Fact]
    public void The_order_of_answers_does_not_change_the_evidence() =>
        Gen.Bool.Array[1, 30].Sample(answers => Math.Abs(
            Math.Log(answers.Aggregate(StampTest.Start, (test, stamped) => test.With(stamped)).Evidence)
            - Math.Log(answers.Reverse().Aggregate(StampTest.Start, (test, stamped) => test.With(stamped)).Evidence)) < 1e-9);

    [Fact]
    public void Honest_people_are_hardly_ever_named_however_long_one_looks()
    {
        var rng = new Rng(1);
        var named = 0;
        for (var person = 0; person < 2000; person++)
        {
            var test = StampTest.Start;
            for (var i = 0; i < 300; i++)
            {
                test = test.With(rng.NextChance(StampTest.Honest));
            }

            named += test.IsNamed(OneInAHundred) ? 1 : 0;
        }

        Assert.InRange(named, 0, 20);
    }

    [Fact]
    public void Somebody_who_stamps_one_in_twenty_is_ever_named_with_less_than_one_percent()
    {
        // All ways through the answers at once: how probable each number of stamps is while the test is silent.
        var silent = new Dictionary<int, double> { [0] = 1 };
        var named = 0.0;
        for (var answers = 1; answers <= 400; answers++)
        {
            var next = new Dictionary<int, double>();
            foreach (var (stamps, probability) in silent)
            {
                foreach (var stamped in (int[])[0, 1])
                {
                    var now = stamps + stamped;
                    var chance = probability * (stamped == 1 ? StampTest.Honest : 1 - StampTest.Honest);
                    var test = new StampTest(now, answers - now, 1);
                    if ((test with { Highest = test.Evidence }).IsNamed(OneInAHundred))
                    {
                        named += chance;
                    }
                    else
                    {
                        next[now] = next.GetValueOrDefault(now) + chance;
                    }
                }
            }

            silent = next;
        }

        Assert.InRange(named, 0.005, 0.0075);
    }

    [Fact]
    public void A_drift_rings_late_while_nothing_changes_and_soon_when_something_does()
    {
        var rng = new Rng(6);
        var (steady, worse) = (Mean(rng, 0.06), Mean(rng, 0.3));

        Assert.True(steady >= 500, $"{steady:0}");
        Assert.True(worse < 30, $"{worse:0}");
    }

    [Fact]
    public void A_shift_begins_with_gold_and_half_of_it_has_the_machine_wrong()
    {
        var rng = new Rng(8);
        var rules = GoldRules.Default;
        GoldCase[] gold = [.. Enumerable.Range(0, 4000).Select(i => new GoldCase($"g{i:0000}", i % 2 == 0, 0, false))];

        Assert.All(Enumerable.Range(0, rules.WarmUp), shown => Assert.True(GoldPolicy.IsNext(rules, shown, 0.99)));
        Assert.InRange(Enumerable.Range(0, 4000).Count(_ => GoldPolicy.IsNext(rules, 50, rng.NextUnit())), 160, 240);
        Assert.InRange(Enumerable.Range(0, 1000).Count(_ => GoldPolicy.Choose(rules, gold.Take(4), new HashSet<string>(), rng.NextUnit())!.Value.IsMachineWrong), 450, 550);
    }

    [Fact]
    public void Nobody_sees_a_clip_twice_and_worn_clips_are_not_shown()
    {
        GoldCase[] gold = [new("seen", true, 0, false), new("worn", true, 20, false), new("gone", true, 0, true), new("fresh", false, 3, false)];

        Assert.Equal("fresh", GoldPolicy.Choose(GoldRules.Default, gold, new HashSet<string> { "seen" }, 0)!.Value.Id);
        Assert.Null(GoldPolicy.Choose(GoldRules.Default, gold[..3], new HashSet<string> { "seen" }, 0));
    }

    [Fact]
    public void Only_one_voice_of_three_makes_gold()
    {
        Assert.True(GoldPolicy.IsAgreed(GoldRules.Default, [2, 2]));
        Assert.True(GoldPolicy.IsAgreed(GoldRules.Default, [2, 2, 2]));
        Assert.False(GoldPolicy.IsAgreed(GoldRules.Default, [2]));
        Assert.False(GoldPolicy.IsAgreed(GoldRules.Default, [2, 2, 1]));
        Assert.False(GoldPolicy.IsAgreed(GoldRules.Default, [-1, -1, -1]));
    }

    static double Mean(Rng rng, double missing) => Enumerable.Range(0, 100).Average(_ =>
    {
        var (test, cases) = (new DriftTest(0), 0);
        while (!test.Rings(500) && cases < 20_000)
        {
            (test, cases) = (test.With(rng.NextChance(missing), new(0.06), new(0.2)), cases + 1);
        }

        return cases;
    });
}
