using System.Collections.Immutable;
using Stroll.Host.Logs;
using Stroll.Host.Stores;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Host.Ingest;

/// <summary>What is known of a device from what it sends.</summary>
/// <param name="Device">Its source name.</param>
/// <param name="LastHeard">When its last message arrived.</param>
/// <param name="Kept">Messages that are in the log since the start.</param>
/// <param name="Doubled">Messages that came again.</param>
/// <param name="Refused">Messages that were refused.</param>
/// <param name="Behind">How far its clock is behind the host's; negative when ahead.</param>
/// <param name="Quarantine">Why nothing is taken from it; none when all is well.</param>
public sealed record DeviceStatus(string Device, Instant LastHeard, long Kept, long Doubled, long Refused, TimeSpan Behind, string? Quarantine)
{
    /// <summary>When the quarantine began; means nothing without one.</summary>
    public Instant QuarantinedSince { get; init; }
}

/// <summary>The door of one store: knows its devices, lets each message through once, and holds back who comes too fast.</summary>
sealed class StoreDoor : IDisposable
{
    readonly StoreKey _store;
    readonly ILog _log;
    readonly IngestRules _rules;
    readonly TimeProvider _time;
    readonly Func<Instant>? _now;
    readonly Dictionary<string, Device> _devices = new(StringComparer.Ordinal);
    readonly SeenMessages _seen;
    readonly Dictionary<(int Source, long Boot, long Sequence), Task> _under = [];
    readonly SemaphoreSlim _places;
    readonly Lock _lock = new();

    internal StoreDoor(StoreKey store, ILog log, IngestRules rules, TimeProvider time, Func<Instant>? now)
    {
        (_store, _log, _rules, _time, _now) = (store, log, rules, time, now);
        _seen = log.Seen();
        _places = new(rules.MostWaiting);
        foreach (var source in log.Header.Sources)
        {
            _devices[source.Name] = new(source.Source, rules);
        }

        foreach (var (source, boot, _, _, _) in _seen.Ranges)
        {
            var device = _devices[log.Header.Sources[source].Name];
            device.NewestBoot = Math.Max(device.NewestBoot, boot);
        }
    }

    internal ImmutableArray<DeviceStatus> Devices
    {
        get
        {
            lock (_lock)
            {
                return [.. _devices.OrderBy(d => d.Value.Source.Index).Select(d => d.Value.Status(d.Key))];
            }
        }
    }

    internal async ValueTask<Intake> Take(DeviceMessage message, CancellationToken cancellation)
    {
        if (!_devices.TryGetValue(message.Device, out var device))
        {
            return Refused("ingest.device", $"the store has no device '{message.Device}'");
        }

        await device.Turn(_rules.MostPerSecond, _time, cancellation).ConfigureAwait(false);
        Task keeping;
        lock (_lock)
        {
            device.LastHeard = message.Received;
            switch (Admit(device, message, out keeping))
            {
                case Intake.Refused refused:
                    device.Refused++;
                    return refused;
                case Intake.Kept kept when keeping.IsCompletedSuccessfully:
                    return kept;
            }
        }

        await keeping.WaitAsync(cancellation).ConfigureAwait(false);
        return new Intake.Kept();
    }

    public void Dispose() => _places.Dispose();

    /// <summary>Decides on one message, under the lock.</summary>
    /// <returns>Refused, or kept as soon as <paramref name="keeping"/> is done.</returns>
    Intake Admit(Device device, DeviceMessage message, out Task keeping)
    {
        keeping = Task.CompletedTask;
        var key = (device.Source.Index, message.Boot, message.Sequence);
        if (_under.TryGetValue(key, out var under))
        {
            device.Doubled++;
            keeping = under;
            return new Intake.Kept();
        }

        var sight = _seen.Look(key.Index, key.Boot, key.Sequence);
        if (sight == Sight.Doubled)
        {
            device.Doubled++;
            return new Intake.Kept();
        }

        if (sight == Sight.Forgotten || message.Boot < device.NewestBoot)
        {
            return Refused(
                "ingest.old-boot", $"{message.Device} speaks of boot {message.Boot}, message {message.Sequence}, after boot {device.NewestBoot}: a boot's number must rise with each start");
        }

        device.Judge(message);
        if (device.Quarantine is { } why)
        {
            return Refused("ingest.clock", $"{message.Device} is quarantined: {why}, expected at most {_rules.MostAhead.TotalSeconds:0.#} s; set it by NTP, or leave the time out");
        }

        device.NewestBoot = message.Boot;
        _seen.Add(key.Index, key.Boot, key.Sequence);
        keeping = Keep(device, key, message);
        if (!keeping.IsCompleted)
        {
            _under[key] = keeping;
        }

        return new Intake.Kept();
    }

