using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>Follows where every thing is for the eye, and shows the store at even moments.</summary>
internal sealed class Scenery
{
    const int ForeignKinds = -1;

    readonly StorePlan _plan;
    readonly World _world;
    readonly Instant _begin;
    readonly double _framesPerSecond;
    readonly Instant _from;
    readonly ShelfPlaces[] _places;
    readonly PriorityQueue<ThingMove, (double At, long Order)> _ahead = new();
    readonly Dictionary<object, (Facing Facing, int Order, ShownGood Good)> _standing = new(ReferenceEqualityComparer.Instance);
    readonly Dictionary<Person, Carried> _carried = [];
    readonly List<SceneFrame> _frames = [];
    ImmutableArray<ShownGood> _goods;
    int _version;
    bool _isOld = true;
    int _order;
    long _moves;
    int _heard;
    long _frame;

    internal Scenery(StorePlan plan, World world, Instant begin, double framesPerSecond, Instant from)
    {
        (_plan, _world, _begin, _framesPerSecond, _from) = (plan, world, begin, framesPerSecond, from);
        var facings = plan.Model.Planogram.Facings;
        _places = new ShelfPlaces[facings.Length];
        foreach (var facing in facings)
        {
            var pieces = world.Stock.At(facing);
            var kind = world.Stock.StandsAt(facing).Index;
            var places = _places[facing.Id.Index] = new(plan.Model.Store, facing, plan.Products[kind], kind, pieces.Count);
            foreach (var placed in pieces)
            {
                Stand(placed.Piece, facing);
            }
        }
    }

    /// <summary>The frames since the last call.</summary>
    internal SceneFrame[] TakeFrames()
    {
        SceneFrame[] frames = [.. _frames];
        _frames.Clear();
        _heard = 0;
        return frames;
    }

    /// <summary>Is shown who is inside after each step of the world.</summary>
    internal void Look(List<Person> people, double before, double now)
    {
        for (; _heard < _world.NewMoves.Count; _heard++)
        {
            _ahead.Enqueue(_world.NewMoves[_heard], (_world.NewMoves[_heard].At, _moves++));
        }

        while (_frame / _framesPerSecond <= now)
        {
            var at = _frame / _framesPerSecond;
            Follow(at);
            var instant = new Instant(_begin.Nanoseconds + (long)Math.Round(at * 1e9));
            if (instant >= _from)
            {
                _frames.Add(Frame(people, instant, at, now > before ? (at - before) / (now - before) : 1));
            }

            _frame++;
        }

        foreach (var gone in _carried.Keys.Where(person => person.IsGone).ToArray())
        {
            _carried.Remove(gone);
        }
    }

    SceneFrame Frame(List<Person> people, Instant instant, double at, double share)
    {
        if (_isOld)
        {
            _goods = [.. _standing.Values.OrderBy(thing => thing.Order).Select(thing => thing.Good)];
            _version++;
            _isOld = false;
        }

        return new(instant, [.. people.Where(person => person.Entered <= at).Select(person => Show(person, at, share))], _goods, _version);
    }

    ShownPerson Show(Person person, double at, double share)
    {
        var joints = new Point3[Body.JointCount];
        BodyShape.Write(joints, person.LastPlace.Towards(person.Place, share), person.Heading, person.Height, person.Reach, at);
        var carried = _carried.GetValueOrDefault(person);
        return new(
            person.Number, person.FirstId, person.Role, person.Height, person.Heading, [.. joints],
            carried is null ? [] : [.. carried.Hands.Select(held => new HeldGood(held.Look, held.IsRight))],
            carried is null ? [] : [.. carried.Bag.Select(held => held.Look)]);
    }

    void Follow(double at)
    {
        while (_ahead.TryPeek(out var move, out var key) && key.At <= at)
        {
            _ahead.Dequeue();
            Do(move);
        }
    }

    void Do(ThingMove move)
    {
        var own = Of(move.Who);
        switch (move.Act)
        {
            case ThingAct.Stow:
                own.Bag.AddRange(own.Hands.Select(held => (held.Thing, held.Look)));
                own.Hands.Clear();
                break;
            case ThingAct.Lift when !_standing.ContainsKey(move.Thing!):
                break;
            case ThingAct.Take or ThingAct.Lift:
                own.Hold(move.Thing!, Raise(move.Thing!, move.Facing!), IsRight(move.Who));
                break;
            case ThingAct.Unpack:
                var look = own.Drop(move.Thing!) ?? LookOf(move.Thing!, null);
                own.Hold(move.Thing!, look, IsRight(move.Who));
                break;
            case ThingAct.Put:
                // Whoever only lifted it may have lost it to somebody who took it.
                if (own.Drop(move.Thing!) is not null)
                {
                    Stand(move.Thing!, move.Facing!);
                }

                break;
            case ThingAct.Pass:
                Of(move.To!).Hold(move.Thing!, own.Drop(move.Thing!) ?? LookOf(move.Thing!, null), IsRight(move.To!));
                break;
            case ThingAct.Vanish:
                own.Drop(move.Thing!);
                break;
        }
    }

    /// <summary>Off the shelf, or out of the hands of somebody who has lifted it.</summary>
    ThingLook Raise(object thing, Facing facing)
    {
        if (_standing.Remove(thing, out var stood))
        {
            _places[stood.Facing.Id.Index].Remove(thing);
            _isOld = true;
            return stood.Good.Look;
        }

        return _carried.Values.Select(carried => carried.Drop(thing)).FirstOrDefault(look => look is not null) ?? LookOf(thing, facing);
    }

    void Stand(object thing, Facing facing)
    {
        var look = LookOf(thing, facing);
        _standing[thing] = (facing, _order++, new(look, _places[facing.Id.Index].Add(thing, look)));
        _isOld = true;
    }

    ThingLook LookOf(object thing, Facing? facing)
    {
        var places = _places[facing?.Id.Index ?? 0];
        return thing switch
        {
            Piece piece => places.Look(piece.Product.Index, _plan.Products[piece.Product.Index].Plates, _plan.Products[piece.Product.Index].Mass),
            ForeignThing foreign => places.Look(ForeignKinds - foreign.Number, foreign.Plates, foreign.Mass.Value),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    static bool IsRight(Person person) => person.Reach?.UsesRightHand ?? true;

    Carried Of(Person person)
    {
        if (!_carried.TryGetValue(person, out var carried))
        {
            _carried[person] = carried = new();
        }

        return carried;
    }

    sealed class Carried
    {
        internal List<(object Thing, ThingLook Look, bool IsRight)> Hands { get; } = [];

        internal List<(object Thing, ThingLook Look)> Bag { get; } = [];

        internal void Hold(object thing, ThingLook look, bool isRight) => Hands.Add((thing, look, isRight));

        /// <summary>Out of hand or bag; none when it was in neither.</summary>
        internal ThingLook? Drop(object thing)
        {
            if (Hands.FindIndex(held => ReferenceEquals(held.Thing, thing)) is >= 0 and var hand)
            {
                var look = Hands[hand].Look;
                Hands.RemoveAt(hand);
                return look;
            }

            if (Bag.FindIndex(held => ReferenceEquals(held.Thing, thing)) is >= 0 and var inBag)
            {
                var look = Bag[inBag].Look;
                Bag.RemoveAt(inBag);
                return look;
            }

            return null;
        }
    }
}
