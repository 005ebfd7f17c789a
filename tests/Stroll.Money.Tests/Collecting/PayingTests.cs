using Stroll.Host.Payments;
using Stroll.Payments.Collecting;
using Stroll.Payments.Ledger;
using Stroll.Units;

namespace Stroll.Tests.Money.Collecting;

public class PayingTests
{
    static readonly TimeSpan Shopping = TimeSpan.FromMinutes(10);

    [Fact]
    public void A_visit_that_owes_less_than_the_hold_is_captured_in_part()
    {
        var play = Played(due: 1500);
        Assert.Equal((PaymentPhase.Settled, 1500L, 0L), (play.State.Phase, play.State.Captured, play.State.Held));
        Assert.Equal(("p.Capture.2", 1500L), play.Moves.Select(m => (m.Key, m.Minor)).Single());
    }

    [Fact]
    public void A_visit_that_owes_more_has_its_hold_adjusted_first()
    {
        var play = Played(due: 4500);
        Assert.Equal(["Authorise", "Adjust", "Capture"], play.State.History.Select(h => h.Kind.ToString()));
        Assert.Equal(4500, Assert.Single(play.Moves).Minor);
    }

    [Fact]
    public void Who_takes_nothing_gets_the_hold_back_and_is_charged_nothing()
    {
        var play = Played(due: 0);
        Assert.Equal(PaymentPhase.Released, play.State.Phase);
        Assert.Empty(play.Moves);
    }

    [Fact]
    public void Where_the_hold_may_not_grow_it_is_captured_and_the_rest_collected_or_owed()
    {
        // The card bears 2500 for each request: the hold of 2000, not 4500, and the rest of 2500.
        var play = new PaymentPlay(TestFaults.None, 1, "tok_limit_2500").After(Shopping, at => new PaymentInput.Fix(at, 4500)).ToRest();
        Assert.Equal([2000L, 2500], play.Moves.Select(m => m.Minor));
        Assert.Equal(PaymentPhase.Settled, play.State.Phase);

        var poor = new PaymentPlay(TestFaults.None, 1, "tok_limit_2000").After(Shopping, at => new PaymentInput.Fix(at, 4500)).ToRest();
        Assert.Equal(2500, poor.State.Outstanding);
        Assert.True(poor.State.NeedsPerson);
        Assert.Equal(4, poor.State.History.Count(h => h.Kind == OperationKind.Collect));
        Assert.Contains(poor.Alarms, a => a.Kind == AlarmKind.Debt);
    }

    [Fact]
    public void A_card_that_refuses_the_hold_lets_nobody_in() =>
        Assert.Equal(PaymentPhase.Refused, new PaymentPlay(TestFaults.None, 1, "tok_refused").ToRest().State.Phase);

    [Fact]
    public void A_correction_before_the_capture_lowers_it_and_one_after_it_is_a_refund()
    {
        var before = new PaymentPlay(TestFaults.None, 1).After(Shopping, at => new PaymentInput.Fix(at, 1500));
        var after = before.After(TimeSpan.FromHours(1), at => new PaymentInput.Fix(at, 900)).ToRest();
        Assert.Equal([(MoneyMove.Captured, 1500L), (MoneyMove.Refunded, 600)], after.Moves.Select(m => (m.Move, m.Minor)));
        Assert.Equal((PaymentPhase.Settled, 0L), (after.State.Phase, after.State.Outstanding));
    }

    [Fact]
    public void No_version_of_a_receipt_asks_for_more_than_the_one_before()
    {
        var state = Played(due: 900).State;
        Assert.Throws<InvariantException>(() => Paying.Apply(state, new PaymentInput.Fix(PaymentPlay.Start, 901), PaymentRules.Default));
    }

