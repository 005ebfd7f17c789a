using Stroll.Counter.Paper;
using Stroll.Host.Complaints;
using Stroll.Host.Connectors;
using Stroll.Host.Database;
using Stroll.Host.Logs;
using Stroll.Host.Outbox;
using Stroll.Host.Entry;
using Stroll.Host.Journal;
using Stroll.Host.Letters;
using Stroll.Host.Payments;
using Stroll.Host.Payments.Terms;
using Stroll.Host.Plans;
using Stroll.Host.Privacy;
using Stroll.Host.Review;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Live;
using Stroll.Host.Stores.Running;
using Stroll.Observations;
using Stroll.Payments.Collecting;
using Stroll.Payments.Prices;
using Stroll.Payments.Visits;
using Stroll.Replay;
using Stroll.Simulator;
using Stroll.Storage.Log;
using Stroll.Storage.Sqlite;
using Stroll.Units;

namespace Stroll.Web.Tests.Played;

/// <summary>A simulated store that runs as a real one does, tick by tick as a test wishes: log, pipeline, listeners, database, live view.</summary>
sealed class PlayedStore : IDisposable
{
    readonly Simulation _simulation;
    readonly IEnumerator<LogEntry> _entries;
    readonly ILog _log;
    readonly StoreRunner _runner;
    readonly TempFolder _folder = new();
    readonly HttpWebhookSender _sender = new(allowsPrivate: true);
    readonly RetailerClient _retailer;
    readonly CheckpointDesk _checkpoints;

    /// <param name="key">Which store.</param>
    /// <param name="scenario">What is played.</param>
    /// <param name="onDisk">True to keep the log in files, for days that are too long for memory.</param>
    internal PlayedStore(StoreKey key, Scenario scenario, bool onDisk = false)
    {
        _simulation = new(scenario);
        _entries = _simulation.Play().GetEnumerator();
        var database = SqliteDatabase.Open(_folder["store.db"], Schema.Store);
        var lease = StoreLease.Take(database, key, "test", TimeProvider.System);
        var header = new LogHeader(key, "test", lease.Epoch, "test", _simulation.Sources);
        _log = onDisk ? Assert.IsType<Result<SegmentLog>.Good>(SegmentLog.Open(_folder["log"], header, SegmentLogRules.Default, TimeProvider.System)).Value : new MemoryLog(header);
        var days = new AuditDays(key, new byte[32]);
        Queue = new(database, _simulation.Model.Catalogue, ReviewRules.Default, database.Write(transaction => days.Of(transaction, _simulation.Begin)));
        var time = new PlayedTime(() => Live is { View.Version: > 0 } live ? live.View.At : _simulation.Begin);
        var prices = new PriceDesk(database, _simulation.Model.Catalogue, PriceBookDraft.Of(_simulation.Model.Catalogue, "EUR", new("R", "VAT 7 %", 70_000), TaxRules.Included), time);
        Till = TillOf(database, prices, time);
        _retailer = new(allowsPrivate: true, 5.Seconds, TimeProvider.System);
        Courier = new(database, key, _retailer, time);
        var complaints = new ComplaintDesk(database, Till.Desk, ComplaintRules.Default, time);
        Live = new(key, _simulation.Model, database, isSimulated: true)
        {
            Checkpoints = _checkpoints = new(database, key, CheckpointDesk.KeyIn(_folder["journal-key"]), time),
            Postman = new(database, _sender, $"/stores/{key}", time),
            Queue = Queue,
            Till = Till,
            Visits = Till.Desk,
            Complaints = complaints,
            Plans = new(database, RunningPlan.Begin(database, _simulation.Model, time, _ => { }), time),
            Prices = prices,
            WhatIf = new(_log, _simulation.Model),
            Retention = new(database, KeepingRules.Default, time),
            Exit = new(database, complaints, time),
        };
        _runner = StoreRunner.Begin(new(lease, _simulation.Model, PipelineRules.Default, _log, database, [Till.Desk, new ReviewListener(_simulation.Model.Catalogue, ReviewRules.Default, days), .. Live.Keepers], "test") { Live = Live });
    }

    internal LiveStore Live { get; }

    internal Host.Payments.Till Till { get; }

    /// <summary>What the provider signs with.</summary>
    internal TestVoice Voice { get; } = new("whsec_" + Convert.ToBase64String(new byte[32]));

    /// <summary>Letters that left the house.</summary>
    internal KeptMail Mail { get; } = new();

    /// <summary>Brings trips to a retailer's system, when a test says so.</summary>
    internal TripCourier Courier { get; }

    internal StoreKey Key => Live.Key;

    internal ReviewQueue Queue { get; }

    Host.Payments.Till TillOf(IDatabase database, PriceDesk prices, TimeProvider time) => new(
        new(
            database, new TestProvider(time, TestFaults.None, 1), PaymentRules.Default,
            new(_simulation.Model.Catalogue, () => prices.Book, new(ReceiptWithin: 75.Seconds, BackWithin: 60.Seconds), _ => new("tok_demo", 0)),
            new(StoreMoney.UsualEntry, [new byte[32]], "EUR", Hold: 500), new NoCallBack(), new ReceiptPaper(),
            new(_simulation.Model.Store.Name, TimeZoneInfo.Utc, "https://shop.example", IsSimulated: true))
        {
            Voice = Voice,
            Mailer = Mail,
        },
        time);

    /// <summary>Plays until the given time after the start, or until something holds, or until the day is over.</summary>
    internal void PlayUntil(TimeSpan length, Func<LiveView, bool>? isEnough = null)
    {
        var until = _simulation.Begin + length;
        var waiting = new List<LogEntry>();
        while (_entries.MoveNext())
        {
            waiting.Add(_entries.Current);
            if (_entries.Current.Observation is not Observation.Tick tick)
            {
                continue;
            }

            Run(waiting);
            if (tick.At > until || isEnough?.Invoke(Live.View) == true)
            {
                return;
            }
        }

        Run(waiting);
    }

    /// <summary>Plays as fast as the clock of the wall, until a time after the start of the store or until it is told to stop.</summary>
    internal void PlayLive(TimeSpan length, Action<Instant> ticked, CancellationToken stop)
    {
        var (begun, from, until) = (System.Diagnostics.Stopwatch.StartNew(), Live.View.At, Live.View.At + length);
        var waiting = new List<LogEntry>();
        while (!stop.IsCancellationRequested && _entries.MoveNext())
        {
            waiting.Add(_entries.Current);
            if (_entries.Current.Observation is Observation.Tick tick)
            {
                var early = (tick.At - from) - begun.Elapsed;
                if (early > TimeSpan.Zero)
                {
                    stop.WaitHandle.WaitOne(early);
                }

                Run(waiting);
                ticked(tick.At);
                if (tick.At > until)
                {
                    return;
                }
            }
        }
    }

    public void Dispose()
    {
        _checkpoints.Dispose();
        _sender.Dispose();
        _retailer.Dispose();
        _log.Dispose();
        Live.Database.Dispose();
        _folder.Dispose();
    }

    void Run(List<LogEntry> entries)
    {
        _log.Append(entries.ToArray(), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        entries.Clear();
        _runner.CatchUp(CancellationToken.None);
        Till.Desk.Watch();
        Till.Cashier.Work(CancellationToken.None).GetAwaiter().GetResult();
    }
}
