using System.Collections.Immutable;
using Stroll.Observations;
using Stroll.Simulator;
using Stroll.Units;

namespace Stroll.Cli.Bench.Engine;

/// <summary>What the engine is given to do.</summary>
/// <param name="Entry">How people come into the log.</param>
/// <param name="People">Inside when measuring begins.</param>
/// <param name="Size">Of the store.</param>
/// <param name="Seconds">Of the store that are measured.</param>
internal sealed record EngineLoad(PeopleEntry Entry, int People, StoreSize Size, int Seconds)
{
    /// <summary>The load of the design: 1,000 plates at 60 Hz under 20 cameras, 50 people inside.</summary>
    internal static EngineLoad Peak(PeopleEntry entry) => new(entry, 50, StoreSize.SmallSupermarket, 60);

    /// <summary>The day that is played. Whoever comes makes so many stops that the store is as full as is asked for.</summary>
    internal Scenario Scenario => SimulateBench.Load(Entry) with
    {
        Size = Size,
        Habits = new(SecondsBetweenArrivals: 100.0 / People, FewestStops: 8, MostStops: 14),
    };
}

/// <summary>One movement and what it cost.</summary>
/// <param name="Milliseconds">Processor time of the message with which it was decided.</param>
/// <param name="Worlds">Of its island, afterwards.</param>
internal readonly record struct DecisionCost(double Milliseconds, int Worlds);

/// <summary>What the engine needed for a load.</summary>
/// <param name="Load">Which.</param>
/// <param name="StoreSecondsPerSecond">Seconds of the store a second of processor time of one core.</param>
/// <param name="PeakMegabytes">The largest managed heap while measuring, the simulated store beside the engine included.</param>
/// <param name="Inside">People inside on average.</param>
/// <param name="Decisions">Every movement that was decided.</param>
internal sealed record EngineFigures(
    EngineLoad Load, double StoreSecondsPerSecond, double PeakMegabytes, double Inside, ImmutableArray<DecisionCost> Decisions)
{
    /// <summary>Movements decided a second of the store.</summary>
    internal double MovementsPerSecond => Decisions.Length / (double)Load.Seconds;

    /// <summary>Processor time of one movement, milliseconds: so many of a hundred took at most this; NaN without any.</summary>
    internal double DecisionAt(double share)
    {
        var sorted = Decisions.Select(decision => decision.Milliseconds).Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }
}

/// <summary>Plays a simulated store through the whole engine and measures the engine alone.</summary>
/// <remarks>The store is played a second at a time, outside of the measuring; so the log is never held as a whole. Until as many people are
/// inside as the load says, the engine runs unmeasured: it warms up. Processor time is that of the process, which has nothing else to do
/// meanwhile; the collector is in it.</remarks>
internal static class EngineBench
{
    /// <summary>Measures one load.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal static EngineFigures Run(EngineLoad load, CancellationToken stop)
    {
        var simulation = new Simulation(load.Scenario);
        var pipeline = new Pipeline(simulation.Model, simulation.Sources, PipelineRules.Default);
        var run = new Measured(load, pipeline);
        var second = new List<LogEntry>();
        var next = simulation.Begin + 1.Seconds;
        foreach (var entry in simulation.Play())
        {
            second.Add(entry);
            if (entry.Observation is Observation.Tick tick && tick.At >= next)
            {
                stop.ThrowIfCancellationRequested();
                run.Take(second);
                second.Clear();
                next += 1.Seconds;
                if (run.IsOver)
                {
                    break;
                }
            }
        }

        return run.Figures;
    }

    /// <summary>Seconds of the store after which measuring begins in any case.</summary>
    const int LongestWait = 180;

    sealed class Measured(EngineLoad load, Pipeline pipeline)
    {
        readonly ImmutableArray<DecisionCost>.Builder _decisions = ImmutableArray.CreateBuilder<DecisionCost>();
        TimeSpan _used;
        int _seconds;
        long _inside;
        long _peak;
        int _waited;
        bool _isOn;

        internal bool IsOver => _seconds >= load.Seconds;

        internal EngineFigures Figures => new(
            load, _seconds / _used.TotalSeconds, _peak / 1e6, _inside / (double)Math.Max(1, _seconds), _decisions.ToImmutable());

        internal void Take(List<LogEntry> second)
        {
            var inside = pipeline.Floor.Present.Count(shopper => shopper.Left is null);
            // A small store may never be as full as that: people leave sooner where the ways are short.
            _isOn |= inside >= load.People || ++_waited > LongestWait;
            foreach (var entry in second)
            {
                var decided = pipeline.Story.Decided.Count;
                var from = Environment.CpuUsage.TotalTime;
                pipeline.Take(entry);
                var used = Environment.CpuUsage.TotalTime - from;
                _used += _isOn ? used : TimeSpan.Zero;
                Note(decided, used);
            }

            _seconds += _isOn ? 1 : 0;
            _inside += _isOn ? inside : 0;
            _peak = _isOn ? Math.Max(_peak, GC.GetTotalMemory(forceFullCollection: false)) : 0;
        }

        void Note(int before, TimeSpan used)
        {
            var decided = pipeline.Story.Decided;
            for (var i = before; _isOn && i < decided.Count; i++)
            {
                _decisions.Add(new(used.TotalMilliseconds / (decided.Count - before), pipeline.Story.IslandOf(decided[i]).Worlds.Length));
            }
        }
    }
}
