using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Stroll.Host.Database;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Live;
using Stroll.Host.Stores.Running;
using Stroll.Units;

namespace Stroll.Host.Telemetry;

/// <summary>The figures of the running stores, for whoever collects them: a meter of the runtime, which OpenTelemetry and others read.</summary>
/// <remarks>No figure tells of a visit or a person. docs/operate/figures.md explains each.</remarks>
public sealed class StoreMeter : IStoreListener, IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Stroll";

    readonly Meter _meter = new(Name);
    readonly ConcurrentDictionary<StoreKey, (Func<RunStatus> Status, LiveStore Live)> _stores = new();
    readonly ConcurrentDictionary<VisitId, Instant> _left = new();
    readonly Counter<long> _events;
    readonly Histogram<double> _delays;

    /// <summary>Makes the instruments.</summary>
    public StoreMeter()
    {
        _events = _meter.CreateCounter<long>("stroll_events", description: "What stores concluded, by kind.");
        _delays = _meter.CreateHistogram<double>("stroll_receipt_delay", "s", "From the exit to the moment at which the sensors have told all they can.");
        Observe("stroll_store_running", "1 while the store decides, 0 while it catches up, waits or has stopped.", (status, _) => status.State == RunState.Running ? 1 : 0);
        Observe("stroll_store_stopped", "1 when the store stopped for good and a person must look.", (status, _) => status.State == RunState.Stopped ? 1 : 0);
        Observe("stroll_log_entries", "Entries of the log that were taken.", (status, _) => status.Next);
        Observe("stroll_log_behind", "Entries of the log that wait.", (status, _) => status.Behind);
        Observe("stroll_people", "People on the floor.", (_, view) => view.People.Length);
        Observe("stroll_devices_unwell", "Devices and plates that do not work.", (_, view) => view.Problems.Length);
    }

    /// <summary>Shows the figures of a store from here on.</summary>
    public void Add(LiveStore live, Func<RunStatus> status) => _stores[live.Key] = (status, live);

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

    void Observe(string name, string words, Func<RunStatus, LiveView, long> figure) => _meter.CreateObservableGauge(
        name,
        () => _stores.Select(store => new Measurement<long>(
            figure(store.Value.Status(), store.Value.Live.View), new KeyValuePair<string, object?>("store", store.Key.ToString()))),
        description: words);
}
