using Stroll.Cli.Live;
using Stroll.Host;
using Stroll.Host.Database;
using Stroll.Host.Ledger;
using Stroll.Host.Logs;
using Stroll.Host.Outbox;
using Stroll.Host.Payments;
using Stroll.Host.Review;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Running;
using Stroll.Host.Visits;
using Stroll.Observations;
using Stroll.Payments.Collecting;
using Stroll.Payments.Ledger;
using Stroll.Payments.Visits;
using Stroll.Replay;
using Stroll.Simulator;
using Stroll.Storage.Sqlite;
using Stroll.Tests.Commands;
using Stroll.Units;

namespace Stroll.Tests.Live;

/// <summary>The demo's own till, terminal and pipeline, played as fast as they go.</summary>
public sealed class DemoMoneyTests(ITestOutputHelper output) : IDisposable
{
    static readonly StoreKey Key = new("demo", "corner");

    readonly TempFolder _folder = new();
    readonly PlayedTime _time = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_demos_visits_end_in_receipts_charges_at_the_test_provider_and_a_comparison_without_difference()
    {
        var simulation = new Simulation(new Scenario { Name = "demo", Seed = 7, Visits = 32, Length = TimeSpan.FromMinutes(9), Habits = new() { SecondsBetweenArrivals = 14 } });
        _time.Now = simulation.Begin;
        using var database = SqliteDatabase.Open(_folder["store.db"], Schema.Store);
        var lease = StoreLease.Take(database, Key, "test", _time);
        var log = new MemoryLog(new(Key, "test", lease.Epoch, "test", simulation.Sources));
        var postman = new Postman(database, new HttpWebhookSender(allowsPrivate: false), "/stores/demo/corner", _time);
        var place = new TillPlace(Key, simulation.Model, simulation.Model.Catalogue, database, _folder.Root, ReviewRules.Default, postman);
        using var till = StoreTill.Open(place, MoneyChoice.Simulated("http://127.0.0.1"), output.WriteLine, _time);
        var runner = StoreRunner.Begin(new(lease, simulation.Model, PipelineRules.Default, log, database, [till.Till.Desk], "test"));

        await Play(new SimulatedTerminal(till.Till, database).Before(simulation.Play(), Cancellation), log, runner, till);
        await Pass(TimeSpan.FromHours(1), 60.Seconds, till);
        await SettleInCash(database, till);
        await Pass(TimeSpan.FromHours(27), TimeSpan.FromMinutes(30), till);

        Check(database);
        CheckBooks(database);
    }

    async Task Play(IEnumerable<LogEntry> entries, MemoryLog log, StoreRunner runner, StoreTill money)
    {
        var waiting = new List<LogEntry>();
        foreach (var entry in entries)
        {
            waiting.Add(entry);
            if (entry.Observation is Observation.Tick tick)
            {
                _time.Now = tick.At;
                await log.Append(waiting.ToArray(), Cancellation);
                waiting.Clear();
                runner.CatchUp(Cancellation);
                if (tick.At.Nanoseconds / 100_000_000 % 50 == 0)
                {
                    await Round(money);
                }
            }
        }
    }

    async Task Pass(TimeSpan time, TimeSpan step, StoreTill till)
    {
        for (var end = _time.Now + time; _time.Now < end; _time.Now += step)
        {
            await Round(till);
        }
    }

    static async Task Round(StoreTill money)
    {
        foreach (var chore in money.Chores)
        {
            await chore.Round(Cancellation);
        }
    }

    /// <summary>The last one or two may have been let in by staff after the last exit.</summary>
    static async Task SettleInCash(SqliteDatabase database, StoreTill money)
    {
        foreach (var payment in database.Read(PaymentTable.WithoutCard))
        {
            await money.Till.Cashier.Handle(payment.Payment, new PaymentInput.PaidInCash(money.Till.Cashier.Now, "last", payment.Outstanding), Cancellation);
        }
    }

    void Check(SqliteDatabase database)
    {
        var parties = database.Read(PartyTable.All);
        var (billed, staff) = (parties.Where(p => p.Means != EntryMeans.Badge).ToArray(), parties.Where(p => p.Means == EntryMeans.Badge).ToArray());
        Assert.True(billed.Length >= 12, $"{billed.Length} visits");
        Assert.NotEmpty(staff);
        Assert.Equal(4, billed.Select(p => p.Means).Distinct().Count());
        Assert.All(parties, p => Assert.Equal(VisitPhase.Closed, p.Phase));
        Assert.All(staff, p => Assert.Empty(database.Read(t => ReceiptTable.Of(t, p.Name))));
        Assert.All(billed, p => Assert.NotEmpty(database.Read(t => ReceiptTable.Of(t, p.Name))));
        var paid = database.Read(PaymentTable.All);
        output.WriteLine($"{billed.Length} visits billed, {staff.Length} of staff, {paid.Count(p => p.Captured > 0)} charged, {paid.Count(p => p.Cash > 0)} in cash, {paid.Sum(p => p.Captured)} taken");
        Assert.Contains(paid, p => p.Captured > 0);
        Assert.Contains(paid, p => p.Cash > 0);
    }

    static void CheckBooks(SqliteDatabase database)
    {
        var balances = database.Read(LedgerTable.Balances).ToDictionary(b => b.Account, b => b.Minor);
        var paid = database.Read(PaymentTable.All);
        Assert.Equal(0, balances.Values.Sum());
        Assert.Equal(0, balances.GetValueOrDefault(Account.Shoppers));
        Assert.Equal(paid.Sum(p => p.Captured - p.Refunded), balances[Account.Provider]);
        var days = database.Read(t => DayTable.Newest(t, 9));
        Assert.Contains(days, day => day.IsOver);
        Assert.Empty(days.SelectMany(day => day.Differences.Select(d => $"{day.Day} {d.Kind} {d.Words}")));
    }

    sealed class PlayedTime : TimeProvider
    {
        internal Instant Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Instants.ToDateTimeOffset(Now);
    }
}
