using System.Collections.Immutable;
using Stroll.Attribution;
using Stroll.Layout;
using Stroll.Receipts;
using Stroll.Tests.Attribution;
using Stroll.Tracking;
using static Stroll.Tests.Attribution.TestStore;

namespace Stroll.Tests.Review;

public class OneAnswerTests
{
    static readonly ShopperId Ann = new(0);
    static readonly ShopperId Bob = new(1);

    [Fact]
    public void One_answer_settles_three_lines_of_two_visits()
    {
        // Both stood between soup and beans, and two cans of soup and one of beans left in one movement.
        var floor = Both();
        var story = Attributing.Apply(Story.Empty, Model, AttributionRules.Default, floor, Change(0, 1, 3, (3, -800), (4, -400)), []);
        var doubt = story[story.Decided[0]];
        Assert.DoesNotContain(Lines(story, floor), line => line.Charge == ChargeDecision.Now);

        // Nobody offered what was seen: each took a can of soup, and one of them the beans too.
        var said = new Effect([(Ann, Soup.Id, 1), (Ann, Beans.Id, 1), (Bob, Soup.Id, 1)]);
        var heard = story.Hear(new(doubt.Id, "ada", 0.999, 0.999, [.. doubt.Explanations.Where(e => !e.IsUnknown).Select(Effect.Of).Distinct().Take(6)], said));

        Assert.Equal(
            [("v1", Soup.Id, 1), ("v1", Beans.Id, 1), ("v2", Soup.Id, 1)],
            Lines(heard, floor).Where(line => line.Charge == ChargeDecision.Now).Select(line => (line.Visit, line.Product, line.Quantity)));
    }

    [Fact]
    public void What_a_person_says_of_a_put_back_settles_lines_of_takes_before_it()
    {
        // Two cans of soup left while both stood there; then one can came back.
        var floor = Both();
        var story = Attributing.Apply(Story.Empty, Model, AttributionRules.Default, floor, Change(0, 1, 2, (2, -400)), []);
        story = Attributing.Apply(story, Model, AttributionRules.Default, floor, Change(1, 1, 5, (2, 400)), []);
        var held = Lines(story, floor);
        Assert.DoesNotContain(held, line => line.Charge == ChargeDecision.Now);

        var back = new Effect([(Bob, Soup.Id, -1)]);
        var heard = story.Hear(new(story.Decided[1], "ada", 0.99, 0.99, [new([(Ann, Soup.Id, -1)]), back, Effect.None], back));

        // Bob can only have put back what Bob had taken: neither has soup, and nothing is held any more.
        Assert.DoesNotContain(Lines(heard, floor), line => line.Charge != ChargeDecision.Never);
    }

    static Floor Both()
    {
        var floor = new Floor();
        Play(floor, from i in Enumerable.Range(0, 150) from who in (string[])["ann", "bob"] select (i / 15.0, who, At(who == "ann" ? 3 : 4)));
        return floor;
    }

    static ImmutableArray<(string Visit, ProductId Product, int Quantity, ChargeDecision Charge)> Lines(Story story, Floor floor) =>
        [.. Billing.Of(story, Model, ChargeRules.Default, floor).SelectMany(receipt => receipt.Lines.Select(line => (receipt.Visit, line.Product, line.Quantity, line.Charge)))];
}
