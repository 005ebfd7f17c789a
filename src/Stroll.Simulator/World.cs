using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>People in a store: who comes in, where they walk and what they do with the goods. Knows nothing of sensors.</summary>
/// <remarks>Goes on in steps of 50 ms while somebody is inside and from event to event while nobody is. All times are seconds since
/// the sensors started. Holds nothing of the past but the truth.</remarks>
internal sealed class World
{
    const double Step = 0.05;
    const double FirstArrival = 3;
    const double LeastBetweenArrivals = 1.5;
    const double Afterwards = 4;

    // Who has so long till the next act looks around, leans on the shelf or takes something up.
    const double IdleSeconds = 7;

    // Seconds for a metre at a slow pace round others, and for looking before the first act.
    const double WalkingMargin = 1.4;
    const double BeforeFirstAct = 5;

    readonly Scenario _scenario;
    readonly StorePlan _plan;
    readonly Tally _tally;
    readonly Acting _acting;
    readonly Walking _walking;
    readonly Rng _arrivals;
    readonly PriorityQueue<Person, (double At, int Number)> _entering = new();
    readonly List<Person> _inside = [];
    readonly double _closes;
    double _nextParty = FirstArrival;
    double _nextStaff;
    int _visitsLeft;
    int _people;
    int _staff;
    double _lastLeft;

    internal World(Scenario scenario, StorePlan plan, Tally tally)
    {
        _scenario = scenario;
        _plan = plan;
        _tally = tally;
        _arrivals = new(scenario.Seed, Chance.Arrivals);
        Stock = new(plan, scenario.Habits, tally.IsOn(Feature.HangingPegs), new(scenario.Seed, Chance.Stock));
        Record = new(scenario.Start, plan, Stock);
        _acting = new(scenario, plan, tally, Stock, Record, _inside);
        _walking = new(plan.Map, _inside);
        _visitsLeft = scenario.Script is null ? scenario.Visits : 0;
        _closes = scenario.Length?.TotalSeconds ?? double.PositiveInfinity;
        foreach (var shopper in scenario.Script?.Shoppers ?? [])
        {
            Expect(shopper);
        }

        _nextStaff = tally.IsOn(Feature.Restocking) ? Wait(scenario.Habits.SecondsBetweenStaff) : double.PositiveInfinity;
    }

    internal Stock Stock { get; }

    internal Record Record { get; }

    /// <summary>Up to when everything has happened.</summary>
    internal double Now { get; private set; }

    /// <summary>When the sensors stop; none while people may still come.</summary>
    internal double? Ends =>
        _inside.Count > 0 || _entering.Count > 0 || (_visitsLeft > 0 && _nextParty <= _closes) ? null
        : Math.Max(_lastLeft + Afterwards, _scenario.Length?.TotalSeconds ?? 0);

    /// <summary>Hands on shelves since the last call of <see cref="Advance"/>; none has begun yet.</summary>
    internal List<Touch> NewTouches => _acting.Touches;

    /// <summary>What became of things that can be seen since the last call of <see cref="Advance"/>, or will.</summary>
    internal List<ThingMove> NewMoves => _acting.Moves;

    /// <summary>Goes on to a moment.</summary>
    /// <param name="to">Not before <see cref="Now"/>.</param>
    /// <param name="look">Is shown who is inside after each step, with the time of the step before and now; nobody where nobody is.</param>
    /// <param name="passed">Is told who passes the gate, and when; not of those who slip in.</param>
    internal void Advance(double to, Action<List<Person>, double, double> look, Action<Person, double, GateWay> passed)
    {
        NewTouches.Clear();
        NewMoves.Clear();
        while (Now < to)
        {
            var before = Now;
            if (_inside.Count == 0)
            {
                Now = Math.Min(to, Math.Max(Now, NextEvent()));
            }
            else
            {
                Now = Math.Min(to, Now + Step);
                Go(Now - before, passed);
            }

            ComeIn(passed);
            look(_inside, before, Now);
        }
    }

