using System.Collections.Immutable;
using Stroll.Host.Payments;
using Stroll.Payments.Collecting;
using Stroll.Payments.Ledger;
using Stroll.Units;

namespace Stroll.Tests.Money.Cards;

/// <summary>How a line to a provider fails in a test.</summary>
public enum LineFault
{
    /// <summary>The request never arrives.</summary>
    RequestLost,

    /// <summary>It is carried out; the answer is lost.</summary>
    AnswerLost,

    /// <summary>The provider breaks down over it and answers this key with its error for ever.</summary>
    StoredError,

    /// <summary>Another request with this key is under way.</summary>
    Conflict,
}

/// <summary>What every payment provider promises the store.</summary>
public abstract class ProviderContract : IDisposable
{
    protected static readonly Instant Start = Instant.FromUnixSeconds(1_780_000_000);

    int _keys;

    internal SimulatedClock Clock { get; } = new(Start);

    internal abstract IPaymentProvider Provider { get; }

    /// <summary>A token of a card that bears up to an amount.</summary>
    internal abstract string Card(long bears);

    /// <summary>The next request fails so.</summary>
    internal abstract void Break(LineFault fault);

    /// <summary>A bank takes back what a payment took, or gives it again.</summary>
    internal abstract void Dispute(string payment, string reference, string id, long minor, bool isWon);

    public virtual void Dispose() => GC.SuppressFinalize(this);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hold_is_captured_in_part_and_the_report_has_it_under_its_key()
    {
        var hold = await Done(Request(OperationKind.Authorise, 2000, Card(5000)));
        Assert.Equal(2000, hold.Minor);
        Assert.True(hold.CaptureBefore > Start);
        var capture = Request(OperationKind.Capture, 1234, Card(5000), hold.Reference);
        Assert.Equal(1234, (await Done(capture)).Minor);
        Assert.Equal([new(capture.Operation.Key, "visit-1", MoneyMove.Captured, 1234, "EUR")], await Moves());
    }

    [Theory]
    [InlineData(OperationKind.Authorise)]
    [InlineData(OperationKind.Collect)]
    public async Task The_same_key_again_has_no_second_effect_and_the_same_answer(OperationKind kind)
    {
        var request = Request(kind, 700, Card(5000));
        var first = await Done(request);
        Assert.Equal(first, await Done(request));
        Assert.Equal(first, await Asked(request));
        Assert.Equal(kind == OperationKind.Collect ? 1 : 0, (await Moves()).Length);
    }

    [Fact]
    public async Task A_hold_grows_is_given_back_and_cannot_be_captured_then()
    {
        var card = Card(5000);
        var hold = await Done(Request(OperationKind.Authorise, 1000, card));
        Assert.Equal(1500, (await Done(Request(OperationKind.Adjust, 1500, card, hold.Reference))).Minor);
        await Done(Request(OperationKind.Cancel, 0, card, hold.Reference));
        var late = Request(OperationKind.Capture, 1000, card, hold.Reference);
        Assert.IsType<ProviderReply.Refused>(await Provider.Send(late, Cancellation));
        Assert.IsType<ProviderReply.Refused>(await Provider.Ask(late, Cancellation));
        Assert.Empty(await Moves());
    }

    [Theory]
    [InlineData(OperationKind.Authorise)]
    [InlineData(OperationKind.Collect)]
    public async Task A_card_that_does_not_bear_it_is_refused_and_the_book_says_so(OperationKind kind)
    {
        var request = Request(kind, 700, Card(600));
        Assert.IsType<ProviderReply.Refused>(await Provider.Send(request, Cancellation));
        Assert.IsType<ProviderReply.Refused>(await Provider.Ask(request, Cancellation));
        Assert.Empty(await Moves());
    }

    [Fact]
    public async Task What_was_taken_is_given_back_in_parts_and_never_more()
    {
        var card = Card(5000);
        var charge = await Done(Request(OperationKind.Collect, 1000, card));
        Assert.Equal(400, (await Done(Request(OperationKind.Refund, 400, card, charge.Reference))).Minor);
        var tooMuch = Request(OperationKind.Refund, 700, card, charge.Reference);
        Assert.IsType<ProviderReply.Refused>(await Provider.Send(tooMuch, Cancellation));
        Assert.IsNotType<ProviderReply.Done>(await Provider.Ask(tooMuch, Cancellation));
        await Done(Request(OperationKind.Refund, 600, card, charge.Reference));
        Assert.Equal([-600, -400, 1000L], (await Moves()).Select(m => m.Move == MoneyMove.Captured ? m.Minor : -m.Minor).Order());
    }

    [Theory]
    [InlineData(OperationKind.Authorise)]
    [InlineData(OperationKind.Collect)]
    [InlineData(OperationKind.Capture)]
    [InlineData(OperationKind.Refund)]
    [InlineData(OperationKind.Cancel)]
    public async Task A_lost_answer_is_unclear_and_the_book_knows_that_it_happened(OperationKind kind)
    {
        var request = await Prepared(kind);
        Break(LineFault.AnswerLost);
        Assert.IsType<ProviderReply.Unclear>(await Provider.Send(request, Cancellation));
        var told = await Asked(request);
        Assert.Equal(told.Minor, (await Done(request)).Minor);
    }

