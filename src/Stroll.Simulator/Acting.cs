using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>Decides what people do, and does it with the goods.</summary>
internal sealed class Acting(Scenario scenario, StorePlan plan, Tally tally, Stock stock, Record record, List<Person> inside)
{
    const double NearEnoughToHandOver = 1.6;
    const double StaysWithLeader = 0.7;

    // What is put back is in the hand for about as long as the arm goes out and works.
    const double SeenInHandSeconds = 1;

    /// <summary>From the start of a hand to the moment at which it moves something, usually. Seconds.</summary>
    internal const double HandSeconds = 1.1;

    readonly Habits _habits = scenario.Habits;
    readonly HandOn _handOn = new(scenario.Scales, tally, stock);
    int _things;

    /// <summary>Touches that were begun since this was last emptied.</summary>
    internal List<Touch> Touches { get; } = [];

    /// <summary>What becomes of things that can be seen, since this was last emptied.</summary>
    internal List<ThingMove> Moves { get; } = [];

    /// <summary>How many stops somebody means to make.</summary>
    internal int DrawStops(Person person) => person.Role switch
    {
        VisitRole.Staff => 6 + person.Rng.NextIndex(9),
        VisitRole.Child => 1 + person.Rng.NextIndex(3),
        _ => _habits.FewestStops + person.Rng.NextIndex(_habits.MostStops - _habits.FewestStops + 1),
    };

    /// <summary>Chooses the next errand and where to go for it.</summary>
    internal void Decide(Person person, double now)
    {
        var errand = person.Next.TryDequeue(out var next) ? next
            : person.StopsLeft-- > 0 ? Choose(person)
            : person.ToFetch is { } fetch ? Fetch(person, fetch)
            : new(Act.Leave, null);
        person.Errand = errand;
        person.Target = errand.Facing is { } facing ? StandAt(person, facing) : plan.GoesOut;
        person.BusyUntil = null;
    }

    /// <summary>Somebody is there: they begin what they came for.</summary>
    internal void Begin(Person person, double now)
    {
        var errand = person.Errand!;
        person.Heading = plan.StandingAt(errand.Facing!).Heading;
        var begins = now + person.Rng.NextBetween(0.5, 1.8);
        if (errand.Act == Act.Look)
        {
            person.BusyUntil = begins + person.Rng.NextBetween(0.2, 2);
            return;
        }

        begins = errand.At is { } at ? Math.Max(begins, at - HandSeconds) : WithOther(person, errand, begins);
        Moves.Add(new(begins, ThingAct.Stow, person));
        var touch = errand.Act switch
        {
            Act.Take => Take(person, errand, begins),
            Act.PutBack => PutBack(person, errand, begins),
            Act.Restock => Restock(person, errand, begins),
            Act.LeaveThing => LeaveThing(person, errand, begins),
            Act.FetchThing => FetchThing(person, errand, begins),
            Act.RestBag => RestBag(person, errand, begins),
            Act.Hesitate => Hesitate(person, errand, begins),
            _ => _handOn.Lean(errand.Facing!, begins, person.Rng),
        };
        Touches.Add(touch);
        var leaves = touch.End + person.Rng.NextBetween(0.35, 0.6);
        var reach = new Reach(HandAt(touch, person), person.Rng.NextChance(0.8), begins, touch.Begin, touch.End, leaves);
        person.Reach = reach;
        person.BusyUntil = leaves + person.Rng.NextBetween(0.2, 0.8);
    }

    /// <summary>A stop is over: what follows from it, and the next decision.</summary>
    internal void Finish(Person person, double now)
    {
        if (person.Errand is { Act: Act.Take } && person.Cart.Count > 0)
        {
            AfterTaking(person, now);
        }

        if (tally.Draw(Feature.JacketChange, _habits.Rarely, person.Rng))
        {
            person.JacketOff = now;
        }

        Decide(person, now);
        HandOver(person, now);
    }

    /// <summary>What somebody does at a shelf who is to take something there later: nothing, or one of the usual things that move nothing.</summary>
    internal void PassTheTime(Person person, Facing place)
    {
        var near = plan.Model.Planogram.On(place.Shelf);
        if (!near.IsEmpty && ChooseUsual(person.Rng, plan.Model.Planogram[near[person.Rng.NextIndex(near.Length)]]) is { Act: not Act.Take } errand)
        {
            person.Next.Enqueue(errand);
        }
    }