    [Fact]
    public void An_old_hold_is_told_of_twice_and_never_captured_after_its_end()
    {
        var play = new PaymentPlay(TestFaults.None, 1).After(TimeSpan.FromDays(3), at => new PaymentInput.Fix(at, 1500)).ToRest();
        Assert.Equal(2, play.Alarms.Count(a => a.Kind == AlarmKind.HoldAges));
        Assert.Single(play.Alarms, a => a.Kind == AlarmKind.HoldExpired);
        Assert.DoesNotContain(play.State.History, h => h.Kind == OperationKind.Capture);
        Assert.Equal(1500, play.State.Captured);
    }

    [Fact]
    public void A_dispute_counts_once_is_not_charged_again_and_can_be_won()
    {
        var play = Played(due: 1500);
        play.Dispute("d1", 1500);
        var at = PaymentPlay.Start + TimeSpan.FromDays(5);
        play.After(TimeSpan.FromDays(5), t => new PaymentInput.Disputed(t, "d1", 1500))
            .After(TimeSpan.FromDays(6), t => new PaymentInput.Disputed(t, "d1", 1500)).ToRest();
        Assert.Equal((1500L, 0L, 0L), (play.State.Disputed, play.State.Refundable, play.State.Outstanding));
        Assert.Equal(1500, play.Books[Account.Disputes, "EUR"]);

        play.After(TimeSpan.FromDays(9), t => new PaymentInput.DisputeWon(t, "d1")).ToRest();
        Assert.Equal((0L, 1500L), (play.State.Disputed, play.State.Refundable));
        Assert.Equal(0, play.Books[Account.Disputes, "EUR"]);
    }

    [Fact]
    public void Staff_take_cash_from_people_without_a_card()
    {
        var play = new PaymentPlay(TestFaults.None, 1, token: "", hold: 0)
            .After(Shopping, at => new PaymentInput.Fix(at, 700))
            .After(TimeSpan.FromMinutes(11), at => new PaymentInput.PaidInCash(at, "till-1", 700))
            .After(TimeSpan.FromMinutes(12), at => new PaymentInput.PaidInCash(at, "till-1", 700)).ToRest();
        Assert.Equal((PaymentPhase.Settled, 700L), (play.State.Phase, play.State.Cash));
        Assert.Empty(play.Moves);
        Assert.Equal(700, play.Books[Account.Cash, "EUR"]);
    }

    [Fact]
    public void What_is_given_up_is_bad_debt_and_taken_up_again_when_less_is_owed()
    {
        var play = new PaymentPlay(TestFaults.None, 1, "tok_limit_2000").After(Shopping, at => new PaymentInput.Fix(at, 4500))
            .After(TimeSpan.FromDays(14), at => new PaymentInput.GivenUp(at))
            .After(TimeSpan.FromDays(15), at => new PaymentInput.Fix(at, 1800)).ToRest();
        Assert.Equal((0L, 200L, 0L), (play.State.Forgone, play.State.Refunded, play.State.Outstanding));
        Assert.Equal(0, play.Books[Account.BadDebt, "EUR"]);
    }

    [Fact]
    public void A_key_is_the_same_for_every_repetition_and_none_is_sent_after_twenty_hours()
    {
        // Nothing ever arrives.
        var lost = TestFaults.None with { RequestLost = 1 };
        var play = new PaymentPlay(lost, 1).ToRest();
        Assert.Equal("p.Authorise.1", play.State.Running!.Key);
        Assert.Equal(1, play.State.Begun);
        Assert.True(play.State.NeedsPerson);
        Assert.Single(play.Alarms, a => a.Kind == AlarmKind.NeedsPerson);
    }

    [Fact]
    public void Another_key_is_used_only_when_the_provider_has_spent_the_first()
    {
        var play = new PaymentPlay(TestFaults.None with { StoredError = 0.5 }, 5).After(Shopping, at => new PaymentInput.Fix(at, 1500)).ToRest();
        Assert.Equal(PaymentPhase.Settled, play.State.Phase);
        Assert.True(play.State.Begun > 2);
        Assert.Equal(1500, Assert.Single(play.Moves).Minor);
    }

    static PaymentPlay Played(long due) => new PaymentPlay(TestFaults.None, 1).After(Shopping, at => new PaymentInput.Fix(at, due)).ToRest();
}