    [Theory]
    [InlineData(OperationKind.Authorise)]
    [InlineData(OperationKind.Collect)]
    [InlineData(OperationKind.Capture)]
    [InlineData(OperationKind.Refund)]
    public async Task A_lost_request_is_unclear_absent_from_the_book_and_does_no_harm_when_it_is_sent_again(OperationKind kind)
    {
        var request = await Prepared(kind);
        foreach (var fault in (LineFault[])[LineFault.RequestLost, LineFault.Conflict])
        {
            Break(fault);
            Assert.IsType<ProviderReply.Unclear>(await Provider.Send(request, Cancellation));
            Assert.Equal(new ProviderReply.Absent(KeyIsSpent: false), await Provider.Ask(request, Cancellation));
        }

        await Done(request);
        await Asked(request);
    }

    [Theory]
    [InlineData(OperationKind.Collect)]
    [InlineData(OperationKind.Capture)]
    [InlineData(OperationKind.Refund)]
    public async Task A_key_that_answers_with_an_error_for_ever_is_told_to_be_spent_and_a_new_one_works(OperationKind kind)
    {
        var request = await Prepared(kind);
        Break(LineFault.StoredError);
        Assert.IsType<ProviderReply.Unclear>(await Provider.Send(request, Cancellation));
        var asked = await Provider.Ask(request, Cancellation);
        Assert.IsType<ProviderReply.Absent>(asked);
        if (asked is ProviderReply.Absent { KeyIsSpent: false })
        {
            // Sent again as the janitor does it; then it is known.
            Assert.IsType<ProviderReply.Unclear>(await Provider.Send(request, Cancellation));
        }

        Assert.Equal(new ProviderReply.Absent(KeyIsSpent: true), await Provider.Ask(request, Cancellation));
        await Done(request with { Operation = request.Operation with { Key = $"{request.Operation.Key}.again" } });
    }

    [Fact]
    public async Task A_dispute_and_its_end_stand_in_the_report()
    {
        var card = Card(5000);
        var charge = await Done(Request(OperationKind.Collect, 1000, card));
        Dispute("visit-1", charge.Reference, "dp_1", 1000, isWon: false);
        Clock.Now += TimeSpan.FromDays(2);
        Dispute("visit-1", charge.Reference, "dp_1", 1000, isWon: true);
        Assert.Equal([MoneyMove.Captured, MoneyMove.Disputed, MoneyMove.DisputeWon], (await Moves()).Select(m => m.Move));
        Assert.All((await Moves()).Skip(1), m => Assert.Equal(("dp_1", "visit-1", 1000L), (m.Key, m.Payment, m.Minor)));
    }

    [Fact]
    public async Task The_report_of_a_time_has_what_moved_in_it()
    {
        var card = Card(5000);
        var hold = await Done(Request(OperationKind.Authorise, 1000, card));
        Clock.Now += TimeSpan.FromHours(30);
        await Done(Request(OperationKind.Capture, 1000, card, hold.Reference));
        Assert.Empty(await Moves(Start, Start + TimeSpan.FromHours(24)));
        Assert.Single(await Moves(Start + TimeSpan.FromHours(24), Start + TimeSpan.FromHours(48)));
    }

    [Fact]
    public async Task A_hold_that_has_ended_is_refused()
    {
        var card = Card(5000);
        var hold = await Done(Request(OperationKind.Authorise, 1000, card));
        Clock.Now = hold.CaptureBefore!.Value + 1.Seconds;
        var late = Request(OperationKind.Capture, 1000, card, hold.Reference);
        Assert.IsType<ProviderReply.Refused>(await Provider.Send(late, Cancellation));
        Assert.IsType<ProviderReply.Refused>(await Provider.Ask(late, Cancellation));
    }

    protected PaymentRequest Request(OperationKind kind, long minor, string token, string reference = "") =>
        new("visit-1", token, "EUR", new(kind, $"visit-1.{kind}.{++_keys}", minor, reference, Clock.Now, 0, IsUnknown: false));

    /// <summary>A request for 300 of a kind, with all that must have happened before it.</summary>
    async Task<PaymentRequest> Prepared(OperationKind kind)
    {
        var card = Card(5000);
        var before = kind switch
        {
            OperationKind.Capture or OperationKind.Cancel => (await Done(Request(OperationKind.Authorise, 300, card))).Reference,
            OperationKind.Refund => (await Done(Request(OperationKind.Collect, 900, card))).Reference,
            _ => "",
        };
        return Request(kind, kind == OperationKind.Cancel ? 0 : 300, card, before);
    }

    async Task<ProviderReply.Done> Done(PaymentRequest request) => Assert.IsType<ProviderReply.Done>(await Provider.Send(request, Cancellation));

    async Task<ProviderReply.Done> Asked(PaymentRequest request) => Assert.IsType<ProviderReply.Done>(await Provider.Ask(request, Cancellation));

    Task<ImmutableArray<ProviderMove>> Moves() => Moves(Start - 60.Seconds, Clock.Now + 60.Seconds);

    async Task<ImmutableArray<ProviderMove>> Moves(Instant from, Instant until) =>
        Assert.IsType<Result<ImmutableArray<ProviderMove>>.Good>(await Provider.Report(from, until, Cancellation)).Value;
}
