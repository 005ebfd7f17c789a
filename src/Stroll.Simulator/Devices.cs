using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>Every device of the store, and the way of its messages to the host.</summary>
internal sealed class Devices
{
    const double LeastPromise = 0.3;
    const double Margin = 0.1;

    static readonly Way FromTracker = new(0.06, 0.15, 0.3);
    static readonly Way FromCamera = new(0.08, 0.2, 0.3);
    static readonly Way FromGate = new(0.06, 0.09);
    static readonly Way FromClock = new(0, 0);

    readonly StorePlan _plan;
    readonly LoadCells[] _cells;
    readonly PeopleTracker? _tracker;
    readonly CameraSet? _cameras;
    readonly TruePaths? _paths;
    readonly int _gate;
    readonly Delivery _delivery;
    readonly Way _fromShelf;
    readonly Instant _begin;
    readonly ILookup<int, LoadCells> _ofGondola;
    readonly Rumbling _rumbling;
    readonly List<(double At, Observation.ShelfReadings Says)> _readings = [];
    readonly List<(double At, Observation.PeopleSeen Seen)> _frames = [];
    readonly List<Picture> _pictures = [];
    readonly List<(double At, Observation.GatePassed Says)> _passes = [];

    internal Devices(Scenario scenario, StorePlan plan, Tally tally, ImmutableArray<Grams> loads, TruePaths? paths)
    {
        _paths = paths;
        _plan = plan;
        _begin = scenario.Start;
        var store = plan.Model.Store;
        _cells =
        [
            .. store.Shelves.Select(shelf => new LoadCells(
                shelf, loads, store, scenario.Scales, tally, scenario.Start, new(scenario.Seed, Chance.FirstShelf + (ulong)shelf.Id.Index))),
        ];
        _ofGondola = store.Shelves.ToLookup(shelf => shelf.Gondola, shelf => _cells[shelf.Id.Index]);
        _rumbling = new(scenario.Scales, tally, [.. _ofGondola.Select(gondola => gondola.ToArray())], new(scenario.Seed, Chance.Rumbles));
        if (scenario.People == PeopleEntry.Tracked)
        {
            _tracker = new(scenario.Tracker, plan, tally, scenario.Start, new(scenario.Seed, Chance.Tracker));
        }
        else
        {
            _cameras = new(scenario, plan, tally);
        }

        _gate = _cells.Length + (scenario.People == PeopleEntry.Tracked ? 1 : store.Cameras.Length);
        _delivery = new(tally, new(scenario.Seed, Chance.Delivery));
        _fromShelf = new(0.02, 0.08, ShelfLateness(scenario.Scales) - Margin, FallsSilent: true);
    }

    /// <summary>What the controller of a shelf promises, seconds: a message may wait for the next, and a little longer.</summary>
    internal static double ShelfLateness(ScaleNoise scales) => Math.Max(LeastPromise, (1.2 * scales.Batch / scales.Hertz) + Margin);

    /// <summary>Lets the world and the devices go on to a moment.</summary>
    internal void Advance(World world, double to)
    {
        world.Advance(to, Look, Passed);
        foreach (var touch in world.NewTouches)
        {
            foreach (var cells in _ofGondola[_plan.Model.Store[touch.Shelf].Gondola])
            {
                cells.Expect(touch);
            }
        }

        _rumbling.Advance(to);
        for (var shelf = 0; shelf < _cells.Length; shelf++)
        {
            _cells[shelf].Read(to, _readings);
            foreach (var (at, says) in _readings)
            {
                _delivery.Send(shelf, at, says, _fromShelf);
            }

            _readings.Clear();
        }

        Send();
        var tick = new Instant(_begin.Nanoseconds + (long)Math.Round(to * 1e9));
        _delivery.Send(_gate + 1, to, new Observation.Tick(tick), FromClock);
    }

    /// <summary>What has arrived by then.</summary>
    internal IEnumerable<LogEntry> Arrived(double by) => _delivery.Arrived(by);

    void Send()
    {
        foreach (var (at, seen) in _frames)
        {
            _delivery.Send(_cells.Length, at, seen, FromTracker);
        }

        foreach (var picture in _pictures)
        {
            if (picture.IsFirst)
            {
                _delivery.Restart(_cells.Length + picture.Camera);
            }

            var way = picture.Lag == 0 ? FromCamera : FromCamera with { Least = FromCamera.Least + picture.Lag, Most = FromCamera.Most + picture.Lag };
            _delivery.Send(_cells.Length + picture.Camera, picture.At, picture.Says, way);
        }

        foreach (var (at, passed) in _passes)
        {
            _delivery.Send(_gate, at, passed, FromGate);
        }

        _frames.Clear();
        _pictures.Clear();
        _passes.Clear();
    }

    void Look(List<Person> people, double before, double now)
    {
        _tracker?.Look(people, before, now, _frames);
        _cameras?.Look(people, before, now, _pictures);
        _paths?.Look(people, before, now);
    }

    void Passed(Person person, double at, GateWay way)
    {
        var instant = new Instant(_begin.Nanoseconds + (long)Math.Round(at * 1e9));
        // Beside raw cameras the gate knows who opens it, and nobody opens anything to go out.
        var id = _tracker is not null ? person.TrackId : way == GateWay.In ? person.FirstId : null;
        _passes.Add((at, new(instant, _plan.Model.Store.Gates[0].Name, id, way)));
    }
}
