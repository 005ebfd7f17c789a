using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Host.Review;
using Stroll.Host.Stores;
using Stroll.Observations;
using Stroll.Review.Routing;
using Stroll.Review.Streams;
using Stroll.Units;

namespace Stroll.Tests.Review;

/// <summary>What the queue promises on every database.</summary>
public abstract class ReviewQueueContract
{
    static readonly Instant Noon = Desk.Noon;
    static readonly string[] Reviewers = ["ada", "bob", "cem"];
    static readonly Verdict CannotTell = new Verdict.CannotTell();

    internal abstract IDatabase Open(StoreKey store, ImmutableArray<Migration> migrations);

    [Fact]
    public void A_case_is_held_by_one_person()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules);
        desk.Ask("c1");

        var held = desk.Pull("ada");

        Assert.Null(desk.Queue.Pull("bob", false, Noon));
        Assert.Equal(held.Token, desk.Pull("ada", Noon + 5.Seconds).Token);
    }

    [Fact]
    public void Who_falls_silent_loses_the_case_and_cannot_answer_it_any_more()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules);
        desk.Ask("c1");
        var first = desk.Pull("ada");

        var second = desk.Pull("bob", Noon + 91.Seconds);

        Assert.True(second.Token > first.Token);
        Assert.IsType<Answering.Lost>(desk.Queue.Answer("c1", "ada", first.Token, Tea, 5, Noon + 92.Seconds));
        Assert.Null(desk.Queue.Heartbeat("c1", "ada", first.Token, Noon + 92.Seconds));
        Assert.IsType<Answering.Kept>(desk.Queue.Answer("c1", "bob", second.Token, Tea, 5, Noon + 93.Seconds));
    }

    [Fact]
    public void A_sign_of_life_keeps_the_case()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules);
        desk.Ask("c1");
        var held = desk.Pull("ada");

        Assert.Equal(Noon + 150.Seconds, desk.Queue.Heartbeat("c1", "ada", held.Token, Noon + 60.Seconds));

        Assert.Null(desk.Queue.Pull("bob", false, Noon + 100.Seconds));
    }

    [Fact]
    public void What_would_cost_most_in_the_time_that_is_left_comes_first()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules);
        desk.Ask("cheap", product: 0);
        desk.Ask("dear", visit: 2, product: 2);
        desk.Ask("early", visit: 3, product: 0, at: Noon - 590.Seconds);

        Assert.Equal("early dear cheap", string.Join(' ', Reviewers.Select(reviewer => desk.Pull(reviewer).Id)));
    }

    [Fact]
    public void The_same_eyes_never_see_a_case_twice()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules);
        desk.Ask("c1");

        desk.Say("ada", CannotTell);

        Assert.Null(desk.Queue.Pull("ada", true, Noon + 200.Seconds));
        Assert.Equal("c1", desk.Pull("bob").Id);
    }

    [Fact]
    public void One_good_answer_settles_and_differing_ones_go_on_to_a_senior()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules);
        desk.Ask("plain", doubt: 0.15);
        desk.Say("ada", Tea);
        Assert.Equal(("settled", Desk.Took(1, 0)), (Status(desk, "plain"), VerdictOf(desk, "plain")));

        desk.Ask("hard", visit: 2, doubt: 0.6);
        desk.Say("ada", new Verdict.Happened(Desk.Took(2, 0)));
        desk.Say("bob", new Verdict.Happened(Desk.Took(2, 1)));
        desk.Say("cem", new Verdict.NoneOffered());
        Assert.Equal("open", Status(desk, "hard"));
        Assert.Null(desk.Queue.Pull("dan", false, Noon));
        desk.Say("sue", new Verdict.Happened(Desk.Took(2, 1)), isSenior: true);
        Assert.Equal(("settled", Desk.Took(2, 1)), (Status(desk, "hard"), VerdictOf(desk, "hard")));
    }

    [Fact]
    public void What_not_even_a_senior_can_tell_has_no_verdict()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules);
        desk.Ask("dark");
        foreach (var reviewer in Reviewers)
        {
            desk.Say(reviewer, CannotTell);
        }

        desk.Say("sue", CannotTell, isSenior: true);

        Assert.Equal(("settled", null), (Status(desk, "dark"), VerdictOf(desk, "dark")));
    }

    [Fact]
    public void Releasing_gives_it_back_and_declining_gives_it_to_others()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules);
        desk.Ask("c1");
        var first = desk.Pull("ada");
        Assert.True(desk.Queue.Release("c1", "ada", first.Token));
        Assert.False(desk.Queue.Release("c1", "ada", first.Token));

        var second = desk.Pull("ada");
        Assert.True(desk.Queue.Decline("c1", "ada", second.Token, "I know them", Noon));

        Assert.Null(desk.Queue.Pull("ada", false, Noon));
        Assert.Equal("c1", desk.Pull("bob").Id);
        Assert.Equal("I know them", desk.Read<string>("SELECT reason FROM review_seen WHERE reviewer = 'ada'"));
    }

    [Fact]
    public void What_is_handed_to_a_senior_is_for_seniors()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules);
        desk.Ask("c1");
        var held = desk.Pull("ada");

        desk.Queue.HandToSenior("c1", "ada", held.Token, "too fast", Noon);

        Assert.Null(desk.Queue.Pull("bob", false, Noon));
        Assert.Equal("c1", desk.Pull("sue", isSenior: true).Id);
    }

    [Fact]
    public void What_is_late_is_closed_without_a_verdict()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules);
        desk.Ask("c1");
        var held = desk.Pull("ada");

        Assert.Null(desk.Queue.Pull("bob", false, Noon + 601.Seconds));

        Assert.Equal(("late", null), (Status(desk, "c1"), VerdictOf(desk, "c1")));
        Assert.IsType<Answering.Lost>(desk.Queue.Answer("c1", "ada", held.Token, Tea, 5, Noon + 601.Seconds));
    }

    [Fact]
    public void An_answer_can_be_taken_back_for_ten_seconds_and_both_stay_written()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules);
        desk.Ask("c1", doubt: 0.1);
        desk.Say("ada", Tea);

        var again = desk.Queue.TakeBack("ada", Noon + 9.Seconds)!;

        Assert.Equal("open", Status(desk, "c1"));
        Assert.IsType<Answering.Kept>(desk.Queue.Answer("c1", "ada", again.Token, new Verdict.Happened(Desk.Took(1, 1)), 3, Noon + 10.Seconds));
        Assert.Equal(3, desk.Read<long>("SELECT COUNT(*) FROM review_answer"));
        Assert.Null(desk.Queue.TakeBack("ada", Noon + 20.Seconds));
    }

    [Fact]
    public void A_correction_has_a_reason_and_leaves_what_it_corrects()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules);
        desk.Ask("c1", doubt: 0.1);
        var kept = (Answering.Kept)desk.Say("ada", Tea);

        var by = desk.Queue.Replace(kept.Number, "sue", new Verdict.Happened(Desk.Took(1, 1)), "label was misread", Noon + 60.Seconds);

        Assert.NotNull(by);
        Assert.Null(desk.Queue.Replace(kept.Number, "sue", Tea, "again", Noon + 61.Seconds));
        Assert.Equal("label was misread", desk.Read<string>($"SELECT reason FROM review_answer WHERE replaces = {kept.Number}"));
        Assert.Equal("answer replaced", database.Read(t => JournalTable.All(t).Last()).Act);
    }

    [Fact]
    public void Each_key_is_kept_and_found_again()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules);
        desk.Ask("c1");
        var held = desk.Pull("ada");

        desk.Queue.Save("c1", "ada", "2", Noon);
        desk.Queue.Save("c1", "ada", "2+", Noon + 1.Seconds);

        Assert.Equal("2+", desk.Pull("ada", Noon + 2.Seconds).Draft);
        Assert.Equal("", held.Draft);
    }

    [Fact]
    public void A_question_that_settled_itself_is_asked_no_more()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules);
        desk.Ask("c1");

        desk.Tell(new StoreEvent.QuestionWithdrawn(Noon + 5.Seconds, Desk.Question("c1")));

        Assert.Null(desk.Queue.Pull("ada", false, Noon + 6.Seconds));
    }

    [Fact]
    public void The_order_of_accounts_is_each_persons_own_and_stays()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules);
        var orders = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            desk.Ask($"c{i}", visit: i + 1);
            var held = desk.Pull($"r{i}");
            orders.Add(string.Join(' ', held.Offered.Select(deeds => deeds.All.IsEmpty ? "-" : $"{deeds.All[0].Product.Index}")));
            Assert.Equal(held.Offered, desk.Pull($"r{i}", Noon + 1.Seconds).Offered);
        }

        // The machine's own account, the tea, stands first in a third of them.
        Assert.InRange(orders.Count(order => order[0] == '0'), 5, 23);
    }

    [Fact]
    public void A_whole_visit_is_audited_by_two_who_know_nothing_of_it()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules with { Audit = Desk.Rules.Audit with { Rate = new(1) } });
        desk.Ask("c1", doubt: 0.1);
        desk.Say("ada", Tea);
        desk.Shop(1, Noon, 0, 1);

        Assert.Null(desk.Queue.Pull("ada", true, Noon + 2.Seconds));
        var audit = desk.Pull("bob", Noon + 2.Seconds);
        Assert.True(audit.IsWholeVisit);
        var told = (Answering.Kept)desk.Queue.Answer(audit.Id, "bob", audit.Token, Both(1), 40, Noon + 60.Seconds);
        Assert.Null(told.Told.Machine);
        desk.Say("cem", Both(1), Noon + 61.Seconds);

        Assert.Equal("settled", Status(desk, audit.Id));
    }

    [Fact]
    public void A_third_looks_where_two_audits_differ()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules with { Audit = Desk.Rules.Audit with { Rate = new(1) } });
        desk.Shop(1, Noon, 0);

        desk.Say("bob", Both(1), Noon + 3.Seconds);
        desk.Say("cem", Tea, Noon + 3.Seconds);
        Assert.Equal(1, desk.Read<long>("SELECT COUNT(*) FROM review_case WHERE status = 'open'"));
        desk.Say("dan", Tea, Noon + 3.Seconds);

        Assert.Equal("settled", desk.Read<string>("SELECT status FROM review_case"));
    }

    [Fact]
    public void The_days_key_is_promised_before_and_shown_after()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules);
        desk.Shop(1, Noon, 0);
        Assert.All(database.Read(AuditDays.Published), day => Assert.Null(day.Key));

        database.Write(t => desk.Days.Reveal(t, Noon + TimeSpan.FromDays(1)));

        var days = database.Read(AuditDays.Published);
        Assert.Equal(2, days.Count);
        Assert.Null(days[0].Key);
        Assert.Equal(days[1].Commitment, new Stroll.Review.Audits.AuditKey(Convert.FromHexString(days[1].Key!)).Commitment);
    }

    [Fact]
    public void Audits_cannot_be_lowered_unseen()
    {
        using var database = Open(Desk.Store, Schema.Store);
        new Desk(database, Desk.Rules with { Audit = Desk.Rules.Audit with { Rate = new(0.05) } }).Shop(1, Noon, 0);
        Assert.Null(database.Read(t => DesignTable.Banner(t, Noon)));

        new Desk(database, Desk.Rules with { Audit = Desk.Rules.Audit with { Rate = new(0.01) } }).Shop(2, Noon + 3600.Seconds, 0);

        Assert.Contains("it was 5", database.Read(t => DesignTable.Banner(t, Noon + 7200.Seconds)), StringComparison.Ordinal);
        Assert.Contains(database.Read(t => JournalTable.All(t).ToArray()), entry => entry.Act == "audit design changed");
        Assert.Null(database.Read(t => DesignTable.Banner(t, Noon + TimeSpan.FromDays(200))));
    }

    [Fact]
    public void A_shift_begins_with_gold_and_says_at_once_what_was_right()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules with { Gold = Desk.Rules.Gold with { WarmUp = 2 } });
        desk.Ask("old", doubt: 0.1);
        database.Write(t => GoldTable.Add(t, "old", Desk.Took(1, 1), Desk.Catalogue, Noon));

        var held = desk.Pull("ada");
        Assert.NotEqual("old", held.Id);
        Assert.Equal("old", held.Subject);
        var told = ((Answering.Kept)desk.Queue.Answer(held.Id, "ada", held.Token, Tea, 4, Noon)).Told;

        Assert.Equal((CaseStream.Gold, false, Desk.Took(1, 1), Desk.Took(1, 0)), (told.Stream, told.WasRight, told.Truth, told.Machine));
        // There is no other gold, and nobody sees a clip as gold that they saw otherwise: next comes the case that waits.
        Assert.Equal("old", desk.Pull("ada").Id);
    }

    [Fact]
    public void What_three_people_agree_on_becomes_gold()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var rules = Desk.Rules with { Consensus = Desk.Rules.Consensus with { Start = 3 } };
        var desk = new Desk(database, rules);
        desk.Ask("c1");
        foreach (var reviewer in Reviewers)
        {
            desk.Say(reviewer, Tea);
        }

        Assert.Equal(("c1", 0L), (desk.Read<string>("SELECT id FROM review_gold"), desk.Read<long>("SELECT is_machine_wrong FROM review_gold")));
        Assert.Equal(1, database.Write(t => GoldTable.Retire(t, "jam")));
        Assert.Equal(0, database.Write(t => GoldTable.Retire(t, "jam")));
    }

    [Fact]
    public void A_budget_holds_over_the_tables_too()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules with { Routing = Desk.Rules.Routing with { Limit = new RoutingLimit.Budget(3) } });
        desk.Shop(1, Noon, 0);
        for (var i = 0; i < 8; i++)
        {
            desk.Ask($"c{i}");
        }

        Assert.Equal(3, desk.Read<long>("SELECT COUNT(*) FROM review_case WHERE stream = 'routed'"));
    }

    [Fact]
    public void A_store_that_starts_again_makes_no_case_twice()
    {
        using var database = Open(Desk.Store, Schema.Store);
        var desk = new Desk(database, Desk.Rules with { Audit = Desk.Rules.Audit with { Rate = new(1) } });
        for (var run = 0; run < 2; run++)
        {
            desk.Ask("c1");
            desk.Shop(1, Noon, 0);
        }

        Assert.Equal(2, desk.Read<long>("SELECT COUNT(*) FROM review_case"));
    }

    static Verdict Tea => new Verdict.Happened(Desk.Took(1, 0));

    static Verdict.Happened Both(int visit) => new(new Deeds([new($"v{visit}", new(0), 1), new($"v{visit}", new(1), 1)]));

    static string Status(Desk desk, string id) => desk.Read<string>($"SELECT status FROM review_case WHERE id = '{id}'");

    static Deeds? VerdictOf(Desk desk, string id) =>
        desk.Read<string?>($"SELECT verdict FROM review_case WHERE id = '{id}'") is { } text ? DeedsText.Read(text, Desk.Catalogue) : null;
}