    // Once it is on its way a message goes to the end, whoever stops waiting for it: it may be in the log already.
    async Task Keep(Device device, (int Source, long Boot, long Sequence) key, DeviceMessage message)
    {
        var isKept = false;
        await _places.WaitAsync().ConfigureAwait(false);
        try
        {
            var moved = Moved(message.Observation, device.Clock.Correction(message.Sent is not null) + Ahead(message.Received));
            await _log.Append(new LogEntry[] { new(device.Source, message.Boot, message.Sequence, moved) }, CancellationToken.None).ConfigureAwait(false);
            isKept = true;
        }
        finally
        {
            _places.Release();
            lock (_lock)
            {
                _under.Remove(key);
                if (isKept)
                {
                    device.Kept++;
                }
                else
                {
                    _seen.Remove(key.Source, key.Boot, key.Sequence);
                }
            }
        }
    }

    /// <summary>How far the time of the log is ahead of the machine's, which somebody may set by hours. What is less than noticeable is no jump.</summary>
    long Ahead(Instant received) => _now?.Invoke() is { } now && (now - received).Duration() > _rules.Noticeable ? now.Nanoseconds - received.Nanoseconds : 0;

    /// <summary>The same, said by a clock that is right.</summary>
    static Observation Moved(Observation observation, long by)
    {
        if (by == 0)
        {
            return observation;
        }

        var at = new Instant(observation.At.Nanoseconds + by);
        return observation is Observation.ShelfReadings readings
            ? readings with { Times = readings.Times.ToArray().Select(t => t + by).ToArray(), At = at }
            : observation with { At = at };
    }

    Intake.Refused Refused(string code, string found) => new(new(code, _store.ToString(), found));

    sealed class Device(SourceId source, IngestRules rules)
    {
        readonly Lock _turns = new();
        long _second;
        int _inSecond;

        internal SourceId Source => source;

        internal DeviceClock Clock { get; } = new(rules);

        internal Instant LastHeard { get; set; }

        internal long Kept { get; set; }

        internal long Doubled { get; set; }

        internal long Refused { get; set; }

        internal long NewestBoot { get; set; } = long.MinValue;

        internal string? Quarantine { get; private set; }

        internal Instant QuarantinedSince { get; private set; }

        /// <summary>Looks at what the message says of time.</summary>
        internal void Judge(DeviceMessage message)
        {
            var found = Clock.Take(message.Sent ?? message.Observation.At, message.Received);
            QuarantinedSince = Quarantine is null ? message.Received : QuarantinedSince;
            Quarantine = found;
        }

        internal DeviceStatus Status(string name) => new(name, LastHeard, Kept, Doubled, Refused, TimeSpan.FromTicks(Clock.Behind / 100), Quarantine) { QuarantinedSince = QuarantinedSince };

        /// <summary>Waits for the next second when this one is used up.</summary>
        internal async ValueTask Turn(int mostPerSecond, TimeProvider time, CancellationToken cancellation)
        {
            while (!MayGo(mostPerSecond, time))
            {
                await Task.Delay(50.Milliseconds, time, cancellation).ConfigureAwait(false);
            }
        }

        bool MayGo(int mostPerSecond, TimeProvider time)
        {
            lock (_turns)
            {
                var second = time.GetTimestamp() / time.TimestampFrequency;
                _inSecond = second == _second ? _inSecond : 0;
                _second = second;
                var may = _inSecond < mostPerSecond;
                _inSecond += may ? 1 : 0;
                return may;
            }
        }
    }
}
