using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Logs;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Live;
using Stroll.Host.Stores.Running;
using Stroll.Observations;
using Stroll.Receipts;
using Stroll.Replay;
using Stroll.Sensors;
using Stroll.Simulator;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Tests.Running;

public sealed class StoreRunnerTests : IDisposable
{
    static readonly Lazy<(Simulation Day, ImmutableArray<LogEntry> Log)> Quiet = new(() => Played(new Scenario { Visits = 4, Seed = 3 }));

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_simulated_day_ends_in_the_receipts_of_a_replay()
    {
        var (day, log) = Quiet.Value;
        var wanted = Replayer.Run(day.Model, day.Sources, log).Receipts.ToDictionary(receipt => receipt.Visit, InWords);
        var heard = new Hearing();

        Runner(Filled(log), Open("one"), heard).CatchUp(TestContext.Current.CancellationToken);

        Assert.NotEmpty(wanted);
        Assert.Contains(wanted.Values, words => words.Length > 10);
        Assert.Equal(wanted, heard.Receipts().ToDictionary(receipt => receipt.Visit, InWords));
    }

    [Fact]
    public void Each_visit_is_opened_left_and_ready_once_and_in_this_order()
    {
        var heard = new Hearing();

        Runner(Filled(Quiet.Value.Log), Open("one"), heard).CatchUp(TestContext.Current.CancellationToken);

        foreach (var visit in heard.Events.OfType<StoreEvent.VisitOpened>().Select(opened => opened.Visit))
        {
            string[] told = [.. heard.Events.Select(e => e switch
            {
                StoreEvent.VisitOpened opened when opened.Visit == visit => "opened",
                StoreEvent.VisitLeft left when left.Visit == visit => "left",
                StoreEvent.ReceiptReady ready when ready.Visit == visit => "ready",
                _ => "",
            }).Where(word => word.Length > 0)];
            Assert.Equal(["opened", "left", "ready"], told);
        }
    }

    [Fact]
    public void Most_receipts_are_ready_two_seconds_after_the_exit_and_all_within_ten()
    {
        var heard = new Hearing();

        Runner(Filled(Quiet.Value.Log), Open("one"), heard).CatchUp(TestContext.Current.CancellationToken);

        var left = heard.Events.OfType<StoreEvent.VisitLeft>().ToDictionary(e => e.Visit, e => e.At);
        var waited = heard.Events.OfType<StoreEvent.ReceiptReady>().Select(ready => (ready.At - left[ready.Visit]).TotalSeconds).Order().ToArray();
        Assert.InRange(waited[waited.Length / 2], 0, 2);
        Assert.InRange(waited[^1], 0, 10);
    }

    [Fact]
    public void Killed_anywhere_and_started_again_the_same_events_are_told_once()
    {
        var log = Quiet.Value.Log;
        var whole = new Hearing();
        Runner(Filled(log), Open("whole"), whole).CatchUp(TestContext.Current.CancellationToken);
        var rng = new Rng(7, 1);
        var database = Open("cut");
        var cut = new Hearing();
        var filled = new MemoryLog(Header());

        for (var at = 0; at < log.Length;)
        {
            // What is durable grows; each time another process goes on, and some of them die inside a transaction.
            var next = Math.Min(log.Length, at + 1 + rng.NextIndex(log.Length / 6));
            Add(filled, log[at..next]);
            at = next;
            cut.DiesAfter = rng.NextIndex(3) == 0 ? rng.NextIndex(4) : int.MaxValue;
            try
            {
                Runner(filled, database, cut).CatchUp(TestContext.Current.CancellationToken);
            }
            catch (TimeoutException)
            {
                cut.Forget(database);
            }
        }

        cut.DiesAfter = int.MaxValue;
        Runner(filled, database, cut).CatchUp(TestContext.Current.CancellationToken);
        Assert.Equal(whole.Events.Select(Told), cut.Events.Select(Told));
    }

    [Fact]
    public void Who_lost_the_lease_writes_nothing_more()
    {
        var database = Open("one");
        var heard = new Hearing();
        var runner = Runner(Filled(Quiet.Value.Log), database, heard);
        StoreLease.Take(database, Key, "later", TimeProvider.System);

        Assert.Throws<LeaseLostException>(() => runner.CatchUp(TestContext.Current.CancellationToken));
        Assert.Empty(heard.Committed(database));
    }

