using Stroll.Cli.Frame;
using Stroll.Devices.Models;
using Stroll.Host.Database;
using Stroll.Host.Logs;
using Stroll.Host.Plans;
using Stroll.Host.Privacy;
using Stroll.Host.Review;
using Stroll.Host.Settings;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Live;
using Stroll.Host.Stores.Running;
using Stroll.Host.Telemetry;
using Stroll.Layout;
using Stroll.Storage.Log;

namespace Stroll.Cli.Live;

/// <summary>One store of an installation: its database, its log, and what runs on them.</summary>
internal sealed class RunningStore : IDisposable
{
    const string Rows = "Store.db";

    readonly StoreBusiness _business;
    readonly LogKeeping _keeping;
    readonly StoreMail _mail;
    readonly StoreChores _chores;
    readonly StoreCameras? _cameras;

    RunningStore(
        IDatabase database, ILog log, StoreLease lease, LiveStore live, StoreRuntime runtime, StoreBusiness business, StoreMail mail, LogKeeping keeping, StoreChores chores, StoreCameras? cameras) =>
        (Database, Log, Lease, Live, Runtime, _business, _mail, _keeping, _chores, _cameras) = (database, log, lease, live, runtime, business, mail, keeping, chores, cameras);

    internal IDatabase Database { get; }

    internal ILog Log { get; }

    internal StoreLease Lease { get; }

    /// <summary>As pages see it.</summary>
    internal LiveStore Live { get; }

    internal StoreRuntime Runtime { get; }

    /// <summary>Opens a store; nothing runs yet.</summary>
    /// <param name="settings">Which store, and where people come from.</param>
    /// <param name="files">What its folder says of it; a version that was published since goes before.</param>
    /// <param name="whole">All settings.</param>
    /// <param name="data">The folder of the installation.</param>
    /// <param name="meter">Counts what it concludes.</param>
    /// <param name="money">Of the store; none where nobody is charged.</param>
    /// <param name="isSimulated">True when nothing in it is real.</param>
    /// <param name="say">Takes one line for the operator.</param>
    /// <exception cref="Refusal">Its log is damaged, or somebody else has it.</exception>
    internal static RunningStore Open(
        StoreSettings settings, StoreModel files, StrollSettings whole, KeptFolder data, StoreMeter meter, MoneyChoice? money, bool isSimulated, Action<string> say)
    {
        var (folder, time) = (data.Of(settings.Key), TimeProvider.System);
        var rows = Databases.Open(whole.Database, settings.Key, Path.Combine(folder, Rows), Schema.Store);
        // A database that was lost and made anew must not count owners from 1 again beside a log that knows more of them.
        var lease = StoreLease.Take(rows, settings.Key, Build.Version, time, SegmentLog.NewestEpoch(Path.Combine(folder, "log")));
        var plan = RunningPlan.Begin(rows, files, time, say);
        var model = plan.Model;
        var sources = StoreSources.Of(model.Store, settings.People);
        var header = new LogHeader(settings.Key, Build.Version, lease.Epoch, ModelPrint.OfLayout(model.Store, sources), sources);
        var log = Refusal.Unless(SegmentLog.Open(Path.Combine(folder, "log"), header, SegmentLogRules.Default, time));
        var rules = Refusal.Unless(ReviewYaml.Of(settings.From));
        var mail = new StoreMail(settings.Key, rows, folder, allowsPrivate: isSimulated, say);
        var till = money is null ? null : StoreTill.Open(new(settings.Key, model, files.Catalogue, rows, folder, rules, mail.Postman), money, say, time);
        var business = new StoreBusiness(settings.Key, model, rows, log, folder, rules, till, say);
        var cameras = StoreCameras.Of(settings.Key, settings.From, model, rows, folder, ModelFolder.Default, time, say);
        var live = new LiveStore(settings.Key, model, rows, isSimulated)
        {
            Queue = business.Queue,
            Till = till?.Till,
            Visits = till?.Till.Desk,
            Complaints = business.Complaints,
            Postman = mail.Postman,
            Checkpoints = mail.Checkpoints,
            Plans = new(rows, plan, time),
            Prices = till?.Prices,
            WhatIf = new(log, model),
            Clips = isSimulated ? DrawnFootage.ClipsOf(rows, model, folder) : cameras?.Clips,
            Pictures = settings.From.Length > 0 ? Path.Combine(settings.From, "pictures") : null,
            Retention = new(rows, KeepingRules.Default, time),
            ReadingsKept = whole.Retention.Readings,
            Exit = business.Complaints is null ? null : new(rows, business.Complaints, time),
        };
        var setup = new StoreSetup(lease, model, PipelineRules.Live, log, rows, [.. business.Listeners, .. live.Keepers, meter], Build.Version)
        {
            Live = live,
            Critical = Refusal.Unless(CriticalDevices.Read(settings.Critical, sources)),
            Snapshots = Path.Combine(folder, "snapshots"),
        };
        var runtime = new StoreRuntime(setup, time, say);
        runtime.TellModel();
        var retention = new LogRetention(whole.Retention.Readings, whole.Retention.Readings, whole.Retention.Events);
        return new(rows, log, lease, live, runtime, business, mail, new(settings.Key, log, retention, live.Retention, time, say), new(live, time, say), cameras);
    }

    /// <summary>Begins to decide, and to do what follows from it.</summary>
    internal void Start()
    {
        Runtime.Start();
        _business.Start();
        _mail.Start();
        _keeping.Start();
        _chores.Start();
        _cameras?.Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cameras?.Dispose();
        _chores.Dispose();
        _keeping.Dispose();
        _mail.Dispose();
        _business.Dispose();
        Runtime.Dispose();
        Log.Dispose();
        Database.Dispose();
    }
}
