using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Sensors;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>A store that does not exist, for one stretch of a day: what its sensors say, and what truly happened.</summary>
/// <remarks>Everything follows from the scenario: two simulations of one scenario say the same, byte for byte. The day is made as it is
/// played and forgotten as it is told, but for the truth. The code shares nothing with the pipeline but the shapes of
/// <c>Stroll.Observations</c> and <c>Stroll.Layout</c>.</remarks>
public sealed class Simulation
{
    const double SliceSeconds = 0.1;

    readonly Scenario _scenario;
    readonly ImmutableHashSet<Feature> _on;
    readonly StorePlan _plan;
    SimulatedTruth? _truth;
    Instant? _end;
    List<TrueVisit> _visits = [];
    Tally? _tally;

    /// <summary>Draws the store; nothing is played yet.</summary>
    /// <exception cref="InvariantException">The scenario cannot be played; <see cref="From"/> says why without a throw.</exception>
    public Simulation(Scenario scenario)
        : this(scenario, From(scenario) switch
        {
            Result<Simulation>.Good good => good.Value,
            Result<Simulation>.Bad bad => throw new InvariantException(bad.Fault.ToString()),
            _ => throw new System.Diagnostics.UnreachableException(),
        })
    {
    }

    Simulation(Scenario scenario, Simulation drawn)
        : this(scenario, drawn._on, drawn._plan)
    {
    }

    Simulation(Scenario scenario, ImmutableHashSet<Feature> on, StorePlan plan)
    {
        (_scenario, _on, _plan) = (scenario, on, plan);
        Sources = [.. SourceList()];
    }

    /// <summary>What an operator of the store would believe.</summary>
    public StoreModel Model => _plan.Model;

    /// <summary>The shelves in the order of the store, then the tracker or each camera, the gate and the clock.</summary>
    public ImmutableArray<SourcePromise> Sources { get; }

    /// <summary>When the sensors start.</summary>
    public Instant Begin => _scenario.Start;

    /// <summary>When they stop: a few seconds after the last person left, and not before the length of the scenario is over. Asked
    /// before <see cref="Play"/> has ended it plays the people, and only them, ahead.</summary>
    public Instant End
    {
        get
        {
            if (_end is null)
            {
                // On the side: a play that is under way keeps its own truth and counts.
                var ahead = new Simulation(_scenario, _on, _plan);
                ahead.PlayPeople();
                _end = ahead._end;
            }

            return _end!.Value;
        }
    }

    /// <summary>What truly happened.</summary>
    /// <exception cref="InvariantException">Neither <see cref="Play"/> nor <see cref="PlayPeople"/> has ended: the day is not over.</exception>
    public SimulatedTruth Truth
    {
        get
        {
            Invariant.Holds(_truth is not null, "the truth of a simulation is asked for when Play or PlayPeople has ended");
            return _truth;
        }
    }

    /// <summary>The visits that have ended so far in the play that was begun last, in the order of leaving.</summary>
    public IReadOnlyList<TrueVisit> VisitsSoFar => _visits;

    /// <summary>Which features the scenario and its seed have switched on, in order.</summary>
    public ImmutableArray<Feature> Active => [.. _on.Order()];

    /// <summary>Width (x) and depth (y) of the floor, metres.</summary>
    public (double Width, double Depth) Floor => (_plan.Width, _plan.Depth);

