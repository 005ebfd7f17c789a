using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>Writes the truth down as it happens.</summary>
internal sealed class Record(Instant start, StorePlan plan, Stock stock)
{
    readonly ImmutableArray<Grams> _before = stock.Loads();
    readonly List<TrueVisit> _visits = [];
    readonly List<TrueMovement> _movements = [];
    readonly List<TrueHandOver> _handOvers = [];
    readonly List<TrueForeignThing> _foreign = [];
    long _carriedOut;
    long _eaten;

    /// <summary>Visits that have ended, in the order of leaving.</summary>
    internal List<TrueVisit> Visits => _visits;

    /// <summary>Pieces left on the floor.</summary>
    internal long OnFloor { get; set; }

    /// <summary>What each plate carried at the start.</summary>
    internal ImmutableArray<Grams> Before => _before;

    internal Instant At(double seconds) => new(start.Nanoseconds + (long)Math.Round(seconds * 1e9));

    internal void Move(double at, Person who, Facing where, Piece[] pieces, int sign, IEnumerable<PlateId> plates)
    {
        var product = pieces[0].Product;
        _movements.Add(new(
            At(at), who.FirstId, where.Shelf, product, -sign * pieces.Length, new(sign * pieces.Sum(p => p.Mass.Value)),
            [.. plates.Distinct().OrderBy(p => p.Index)])
        {
            IsMisplaced = plan.StandsThere[where.Id.Index] != product,
        });
    }

    internal void HandOver(double at, Person from, Person to, Piece piece) =>
        _handOvers.Add(new(At(at), from.FirstId, to.FirstId, piece.Product, 1, piece.Mass));

    internal void Foreign(double at, Person who, Facing where, double grams, string what) =>
        _foreign.Add(new(At(at), who.FirstId, where.Shelf, new(grams), what));

    internal void Leave(Person person, double at)
    {
        _carriedOut += person.Cart.Count;
        _eaten += person.Eaten.Count;
        _visits.Add(new(person.FirstId, At(person.Entered), At(at), person.Role == VisitRole.Staff ? [] : person.Holds())
        {
            Role = person.Role,
            Payer = (person.Leader ?? person).FirstId,
            LaterIds = [.. person.LaterIds],
            ReturnOf = person.ReturnOf,
            Eaten = person.Eaten.Count,
            Hidden = person.Hidden,
        });
    }

    /// <summary>Where every piece is now.</summary>
    internal Whereabouts Pieces(IEnumerable<Person> inside)
    {
        var people = inside.ToArray();
        return new(
            stock.Made, stock.Count, people.Sum(p => (long)p.Cart.Count), OnFloor, _eaten + people.Sum(p => (long)p.Eaten.Count), _carriedOut);
    }

    /// <summary>The truth of a day that has ended.</summary>
    internal SimulatedTruth ToTruth() => new(
        [.. _visits.OrderBy(v => v.Entered)], [.. _movements.OrderBy(m => m.At)], _before, stock.Loads())
    {
        HandOvers = [.. _handOvers.OrderBy(h => h.At)],
        ForeignThings = [.. _foreign.OrderBy(f => f.At)],
        UnitWeights = [.. plan.Products.Select(p => new Grams(p.Mass))],
        StandsThere = plan.StandsThere,
        Pieces = Pieces([]),
    };
}