    /// <summary>Somebody with a script comes in early enough to be at the first place in time.</summary>
    void Expect(ScriptedShopper shopper)
    {
        _people++;
        var person = NewPerson(shopper.Shopper, VisitRole.Shopper, null);
        person.StopsLeft = 0;
        var first = _plan.Model.Planogram.Facings.Length;
        var before = double.NegativeInfinity;
        foreach (var act in shopper.Acts)
        {
            var place = _plan.Places[first + act.Place];
            if (act.AtSeconds - before > IdleSeconds)
            {
                _acting.PassTheTime(person, place);
            }

            person.Next.Enqueue(new(act.IsPutBack ? Act.PutBack : Act.Take, place, act.Quantity, At: act.AtSeconds));
            before = act.AtSeconds;
        }

        var way = _plan.StandingAt(_plan.Places[first + shopper.Acts[0].Place]).Place.FloorDistanceTo(_plan.Model.Store.Gates[0].Centre);
        var enters = Math.Max(FirstArrival, shopper.Acts[0].AtSeconds - (WalkingMargin * way) - BeforeFirstAct);
        _entering.Enqueue(person, (enters, person.Number));
    }

    double NextEvent()
    {
        var next = _visitsLeft > 0 && _nextParty <= _closes ? _nextParty : double.PositiveInfinity;
        next = _entering.TryPeek(out _, out var key) ? Math.Min(next, key.At) : next;
        return StaffMayCome ? Math.Min(next, _nextStaff) : next;
    }

    bool StaffMayCome => _nextStaff <= _closes && (_visitsLeft > 0 || !double.IsPositiveInfinity(_closes));

    void ComeIn(Action<Person, double, GateWay> passed)
    {
        if (_visitsLeft > 0 && _nextParty <= Now && _nextParty <= _closes)
        {
            DrawParty(_nextParty);
            _nextParty += Math.Max(LeastBetweenArrivals, Wait(_scenario.Habits.SecondsBetweenArrivals));
        }

        if (StaffMayCome && _nextStaff <= Now)
        {
            var person = NewPerson($"staff-{++_staff}", VisitRole.Staff, null);
            _entering.Enqueue(person, (_nextStaff, person.Number));
            _nextStaff += Wait(_scenario.Habits.SecondsBetweenStaff);
        }

        while (_entering.TryPeek(out var person, out var key) && key.At <= Now)
        {
            if (IsBlocked(person))
            {
                // They wait outside until whoever stands in the door has gone on.
                break;
            }

            _entering.Dequeue();
            Enter(person, Math.Max(key.At, Now - Step), passed);
        }
    }

    bool IsBlocked(Person person) => _inside.Exists(other => other.Place.FloorDistanceTo(_plan.ComesIn) < person.Radius + other.RadiusNow);

    void Enter(Person person, double at, Action<Person, double, GateWay> passed)
    {
        person.Entered = at;
        person.Place = person.LastPlace = _plan.ComesIn;
        _inside.Add(person);
        if (!person.SlipsIn)
        {
            passed(person, at, GateWay.In);
        }

        _acting.Decide(person, at);
        Walking.SetOut(person, at);
    }