    Errand Choose(Person person)
    {
        var rng = person.Rng;
        var facing = Where(person);
        if (person.Role == VisitRole.Staff)
        {
            tally.Count(Feature.Restocking);
            var emptiest = plan.Model.Planogram.Facings.MaxBy(f => stock.Lacks(f))!;
            return new(Act.Restock, emptiest, Math.Max(1, Math.Min(stock.Lacks(emptiest), 2 + rng.NextIndex(4))));
        }

        if (person.Role == VisitRole.Bystander)
        {
            return new(tally.Draw(Feature.Leaning, _habits.Leans, rng) ? Act.Lean : Act.Look, facing);
        }

        if (person.EmptyPack is { } pack)
        {
            person.EmptyPack = null;
            return new(Act.LeaveThing, facing, Thing: pack);
        }

        if (person.Cart.Count > 0 && tally.Draw(Feature.PutBacks, _habits.PutsBack, rng))
        {
            var held = person.Cart[rng.NextIndex(person.Cart.Count)];
            var isElsewhere = tally.IsOn(Feature.Misplacing) && rng.NextChance(_habits.PutsElsewhere);
            return new(Act.PutBack, isElsewhere ? facing : held.From, Held: held);
        }

        return ChooseRare(person, facing) ?? ChooseUsual(rng, facing);
    }

    Errand ChooseUsual(Rng rng, Facing facing)
    {
        if (tally.Draw(Feature.Looking, _habits.OnlyLooks, rng))
        {
            return new(Act.Look, facing);
        }

        if (tally.Draw(Feature.Leaning, _habits.Leans, rng))
        {
            return new(Act.Lean, facing);
        }

        if (tally.Draw(Feature.Hesitating, _habits.Hesitates, rng))
        {
            return new(Act.Hesitate, facing);
        }

        var several = tally.Draw(Feature.TakingSeveral, _habits.TakesTwo, rng);
        return new(Act.Take, facing, several ? 2 + rng.NextIndex(_habits.MostAtOnce - 1) : 1);
    }

    Errand? ChooseRare(Person person, Facing facing)
    {
        var rng = person.Rng;
        if (person.ToFetch is null && tally.Draw(Feature.ForeignThings, _habits.Rarely, rng))
        {
            var thing = new ForeignThing(_things++, "own bottle", new(rng.NextBetween(150, 700)), 0.65);
            person.ToFetch = rng.NextChance(0.5) ? (thing, facing) : null;
            return new(Act.LeaveThing, facing, Thing: thing);
        }

        if (person.Cart.Count > 0 && tally.Draw(Feature.Swapping, _habits.Rarely, rng))
        {
            person.Next.Enqueue(new(Act.Take, facing));
            return new(Act.PutBack, facing, Held: person.Cart[rng.NextIndex(person.Cart.Count)]);
        }

        return tally.Draw(Feature.Bags, _habits.Rarely, rng) ? new(Act.RestBag, facing) : null;
    }

    static Errand Fetch(Person person, (ForeignThing Thing, Facing Where) fetch)
    {
        person.ToFetch = null;
        return new(Act.FetchThing, fetch.Where, Thing: fetch.Thing);
    }

    /// <summary>A wanted facing: near the leader of the group, beside somebody else, or any.</summary>
    Facing Where(Person person)
    {
        var rng = person.Rng;
        if (person.Leader is { IsGone: false, Errand.Facing: { } theirs } && rng.NextChance(StaysWithLeader))
        {
            return OnSame(plan.Model.Store[theirs.Shelf].Gondola, theirs, rng, sameShelf: false);
        }

        var others = inside.Where(other => other != person && !other.IsGone && other.Errand?.Facing is not null).ToArray();
        if (others.Length > 0 && person.Role != VisitRole.Staff && tally.Draw(Feature.Crowding, _habits.SeeksOthers, rng))
        {
            var other = others[rng.NextIndex(others.Length)].Errand!.Facing!;
            return OnSame(plan.Model.Store[other.Shelf].Gondola, other, rng, sameShelf: true);
        }

        return plan.DrawFacing(rng);
    }

