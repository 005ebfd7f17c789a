using System.Collections.Immutable;
using CsCheck;
using Stroll.Attribution;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Tracking;
using static Stroll.Tests.Attribution.TestStore;

namespace Stroll.Tests.Attribution;

public class TestimonyTests
{
    static readonly ShopperId Ann = new(0);
    static readonly ShopperId Bob = new(1);
    static readonly Effect AnnTookSoup = new([(Ann, Soup.Id, 1)]);
    static readonly Effect BobTookSoup = new([(Bob, Soup.Id, 1)]);

    [Fact]
    public void All_that_can_be_said_has_probability_one_whatever_is_true() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[0, 3]).Sample((sensitivity, specificity, true_) =>
        {
            ImmutableArray<Effect> offered = [AnnTookSoup, BobTookSoup, Effect.None];
            var truth = true_ switch
            {
                0 => Taken(Ann),
                1 => Taken(Bob),
                2 => new Explanation([], 1),
                _ => new Explanation([], 1, IsUnknown: true),
            };
            var sum = offered.Append(null).Sum(happened => new Testimony(default, "r", sensitivity, specificity, offered, happened).Likelihood(truth));
            return Math.Abs(sum - 1) < 1e-6;
        });

    [Fact]
    public void Who_is_right_in_nineteen_of_twenty_moves_even_odds_to_that()
    {
        var story = Two(out var floor);
        var id = story.Decided[0];
        Assert.InRange(ProbabilityOf(story[id], AnnTookSoup), 0.4, 0.6);

        var before = ProbabilityOf(story[id], AnnTookSoup) / ProbabilityOf(story[id], BobTookSoup);
        var heard = story.Hear(Said(id, 0.95, AnnTookSoup));

        var after = ProbabilityOf(heard[id], AnnTookSoup) / ProbabilityOf(heard[id], BobTookSoup);
        Assert.Equal(before * 0.95 / (0.05 / 3), after, 1e-6 * after);
    }

    [Fact]
    public void A_second_answer_of_one_reviewer_takes_the_place_of_the_first()
    {
        var story = Two(out _);
        var id = story.Decided[0];
        var once = story.Hear(Said(id, 0.9, BobTookSoup));
        var changed = story.Hear(Said(id, 0.9, AnnTookSoup)).Hear(Said(id, 0.9, BobTookSoup));
        var twice = story.Hear(Said(id, 0.9, BobTookSoup, "other")).Hear(Said(id, 0.9, BobTookSoup));

        Assert.Equal(ProbabilityOf(once[id], BobTookSoup), ProbabilityOf(changed[id], BobTookSoup), 9);
        Assert.True(ProbabilityOf(twice[id], BobTookSoup) > ProbabilityOf(once[id], BobTookSoup));
    }

    [Fact]
    public void What_is_said_of_a_put_back_settles_whose_take_it_was()
    {
        // Both stood at the shelf when a can left, and both when one came back.
        var story = Two(out var floor);
        story = Attributing.Apply(story, Model, AttributionRules.Default, floor, Change(1, 1, 6, (2, 400)), []);
        var (take, back) = (story.Decided[0], story.Decided[1]);
        Assert.InRange(ProbabilityOf(story[take], AnnTookSoup), 0.3, 0.7);

        var heard = story.Hear(Said(back, 0.99, new Effect([(Bob, Soup.Id, -1)]), offered: [new([(Ann, Soup.Id, -1)]), new([(Bob, Soup.Id, -1)]), Effect.None]));

        Assert.True(ProbabilityOf(heard[take], BobTookSoup) > 0.9, $"{ProbabilityOf(heard[take], BobTookSoup)}");
    }

    [Fact]
    public void Something_that_nobody_thought_of_can_still_be_said()
    {
        var story = Two(out _);
        var id = story.Decided[0];
        var tea = new Effect([(Bob, Tea.Id, 3)]);
        Assert.Equal(0, ProbabilityOf(story[id], tea));

        var heard = story.Hear(Said(id, 0.9999, tea));

        Assert.True(ProbabilityOf(heard[id], tea) > 0.9, $"{ProbabilityOf(heard[id], tea)}");
        Assert.Equal(3, heard.MostProbable(Bob)[Tea.Id.Index]);
        Assert.Equal(1, heard[id].Explanations.Sum(e => e.Probability), 6);
    }

    [Fact]
    public void An_old_story_stays_as_it_was()
    {
        var story = Two(out _);
        var before = ProbabilityOf(story[story.Decided[0]], AnnTookSoup);
        _ = story.Hear(Said(story.Decided[0], 0.95, BobTookSoup));
        Assert.Equal(before, ProbabilityOf(story[story.Decided[0]], AnnTookSoup));
        Assert.Empty(story.SaidOf(story.Decided[0]));
    }

    /// <summary>Two hands at one can, which leaves.</summary>
    static Story Two(out Floor floor)
    {
        floor = new Floor();
        Play(floor, from i in Enumerable.Range(0, 150) from who in (string[])["ann", "bob"] select (i / 15.0, who, At(2)));
        return Attributing.Apply(Story.Empty, Model, AttributionRules.Default, floor, Change(0, 1, 3, (2, -400)), []);
    }

    static Testimony Said(PieceId doubt, double right, Effect happened, string witness = "r", ImmutableArray<Effect>? offered = null) =>
        new(doubt, witness, right, right, offered ?? [AnnTookSoup, BobTookSoup, Effect.None], happened);

    static Explanation Taken(ShopperId by) => new([new(Soup.Id, 1, by, new Origin.Elsewhere())], 1);

    static double ProbabilityOf(Doubt doubt, Effect effect) =>
        doubt.Explanations.Where(e => !e.IsUnknown && Effect.Of(e).Equals(effect)).Sum(e => e.Probability);
}
