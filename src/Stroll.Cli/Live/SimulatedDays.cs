using Stroll.Host.Ingest;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Sensors;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Cli.Live;

/// <summary>The devices of a store that does not exist, day after day, in real time.</summary>
/// <remarks>Everything they say follows from the seed. They hand in at the same door as real ones.</remarks>
internal sealed class SimulatedDays
{
    // The shelves are filled when a day begins. A longer day would end with empty ones.
    static readonly TimeSpan Day = TimeSpan.FromHours(1);

    readonly ulong _seed;
    readonly StoreKey _store;
    readonly IIngest _door;
    readonly TimeProvider _time;
    readonly List<Task> _underWay = [];

    /// <param name="seed">Which store, and which days.</param>
    /// <param name="store">Its name.</param>
    /// <param name="door">Where its devices hand in.</param>
    /// <param name="time">The wall clock, which they follow.</param>
    internal SimulatedDays(ulong seed, StoreKey store, IIngest door, TimeProvider time) => (_seed, _store, _door, _time) = (seed, store, door, time);

    /// <summary>What the operator of the store of a seed believes.</summary>
    internal static StoreModel Model(ulong seed) => new Simulation(ScenarioOf(seed, new(0))).Model;

    /// <summary>Plays until it is cancelled.</summary>
    internal async Task Play(CancellationToken stop)
    {
        for (var day = 0L; !stop.IsCancellationRequested; day++)
        {
            var simulation = new Simulation(ScenarioOf(_seed + (ulong)day, Now()) with { Given = day == 0 ? null : Model(_seed) });
            foreach (var entry in simulation.Play())
            {
                await Hand(entry, simulation.Sources[entry.Source.Index], day, stop).ConfigureAwait(false);
            }
        }
    }

    async Task Hand(LogEntry entry, SourcePromise source, long day, CancellationToken stop)
    {
        if (source.Kind == SourceKind.Host)
        {
            // The simulator's clock says how far it is; the host writes ticks of its own. Devices do not wait for each other, but none
            // runs away from a host that is behind.
            await Task.WhenAll(_underWay).ConfigureAwait(false);
            _underWay.Clear();
            if (entry.Observation.At - Now() is { Ticks: > 0 } ahead)
            {
                await Task.Delay(ahead, _time, stop).ConfigureAwait(false);
            }

            return;
        }

        var name = entry.Observation is Observation.GatePassed passed ? $"gate {passed.Gate}" : source.Name;
        _underWay.Add(_door.Take(new(_store, name, (day * 1000) + entry.Boot, entry.Sequence, entry.Observation, Now()), stop).AsTask());
    }

    static Scenario ScenarioOf(ulong seed, Instant start) => new()
    {
        Name = "demo",
        Seed = seed,
        Start = start,
        Visits = 100_000,
        Length = Day,
        Habits = new() { SecondsBetweenArrivals = 14 },
    };

    Instant Now() => new((_time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) * 100);
}
