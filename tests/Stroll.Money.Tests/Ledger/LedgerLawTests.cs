using Stroll.Payments.Collecting;
using Stroll.Payments.Ledger;
using Stroll.Units;

namespace Stroll.Tests.Money.Ledger;

public class LedgerLawTests(ITestOutputHelper output)
{
    static readonly int Operations = Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1" ? 1_000_000 : 30_000;

    [Fact]
    public void After_every_random_operation_the_books_are_even_and_no_refund_exceeds_its_capture()
    {
        var books = new Books();
        var rng = new Rng(8);
        var done = 0;
        for (var payment = 0; done < Operations; payment++)
        {
            var currency = rng.NextIndex(3) switch { 0 => "JPY", 1 => "KWD", _ => "EUR" };
            var state = Paying.Open($"p{payment}", rng.NextChance(0.9) ? "tok" : "", currency, 0, default, PaymentRules.Default).State;
            for (var i = rng.NextIndex(30); i >= 0; i--, done++)
            {
                var step = Paying.Apply(state, Some(state, rng, new(done * 1_000_000_000L)), PaymentRules.Default);
                state = step.State;
                foreach (var moved in step.Effects.OfType<PaymentEffect.Moved>())
                {
                    Assert.True(books.Book(Booking.Of(moved, state.Payment, currency, default)), $"{moved} twice");
                }

                Assert.True(state.Refunded <= state.Captured && state.Forgone >= 0 && state.Disputed >= 0, $"{state}");
            }

            Assert.True(payment % 50 != 0 || books.IsBalanced);
        }

        Assert.True(books.IsBalanced);
        Assert.True(books[Account.Provider, "EUR"] != 0 && books[Account.BadDebt, "EUR"] != 0 && books[Account.Disputes, "KWD"] != 0);
        output.WriteLine($"{done} operations");
    }

    [Fact]
    public void What_is_booked_twice_counts_once_and_what_is_not_even_is_refused()
    {
        var books = new Books();
        var entry = Booking.Payout("po-1", new(1000, "EUR"), 29, default);
        Assert.True(books.Book(entry));
        Assert.False(books.Book(entry));
        Assert.Equal((971L, 29L, -1000L), (books[Account.Bank, "EUR"], books[Account.Fees, "EUR"], books[Account.Provider, "EUR"]));
        Assert.Throws<InvariantException>(() => books.Book(new("x", default, "", "", [new(Account.Bank, 1, "EUR"), new(Account.Cash, -1, "USD")])));
    }

    /// <summary>Something that may happen, sensible or not.</summary>
    static PaymentInput Some(PaymentState state, Rng rng, Instant at)
    {
        var key = state.Running?.Key ?? (state.History.IsEmpty ? "none" : state.History[rng.NextIndex(state.History.Length)].Key);
        ProviderReply reply = rng.NextIndex(5) switch
        {
            0 => new ProviderReply.Refused("no"),
            1 => new ProviderReply.Absent(rng.NextChance(0.3)),
            2 => new ProviderReply.Unclear("?"),
            _ => new ProviderReply.Done(
                state.Running?.Minor ?? state.History.LastOrDefault(h => h.Key == key)?.Minor ?? 0,
                state.Running?.Reference is { Length: > 0 } reference ? reference : key, null),
        };
        return rng.NextIndex(12) switch
        {
            0 => new PaymentInput.Fix(at, rng.NextIndex((int)(state.Due ?? 5000) + 1)),
            1 or 2 or 3 => new PaymentInput.Told(at, key, reply),
            4 => new PaymentInput.Replied(at, key, reply),
            5 => new PaymentInput.Hinted(at, key),
            6 => new PaymentInput.Looked(at + TimeSpan.FromDays(9)),
            7 => new PaymentInput.Disputed(at, $"d{rng.NextIndex(3)}", rng.NextIndex((int)Math.Max(1, state.Refundable + 1))),
            8 => new PaymentInput.DisputeWon(at, $"d{rng.NextIndex(3)}"),
            9 => new PaymentInput.PaidInCash(at, $"c{rng.NextIndex(4)}", rng.NextIndex(100)),
            10 => new PaymentInput.GivenUp(at),
            _ => new PaymentInput.Resumed(at),
        };
    }
}
