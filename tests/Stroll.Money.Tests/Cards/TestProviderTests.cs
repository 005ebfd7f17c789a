using Stroll.Host.Payments;
using Stroll.Payments.Collecting;

namespace Stroll.Tests.Money.Cards;

public sealed class TestProviderTests : ProviderContract
{
    readonly TestProvider _provider;
    TestFaults? _once;

    public TestProviderTests() => _provider = new(Clock, TestFaults.None, 1);

    internal override IPaymentProvider Provider => new Once(this);

    internal override string Card(long bears) => $"tok_limit_{bears}";

    internal override void Break(LineFault fault) => _once = fault switch
    {
        LineFault.RequestLost => TestFaults.None with { RequestLost = 1 },
        LineFault.AnswerLost => TestFaults.None with { AnswerLost = 1 },
        LineFault.StoredError => TestFaults.None with { StoredError = 1 },
        _ => TestFaults.None with { Conflict = 1 },
    };

    internal override void Dispute(string payment, string reference, string id, long minor, bool isWon)
    {
        if (isWon)
        {
            _provider.DisputeWon(payment, id, minor, "EUR");
        }
        else
        {
            _provider.Dispute(payment, id, minor, "EUR");
        }
    }

    [Fact]
    public async Task Its_book_outlives_the_process()
    {
        using var folder = new TempFolder();
        var request = Request(OperationKind.Collect, 500, "tok_a");
        var first = await new TestProvider(Clock, TestFaults.None, 1, folder["book"]).Send(request, TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(folder["book"], "{\"At\":{\"Nano", TestContext.Current.CancellationToken);
        var again = new TestProvider(Clock, TestFaults.None, 1, folder["book"]);
        Assert.Equal(first, await again.Ask(request, TestContext.Current.CancellationToken));
        Assert.Equal(first, await again.Send(request, TestContext.Current.CancellationToken));
        Assert.Equal(500, Assert.Single(again.Moves).Minor);
    }

    [Fact]
    public async Task A_request_that_was_late_arrives_in_its_time_though_nobody_looks_for_days()
    {
        var request = Request(OperationKind.Collect, 500, "tok_a");
        _provider.Faults = TestFaults.None with { RequestLate = 1, Latest = TimeSpan.FromHours(1) };
        Assert.IsType<ProviderReply.Unclear>(await _provider.Send(request, TestContext.Current.CancellationToken));
        _provider.Faults = TestFaults.None;
        Assert.IsType<ProviderReply.Done>(await _provider.Send(request, TestContext.Current.CancellationToken));
        Clock.Now += TestProvider.KeyMemory + TimeSpan.FromHours(2);
        Assert.Equal(500, Assert.Single(_provider.Moves).Minor);
    }

    /// <summary>The provider with a fault that holds for one request.</summary>
    sealed class Once(TestProviderTests test) : IPaymentProvider
    {
        public async Task<ProviderReply> Send(PaymentRequest request, CancellationToken cancellation)
        {
            test._provider.Faults = test._once ?? TestFaults.None;
            test._once = null;
            var reply = await test._provider.Send(request, cancellation);
            test._provider.Faults = TestFaults.None;
            return reply;
        }

        public Task<ProviderReply> Ask(PaymentRequest request, CancellationToken cancellation) => test._provider.Ask(request, cancellation);

        public Task<Stroll.Units.Result<System.Collections.Immutable.ImmutableArray<Stroll.Payments.Ledger.ProviderMove>>> Report(
            Stroll.Units.Instant from, Stroll.Units.Instant until, CancellationToken cancellation) => test._provider.Report(from, until, cancellation);
    }
}
