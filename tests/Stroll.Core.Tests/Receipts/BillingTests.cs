using Stroll.Attribution;
using Stroll.Geometry;
using Stroll.Interaction;
using Stroll.Receipts;
using Stroll.Review;
using Stroll.Tests.Attribution;
using Stroll.Tracking;
using Stroll.Units;
using static Stroll.Tests.Attribution.TestStore;

namespace Stroll.Tests.Receipts;

public class BillingTests
{
    [Fact]
    public void A_sure_line_is_charged_and_names_its_evidence()
    {
        var (receipts, story) = Run([("ann", At(5))], Change(0, 1, 3, (4, -180), (5, -219)));
        var line = Assert.Single(Assert.Single(receipts).Lines);
        Assert.Equal(ChargeDecision.Now, line.Charge);
        Assert.Equal(399, line.Mass.Value, 6);
        var evidence = Assert.Single(line.Evidence);
        Assert.Equal(0, evidence.Change);
        Assert.StartsWith("00:00:03 took 1 × beans at gondola 1 shelf 1 plates 4-5 (-180 -219 g), a hand among the goods,", evidence.Words, StringComparison.Ordinal);
        Assert.Null(Asking.About(story, story[story.Decided[0]], Model, AskRules.Default, ChargeRules.Default));
    }

    [Fact]
    public void A_doubtful_line_is_held_and_becomes_a_question()
    {
        // Two hands at one place: either may have taken it.
        var (receipts, story) = Run([("ann", At(5)), ("bob", At(5))], Change(0, 1, 3, (5, -399)));
        var line = Assert.Single(receipts.SelectMany(r => r.Lines));
        Assert.Equal(ChargeDecision.Held, line.Charge);
        Assert.InRange(line.Probability.Value, 0.4, 0.6);
        Assert.Equal(VisitStatus.Held, receipts.Single(r => r.Lines.Length == 1).Status);
        var question = Asking.About(story, story[story.Decided[0]], Model, AskRules.Default, ChargeRules.Default);
        Assert.NotNull(question);
        Assert.InRange(question.Doubt.Value, 0.4, 0.6);
    }

    [Fact]
    public void A_hand_that_rested_long_before_it_took_weighs_nothing_on_the_receipt()
    {
        var (receipts, story) = Run([("ann", At(5))], Change(0, 1, 2, (5, 70)), Change(1, 1, 6, (5, -469)));
        var line = Assert.Single(Assert.Single(receipts).Lines);
        Assert.Equal(399, line.Mass.Value, 6);
        Assert.Contains("a hand came to rest", Wording.Of(Model, story[story.Decided[0]]), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_took_nothing_has_a_receipt_without_lines()
    {
        var (receipts, _) = Run([("ann", At(5)), ("bob", At(9, 2))], Change(0, 1, 3, (5, -399)));
        Assert.Equal(2, receipts.Count);
        Assert.Empty(receipts[1].Lines);
        Assert.Equal(VisitStatus.Settled, receipts[1].Status);
    }

    static (IReadOnlyList<Receipt> Receipts, Story Story) Run(
        (string Person, Point3 Hand)[] people, params MassChange[] changes)
    {
        var floor = new Floor();
        Play(floor, Enumerable.Range(0, 150).SelectMany(i => people.Select(p => (i / 15.0, p.Person, p.Hand))));
        Following.Finish(floor, Instant.FromUnixSeconds(10));
        var story = Story.Empty;
        foreach (var change in changes)
        {
            story = Attributing.Apply(story, Model, AttributionRules.Default, floor, change, []);
        }

        return (Billing.Of(story, Model, ChargeRules.Default, floor), story);
    }
}
