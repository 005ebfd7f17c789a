using System.Collections.Immutable;
using Stroll.Carts;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Attribution;

/// <summary>Weighs every way in which one piece of a mass change can have come about.</summary>
/// <remarks>
/// P(explanation | change) ∝ P(mass | product, pieces) · P(plates | place) · P(hands | shopper) · prior(kind, pieces, origin).
/// The idea of weight times place is that of AIM3S (Ruiz et al., BuildSys 2019, section 4); the priors and the count penalty are ours.
/// </remarks>
public sealed class Explaining
{
    const int MostPieces = 6;
    const int MostPairs = 8;
    const double Negligible = 1e-4;

    readonly StoreModel _model;
    readonly AttributionRules _rules;
    readonly Story _story;
    readonly ShelfId _shelf;
    readonly ImmutableArray<PlateChange> _plates;
    readonly Hands _hands;
    readonly ImmutableArray<Reach> _reaches;
    readonly Grams _mass;
    readonly double _plateVariance;
    readonly List<Explanation> _found = [];
    readonly HashSet<(int Shopper, int Product, int Pieces)> _undoable = [];

    Explaining(
        StoreModel model, AttributionRules rules, Story story, ShelfId shelf, ImmutableArray<PlateChange> plates, Hands hands)
    {
        _model = model;
        _rules = rules;
        _story = story;
        _shelf = shelf;
        _plates = plates;
        _hands = hands;
        _reaches = hands.At(plates);
        foreach (var plate in plates)
        {
            _mass += plate.Change;
            _plateVariance += plate.Sd.Value * plate.Sd.Value;
        }
    }

    /// <summary>All explanations of one piece.</summary>
    /// <param name="model">What is believed of the store.</param>
    /// <param name="rules">Priors and spreads.</param>
    /// <param name="story">What has happened so far.</param>
    /// <param name="shelf">Of the plates.</param>
    /// <param name="plates">What each plate did, by slot; at least one.</param>
    /// <param name="hands">Whose hands were where.</param>
    /// <returns>The explanations, most probable first, summing to 1 but for what is negligible; and the density of the change
    /// under all of them together, per gram.</returns>
    public static (ImmutableArray<Explanation> Explanations, double Evidence) Of(
        StoreModel model,
        AttributionRules rules,
        Story story,
        ShelfId shelf,
        ImmutableArray<PlateChange> plates,
        Hands hands)
    {
        var explaining = new Explaining(model, rules, story, shelf, plates, hands);
        explaining.AddNoGoods();
        var taken = Candidates.Taken(model, story.Holdings, shelf, plates, rules);
        explaining.AddUndoings();
        var put = explaining.PutByEach();
        explaining.AddSingles(taken, put);
        explaining.AddPairs(taken, put);
        return explaining.Weighed();
    }

    void AddNoGoods()
    {
        _found.Add(new([], _rules.Nothing * Weighing.DensityOfNothing(_mass, _rules)));
        _found.Add(new([], _rules.Unknown / _rules.UnknownRange.Value, IsUnknown: true));
    }

    /// <summary>Somebody puts back all that they took in an earlier piece: the same goods, so the same mass, whatever they are.</summary>
    void AddUndoings()
    {
        foreach (var reach in _reaches)
        {
            foreach (var taken in _story.Of(reach.Shopper).Where(piece => piece.Mass.Value < 0 && piece.Undone < 0.5))
            {
                var spread = _rules.ScaleSpread * taken.Mass.Value;
                var sd = Math.Sqrt((2 * spread * spread) + _plateVariance + taken.Plates.Sum(p => p.Sd.Value * p.Sd.Value) + 2);
                var likelihood = reach.Likelihood * (1 - taken.Undone) * Weighing.Density(_mass, -taken.Mass, sd);
                foreach (var explanation in taken.Explanations.Where(e => IsTheirs(e, taken, reach.Shopper)))
                {
                    AddUndoing(taken, explanation, likelihood * explanation.Probability);
                }
            }
        }
    }

