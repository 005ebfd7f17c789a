using Stroll.Host.Payments;
using Stroll.Payments.Collecting;
using Stroll.Payments.Ledger;
using Stroll.Units;

namespace Stroll.Tests.Money.Collecting;

/// <summary>Each answer is lost, late, doubled, contradicting or ambiguous with its own probability of 12 %.</summary>
public class MillionCaptureTests(ITestOutputHelper output)
{
    static readonly int Payments = Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1" ? 1_000_000 : 20_000;

    // 7 faults of a call are drawn apart, at 12 % together 84 %; what is left is a plain good answer.
    static readonly TestFaults Hell = TestFaults.All(0.12);

    [Fact]
    public void No_capture_is_doubled_missing_or_wrong()
    {
        var doubts = new List<TimeSpan>();
        for (var i = 0; i < Payments; i++)
        {
            var due = 1 + (i * 7919L % 9000);
            var play = new PaymentPlay(Hell, (ulong)i).After(TimeSpan.FromMinutes(20), at => new PaymentInput.Fix(at, due)).ToRest();
            Assert.True(IsRight(play, due), $"seed {i}: owes {due}, {play.State}, provider {string.Join(' ', play.Moves)}");
            doubts.AddRange(Enumerable.Repeat(play.LongestDoubt, play.Doubts > 0 ? 1 : 0));
        }

        doubts.Sort();
        output.WriteLine($"{Payments} payments, {doubts.Count} with doubt; settled within: median {At(0.5)}, p99 {At(0.99)}, all {doubts[^1]}");
        Assert.True(doubts.Count > Payments / 2);
        Assert.True(doubts[^1] < PaymentRules.Default.KeyLife);

        TimeSpan At(double share) => doubts[(int)(share * (doubts.Count - 1))];
    }

    [Fact]
    public void Corrections_and_disputes_between_all_faults_leave_nobody_with_a_wrong_sum()
    {
        for (var i = 0; i < Payments / 10; i++)
        {
            var rng = new Rng((ulong)i, 3);
            var due = 1L + rng.NextIndex(6000);
            var less = rng.NextIndex((int)due + 1);
            var token = rng.NextIndex(4) switch { 0 => "tok_limit_2000", 1 => "tok_limit_3000", _ => "tok_good" };
            var play = new PaymentPlay(Hell, (ulong)i, token, hold: 500)
                .After(TimeSpan.FromMinutes(20), at => new PaymentInput.Fix(at, due))
                .After(TimeSpan.FromMinutes(20 + rng.NextIndex(200)), at => new PaymentInput.Fix(at, less)).ToRest();
            var at = play.State;
            Assert.True(play.State.Captured == play.Moves.Where(m => m.Move == MoneyMove.Captured).Sum(m => m.Minor), $"seed {i}: {at}");
            Assert.True(play.State.Refunded == play.Moves.Where(m => m.Move == MoneyMove.Refunded).Sum(m => m.Minor), $"seed {i}: {at}");
            Assert.True(at.Refunded <= at.Captured && at.Outstanding >= 0, $"seed {i}: {at}");
            Assert.True(at.Outstanding == 0 || (at.NeedsPerson && token != "tok_good"), $"seed {i}: {at}");
        }
    }

    static bool IsRight(PaymentPlay play, long due) =>
        play.State is { Phase: PaymentPhase.Settled, Outstanding: 0, Running: null }
        && play.Moves.Where(m => m.Move == MoneyMove.Captured).Sum(m => m.Minor) == due
        && play.Moves.Count(m => m.Move == MoneyMove.Captured) == 1
        && play.Books[Account.Provider, "EUR"] == due && play.Books.IsBalanced;
}
