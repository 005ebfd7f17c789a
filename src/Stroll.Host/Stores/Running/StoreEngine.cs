using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Sensors;
using Stroll.Units;

namespace Stroll.Host.Stores.Running;

/// <summary>All that follows from the log of one store: its pipeline, what was told of it, and which devices are well.</summary>
/// <remarks>No clock, no thread, no files: the same log gives the same events at the same offsets. This is what a snapshot holds.</remarks>
sealed class StoreEngine
{
    readonly StoreTelling _telling;
    readonly DeviceHealth _health;

    internal StoreEngine(StoreKey key, StoreModel model, ImmutableArray<SourcePromise> sources, PipelineRules rules)
    {
        Pipeline = new(model, sources, rules);
        _telling = new(key, model);
        _health = new(model.Store, sources);
    }

    internal Pipeline Pipeline { get; }

    /// <summary>The newest tick; the beginning of time before the first.</summary>
    internal Instant Now { get; private set; } = Instant.Earliest;

    /// <summary>What the store is for, as the operator last said; open before the first word.</summary>
    internal StoreProfile Profile { get; private set; } = StoreProfile.Open;

    internal StoreTelling Telling => _telling;

    internal DeviceHealth Health => _health;

    /// <summary>Takes the next entry of the log and adds what follows from it.</summary>
    internal void Take(in LogEntry entry, List<StoreEvent> events)
    {
        Pipeline.Take(entry);
        _health.Take(entry, events);
        if (entry.Observation is Observation.ProfileSet set)
        {
            Profile = set.Profile;
            _health.IsWorkedOn = set.Profile == StoreProfile.Maintenance;
        }

        if (entry.Observation is Observation.Tick tick && tick.At > Now)
        {
            Now = tick.At;
            _telling.Look(Pipeline, Now, Profile, events);
            _health.Look(Pipeline, Now, events);
        }
    }
}