    /// <summary>True when the goods of an explanation are all in one shopper's hands. What is unknown is in those that were nearest.</summary>
    static bool IsTheirs(Explanation explanation, Attributed taken, ShopperId shopper) =>
        explanation.IsUnknown ? taken.Reaches.MaxBy(r => r.Likelihood).Shopper == shopper
        : !explanation.Movements.IsEmpty && explanation.Movements.All(m => m.Shopper == shopper && m.Quantity > 0);

    void AddUndoing(Attributed taken, Explanation explanation, double weight)
    {
        var from = taken.Change.Shelf == _shelf
            ? Weighing.Place(_model.Store, _plates, [.. taken.Plates.Select(p => p.Plate)], _rules) : 0;
        var (home, facing) = explanation.Movements is [var only] ? Home(only.Product) : (0, null);
        var back = Math.Max(from, home);
        var isBack = _rules.PutHome * back * back > _rules.PutElsewhere;
        var movements = explanation.Movements.Select(m => m with
        {
            Quantity = -m.Quantity,
            Origin = facing is { } there && home >= from && isBack ? new Origin.Home(there)
                : isBack && m.Origin is Origin.Home ? m.Origin
                : new Origin.Elsewhere(),
        });
        _found.Add(new(
            [.. movements], weight * (isBack ? _rules.PutHome * back * back : _rules.PutElsewhere), explanation.IsUnknown, taken.Id));
        foreach (var movement in explanation == taken.Chosen ? explanation.Movements : [])
        {
            _undoable.Add((movement.Shopper!.Value.Index, movement.Product.Index, movement.Quantity));
        }
    }

    /// <summary>The best facing of a product on this shelf, and how much of the change lies on it.</summary>
    (double Place, FacingId? Facing) Home(ProductId product)
    {
        (double Place, FacingId? Facing) best = (0, null);
        foreach (var id in _model.Planogram.On(_shelf))
        {
            var facing = _model.Planogram[id];
            if (facing.Product == product && facing.Probability * Weighing.Place(_model.Store, _plates, facing.Plates, _rules) is var place && place > best.Place)
            {
                best = (place, id);
            }
        }

        return best;
    }

    List<(Reach By, List<Candidate> Candidates)> PutByEach() =>
        [.. _reaches.Select(reach => (reach, Candidates.Put(_model, _story.Held(reach.Shopper), _shelf, _plates, _rules)))];

    void AddSingles(List<Candidate> taken, List<(Reach By, List<Candidate> Candidates)> put)
    {
        foreach (var candidate in taken)
        {
            AddCounts(candidate, +1, null, _rules.Nobody);
            foreach (var reach in _reaches)
            {
                AddCounts(candidate, +1, reach.Shopper, reach.Likelihood);
            }
        }

        foreach (var (by, candidates) in put)
        {
            foreach (var candidate in candidates)
            {
                AddCounts(candidate, -1, by.Shopper, by.Likelihood);
            }
        }
    }

    /// <summary>One product by one shopper, in every count that the mass allows.</summary>
    /// <param name="candidate">What.</param>
    /// <param name="way">+1 taken, -1 put.</param>
    /// <param name="shopper">Who; none when nobody.</param>
    /// <param name="who">How well the hands fit.</param>
    void AddCounts(Candidate candidate, int way, ShopperId? shopper, double who)
    {
        var product = _model.Catalogue[candidate.Product];
        var prior = candidate.Prior * who;
        if (Unweighed(product))
        {
            if (Math.Sign(_mass.Value) == -way)
            {
                Add([new(candidate.Product, way, shopper, candidate.Origin)], prior / _rules.UnknownRange.Value);
            }

            return;
        }

        var most = way > 0 ? MostPieces : Math.Max(1, shopper is { } s ? _story.Holdings[s, candidate.Product] : 1);
        for (var pieces = 1; pieces <= most; pieces++, prior *= _rules.PerPiece)
        {
            if (way < 0 && shopper is { } by && _undoable.Contains((by.Index, candidate.Product.Index, pieces)))
            {
                // Weighed already, with the mass that these very pieces had.
                continue;
            }

            Add(
                [new(candidate.Product, way * pieces, shopper, candidate.Origin)],
                prior * Weighing.Density(product, way * pieces, _mass, _plateVariance, _rules));
        }
    }

