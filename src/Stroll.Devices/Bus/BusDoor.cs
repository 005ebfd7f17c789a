using System.Collections.Concurrent;
using Stroll.Host.Ingest;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Devices.Bus;

/// <summary>Sets what a store is for.</summary>
/// <returns>Why it may not be; none when it is durable.</returns>
public delegate ValueTask<Fault?> SetProfile(StoreProfile profile, CancellationToken cancellation);

/// <summary>What becomes of a message of the bus: the same whichever broker it came through.</summary>
/// <param name="prefix">First word of every topic.</param>
/// <param name="ingest">Where it goes.</param>
/// <param name="time">The host's clock.</param>
public sealed class BusDoor(string prefix, IIngest ingest, TimeProvider time)
{
    readonly ConcurrentDictionary<StoreKey, (PayloadReader Reader, SetProfile? Profile)> _stores = new();
    readonly ConcurrentDictionary<string, long> _refusals = new();

    /// <summary>First word of every topic.</summary>
    public string Prefix => prefix;

    /// <summary>The stores whose devices are listened to.</summary>
    public IEnumerable<StoreKey> Stores => _stores.Keys;

    /// <summary>How often what was refused since the start, by the code of the fault.</summary>
    public IReadOnlyDictionary<string, long> Refusals => _refusals;

    /// <summary>Listens to the devices of a store.</summary>
    /// <param name="key">Which.</param>
    /// <param name="store">Its layout, which the payloads are read by.</param>
    /// <param name="profile">Sets what the store is for; none where the bus may not say it.</param>
    public void Open(StoreKey key, Store store, SetProfile? profile = null) => _stores[key] = (new(key, store, Now().Nanoseconds), profile);

    /// <summary>Listens no longer.</summary>
    public void Close(StoreKey key) => _stores.TryRemove(key, out _);

    /// <summary>Takes one message. Completes when all of it is durable, or some of it refused for good.</summary>
    /// <param name="topic">As it came.</param>
    /// <param name="payload">As it came; may be used until this completes.</param>
    /// <param name="isRetained">It was, or is to be, kept by the broker and told again later.</param>
    /// <param name="cancellation">Ends the waiting; the message may be kept all the same.</param>
    public async ValueTask<Host.Ingest.Intake> Take(string topic, ReadOnlyMemory<byte> payload, bool isRetained, CancellationToken cancellation)
    {
        var answer = await Answer(topic, payload, isRetained, cancellation).ConfigureAwait(false);
        if (answer is Host.Ingest.Intake.Refused refused)
        {
            _refusals.AddOrUpdate(refused.Fault.Code, 1, (_, count) => count + 1);
        }

        return answer;
    }

    async ValueTask<Host.Ingest.Intake> Answer(string topic, ReadOnlyMemory<byte> payload, bool isRetained, CancellationToken cancellation)
    {
        if (!BusTopic.TryParse(prefix, topic, out var parsed))
        {
            return Refused("bus.topic", Shown(topic), $"no topic of a device, expected {prefix}/TENANT/STORE/ADDRESS");
        }

        if (!_stores.TryGetValue(parsed.Store, out var store))
        {
            return Refused("ingest.store", parsed.Store.ToString(), "there is no such store here, or it does not run");
        }

        if (isRetained)
        {
            return Refused("bus.retained", Shown(topic), "a retained message would be told again as if it were new, expected one that is not retained");
        }

        if (parsed.Address == "profile" && store.Profile is { } set)
        {
            return ProfileWord.Read(payload) switch
            {
                Result<StoreProfile>.Good good => await set(good.Value, cancellation).ConfigureAwait(false) is { } fault
                    ? new Host.Ingest.Intake.Refused(fault)
                    : new Host.Ingest.Intake.Kept(),
                Result<StoreProfile>.Bad bad => new Host.Ingest.Intake.Refused(bad.Fault),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }

        return store.Reader.Read(parsed.Address, payload, Now()) switch
        {
            Result<DeviceMessage[]>.Bad bad => new Host.Ingest.Intake.Refused(bad.Fault),
            Result<DeviceMessage[]>.Good good => await All(good.Value, cancellation).ConfigureAwait(false),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Hands in every message of a batch at once, so that they share a sync.</summary>
    async ValueTask<Host.Ingest.Intake> All(DeviceMessage[] messages, CancellationToken cancellation)
    {
        if (messages.Length == 1)
        {
            return await ingest.Take(messages[0], cancellation).ConfigureAwait(false);
        }

        var answers = await Task.WhenAll(messages.Select(message => ingest.Take(message, cancellation).AsTask())).ConfigureAwait(false);
        return answers.FirstOrDefault(answer => answer is Host.Ingest.Intake.Refused) ?? new Host.Ingest.Intake.Kept();
    }

    Instant Now() => new((time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100);

    static string Shown(string topic) => topic.Length > 80 ? topic[..80] + "…" : topic;

    static Host.Ingest.Intake.Refused Refused(string code, string where, string found) => new(new(code, where, found));
}
