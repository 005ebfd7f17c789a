using System.Collections.Immutable;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Sensors;
using Stroll.Units;

namespace Stroll.Host.Stores.Running;

/// <summary>A device that does not work.</summary>
/// <param name="Device">Its source name in the store, or a plate's, as <c>plate 2/5/3</c>.</param>
/// <param name="Since">When it was noticed.</param>
/// <param name="Effect">What follows for the store.</param>
/// <param name="Fix">What a person can do.</param>
sealed record Problem(string Device, Instant Since, string Effect, string Fix);

/// <summary>Which sources and plates work, from what the log says.</summary>
sealed class DeviceHealth(Store store, ImmutableArray<SourcePromise> sources)
{
    // Plates are looked at so often; their own rules already wait for seconds before they call a plate ill.
    static readonly TimeSpan LookEvery = 1.Seconds;

    // Nothing was heard of a plate when a store begins; after so long that means something.
    static readonly TimeSpan Warming = 5.Seconds;

    readonly Instant[] _heard = NeverHeard(sources.Length);
    readonly bool[] _isLost = new bool[sources.Length];
    readonly PlateHealth[] _plates = new PlateHealth[store.Plates.Length];
    readonly SortedDictionary<string, Problem> _problems = new(StringComparer.Ordinal);
    Instant _newest = Instant.Earliest;
    Instant _looked = Instant.Earliest;
    Instant _first = Instant.Earliest;

    /// <summary>What does not work, by name.</summary>
    internal IEnumerable<Problem> Problems => _problems.Values;

    /// <summary>True while somebody works on the devices: what falls silent then is shown, and told to nobody as trouble.</summary>
    internal bool IsWorkedOn { get; set; }

    /// <summary>True while the source is declared lost.</summary>
    internal bool IsLost(SourceId source) => _isLost[source.Index];

    /// <summary>Takes an entry: who speaks, and who is declared lost or found.</summary>
    internal void Take(in LogEntry entry, List<StoreEvent> events)
    {
        switch (entry.Observation)
        {
            case Observation.Tick tick:
                _newest = tick.At > _newest ? tick.At : _newest;
                break;
            case Observation.SourceLost lost when !_isLost[lost.Source.Index]:
                _isLost[lost.Source.Index] = true;
                Add(Told(sources[lost.Source.Index], lost.At), events);
                break;
            case Observation.SourceFound found when _isLost[found.Source.Index]:
                _isLost[found.Source.Index] = false;
                Remove(sources[found.Source.Index].Name, found.At, "speaks again", events);
                break;
            default:
                _heard[entry.Source.Index] = _newest;
                break;
        }
    }

    /// <summary>What the host should write into the log: sources that fell silent, sources that speak again.</summary>
    /// <param name="now">The newest tick.</param>
    /// <param name="silence">Who is silent for longer is lost.</param>
    internal IEnumerable<Observation> Due(Instant now, TimeSpan silence)
    {
        foreach (var source in sources.Where(MustSpeak))
        {
            var heard = _heard[source.Source.Index];
            if (heard == Instant.Earliest)
            {
                // The first look: whoever was never heard has from now on as long as the others.
                _heard[source.Source.Index] = now;
            }
            else if (!_isLost[source.Source.Index] && now - heard > silence)
            {
                yield return new Observation.SourceLost(now, source.Source);
            }
            else if (_isLost[source.Source.Index] && now - heard <= silence)
            {
                yield return new Observation.SourceFound(now, source.Source);
            }
        }
    }

    /// <summary>Looks at the plates, once a second.</summary>
    internal void Look(Pipeline pipeline, Instant now, List<StoreEvent> events)
    {
        if (_looked != Instant.Earliest && now - _looked < LookEvery)
        {
            return;
        }

        _looked = now;
        _first = _first == Instant.Earliest ? now : _first;
        foreach (var plate in store.Plates)
        {
            var health = pipeline.Health(plate.Id);
            var isBlind = IsLost(new(plate.Shelf.Index));
            var isNew = health == PlateHealth.Silent && now - _first < Warming;
            if (health == _plates[plate.Id.Index] || isBlind || isNew)
            {
                continue;
            }

            _plates[plate.Id.Index] = health;
            var name = $"plate {plate.Address}";
            if (health == PlateHealth.Good)
            {
                Remove(name, now, "weighs again", events);
            }
            else
            {
                Add(Told(name, health, now), events);
            }
        }
    }

    static Instant[] NeverHeard(int count)
    {
        var heard = new Instant[count];
        heard.AsSpan().Fill(Instant.Earliest);
        return heard;
    }

    /// <summary>Gates and desks speak when somebody comes; the host's own voice is the clock.</summary>
    static bool MustSpeak(SourcePromise source) => source.Kind is SourceKind.Plates or SourceKind.People or SourceKind.Camera;

    void Add(Problem problem, List<StoreEvent> events)
    {
        _problems[problem.Device] = problem;
        if (IsWorkedOn)
        {
            return;
        }

        events.Add(new StoreEvent.HealthChanged(problem.Since, problem.Device, IsWell: false, problem.Effect));
    }

    void Remove(string device, Instant at, string words, List<StoreEvent> events)
    {
        if (_problems.Remove(device) && !IsWorkedOn)
        {
            events.Add(new StoreEvent.HealthChanged(at, device, IsWell: true, $"{device} {words}"));
        }
    }

    static Problem Told(SourcePromise source, Instant at) => source.Kind switch
    {
        SourceKind.Plates => new(
            source.Name, at, $"{source.Name} is blind: what is taken from it is not noticed and not charged", "look at its power and its network cable"),
        SourceKind.People => new(
            source.Name, at, "nobody is seen: what is taken has no taker and goes to review", "look at the tracker's program and its cameras"),
        SourceKind.Camera => new(
            source.Name, at, $"{source.Name} sees nothing: who took what in its view is less sure", "look at its power, its network cable and its lens"),
        _ => new(source.Name, at, $"{source.Name} is silent", "look at its power and its network cable"),
    };

    static Problem Told(string plate, PlateHealth health, Instant at) => health switch
    {
        PlateHealth.Silent => new(plate, at, $"{plate} says nothing: what is taken from it is not noticed and not charged", "look at the plate's cable"),
        PlateHealth.Stuck => new(plate, at, $"{plate} stands still: what is taken from it may not be noticed", "look at the plate's cable, then weigh something on it"),
        PlateHealth.Saturated => new(plate, at, $"{plate} carries more than it can weigh: changes on it are doubtful", "take something off it"),
        PlateHealth.Noisy => new(plate, at, $"{plate} wanders: changes on it are doubtful and more of them go to review", "see whether something touches the plate or shakes the shelf"),
        _ => new(plate, at, $"{plate} works", ""),
    };
}