    /// <summary>Two movements at once: two products, two shoppers, or one thing exchanged for another.</summary>
    void AddPairs(List<Candidate> taken, List<(Reach By, List<Candidate> Candidates)> put)
    {
        var near = _reaches.OrderByDescending(r => r.Likelihood).Where(r => r.Likelihood > 2 * _rules.Reach.Least).Take(4).ToArray();
        var here = taken.Where(c => c.Origin is not Origin.Elsewhere && !Unweighed(_model.Catalogue[c.Product])).Take(MostPairs).ToArray();
        foreach (var by in near)
        {
            var mine = put.First(p => p.By.Shopper == by.Shopper).Candidates
                .Where(c => !Unweighed(_model.Catalogue[c.Product])).Take(MostPairs).ToArray();
            for (var i = 0; i < here.Length; i++)
            {
                for (var j = i + 1; j < here.Length; j++)
                {
                    AddCountsOfPair(here[i], by, here[j], by, _rules.TwoByOne);
                }

                foreach (var back in mine)
                {
                    if (back.Product != here[i].Product)
                    {
                        AddPair(here[i], +1, by, back, -1, by, _rules.TwoByOne);
                    }
                }

                foreach (var other in near.Where(r => r.Shopper != by.Shopper))
                {
                    AddWithOther(here, i, by, other, put);
                }
            }

            for (var i = 0; i < mine.Length; i++)
            {
                for (var j = i + 1; j < mine.Length; j++)
                {
                    AddPair(mine[i], -1, by, mine[j], -1, by, _rules.TwoByOne);
                }
            }
        }
    }

    void AddWithOther(Candidate[] here, int i, Reach by, Reach other, List<(Reach By, List<Candidate> Candidates)> put)
    {
        for (var j = 0; j < here.Length; j++)
        {
            // Two who take the same product are one story, not two.
            if (i != j || by.Shopper.Index < other.Shopper.Index)
            {
                AddCountsOfPair(here[i], by, here[j], other, _rules.TwoByTwo);
            }
        }

        foreach (var back in put.First(p => p.By.Shopper == other.Shopper).Candidates)
        {
            if (!Unweighed(_model.Catalogue[back.Product]))
            {
                AddPair(here[i], +1, by, back, -1, other, _rules.TwoByTwo);
            }
        }
    }

    /// <summary>Two products taken, one piece of each or two of one of them.</summary>
    void AddCountsOfPair(Candidate first, Reach firstBy, Candidate second, Reach secondBy, double prior)
    {
        AddPair(first, 1, firstBy, second, 1, secondBy, prior);
        AddPair(first, 2, firstBy, second, 1, secondBy, prior * _rules.PerPiece);
        AddPair(first, 1, firstBy, second, 2, secondBy, prior * _rules.PerPiece);
    }

    void AddPair(Candidate first, int firstPieces, Reach firstBy, Candidate second, int secondPieces, Reach secondBy, double prior)
    {
        if (first.Origin is Origin.Stray a && second.Origin is Origin.Stray b && a.Index == b.Index
            && _story.Holdings.Strays[a.Index].Quantity < firstPieces + secondPieces)
        {
            return;
        }

        var one = _model.Catalogue[first.Product];
        var two = _model.Catalogue[second.Product];
        var oneSd = Weighing.Sd(one, Math.Abs(firstPieces), 0, _rules);
        var twoSd = Weighing.Sd(two, Math.Abs(secondPieces), 0, _rules);
        var sd = Math.Sqrt((oneSd * oneSd) + (twoSd * twoSd) + _plateVariance);
        var (who, place) = WhoAndPlaceOfBoth(
            (first, firstBy, Expected(one, firstPieces), oneSd), (second, secondBy, Expected(two, secondPieces), twoSd));
        var weight = prior * first.Commonness * second.Commonness * who * place
            * Weighing.Density(_mass, Expected(one, firstPieces) + Expected(two, secondPieces), sd);
        Add(
            [new(first.Product, firstPieces, firstBy.Shopper, first.Origin), new(second.Product, secondPieces, secondBy.Shopper, second.Origin)],
            weight);
    }

