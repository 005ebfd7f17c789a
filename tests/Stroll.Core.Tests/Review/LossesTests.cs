using Stroll.Attribution;
using Stroll.Carts;
using Stroll.Geometry;
using Stroll.Interaction;
using Stroll.Receipts;
using Stroll.Review;
using Stroll.Tests.Attribution;
using Stroll.Tracking;
using Stroll.Units;
using static Stroll.Tests.Attribution.TestStore;

namespace Stroll.Tests.Review;

public class LossesTests
{
    static readonly LossRules Rules = new(Overcharge: 200, UnderchargeShare: 0.5, Open: 0, Question: 12, UnknownPrice: 300);

    [Fact]
    public void What_is_charged_surely_and_rightly_loses_nothing() =>
        Assert.Equal(0, Losses.Of(Soup, Counts.Of([(1, 1.0)]), Rules, ChargeRules.Default));

    [Fact]
    public void What_is_charged_loses_its_price_and_the_trust_where_it_is_wrong() =>
        // One in twenty holds none: 100 back and 200 of trust.
        Assert.Equal(0.05 * 300, Losses.Of(Soup, Counts.Of([(1, 0.95), (0, 0.05)]), Rules, ChargeRules.Default), 9);

    [Fact]
    public void What_is_not_charged_loses_the_goods() =>
        Assert.Equal((0.6 * 50) + (0.2 * 100), Losses.Of(Soup, Counts.Of([(1, 0.6), (2, 0.2), (0, 0.2)]), Rules, ChargeRules.Default), 9);

    [Fact]
    public void A_question_about_a_certain_take_is_worth_nothing()
    {
        var story = Told(("ann", At(2)));
        Assert.Null(Asking.About(story, story[story.Decided[0]], Model, AskRules.Default, ChargeRules.Default));
    }

    [Fact]
    public void Even_odds_between_two_hands_are_worth_asking_and_offered_both()
    {
        var story = Told(("ann", At(2)), ("bob", At(2)));
        var question = Asking.About(story, story[story.Decided[0]], Model, AskRules.Default, ChargeRules.Default);

        Assert.NotNull(question);
        // Whoever it was, it is not charged: one can at cost is lost, and two carts are open. The answer saves all of it.
        Assert.InRange(question.Value, 0.9 * (70 + 20), 1.01 * (70 + 20));
        Assert.Contains(new([new("v1", Soup.Id, 1)]), question.Offered);
        Assert.Contains(new([new("v2", Soup.Id, 1)]), question.Offered);
        Assert.Equal("1-1-3000000000-0", question.Id.Text);
    }

    [Fact]
    public void The_desk_asks_what_saves_most_first_and_each_doubt_once()
    {
        var floor = new Floor();
        Play(floor, from i in Enumerable.Range(0, 150) from who in (string[])["ann", "bob"] select (i / 15.0, who, At(2)));
        var story = Stroll.Attribution.Story.Empty;
        MassChange[] changes = [Change(0, 1, 2, (2, -400)), Change(1, 1, 5, (1, -400), (2, -400))];
        foreach (var change in changes)
        {
            story = Attributing.Apply(story, Model, AttributionRules.Default, floor, change, []);
        }

        var desk = new Desk(Model, AskRules.Default, ChargeRules.Default);
        desk.Look(story, Instant.FromUnixSeconds(4));
        Assert.Equal(0, desk.Next(story, 1)?.Change);
        Assert.Null(desk.Next(story, 1));
        desk.Look(story, Instant.Latest);
        Assert.Equal(1, desk.Next(story, 1)?.Change);
        Assert.Null(desk.Next(story, 1));
    }

    static Story Told(params (string Person, Point3 Hand)[] people)
    {
        var floor = new Floor();
        Play(floor, Enumerable.Range(0, 150).SelectMany(i => people.Select(p => (i / 15.0, p.Person, p.Hand))));
        return Attributing.Apply(Stroll.Attribution.Story.Empty, Model, AttributionRules.Default, floor, Change(0, 1, 3, (2, -400)), []);
    }
}
