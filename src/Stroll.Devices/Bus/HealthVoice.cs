using System.Collections.Immutable;
using MQTTnet.Exceptions;
using Stroll.Host.Stores;
using Stroll.Host.Stores.Live;
using Stroll.Units;

namespace Stroll.Devices.Bus;

/// <summary>Tells the bus how the devices of the stores are, as often as that changes.</summary>
/// <remarks>What could not be said is said again a second later: a broker that was away hears the present, not the past.</remarks>
public sealed class HealthVoice : IAsyncDisposable
{
    static readonly TimeSpan Every = 1.Seconds;

    readonly HomeAssistant _home;
    readonly ImmutableArray<(LiveStore Live, ImmutableArray<string> Devices)> _stores;
    readonly TimeProvider _time;
    readonly CancellationTokenSource _stop = new();
    readonly Dictionary<(StoreKey, string), string> _said = [];
    readonly HashSet<StoreKey> _announced = [];
    readonly Task _work;

    /// <summary>Begins to speak.</summary>
    /// <param name="home">To whom.</param>
    /// <param name="stores">Each with the names of its devices.</param>
    /// <param name="time">The clock.</param>
    public HealthVoice(HomeAssistant home, ImmutableArray<(LiveStore Live, ImmutableArray<string> Devices)> stores, TimeProvider time)
    {
        (_home, _stores, _time) = (home, stores, time);
        _work = Task.Run(Work);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
        _stop.Dispose();
    }

    async Task Work()
    {
        using var timer = new PeriodicTimer(Every, _time);
        try
        {
            do
            {
                await Round().ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The host is told to stop.
        }
    }

    async Task Round()
    {
        try
        {
            foreach (var (live, devices) in _stores)
            {
                await Say(live, devices).ConfigureAwait(false);
            }
        }
        catch (Exception away) when (away is MqttCommunicationException or InvalidOperationException || (away is OperationCanceledException && !_stop.IsCancellationRequested))
        {
            // A broker that is away: all of it is said again.
            _announced.Clear();
            _said.Clear();
        }
    }

    async Task Say(LiveStore live, ImmutableArray<string> devices)
    {
        var (store, view) = (live.Key, live.View);
        if (!_announced.Contains(store))
        {
            await _home.AnnounceProfile(store, _stop.Token).ConfigureAwait(false);
            foreach (var device in devices)
            {
                await _home.Announce(store, device, _stop.Token).ConfigureAwait(false);
            }

            _announced.Add(store);
        }

        if (IsNews(store, "store", $"{view.Profile} {view.Mode}"))
        {
            await _home.Say(store, view.Profile, view.Mode, _stop.Token).ConfigureAwait(false);
        }

        foreach (var device in devices)
        {
            var effect = Effect(view, device);
            if (IsNews(store, device, effect))
            {
                await _home.Say(store, device, effect.Length == 0, effect, _stop.Token).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What follows from the trouble of a device, its plates included; empty when it is well.</summary>
    static string Effect(LiveView view, string device) => string.Join("; ", view.Problems
        .Where(problem => problem.Device == device || (device.StartsWith("shelf ", StringComparison.Ordinal) && problem.Device.StartsWith($"plate {device["shelf ".Length..]}/", StringComparison.Ordinal)))
        .Select(problem => problem.Effect));

    bool IsNews(StoreKey store, string about, string words)
    {
        var isNews = !_said.TryGetValue((store, about), out var before) || before != words;
        _said[(store, about)] = words;
        return isNews;
    }
}