    Facing OnSame(int gondola, Facing near, Rng rng, bool sameShelf)
    {
        var facings = sameShelf
            ? [.. plan.Model.Planogram.On(near.Shelf).Select(id => plan.Model.Planogram[id])]
            : plan.Model.Planogram.Facings.Where(f => plan.Model.Store[f.Shelf].Gondola == gondola).ToImmutableArray();
        return facings[rng.NextIndex(facings.Length)];
    }

    /// <summary>In front of the facing, or beside whoever stands there.</summary>
    Point3 StandAt(Person person, Facing facing)
    {
        var (place, heading) = plan.StandingAt(facing);
        var along = new Point3(heading.Y, -heading.X, 0);
        var aside = person.Rng.NextBetween(-0.15, 0.15);
        var sides = person.Rng.NextChance(0.5) ? (ReadOnlySpan<double>)[0, 0.5, -0.5] : [0, -0.5, 0.5];
        foreach (var side in sides)
        {
            var spot = place + ((aside + side) * along);
            if (plan.Map.IsFree(spot) && !inside.Any(other => other != person && !other.IsGone && other.Errand?.Facing is not null && other.Target.FloorDistanceTo(spot) < person.Radius + other.Radius))
            {
                return spot;
            }
        }

        return plan.Map.NearestFree(place);
    }

    /// <summary>Whoever came to a crowded shelf reaches when the other does, if the other is about to.</summary>
    double WithOther(Person person, Errand errand, double begins)
    {
        if (!tally.IsOn(Feature.Crowding))
        {
            return begins;
        }

        foreach (var other in inside)
        {
            if (other != person && other.IsAtFacing && other.Errand!.Facing!.Shelf == errand.Facing!.Shelf && other.Reach is { } reach
                && Math.Abs(reach.Begins - begins) < 1.5)
            {
                return Math.Max(begins - 0.5, reach.Begins + person.Rng.NextBetween(-0.3, 0.5));
            }
        }

        return begins;
    }

    Touch Take(Person person, Errand errand, double begins)
    {
        var facing = errand.Facing!;
        var taken = new List<PlacedPiece>();
        // Of a scripted place only the scripted product is taken, whatever else lies there.
        var product = errand.At is null ? stock.StandsAt(facing) : facing.Product;
        while (taken.Count < errand.Quantity && stock.Take(facing, product) is { } piece)
        {
            taken.Add(piece);
            person.Cart.Add(new(piece.Piece, facing));
        }

        if (taken.Count == 0)
        {
            return _handOn.Lean(facing, begins, person.Rng);
        }

        var isHeld = tally.Draw(Feature.SlowHold, _habits.HoldsLong, person.Rng);
        var rests = isHeld ? person.Rng.NextBetween(3, 8)
            : tally.Draw(Feature.RestingHand, _habits.RestsHand, person.Rng) ? person.Rng.NextBetween(0.5, 2) : 0;
        var touch = _handOn.Move(facing, taken, -1, begins, rests, isHeld, person.Rng);
        Shift(person, facing, taken, touch, -1, begins);
        record.Move(LastStep(touch, -1), person, facing, [.. taken.Select(t => t.Piece)], -1, taken.SelectMany(t => t.Loads).Select(l => l.Plate));
        var kind = plan.Products[taken[0].Piece.Product.Index];
        if (kind.IsBulk)
        {
            tally.Count(Feature.Bulk);
        }

        return kind.IsSoft ? _handOn.Slump(touch, facing, person.Rng) : touch;
    }

    Touch PutBack(Person person, Errand errand, double begins)
    {
        var facing = errand.Facing!;
        if (errand.At is not null)
        {
            return Put(person, facing, [.. OfProduct(person, facing.Product, errand.Quantity)], begins);
        }

        // What was handed over or dropped meanwhile cannot be put back any more.
        if (!person.Cart.Remove(errand.Held!))
        {
            return _handOn.Lean(facing, begins, person.Rng);
        }

        var piece = errand.Held!.Piece;
        if (stock.StandsAt(facing) != piece.Product && tally.IsOn(Feature.Misplacing))
        {
            tally.Count(Feature.Misplacing);
        }

        return Put(person, facing, [piece], begins);
    }