    /// <summary>Draws the store; nothing is played yet.</summary>
    /// <returns>Bad when switches contradict each other, a number is out of range, or the store is impossible.</returns>
    public static Result<Simulation> From(Scenario scenario)
    {
        if (Switches.Check(scenario) is { } fault)
        {
            return new Result<Simulation>.Bad(fault);
        }

        var on = Switches.Draw(scenario, new(scenario.Seed, Chance.Switches));
        return StorePlan.Draw(scenario, on, new(scenario.Seed, Chance.Store)) switch
        {
            Result<StorePlan>.Good plan => new Result<Simulation>.Good(new(scenario, on, plan.Value)),
            Result<StorePlan>.Bad bad => new Result<Simulation>.Bad(bad.Fault),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Is told during a play where everybody truly is, ten times a second, under their first ids, every joint with score 1; none where
    /// nobody wants to know. Where somebody stands is the middle between the ankles. Changes nothing of what the sensors say.</summary>
    public Action<Observation.PeopleSeen>? Watch { get; set; }

    /// <summary>How often a feature has occurred in the play that was begun last; 0 before.</summary>
    /// <remarks>For noise that is always there, as drift, it counts plates or messages.</remarks>
    public long Times(Feature feature) => _tally?.Times(feature) ?? 0;

    /// <summary>Everything that the sensors say, in the order in which it arrives. Can be asked for again and says the same; one at a
    /// time. When it has ended, <see cref="Truth"/> is complete.</summary>
    public IEnumerable<LogEntry> Play()
    {
        var world = Start();
        var devices = new Devices(_scenario, _plan, _tally!, world.Record.Before, Paths(world));
        for (long slice = 1; ; slice++)
        {
            var to = slice * SliceSeconds;
            devices.Advance(world, to);
            foreach (var entry in devices.Arrived(to))
            {
                yield return entry;
            }

            if (world.Ends is { } ends && to >= ends)
            {
                foreach (var entry in devices.Arrived(double.PositiveInfinity))
                {
                    yield return entry;
                }

                Finish(world, to);
                yield break;
            }
        }
    }

    /// <summary>Plays the people without any sensor: the same truth as <see cref="Play"/>, but for the ids of a tracker, in a small part of the time.</summary>
    public void PlayPeople()
    {
        var world = Start();
        var paths = Paths(world);
        for (long slice = 1; _truth is null; slice++)
        {
            var to = slice * SliceSeconds;
            world.Advance(to, (people, before, now) => paths?.Look(people, before, now), (_, _, _) => { });
            if (world.Ends is { } ends && to >= ends)
            {
                Finish(world, to);
            }
        }
    }

    /// <summary>Plays the people without any sensor and shows them at even moments, as a camera without faults would.</summary>
    /// <param name="framesPerSecond">Above 0; the first moment is <see cref="Begin"/>.</param>
    /// <param name="from">Nothing earlier is shown.</param>
    /// <param name="to">Nothing from here on is shown.</param>
    /// <remarks>The same people and goods as in <see cref="Play"/>, move by move. <see cref="Truth"/> is complete when it ends before <paramref name="to"/>.</remarks>
    public IEnumerable<SceneFrame> PlayScene(double framesPerSecond, Instant from, Instant to)
    {
        var world = Start();
        var scenery = new Scenery(_plan, world, _scenario.Start, framesPerSecond, from);
        for (long slice = 1; _truth is null; slice++)
        {
            var until = slice * SliceSeconds;
            world.Advance(until, scenery.Look, (_, _, _) => { });
            foreach (var frame in scenery.TakeFrames())
            {
                if (frame.At >= to)
                {
                    yield break;
                }

                yield return frame;
            }

            if (world.Ends is { } ends && until >= ends)
            {
                Finish(world, until);
            }
        }
    }

    TruePaths? Paths(World world) => Watch is { } watch ? new(world.Record, watch) : null;

    World Start()
    {
        _truth = null;
        _tally = new(_on);
        var world = new World(_scenario, _plan, _tally);
        _visits = world.Record.Visits;
        CountStanding();
        return world;
    }

    /// <summary>What is wrong or special from the start counts once.</summary>
    void CountStanding()
    {
        foreach (var standing in (ReadOnlySpan<Feature>)[Feature.WrongPlanogram, Feature.WrongWeight, Feature.Creep])
        {
            if (_on.Contains(standing))
            {
                _tally!.Count(standing);
            }
        }
    }

    void Finish(World world, double at)
    {
        _truth = world.Record.ToTruth();
        _end = world.Record.At(at);
    }

    IEnumerable<SourcePromise> SourceList()
    {
        var shelves = Model.Store.Shelves;
        foreach (var shelf in shelves)
        {
            yield return new(new(shelf.Id.Index), $"shelf {shelf.Gondola}/{shelf.Number}", Devices.ShelfLateness(_scenario.Scales).Seconds);
        }

        var next = shelves.Length;
        if (_scenario.People == PeopleEntry.Tracked)
        {
            yield return new(new(next++), "tracker", 1.Seconds, SourceKind.People);
        }
        else
        {
            foreach (var camera in Model.Store.Cameras)
            {
                yield return new(new(next++), $"camera {camera.Name}", 1.Seconds, SourceKind.Camera);
            }
        }

        yield return new(new(next), "gate", 1.Seconds, SourceKind.Gate);
        yield return new(new(next + 1), "clock", TimeSpan.Zero, SourceKind.Host);
    }
}