    void DrawParty(double at)
    {
        var habits = _scenario.Habits;
        var size = _visitsLeft > 1 && _tally.Draw(Feature.Groups, habits.ComesInGroup, _arrivals) ? Math.Min(_visitsLeft, 2 + _arrivals.NextIndex(3)) : 1;
        var isBystander = size == 1 && _tally.Draw(Feature.Bystanders, habits.IsBystander, _arrivals);
        var leader = NewPerson($"shopper-{++_people}", isBystander ? VisitRole.Bystander : VisitRole.Shopper, null);
        _entering.Enqueue(leader, (at, leader.Number));
        _visitsLeft -= size;
        for (var i = 1; i < size; i++)
        {
            var role = _tally.Draw(Feature.Children, habits.IsChild, _arrivals) ? VisitRole.Child : VisitRole.Companion;
            var member = NewPerson($"shopper-{++_people}", role, leader);
            at += _arrivals.NextBetween(0.5, 1.4);
            _entering.Enqueue(member, (at, member.Number));
        }

        if (size == 1 && _visitsLeft > 0 && _tally.Draw(Feature.Tailgating, habits.Tailgates, _arrivals))
        {
            var behind = NewPerson($"shopper-{++_people}", VisitRole.Shopper, null, slipsIn: true);
            _entering.Enqueue(behind, (at + _arrivals.NextBetween(0.2, 0.5), behind.Number));
            _visitsLeft--;
        }
    }

    Person NewPerson(string id, VisitRole role, Person? leader, bool slipsIn = false, string? returnOf = null)
    {
        var number = _people + _staff;
        var rng = new Rng(_scenario.Seed, (role == VisitRole.Staff ? Chance.FirstStaff : Chance.FirstPerson) + (ulong)(role == VisitRole.Staff ? _staff : _people));
        var hasBags = role is VisitRole.Shopper or VisitRole.Companion && _tally.IsOn(Feature.Bags) && rng.NextChance(0.4);
        var person = new Person(number, id, role, rng) { Leader = leader, SlipsIn = slipsIn, ReturnOf = returnOf, Room = hasBags ? 0.25 : 0 };
        person.StopsLeft = _acting.DrawStops(person);
        return person;
    }

    void Go(double seconds, Action<Person, double, GateWay> passed)
    {
        var isClosing = Now >= _closes;
        foreach (var person in _inside)
        {
            if (isClosing || person.Leader?.IsGone == true)
            {
                person.StopsLeft = 0;
            }

            person.LastPlace = person.Place;
            if (person.BusyUntil is { } until)
            {
                if (Now >= until)
                {
                    _acting.Finish(person, Now);
                    Walking.SetOut(person, Now);
                }
            }
            else if (Now >= person.PausedUntil && _walking.Walk(person, Now, seconds))
            {
                Arrive(person, passed);
            }
        }

        _inside.RemoveAll(person => person.IsGone);
        _walking.Settle(Now, seconds);
    }

    void Arrive(Person person, Action<Person, double, GateWay> passed)
    {
        if (person.Errand!.Act != Act.Leave)
        {
            _acting.Begin(person, Now);
            return;
        }

        person.IsGone = true;
        _lastLeft = Now;
        passed(person, Now, GateWay.Out);
        Record.Leave(person, Now);
        if (_visitsLeft > 0 && Now < _closes && person is { Role: VisitRole.Shopper, Leader: null }
            && _tally.Draw(Feature.ComingBack, _scenario.Habits.ComesBack, person.Rng))
        {
            _visitsLeft--;
            var again = NewPerson($"shopper-{++_people}", VisitRole.Shopper, null, returnOf: person.FirstId);
            _entering.Enqueue(again, (Now + person.Rng.NextBetween(10, 45), again.Number));
        }
    }

    double Wait(double mean) => -mean * Math.Log(1 - _arrivals.NextUnit());
}

/// <summary>The streams of chance: more shoppers do not change the store, more noise does not change the shoppers.</summary>
internal static class Chance
{
    internal const ulong Store = 1;
    internal const ulong Switches = 2;
    internal const ulong Arrivals = 3;
    internal const ulong Stock = 4;
    internal const ulong Tracker = 5;
    internal const ulong Delivery = 6;
    internal const ulong Scene = 7;
    internal const ulong Poses = 8;
    internal const ulong Rumbles = 9;
    internal const ulong FirstShelf = 1_000;
    internal const ulong FirstCamera = 500_000;
    internal const ulong FirstStaff = 1_000_000;
    internal const ulong FirstPerson = 2_000_000;
}