    [Fact]
    public void A_silent_shelf_is_told_with_its_effect_and_so_is_its_return()
    {
        var (day, log) = Quiet.Value;
        var clock = day.Sources.Single(source => source.Kind == SourceKind.Host).Source;
        var shelf = day.Sources[0];
        var ticks = log.Where(entry => entry.Observation is Observation.Tick).ToArray();
        var filled = new MemoryLog(Header());
        Add(filled, [.. log.TakeWhile(entry => entry.Observation.At < ticks[100].Observation.At)]);
        Add(filled, [new(clock, 9, 0, new Observation.SourceLost(ticks[100].Observation.At, shelf.Source))]);
        Add(filled, [new(clock, 9, 1, new Observation.SourceFound(ticks[150].Observation.At, shelf.Source))]);
        var heard = new Hearing();

        Runner(filled, Open("one"), heard).CatchUp(TestContext.Current.CancellationToken);

        var health = heard.Events.OfType<StoreEvent.HealthChanged>().Where(e => e.Device == shelf.Name).ToArray();
        Assert.Equal([false, true], health.Select(e => e.IsWell));
        Assert.StartsWith($"{shelf.Name} is blind", health[0].Effect, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_watches_sees_people_carts_and_plates()
    {
        var (day, log) = Quiet.Value;
        var live = new LiveStore(Key, day.Model, Open("one"), isSimulated: true);
        var exit = log.First(entry => entry.Observation is Observation.GatePassed { Way: GateWay.Out }).Observation.At;
        var seen = Filled([.. log.TakeWhile(entry => entry.Observation.At < exit)]);

        Runner(seen, Open("one"), new(), live).CatchUp(TestContext.Current.CancellationToken);

        Assert.NotEmpty(live.View.People);
        Assert.All(live.View.People, person => Assert.InRange(person.Trail.Length, 1, 20));
        Assert.Contains(live.View.Visits, visit => !visit.Cart.Lines.IsEmpty);
        Assert.NotEmpty(live.View.Movements);
        Assert.All(live.View.Plates, plate => Assert.True(double.IsFinite(plate.Mass.Value)));
        Assert.NotEmpty(live.Traces.Of(new(0)));
    }

    static StoreKey Key => new("own", "corner");

    static LogHeader Header() => new(Key, "test", 1, "layout", Quiet.Value.Day.Sources);

    SqliteDatabase Open(string name) => SqliteDatabase.Open(_folder[$"{name}.db"], [.. Schema.Store, .. Hearing.Migrations]);

    static StoreRunner Runner(MemoryLog log, IDatabase database, Hearing heard, LiveStore? live = null) => StoreRunner.Begin(new(
        StoreLease.Take(database, Key, "test", TimeProvider.System), Quiet.Value.Day.Model, PipelineRules.Default, log, database, [heard], "test")
    {
        Live = live,
    });

    static MemoryLog Filled(ImmutableArray<LogEntry> entries)
    {
        var log = new MemoryLog(Header());
        Add(log, entries);
        return log;
    }

    static void Add(MemoryLog log, ImmutableArray<LogEntry> entries) =>
        log.Append(entries.AsMemory(), TestContext.Current.CancellationToken).AsTask().Wait(TestContext.Current.CancellationToken);

    /// <summary>A day, and a quarter of a minute of ticks after it, in which everything settles.</summary>
    static (Simulation Day, ImmutableArray<LogEntry> Log) Played(Scenario scenario)
    {
        var day = new Simulation(scenario);
        var log = day.Play().ToList();
        var clock = day.Sources.Single(source => source.Kind == SourceKind.Host).Source;
        for (var i = 1; i <= 150; i++)
        {
            log.Add(new(clock, 2, i, new Observation.Tick(day.End + (i * 100).Milliseconds)));
        }

        return (day, [.. log]);
    }

    static string InWords(Receipt receipt) =>
        string.Join("; ", receipt.Lines.Select(line => $"{line.Quantity} x {line.Product.Index} {line.Probability.Value:R} {line.Charge}"));

    static string Told(StoreEvent told) => told switch
    {
        StoreEvent.CartChanged e => $"{e.At} {e.Visit} cart {InWords(e.Cart)}",
        StoreEvent.ReceiptReady e => $"{e.At} {e.Visit} ready {InWords(e.Receipt)}",
        StoreEvent.ReceiptRevised e => $"{e.At} {e.Visit} revised {InWords(e.Receipt)}",
        StoreEvent.QuestionAsked e => $"{e.At} asked {e.Question.Id}",
        StoreEvent.QuestionWithdrawn e => $"{e.At} withdrawn {e.Question.Id}",
        _ => told.ToString(),
    };

    /// <summary>Counts what it is told inside the transactions, and can die in one of them.</summary>
    sealed class Hearing : IStoreListener
    {
        internal static ImmutableArray<Migration> Migrations { get; } =
            [new("hearing", 1, "CREATE TABLE heard ({store}, number BIGINT NOT NULL, PRIMARY KEY (store, number))", "DROP TABLE heard")];

        internal List<StoreEvent> Events { get; } = [];

        internal int DiesAfter { get; set; } = int.MaxValue;

        public void Take(Transaction transaction, StoreKey store, IReadOnlyList<StoreEvent> events)
        {
            foreach (var told in events)
            {
                transaction.Execute("INSERT INTO heard (number) VALUES (@number)", new { number = Events.Count });
                Events.Add(told);
            }

            if (--DiesAfter < 0)
            {
                throw new TimeoutException("killed");
            }
        }

        /// <summary>Nothing that was not committed was heard.</summary>
        internal void Forget(IDatabase database) => Events.RemoveRange(Committed(database).Count, Events.Count - Committed(database).Count);

        internal IReadOnlyList<long> Committed(IDatabase database) => database.Read(t => t.Query<long>("SELECT number FROM heard"));

        internal IEnumerable<Receipt> Receipts() =>
            Events.Select(e => e switch
            {
                StoreEvent.ReceiptReady ready => (ready.Visit, ready.Receipt),
                StoreEvent.ReceiptRevised revised => (revised.Visit, revised.Receipt),
                _ => (Visit: default(VisitId), Receipt: default(Receipt?)),
            }).Where(told => told.Receipt is not null).GroupBy(told => told.Visit).Select(told => told.Last().Receipt!);
    }
}