    /// <summary>How well hands and plates fit two products: all of the change where they stand, each plate's part as its product weighs,
    /// and each shopper's hands at their own part.</summary>
    (double Who, double Place) WhoAndPlaceOfBoth(
        (Candidate What, Reach By, Grams Mass, double Sd) first, (Candidate What, Reach By, Grams Mass, double Sd) second)
    {
        var sameShopper = first.By.Shopper == second.By.Shopper;
        var who = sameShopper ? first.By.Likelihood : first.By.Likelihood * second.By.Likelihood;
        if (first.What.Plates.IsEmpty || second.What.Plates.IsEmpty)
        {
            var both = first.What.Place * second.What.Place;
            return (who, both * both);
        }

        var all = 0.0;
        var there = 0.0;
        var (ones, twos) = (ImmutableArray.CreateBuilder<PlateChange>(), ImmutableArray.CreateBuilder<PlateChange>());
        var apart = true;
        foreach (var plate in _plates)
        {
            var (one, two) = (Near(plate, first.What.Plates), Near(plate, second.What.Plates));
            all += plate.Change.Size.Value;
            there += plate.Change.Size.Value * Math.Max(one, two);
            (one > two ? ones : twos).Add(plate);
            apart &= one != two || one == 0;
        }

        var place = all == 0 ? 0 : there / all;
        if (!apart)
        {
            return (who, place * place);
        }

        if (ones.Count == 0 || twos.Count == 0)
        {
            // One of them would have left nothing where it stands.
            var both = first.What.Place * second.What.Place;
            return (who, both * both);
        }

        // Plates that belong to one of the two only say how much of the change was whose. An edge may lie on the neighbour's plate.
        if (!sameShopper)
        {
            who = LikelihoodAt(first.By.Shopper, ones) * LikelihoodAt(second.By.Shopper, twos);
        }

        return (who, place * place * Math.Min(Fit(ones, first.Mass, first.Sd), Fit(twos, second.Mass, second.Sd)));
    }

    double LikelihoodAt(ShopperId shopper, ImmutableArray<PlateChange>.Builder plates) =>
        _hands.At(plates.ToImmutable()).First(reach => reach.Shopper == shopper).Likelihood;

    /// <summary>How well a part of the change fits a product, against a perfect fit: 0 to 1.</summary>
    double Fit(ImmutableArray<PlateChange>.Builder plates, Grams mass, double unitSd)
    {
        var part = plates.Aggregate(Grams.Zero, (sum, plate) => sum + plate.Change);
        var sd = Math.Sqrt((unitSd * unitSd) + (0.01 * mass.Value * mass.Value) + _plateVariance);
        return Weighing.Density(part, mass, sd) / Weighing.Density(mass, mass, sd);
    }

    double Near(PlateChange plate, ImmutableArray<PlateId> plates) =>
        Weighing.Place(_model.Store, [plate with { Change = new(1) }], plates, _rules);

    void Add(ImmutableArray<Movement> movements, double weight)
    {
        if (weight > 0)
        {
            _found.Add(new(movements, weight));
        }
    }

    (ImmutableArray<Explanation> Explanations, double Evidence) Weighed()
    {
        // Weights stand in the place of probabilities until here. The order of equal ones is that in which they were found, which
        // depends on the input alone.
        var evidence = _found.Sum(found => found.Probability);
        var explanations = _found
            .Where(found => found.Probability > Negligible * evidence)
            .OrderByDescending(found => found.Probability)
            .Select(found => found with { Probability = found.Probability / evidence });
        return ([.. explanations], evidence);
    }

    static bool Unweighed(Product product) => product.UnitWeight is null || product.Unit == SaleUnit.Kilogram;

    /// <summary>What a number of pieces does to the shelf: taken pieces make it lighter.</summary>
    static Grams Expected(Product product, int taken) => -taken * product.UnitWeight!.Value;
}