    static IEnumerable<Piece> OfProduct(Person person, ProductId product, int quantity)
    {
        for (var i = 0; i < quantity; i++)
        {
            var held = person.Cart.FindLast(held => held.Piece.Product == product);
            Invariant.Holds(held is not null && person.Cart.Remove(held), "a script puts only what was taken");
            yield return held.Piece;
        }
    }

    Touch Restock(Person person, Errand errand, double begins) =>
        Put(person, errand.Facing!, [.. Enumerable.Range(0, errand.Quantity).Select(_ => stock.Make(errand.Facing!, person.Rng))], begins);

    Touch Put(Person person, Facing facing, Piece[] pieces, double begins)
    {
        var placed = pieces.Select(piece => stock.Put(piece, facing, person.Rng)).ToList();
        var touch = _handOn.Move(facing, placed, 1, begins, rests: 0, isHeld: false, person.Rng);
        Shift(person, facing, placed, touch, 1, begins);
        record.Move(LastStep(touch, 1), person, facing, pieces, 1, placed.SelectMany(t => t.Loads).Select(l => l.Plate));
        return touch;
    }

    Touch LeaveThing(Person person, Errand errand, double begins)
    {
        var (facing, thing) = (errand.Facing!, errand.Thing!);
        var loads = stock.PutForeign(thing.Number, thing.Mass, thing.Plates, facing, person.Rng);
        return Foreign(person, facing, thing, loads, 1, begins);
    }

    Touch FetchThing(Person person, Errand errand, double begins) =>
        Foreign(person, errand.Facing!, errand.Thing!, stock.TakeForeign(errand.Thing!.Number), -1, begins);

    Touch Foreign(Person person, Facing facing, ForeignThing thing, ImmutableArray<PlateLoad> loads, int sign, double begins)
    {
        var touch = _handOn.Move(facing, [new(new(default, thing.Mass), loads)], sign, begins, rests: 0, isHeld: false, person.Rng);
        Shift(person, facing, thing, touch.Steps[0].At, sign, begins);
        record.Foreign(LastStep(touch, sign), person, facing, sign * thing.Mass.Value, thing.What);
        return touch;
    }

    Touch Hesitate(Person person, Errand errand, double begins)
    {
        var facing = errand.Facing!;
        var mass = plan.Products[stock.StandsAt(facing).Index].Mass;
        var touch = _handOn.Lift(facing, mass.Grams, person.Rng.NextBetween(0.8, 2.5), begins, 1, person.Rng);
        if (stock.At(facing) is [.., var foremost])
        {
            Moves.Add(new(touch.Steps[0].At, ThingAct.Lift, person, foremost.Piece) { Facing = facing });
            Moves.Add(new(touch.Steps[^1].At, ThingAct.Put, person, foremost.Piece) { Facing = facing });
        }

        return touch;
    }

    Touch RestBag(Person person, Errand errand, double begins)
    {
        var facing = errand.Facing!;
        var bag = new ForeignThing(_things++, "bag", person.Rng.NextBetween(500, 4000).Grams, 2);
        var touch = _handOn.Lift(facing, bag.Mass, person.Rng.NextBetween(2, 6), begins, -1, person.Rng);
        Shift(person, facing, bag, touch.Steps[0].At, 1, begins);
        Shift(person, facing, bag, touch.Steps[^1].At, -1, begins);
        Moves.Add(new(touch.End, ThingAct.Vanish, person, bag));
        return touch;
    }

    /// <summary>Notes for who watches that pieces leave the shelf or come to it, each with the step of its own mass.</summary>
    void Shift(Person person, Facing facing, List<PlacedPiece> pieces, Touch touch, int sign, double begins)
    {
        var step = 0;
        foreach (var placed in pieces)
        {
            Shift(person, facing, placed.Piece, touch.Steps[step].At, sign, begins);
            step += placed.Loads.Length;
        }
    }

