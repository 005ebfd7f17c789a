using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Devices.Bus;

/// <summary>What became of a recording that was played over MQTT.</summary>
/// <param name="Devices">How many spoke.</param>
/// <param name="Sent">Messages, doubled ones once.</param>
/// <param name="Kept">Acknowledged.</param>
/// <param name="Refused">Refused for good.</param>
/// <param name="Refusal">Why the last of them was.</param>
public sealed record DevicesPlayed(int Devices, long Sent, long Kept, long Refused, string? Refusal);

/// <summary>Plays the sources of a log as devices, each with its own connection.</summary>
public static class SimulatedDevices
{
    /// <summary>Plays until the end or the stop.</summary>
    /// <param name="place">Where.</param>
    /// <param name="store">The layout of the recording; the host's must have the same shelves, plates, gates and cameras.</param>
    /// <param name="sources">Names of the sources, by their ids.</param>
    /// <param name="log">Entries as they arrived.</param>
    /// <param name="faults">What the devices do wrong.</param>
    /// <param name="speed">How many times as fast as it was recorded; the times in the messages are drawn together alike.</param>
    /// <param name="seed">Decides the faults.</param>
    /// <param name="time">The clock: what was said at the beginning is said now.</param>
    /// <param name="stop">Ends it early.</param>
    public static async Task<DevicesPlayed> Play(
        DevicePlace place, Store store, IReadOnlyList<string> sources, IEnumerable<LogEntry> log, DeviceFaults faults, double speed, ulong seed, TimeProvider time,
        CancellationToken stop)
    {
        var devices = new Dictionary<SourceId, (SimulatedDevice Device, Task Running)>();
        var (begin, now) = ((Instant?)null, Now(time));
        foreach (var entry in log.Where(entry => IsSaid(entry.Observation)))
        {
            begin ??= entry.Observation.At;
            var moved = Moved(entry.Observation, begin.Value, now, speed);
            if (moved.At - Now(time) is { Ticks: > 0 } early)
            {
                await Task.Delay(early, time, stop).ConfigureAwait(false);
            }

            if (!devices.TryGetValue(entry.Source, out var device))
            {
                var made = new SimulatedDevice(place, store, $"simulated {sources[entry.Source.Index]}", faults, seed + (ulong)entry.Source.Index, time);
                devices[entry.Source] = device = (made, Task.Run(() => made.Run(stop), stop));
            }

            await device.Device.Say(moved, stop).ConfigureAwait(false);
        }

        foreach (var (device, _) in devices.Values)
        {
            device.Finish();
        }

        await Task.WhenAll(devices.Values.Select(device => device.Running)).ConfigureAwait(false);
        var all = devices.Values.Select(device => device.Device).ToArray();
        return new(all.Length, all.Sum(d => d.Sent), all.Sum(d => d.Kept), all.Sum(d => d.Refused), all.Select(d => d.Refusal).LastOrDefault(r => r is not null));
    }

    static bool IsSaid(Observation observation) =>
        observation is Observation.ShelfReadings or Observation.PeopleSeen or Observation.PeopleSighted or Observation.GatePassed;

    static Observation Moved(Observation observation, Instant begin, Instant now, double speed)
    {
        long At(long nanoseconds) => now.Nanoseconds + (long)((nanoseconds - begin.Nanoseconds) / speed);
        var at = new Instant(At(observation.At.Nanoseconds));
        return observation is Observation.ShelfReadings readings
            ? readings with { Times = readings.Times.ToArray().Select(At).ToArray(), At = at }
            : observation with { At = at };
    }

    static Instant Now(TimeProvider time) => new((time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100);
}
