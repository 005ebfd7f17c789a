using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Sensors;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>A store that does not exist, for one stretch of a day: what its sensors say, and what truly happened.</summary>
/// <remarks>Everything follows from the scenario: two simulations of one scenario say the same, byte for byte. The code shares
/// nothing with the pipeline but the shapes of <c>Stroll.Observations</c> and <c>Stroll.Layout</c>.</remarks>
public sealed class Simulation
{
    static readonly TimeSpan TickEvery = 100.Milliseconds;
    static readonly TimeSpan Afterwards = 4.Seconds;

    readonly Scenario _scenario;
    readonly StorePlan _plan;
    readonly ImmutableArray<VisitPlan> _visits;
    readonly ImmutableArray<Touch> _touches;

    /// <summary>Draws the store and the day.</summary>
    /// <exception cref="InvariantException">The scenario asks for no visit, no gondola or more products than there are.</exception>
    public Simulation(Scenario scenario)
    {
        Invariant.Holds(scenario.Visits > 0);
        _scenario = scenario;
        // One stream of chance for each part: more shoppers do not change the store, more noise does not change the shoppers.
        _plan = StorePlan.Draw(scenario.Size, new(scenario.Seed, (ulong)Stream.Store));
        _visits = ShopperScript.Draw(_plan, scenario, new(scenario.Seed, (ulong)Stream.Shoppers));
        (Truth, _touches) = Day.Play(_plan, _visits, scenario.Habits, new(scenario.Seed, (ulong)Stream.Day));
        End = _visits.Max(v => v.Leaves) + Afterwards;
        Sources = [.. SourceList()];
    }

    enum Stream : ulong
    {
        Store = 1,
        Shoppers,
        Day,
        Tracker,
        Gate,
        FirstShelf = 100,
    }

    /// <summary>What an operator of the store would believe.</summary>
    public StoreModel Model => _plan.Model;

    /// <summary>The shelves in the order of the store, then the tracker, the gate and the clock.</summary>
    public ImmutableArray<SourcePromise> Sources { get; }

    /// <summary>When the sensors start.</summary>
    public Instant Begin => _scenario.Start;

    /// <summary>When they stop: a few seconds after the last person left.</summary>
    public Instant End { get; }

    /// <summary>What truly happened.</summary>
    public SimulatedTruth Truth { get; }

    /// <summary>Width (x) and depth (y) of the floor, metres.</summary>
    public (double Width, double Depth) Floor => (_plan.Width, _plan.Depth);

    /// <summary>Everything that the sensors say, in the order in which it arrives. Can be asked for again and says the same.</summary>
    public IEnumerable<LogEntry> Play()
    {
        var sources = Messages().ToArray();
        var next = new PriorityQueue<int, (long Arrives, int Source)>();
        var sequences = new long[sources.Length];
        for (var i = 0; i < sources.Length; i++)
        {
            if (sources[i].MoveNext())
            {
                next.Enqueue(i, (sources[i].Current.Arrives.Nanoseconds, i));
            }
        }

        while (next.TryDequeue(out var i, out _))
        {
            yield return new(new(i), Boot: 1, sequences[i]++, sources[i].Current.Says);
            if (sources[i].MoveNext())
            {
                next.Enqueue(i, (sources[i].Current.Arrives.Nanoseconds, i));
            }
        }
    }

    IEnumerable<SourcePromise> SourceList()
    {
        var shelves = Model.Store.Shelves;
        foreach (var shelf in shelves)
        {
            yield return new(new(shelf.Id.Index), $"shelf {shelf.Gondola}/{shelf.Number}", 300.Milliseconds);
        }

        yield return new(new(shelves.Length), "tracker", 1.Seconds, SourceKind.People);
        yield return new(new(shelves.Length + 1), "gate", 1.Seconds, SourceKind.Gate);
        yield return new(new(shelves.Length + 2), "clock", TimeSpan.Zero, SourceKind.Host);
    }

    IEnumerable<IEnumerator<Message>> Messages()
    {
        foreach (var shelf in Model.Store.Shelves)
        {
            var rng = new Rng(_scenario.Seed, (ulong)Stream.FirstShelf + (ulong)shelf.Id.Index);
            var touches = _touches.Where(t => Model.Store[t.Shelf].Gondola == shelf.Gondola);
            var scales = new LoadCells(shelf, touches, Truth.LoadsBefore, _scenario.Scales, Begin, rng);
            yield return Delayed(scales.Readings(End), 0.02, 0.08, rng).GetEnumerator();
        }

        var tracker = new Rng(_scenario.Seed, (ulong)Stream.Tracker);
        yield return Delayed(People(tracker), 0.06, 0.15, tracker).GetEnumerator();
        yield return Delayed(GatePasses(), 0.02, 0.05, new(_scenario.Seed, (ulong)Stream.Gate)).GetEnumerator();
        yield return Ticks().GetEnumerator();
    }

    /// <summary>Messages of one source keep their order on the way.</summary>
    static IEnumerable<Message> Delayed(IEnumerable<Observation> said, double leastSeconds, double mostSeconds, Rng rng)
    {
        var last = Instant.Earliest;
        foreach (var observation in said)
        {
            var arrives = observation.At + rng.NextBetween(leastSeconds, mostSeconds).Seconds;
            last = arrives > last ? arrives : last;
            yield return new(last, observation);
        }
    }

    IEnumerable<Observation> People(Rng rng)
    {
        var bodies = _visits.Select(v => (v.Shopper, v.Enters, v.Leaves, Model: new PersonModel(v, _plan))).ToArray();
        for (var frame = 0L; ; frame++)
        {
            var at = new Instant(Begin.Nanoseconds + (frame * 1_000_000_000 / _scenario.Tracker.Hertz));
            if (at > End)
            {
                yield break;
            }

            var seen = bodies.Where(b => b.Enters <= at && at <= b.Leaves)
                .Select(b => new TrackedPerson(b.Shopper, b.Model.Seen(at, _scenario.Tracker, rng)));
            yield return new Observation.PeopleSeen(at, [.. seen]);
        }
    }

    IEnumerable<Observation> GatePasses()
    {
        var gate = Model.Store.Gates[0].Name;
        return _visits
            .SelectMany(v => new Observation.GatePassed[]
            {
                new(v.Enters, gate, v.Shopper, GateWay.In), new(v.Leaves, gate, v.Shopper, GateWay.Out),
            })
            .OrderBy(passed => passed.At);
    }

    IEnumerable<Message> Ticks()
    {
        for (var at = Begin; at <= End; at += TickEvery)
        {
            yield return new(at, new Observation.Tick(at));
        }
    }

    readonly record struct Message(Instant Arrives, Observation Says);
}
