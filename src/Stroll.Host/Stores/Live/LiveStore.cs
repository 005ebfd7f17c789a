using System.Collections.Immutable;
using Stroll.Host.Complaints;
using Stroll.Host.Database;
using Stroll.Host.Exits;
using Stroll.Host.Ingest;
using Stroll.Host.Journal;
using Stroll.Host.Notices;
using Stroll.Host.Outbox;
using Stroll.Host.Plans;
using Stroll.Host.Payments;
using Stroll.Host.Privacy;
using Stroll.Host.Review;
using Stroll.Host.Scenes;
using Stroll.Host.Visits;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Sensors;

namespace Stroll.Host.Stores.Live;

/// <summary>A running store as pages and the API see it: its layout, its database to read from, and what goes on in it.</summary>
/// <param name="key">Which store.</param>
/// <param name="model">Layout, catalogue and planogram as the operator gave them.</param>
/// <param name="database">Visits, receipts, cases and all else that is kept.</param>
/// <param name="isSimulated">True when nothing in it is real. Every page then says so.</param>
public sealed class LiveStore(StoreKey key, StoreModel model, IDatabase database, bool isSimulated = false)
{
    readonly Lock _showing = new();
    volatile Shown _shown = new(LiveView.Nothing);

    /// <summary>Which store.</summary>
    public StoreKey Key => key;

    /// <summary>As the operator gave it. Pages that change it write through the host, which makes a new live store.</summary>
    public StoreModel Model => model;

    /// <summary>What is kept.</summary>
    public IDatabase Database => database;

    /// <summary>True when nothing in it is real.</summary>
    public bool IsSimulated => isSimulated;

    /// <summary>Cases for the people who look; none where nobody looks.</summary>
    public ReviewQueue? Queue { get; init; }

    /// <summary>Clips of cameras for cases; none where no camera's pictures are kept.</summary>
    public CaseClips? Clips { get; init; }

    /// <summary>A folder with pictures of products, each named by its barcode, as <c>4006381333931.jpg</c>; none where there are none.</summary>
    public string? Pictures { get; init; }
    /// <summary>Gates, receipts on paper, the provider's own words; none where nobody is charged.</summary>
    public Till? Till { get; init; }

    /// <summary>Corrects receipts; none where nobody is charged.</summary>
    public VisitDesk? Visits { get; init; }

    /// <summary>Hears shoppers; none where nobody is charged.</summary>
    public ComplaintDesk? Complaints { get; init; }

    /// <summary>Changes catalogue and planogram; none where they are given from outside.</summary>
    public PlanDesk? Plans { get; init; }

    /// <summary>Prices with their validity; none where nobody is charged.</summary>
    public PriceDesk? Prices { get; init; }

    /// <summary>Replays the log under other versions; none where there is no log to replay.</summary>
    public WhatIfDesk? WhatIf { get; init; }

    /// <summary>Which devices speak and are not believed, as <see cref="Ingest.Ingest.Held"/>; nobody asks where nothing is said.</summary>
    public Func<ImmutableArray<LiveProblem>>? HeldAtTheDoor { get; set; }

    /// <summary>Deletes what tells of people; none where nothing is kept.</summary>
    public RetentionDesk? Retention { get; init; }

    /// <summary>Hears shoppers at the exit screen; none where nobody is charged.</summary>
    public ExitDesk? Exit { get; init; }

    /// <summary>Tells people what they should know; none where nobody is told.</summary>
    public NoticeDesk? Notices { get; set; }

    /// <summary>How long the log keeps readings and places of bodies.</summary>
    public TimeSpan ReadingsKept { get; init; } = TimeSpan.FromHours(72);

    /// <summary>What is known of the devices; nothing before they are let in.</summary>
    public Func<ImmutableArray<DeviceStatus>> Devices { get; set; } = () => [];

    /// <summary>How every source speaks; none before the store runs.</summary>
    public SourcePulses? Pulses { get; internal set; }

    /// <summary>Who may speak, in the order of their ids; empty before the store runs.</summary>
    public ImmutableArray<SourcePromise> Sources { get; internal set; } = [];

    /// <summary>What the store thinks of its plates and of what the operator says.</summary>
    public StoreLook Look { get; internal set; } = StoreLook.None;

    /// <summary>Signs where the journal stands; none where nobody asks.</summary>
    public CheckpointDesk? Checkpoints { get; init; }

    /// <summary>Tells others by webhook; none where nobody is told.</summary>
    public Postman? Postman { get; init; }

    /// <summary>The last minutes of every plate, for plots.</summary>
    public PlateTraces Traces { get; } = new(model.Store);

    /// <summary>The last minute, for scenes of questions.</summary>
    public SceneRecorder Recorder { get; } = new(model);

    /// <summary>Where everybody who is inside has walked.</summary>
    public WayRecorder Ways { get; } = new();

    /// <summary>Listeners that keep what pages tell of the past: scenes of questions and stories of visits. Whoever runs the store asks them too.</summary>
    public ImmutableArray<IStoreListener> Keepers => [new SceneKeeper(model.Store, Recorder), new StoryKeeper(model.Catalogue, Ways)];

    /// <summary>What was shown last.</summary>
    public LiveView View => _shown.View;

    /// <summary>Takes readings as they come, for plots and scenes.</summary>
    public void Take(Observation.ShelfReadings readings)
    {
        Traces.Take(readings);
        Recorder.Take(readings);
    }

    /// <summary>Called by whoever runs the store, some times a second. Never waits for those who watch.</summary>
    public void Show(LiveView view)
    {
        Shown last;
        lock (_showing)
        {
            last = _shown;
            _shown = new(view with { Version = last.View.Version + 1 });
        }

        Recorder.Take(view.At, view.People);
        Ways.Take(view.At, view.People);
        last.Next.TrySetResult();
    }

    /// <summary>Completes with the newest view as soon as it is newer than the one with this version. Views in between are skipped.</summary>
    public async Task<LiveView> After(long version, CancellationToken cancellation)
    {
        while (true)
        {
            var shown = _shown;
            if (shown.View.Version > version)
            {
                return shown.View;
            }

            await shown.Next.Task.WaitAsync(cancellation);
        }
    }

    sealed class Shown(LiveView view)
    {
        internal LiveView View => view;

        internal TaskCompletionSource Next { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>All stores of one installation.</summary>
/// <param name="All">In the order of the settings; each key once.</param>
public sealed record LiveStores(ImmutableArray<LiveStore> All)
{
    /// <summary>The store with this key; none when there is no such store.</summary>
    public LiveStore? Find(StoreKey key) => All.FirstOrDefault(store => store.Key == key);
}
