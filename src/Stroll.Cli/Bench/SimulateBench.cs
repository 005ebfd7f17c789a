using System.Diagnostics;
using Stroll.Observations;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Cli.Bench;

/// <summary>How fast a store is simulated.</summary>
/// <param name="StoreSecondsPerSecond">Seconds of the store a second of processor time, that of the collector included.</param>
/// <param name="StoreSeconds">How long was measured.</param>
/// <param name="Inside">People inside on average meanwhile.</param>
/// <param name="Messages">Messages a second of the store.</param>
/// <param name="Sightings">Sightings of people a second of the store.</param>
/// <param name="BytesPerMessage">Allocated, the messages themselves included.</param>
public sealed record SimulateBenchResult(
    double StoreSecondsPerSecond, double StoreSeconds, double Inside, double Messages, double Sightings, double BytesPerMessage);

/// <summary>Memory during a long simulation.</summary>
/// <param name="Hour">Of the store.</param>
/// <param name="HeapMegabytes">What is alive after a full collection.</param>
/// <param name="WorkingSetMegabytes">What the process holds.</param>
/// <param name="Visits">That have ended; the truth about them is kept.</param>
public sealed record SimulateBenchHour(int Hour, double HeapMegabytes, double WorkingSetMegabytes, int Visits);

/// <summary>A small supermarket of 1,000 plates at 60 Hz under 20 cameras with 50 people inside.</summary>
public static class SimulateBench
{
    /// <summary>How many people are inside when measuring begins.</summary>
    public const int People = 50;

    /// <summary>The store with so many people that 50 are inside: each makes eight to fourteen stops.</summary>
    /// <param name="entry">How people come into the log.</param>
    /// <param name="seesThrough">Cameras that nothing hides anything from, to tell what hiding costs.</param>
    public static Scenario Load(PeopleEntry entry, bool seesThrough = false) => new()
    {
        Name = "bench",
        Size = StoreSize.SmallSupermarket,
        Visits = 100_000,
        People = entry,
        Habits = new(SecondsBetweenArrivals: 2, FewestStops: 8, MostStops: 14),
        Cameras = new(SeesThrough: seesThrough),
    };

    /// <summary>Plays until 50 people are inside, then measures.</summary>
    /// <param name="scenario">What is played.</param>
    /// <param name="people">Measuring begins when so many have come in and not gone out.</param>
    /// <param name="seconds">Of the store that are measured.</param>
    public static SimulateBenchResult Run(Scenario scenario, int people, double seconds)
    {
        var (inside, from, bytes, began) = (0, (Instant?)null, 0L, TimeSpan.Zero);
        var (messages, sightings, insideSum, ticks) = (0L, 0L, 0L, 0L);
        foreach (var entry in new Simulation(scenario).Play())
        {
            var at = entry.Observation.At;
            switch (entry.Observation)
            {
                case Observation.GatePassed passed:
                    inside += passed.Way == GateWay.In ? 1 : -1;
                    break;
                case Observation.PeopleSighted sighted:
                    sightings += sighted.People.Length;
                    break;
                case Observation.PeopleSeen seen:
                    sightings += seen.People.Length;
                    break;
                case Observation.Tick when from is null && inside >= people:
                    (from, bytes, began) = (at, GC.GetAllocatedBytesForCurrentThread(), Busy());
                    (messages, sightings) = (0, 0);
                    break;
                case Observation.Tick when from is { } start && at - start >= TimeSpan.FromSeconds(seconds):
                    var passedSeconds = (at - start).TotalSeconds;
                    return new(
                        passedSeconds / (Busy() - began).TotalSeconds, passedSeconds, insideSum / (double)ticks, messages / passedSeconds,
                        sightings / passedSeconds, (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)messages);
                case Observation.Tick when from is not null:
                    insideSum += inside;
                    ticks++;
                    break;
            }

            messages++;
        }

        throw new InvariantException("the bench's day is longer than what is measured");
    }

    // Not the clock on the wall: what else the machine does is not the simulator's.
    static TimeSpan Busy()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    /// <summary>Plays hours of the store, with an ordinary number of people, and looks at the memory after each.</summary>
    /// <param name="entry">How people come into the log.</param>
    /// <param name="hours">Of the store.</param>
    /// <param name="size">The store; none for the small supermarket.</param>
    public static IEnumerable<SimulateBenchHour> Hours(PeopleEntry entry, int hours, StoreSize? size = null)
    {
        var simulation = new Simulation(Load(entry) with { Size = size ?? StoreSize.SmallSupermarket, Habits = new(SecondsBetweenArrivals: 20), Length = TimeSpan.FromHours(hours) });
        var next = 1;
        foreach (var message in simulation.Play())
        {
            if (message.Observation is Observation.Tick tick && next <= hours && tick.At - simulation.Begin >= TimeSpan.FromHours(next))
            {
                var heap = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
                yield return new(next++, heap, Environment.WorkingSet / 1e6, simulation.VisitsSoFar.Count);
            }
        }
    }
}
