using System.Collections.Immutable;
using Stroll.Devices.Bus;
using Stroll.Layout;
using Stroll.Simulator;

namespace Stroll.Cli.Live;

/// <summary>The devices of a store that does not exist, day after day, in real time, over the bus.</summary>
/// <remarks>All that they say follows from the seed; when they say it follows the wall clock.</remarks>
internal static class SimulatedDays
{
    // The shelves are filled when a day begins. A longer day would end with empty ones.
    static readonly TimeSpan Day = TimeSpan.FromHours(1);

    /// <summary>What the operator of the store of a seed believes.</summary>
    internal static StoreModel Model(ulong seed) => new Simulation(ScenarioOf(seed)).Model;

    /// <summary>Plays until it is cancelled.</summary>
    /// <param name="seed">Which store, and which days.</param>
    /// <param name="place">Where its devices hand in.</param>
    /// <param name="terminal">Stands at the gate.</param>
    /// <param name="stop">Ends it.</param>
    internal static async Task Play(ulong seed, DevicePlace place, SimulatedTerminal terminal, CancellationToken stop)
    {
        var model = Model(seed);
        for (var day = 0UL; !stop.IsCancellationRequested; day++)
        {
            var simulation = new Simulation(ScenarioOf(seed + day) with { Given = day == 0 ? null : model });
            ImmutableArray<string> names = [.. simulation.Sources.Select(source => source.Name)];
            await SimulatedDevices.Play(
                place, model.Store, names, terminal.Before(simulation.Play(), stop), DeviceFaults.None, speed: 1, seed + day, TimeProvider.System, stop).ConfigureAwait(false);
        }
    }

    static Scenario ScenarioOf(ulong seed) => new()
    {
        Name = "demo",
        Seed = seed,
        Visits = 100_000,
        Length = Day,
        Habits = new() { SecondsBetweenArrivals = 14 },
    };
}
