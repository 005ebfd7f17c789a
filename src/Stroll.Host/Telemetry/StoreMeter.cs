using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Stroll.Host.Database;
using Stroll.Host.Logs;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Live;
using Stroll.Host.Stores.Running;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Host.Telemetry;

/// <summary>The figures of the running stores, for whoever collects them: a meter of the runtime, which OpenTelemetry and others read.</summary>
/// <remarks>No figure tells of a visit or a person. docs/operate/figures.md explains each.</remarks>
public sealed class StoreMeter : IStoreListener, IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Stroll";

    readonly Meter _meter = new(Name);
    readonly ConcurrentDictionary<StoreKey, (Func<RunStatus> Status, LiveStore Live, ILog? Log)> _stores = new();
    readonly ConcurrentDictionary<VisitId, Instant> _left = new();
    readonly Counter<long> _events;
    readonly Histogram<double> _delays;

    /// <summary>Makes the instruments.</summary>
    public StoreMeter()
    {
        _events = _meter.CreateCounter<long>("stroll_events", description: "What stores concluded, by kind.");
        _delays = _meter.CreateHistogram<double>("stroll_receipt_delay", "s", "From the exit to the moment at which the sensors have told all they can.");
        Observe("stroll_store_running", "1 while the store decides, 0 while it catches up, waits or has stopped.", store => store.Status().State == RunState.Running ? 1 : 0);
        Observe("stroll_store_stopped", "1 when the store stopped for good and a person must look.", store => store.Status().State == RunState.Stopped ? 1 : 0);
        Observe("stroll_log_entries", "Entries of the log that were taken.", store => store.Status().Next);
        Observe("stroll_log_behind", "Entries of the log that wait.", store => store.Status().Behind);
        Observe("stroll_people", "People on the floor.", store => store.Live.View.People.Length);
        Observe("stroll_devices_unwell", "Devices and plates that do not work.", store => store.Live.View.Problems.Length);
        Observe("stroll_devices_quarantined", "Devices that speak and are not believed.", store => store.Live.HeldAtTheDoor?.Invoke().Length ?? 0);
        Observe("stroll_log_waits", "1 while the disk takes nothing and devices wait.", store => store.Log?.Trouble is null ? 0 : 1);
        Observe("stroll_open", "1 while shoppers come in and are charged.", store => store.Live.View.Profile == StoreProfile.Open ? 1 : 0);
    }

    /// <summary>Shows the figures of a store from here on.</summary>
    /// <param name="live">The store as it is shown.</param>
    /// <param name="status">How it does.</param>
    /// <param name="log">Its log; none where nobody writes one.</param>
    public void Add(LiveStore live, Func<RunStatus> status, ILog? log) => _stores[live.Key] = (status, live, log);

    /// <inheritdoc/>
    public void Take(Transaction transaction, StoreKey store, IReadOnlyList<StoreEvent> events)
    {
        foreach (var told in events)
        {
            _events.Add(1, new("store", store.ToString()), new("kind", told.GetType().Name));
            switch (told)
            {
                case StoreEvent.VisitLeft left:
                    _left[left.Visit] = left.At;
                    break;
                case StoreEvent.ReceiptReady ready when _left.TryRemove(ready.Visit, out var at):
                    _delays.Record((ready.At - at).TotalSeconds, new KeyValuePair<string, object?>("store", store.ToString()));
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    void Observe(string name, string words, Func<(Func<RunStatus> Status, LiveStore Live, ILog? Log), long> figure) => _meter.CreateObservableGauge(
        name,
        () => _stores.Select(store => new Measurement<long>(
            figure(store.Value), new KeyValuePair<string, object?>("store", store.Key.ToString()))),
        description: words);
}