    void Shift(Person person, Facing facing, object thing, double at, int sign, double begins)
    {
        if (sign > 0)
        {
            // Not before the arm goes out, when the hands are emptied.
            Moves.Add(new(Math.Max(begins, at - SeenInHandSeconds), ThingAct.Unpack, person, thing));
        }

        Moves.Add(new(at, sign > 0 ? ThingAct.Put : ThingAct.Take, person, thing) { Facing = facing });
    }

    void AfterTaking(Person person, double now)
    {
        var rng = person.Rng;
        var last = person.Cart[^1];
        if (tally.Draw(Feature.Hiding, _habits.Rarely, rng))
        {
            person.Hidden++;
            Moves.Add(new(now, ThingAct.Vanish, person, last.Piece));
        }
        else if (tally.Draw(Feature.Dropping, _habits.Rarely, rng))
        {
            person.Cart.Remove(last);
            record.OnFloor++;
            Moves.Add(new(now, ThingAct.Vanish, person, last.Piece));
        }
        else if (tally.Draw(Feature.Eating, _habits.Rarely, rng))
        {
            person.Cart.Remove(last);
            person.Eaten.Add(last.Piece);
            Moves.Add(new(now, ThingAct.Vanish, person, last.Piece));
            // Some keep the empty pack, some leave it on a shelf.
            person.EmptyPack = rng.NextChance(0.5) ? new(_things++, "empty pack", new(Math.Max(4, 0.05 * last.Piece.Mass.Value)), 0.7) : null;
            person.StopsLeft += person.EmptyPack is null ? 0 : 1;
        }
    }

    void HandOver(Person person, double now)
    {
        if (person.Cart.Count == 0 || person.Role == VisitRole.Staff || !tally.IsOn(Feature.HandOvers))
        {
            return;
        }

        var near = inside.Where(other => other != person && other is { IsGone: false, BusyUntil: null } && other.Role is not (VisitRole.Staff or VisitRole.Bystander)
            && other.Place.FloorDistanceTo(person.Place) < NearEnoughToHandOver).ToArray();
        // Within a group it is common, between strangers it is not.
        var mates = near.Where(other => (other.Leader ?? other) == (person.Leader ?? person)).ToArray();
        var to = mates.Length > 0 ? mates[0] : near.FirstOrDefault();
        if (to is null || !tally.Draw(Feature.HandOvers, Math.Min(1, (mates.Length > 0 ? 4 : 1) * _habits.HandsOver), person.Rng))
        {
            return;
        }

        var held = person.Cart[person.Rng.NextIndex(person.Cart.Count)];
        person.Cart.Remove(held);
        to.Cart.Add(held);
        var at = now + 0.6;
        record.HandOver(at, person, to, held.Piece);
        Moves.Add(new(now, ThingAct.Stow, person));
        Moves.Add(new(now, ThingAct.Stow, to));
        Moves.Add(new(now, ThingAct.Unpack, person, held.Piece));
        Moves.Add(new(at, ThingAct.Pass, person, held.Piece) { To = to });
        var meeting = person.Place.Towards(to.Place, 0.5) + new Point3(0, 0, 1.05);
        foreach (var (one, other) in ((Person, Person)[])[(person, to), (to, person)])
        {
            one.Reach = new(meeting, UsesRightHand: true, now, now + 0.4, now + 0.8, now + 1.2);
            one.PausedUntil = now + 1.2;
            one.WalkBegan += 1.2;
            one.Velocity = default;
            var way = (other.Place - one.Place) with { Z = 0 };
            one.Heading = way.Length > 0.01 ? 1 / way.Length * way : one.Heading;
        }
    }

    /// <summary>The wrist a little inside the front edge, above the plate that it moves something on.</summary>
    Point3 HandAt(Touch touch, Person person)
    {
        var plate = touch.Steps.IsEmpty ? touch.Pressed[0].Plate : touch.Steps.MaxBy(s => Math.Abs(s.Grams)).Plate;
        var body = plan.Model.Store[plate].Body!.Value;
        return body.Placement.ToOuter(new((body.Size.X / 2) + person.Rng.NextBetween(-0.03, 0.03), person.Rng.NextBetween(0.04, 0.22), 0.1));
    }

    static double LastStep(Touch touch, int sign) => touch.Steps.Where(s => Math.Sign(s.Grams) == sign).Max(s => s.At);
}
