using System.Collections.Concurrent;
using System.Collections.Immutable;
using Stroll.Host.Logs;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Live;
using Stroll.Units;

namespace Stroll.Host.Ingest;

/// <summary>The one door through which devices hand in, for all stores of a host.</summary>
/// <remarks>
/// A message is told apart by (device, boot, sequence): what comes again is answered as kept and not written again, also after a restart. Devices
/// that the store does not have, or whose clock is seconds off, are refused with a reason.
/// </remarks>
public sealed class Ingest(TimeProvider time, IngestRules rules) : IIngest, IDisposable
{
    readonly ConcurrentDictionary<StoreKey, StoreDoor> _doors = new();

    /// <summary>Opens the door of a store. Its devices are the sources of the log's header.</summary>
    /// <param name="store">Which.</param>
    /// <param name="log">Its log.</param>
    /// <param name="now">The time of the log, where it is not the machine's: what devices say is moved by as much as the two differ.</param>
    public void Open(StoreKey store, ILog log, Func<Instant>? now = null) => _doors[store] = new(store, log, rules, time, now);

    /// <summary>Closes the door: devices are refused from here on, what was let through goes to its end.</summary>
    public void Close(StoreKey store) => _doors.TryRemove(store, out _);

    /// <summary>What is known of the devices of a store; empty while its door is closed.</summary>
    public ImmutableArray<DeviceStatus> Devices(StoreKey store) => _doors.TryGetValue(store, out var door) ? door.Devices : [];

    /// <summary>The devices of a store that speak and are not believed, for people.</summary>
    public ImmutableArray<LiveProblem> Held(StoreKey store) =>
    [
        .. Devices(store).Where(device => device.Quarantine is not null).Select(device => new LiveProblem(
            device.Device, device.QuarantinedSince, $"{device.Device} is quarantined: {device.Quarantine}; nothing of it is used",
            "set its clock by NTP, or let it leave the time out")),
    ];

    /// <inheritdoc/>
    public ValueTask<Intake> Take(DeviceMessage message, CancellationToken cancellation) => _doors.TryGetValue(message.Store, out var door)
        ? door.Take(message, cancellation)
        : new(new Intake.Refused(new("ingest.store", message.Store.ToString(), "there is no such store here, or it does not run")));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var door in _doors.Values)
        {
            door.Dispose();
        }
    }
}
