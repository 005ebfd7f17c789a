using System.Globalization;
using Stroll.Counter.Cards;
using Stroll.Host.Database;
using Stroll.Host.Ledger;
using Stroll.Host.Payments;
using Stroll.Payments.Collecting;
using Stroll.Payments.Ledger;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Tests.Money.Cards;

public sealed class StripeProviderTests : ProviderContract
{
    readonly StripeStandIn _standIn;
    readonly StripeProvider _provider;

    public StripeProviderTests()
    {
        _standIn = new(Clock);
        _provider = new(StripeStandIn.Key, _standIn.Address);
    }

    internal override IPaymentProvider Provider => _provider;

    internal override string Card(long bears) => $"cus_{bears}/pm_limit_{bears}";

    internal override void Break(LineFault fault) => _standIn.Break(fault);

    internal override void Dispute(string payment, string reference, string id, long minor, bool isWon) => _standIn.Dispute(reference, id, minor, isWon);

    public override void Dispose()
    {
        _provider.Dispose();
        _standIn.Dispose();
        base.Dispose();
    }

    [Fact]
    public async Task A_wrong_secret_key_is_no_answer_about_the_card()
    {
        using var stranger = new StripeProvider("sk_test_other", _standIn.Address);
        Assert.IsType<ProviderReply.Unclear>(await stranger.Send(Request(OperationKind.Collect, 1, Card(5)), TestContext.Current.CancellationToken));
        Assert.IsType<Result<System.Collections.Immutable.ImmutableArray<ProviderMove>>.Bad>(
            await stranger.Report(Start, Start + 60.Seconds, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Nobody_there_is_unclear()
    {
        using var nowhere = new StripeProvider("sk_test_x", "http://127.0.0.1:1");
        Assert.IsType<ProviderReply.Unclear>(await nowhere.Send(Request(OperationKind.Collect, 1, Card(5)), TestContext.Current.CancellationToken));
        Assert.IsType<ProviderReply.Unclear>(await nowhere.Ask(Request(OperationKind.Collect, 1, Card(5)), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("4242424242424242")]
    [InlineData("tok_visa")]
    [InlineData("cus_1")]
    [InlineData("cus_1/pm_1/x")]
    [InlineData("cus_1/pm_\r\nEvil: 1")]
    public async Task What_is_no_token_is_never_sent(string token)
    {
        Assert.IsType<ProviderReply.Refused>(await _provider.Send(Request(OperationKind.Collect, 1, token), TestContext.Current.CancellationToken));
        Assert.Empty(_standIn.Moved);
    }

    [Theory]
    [InlineData("EUR", true)]
    [InlineData("JPY", true)]
    [InlineData("ISK", false)]
    [InlineData("KWD", false)]
    [InlineData("XXX", false)]
    public void Currencies_whose_units_are_not_the_stores_are_not_spoken(string currency, bool speaks) => Assert.Equal(speaks, StripeProvider.Speaks(currency));

    [Fact]
    public async Task Hundreds_of_payments_over_a_bad_line_are_each_collected_once_and_the_books_agree()
    {
        using var folder = new TempFolder();
        using var database = SqliteDatabase.Open(folder["store.db"], Schema.Store);
        var cashier = new Cashier(database, _provider, PaymentRules.Default, Clock);
        var rng = new Rng(3);
        _standIn.Trouble = 0.25;
        var count = Environment.GetEnvironmentVariable("STROLL_TEST_LONG") == "1" ? 2000 : 60;
        var owed = new Dictionary<string, long>();
        for (var i = 0; i < count; i++)
        {
            var (payment, due) = (string.Create(CultureInfo.InvariantCulture, $"visit-{i}"), (long)rng.NextIndex(3000));
            await cashier.Call(payment, database.Write(t => cashier.Open(t, payment, Card(100_000), "EUR", rng.NextChance(0.5) ? 1500 : 0)), TestContext.Current.CancellationToken);
            await cashier.Handle(payment, new PaymentInput.Fix(Clock.Now, due), TestContext.Current.CancellationToken);
            owed[payment] = due;
            Clock.Now += 5.Seconds;
        }

        await Rest();
        foreach (var payment in owed.Keys.Where(_ => rng.NextChance(0.3)).ToArray())
        {
            owed[payment] /= 2;
            await cashier.Handle(payment, new PaymentInput.Fix(Clock.Now, owed[payment]), TestContext.Current.CancellationToken);
        }

        await Rest();
        var moved = _standIn.Moved.GroupBy(m => m.Payment).ToDictionary(g => g.Key, g => g.Sum(m => m.Minor));
        Assert.Equal(owed.Where(o => o.Value > 0).OrderBy(o => o.Key), moved.Where(m => m.Value != 0).OrderBy(m => m.Key));
        Assert.Equal(owed.Values.Sum(), database.Read(LedgerTable.Balances).Single(b => b.Account == Account.Provider).Minor);
        var report = Assert.IsType<Result<System.Collections.Immutable.ImmutableArray<ProviderMove>>.Good>(
            await _provider.Report(Start - 60.Seconds, Clock.Now + 60.Seconds, TestContext.Current.CancellationToken)).Value;
        var booked = database.Read(t => LedgerTable.Between(t, Instant.Earliest, Instant.Latest)).Select(e => e.Id).Order();
        Assert.Equal(booked, report.Select(m => $"{m.Payment}/{m.Move}/{m.Key}").Order());

        async Task Rest()
        {
            for (var round = 0; round < 400 && database.Read(PaymentTable.All).Any(p => p.Running is not null || p.Outstanding != 0); round++)
            {
                Clock.Now += 10.Seconds;
                await cashier.Work(TestContext.Current.CancellationToken);
            }
        }
    }
}
