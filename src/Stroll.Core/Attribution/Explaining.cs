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
    const int MostExplanations = 32;
    const double Negligible = 1e-4;
    const double Hopeless = 2e-5;

    readonly StoreModel _model;
    readonly AttributionRules _rules;
    readonly Story _story;
    readonly ShelfId _shelf;
    readonly ImmutableArray<PlateChange> _plates;
    readonly ImmutableArray<PlateId> _deaf;
    readonly Hands _hands;
    readonly ImmutableArray<Reach> _reaches;
    readonly Grams _mass;
    readonly double _plateVariance;
    readonly List<(Explanation Explanation, double Chance)> _found = [];
    double _best;
    readonly Dictionary<(int Shopper, int Product, int Pieces), List<(Need.Chosen Need, double Chance)>> _undoable = [];

    Explaining(
        StoreModel model, AttributionRules rules, Story story, ShelfId shelf, ImmutableArray<PlateChange> plates, ImmutableArray<PlateId> deaf,
        Hands hands)
    {
        _model = model;
        _rules = rules;
        _story = story;
        _shelf = shelf;
        _plates = plates;
        _deaf = deaf;
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
    /// <param name="deaf">Plates of the shelf that felt nothing.</param>
    /// <param name="hands">Whose hands were where.</param>
    /// <returns>The explanations with their weights and needs, each with how probably its needs are met.</returns>
    internal static List<(Explanation Explanation, double Chance)> Of(
        StoreModel model,
        AttributionRules rules,
        Story story,
        ShelfId shelf,
        ImmutableArray<PlateChange> plates,
        ImmutableArray<PlateId> deaf,
        Hands hands)
    {
        var explaining = new Explaining(model, rules, story, shelf, plates, deaf, hands);
        explaining.AddNoGoods();
        var taken = Candidates.Taken(model, story, shelf, plates, rules);
        explaining.AddUndoings();
        var put = explaining.PutByEach();
        explaining.AddSingles(taken, put);
        explaining.AddPairs(taken, put);
        return explaining._found;
    }

    /// <summary>Numbers and orders explanations. Of many, the least probable become part of "something unknown moved": their probability is not
    /// lost. What needs nothing of anybody stays: every world must be able to go on.</summary>
    /// <returns>The most probable first, summing to 1 but for what is negligible; and the density of the change under all of them
    /// together, per gram.</returns>
    internal static (ImmutableArray<Explanation> Explanations, double Evidence) Weighed(List<(Explanation Explanation, double Chance)> found)
    {
        // The order of equal ones is that in which they were found, which depends on the input alone.
        var evidence = found.Sum(f => f.Explanation.Weight * f.Chance);
        var numbered = found
            .Select((f, number) => f.Explanation with { Number = number, Probability = f.Explanation.Weight * f.Chance / evidence })
            .OrderByDescending(e => e.Probability).ToArray();
        var kept = numbered.Where((e, rank) => Goes(e) || (rank < MostExplanations && e.Probability > Negligible)).ToImmutableArray();
        var rest = Math.Max(0, 1 - kept.Sum(e => e.Probability));
        return ([.. kept.Select(e => IsAnything(e) ? e with { Probability = e.Probability + rest, Weight = e.Weight + (rest * evidence) } : e)
            .OrderByDescending(e => e.Probability)], evidence);
    }

    /// <summary>True for what is possible in every world.</summary>
    static bool Goes(Explanation explanation) => explanation.Movements.IsEmpty && explanation.Needs.IsEmpty;

    static bool IsAnything(Explanation explanation) => explanation.IsUnknown && explanation.Needs.IsEmpty;

    void AddNoGoods()
    {
        Add(new([], 0) { Weight = _rules.Nothing * Weighing.DensityOfNothing(_mass, _rules) }, 1);
        Add(new([], 0, IsUnknown: true) { Weight = _rules.Unknown / _rules.UnknownRange.Value }, 1);
    }

    /// <summary>Somebody puts back all that they took in an earlier piece: the same goods, so the same mass, whatever they are.</summary>
    void AddUndoings()
    {
        if (_mass.Value <= 0)
        {
            return;
        }

        foreach (var reach in _reaches.Where(reach => reach.Likelihood > LeastNear))
        {
            foreach (var id in _story.Of(reach.Shopper))
            {
                if (_story[id] is not Attributed taken || taken.Mass.Value >= 0)
                {
                    continue;
                }

                var spread = _rules.ScaleSpread * taken.Mass.Value;
                var sd = Math.Sqrt((2 * spread * spread) + _plateVariance + taken.Plates.Sum(p => p.Sd.Value * p.Sd.Value) + 2);
                var weight = reach.Likelihood * Weighing.Density(_mass, -taken.Mass, sd);
                var unused = 1 - _story.UsedUp(taken);
                if (weight < 1e-12 || unused < 1e-6)
                {
                    continue;
                }

                foreach (var explanation in taken.Explanations.Where(e => IsTheirs(e, taken, reach.Shopper)))
                {
                    AddUndoing(taken, explanation, weight, explanation.Probability * unused);
                }
            }
        }
    }

    /// <summary>True when the goods of an explanation are all in one shopper's hands. What is unknown is in those that were nearest.</summary>
    static bool IsTheirs(Explanation explanation, Attributed taken, ShopperId shopper) =>
        explanation.IsUnknown ? taken.Reaches.MaxBy(r => r.Likelihood).Shopper == shopper
        : !explanation.Movements.IsEmpty && explanation.Joins is null && explanation.Movements.All(m => m.Shopper == shopper && m.Quantity > 0);

    void AddUndoing(Attributed taken, Explanation explanation, double weight, double chance)
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
        var need = new Need.Chosen(taken.Id, explanation.Number);
        Add(
            new([.. movements], 0, explanation.IsUnknown, taken.Id)
            {
                Weight = weight * (isBack ? _rules.PutHome * back * back : _rules.PutElsewhere),
                Needs = [need],
            },
            chance);
        if (explanation.Movements is [var whole])
        {
            var key = (whole.Shopper!.Value.Index, whole.Product.Index, whole.Quantity);
            if (!_undoable.TryGetValue(key, out var needs))
            {
                _undoable.Add(key, needs = []);
            }

            needs.Add((need, chance));
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

    // What makes a shelf lighter can hold a put-back only beside a take, and that is looked for among those whose hands are there.
    double LeastForPut => _mass.Value > 0 ? LeastNear : 2 * _rules.Reach.Least;

    // Somebody far away counts just the least, and a little more or less where people may have been taken for each other.
    double LeastNear => 0.6 * _rules.Reach.Least;

    List<(Reach By, List<Candidate> Candidates)> PutByEach() =>
        [.. _reaches.Where(reach => reach.Likelihood > LeastForPut)
            .Select(reach => (reach, Candidates.Put(_model, _story.Held(reach.Shopper), _shelf, _plates, _rules)))];

    void AddSingles(List<Candidate> taken, List<(Reach By, List<Candidate> Candidates)> put)
    {
        // One of those who were far away may have done it under a mistaken identity. Which of them nothing says: for them all, nobody is named.
        By[] anybody =
        [
            new(null, _rules.Nobody + _reaches.Where(reach => reach.Likelihood <= LeastNear).Sum(reach => reach.Likelihood)),
            .. _reaches.Where(reach => reach.Likelihood > LeastNear).Select(reach => new By(reach.Shopper, reach.Likelihood)),
        ];
        foreach (var candidate in taken)
        {
            AddCounts(candidate, +1, anybody);
            if (candidate.Origin is Origin.Home)
            {
                AddCounts(candidate, -1, [new(null, _rules.Restock)]);
            }
        }

        foreach (var (by, candidates) in put)
        {
            foreach (var candidate in candidates)
            {
                AddCounts(candidate, -1, [new(by.Shopper, by.Likelihood)]);
            }
        }
    }

    /// <summary>Who may have done it; none for nobody who is known.</summary>
    readonly record struct By(ShopperId? Shopper, double Likelihood);

    /// <summary>One product, in every count that the mass allows, by each who may have moved it.</summary>
    /// <param name="candidate">What.</param>
    /// <param name="way">+1 taken, -1 put.</param>
    /// <param name="who">Each with how well their hands fit.</param>
    void AddCounts(Candidate candidate, int way, ReadOnlySpan<By> who)
    {
        var product = _model.Catalogue[candidate.Product];
        var likeliest = 0.0;
        foreach (var by in who)
        {
            likeliest = Math.Max(likeliest, by.Likelihood);
        }

        var deaf = Deaf(candidate);
        var most = Unweighed(product) ? 1 : Math.Min(MostPieces, candidate.Held?.Most ?? MostPieces);
        for (var pieces = 1; pieces <= most; pieces++)
        {
            var density = !Unweighed(product)
                ? Weighing.Density(product, way * pieces, _mass, _plateVariance, deaf, _rules)
                : Math.Sign(_mass.Value) == -way ? 1 / _rules.UnknownRange.Value : 0;
            var weight = candidate.Prior * _rules.Count(pieces, candidate.Origin is Origin.Home) * density;
            if (!IsWorthAdding(weight * likeliest))
            {
                continue;
            }

            foreach (var by in who)
            {
                if (IsWorthAdding(weight * by.Likelihood))
                {
                    AddOne(candidate, way, pieces, by.Shopper, weight * by.Likelihood);
                }
            }
        }
    }

    /// <summary>The share of a product's plates that feel nothing.</summary>
    double Deaf(Candidate candidate)
    {
        var (deaf, share) = (_deaf, 0.0);
        foreach (var plate in deaf.IsEmpty ? [] : candidate.Plates)
        {
            share += deaf.Contains(plate) ? 1.0 / candidate.Plates.Length : 0;
        }

        return share;
    }

    void AddOne(Candidate candidate, int way, int pieces, ShopperId? shopper, double weight)
    {
        // What one earlier piece took is weighed already, with the mass that those very pieces had.
        var undoable = way < 0 && shopper is { } by && _undoable.TryGetValue((by.Index, candidate.Product.Index, pieces), out var found) ? found : [];
        var (need, chance) = NeedOf(candidate, pieces, way < 0 ? shopper : null, undoable);
        Add(
            new([new(candidate.Product, way * pieces, shopper, candidate.Origin)], 0) { Weight = weight, Needs = need is null ? [] : [need] },
            chance);
    }

    /// <summary>What a movement needs, and how probably that is so. A take from where the planogram has it needs nothing.</summary>
    static (Need? Need, double Chance) NeedOf(Candidate candidate, int pieces, ShopperId? puts, List<(Need.Chosen Need, double Chance)> undoable)
    {
        if (puts is { } by)
        {
            var chance = candidate.Held!.AtLeast(pieces) - undoable.Sum(u => u.Chance);
            return (new Need.Held(by, candidate.Product, pieces, [.. undoable.Select(u => u.Need)]), Math.Max(0, chance));
        }

        return candidate.Origin is Origin.Stray stray
            ? (new Need.Lies(stray.Left, candidate.Product, pieces), candidate.Held!.AtLeast(pieces))
            : (null, 1);
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

                foreach (var other in near.Where(r => r.Shopper.Index > by.Shopper.Index))
                {
                    AddPutByBoth(mine[i], by, other, put);
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

    void AddPutByBoth(Candidate mine, Reach by, Reach other, List<(Reach By, List<Candidate> Candidates)> put)
    {
        foreach (var theirs in put.First(p => p.By.Shopper == other.Shopper).Candidates.Take(MostPairs))
        {
            if (!Unweighed(_model.Catalogue[theirs.Product]))
            {
                AddPair(mine, -1, by, theirs, -1, other, _rules.TwoByTwo);
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
        var one = _model.Catalogue[first.Product];
        var two = _model.Catalogue[second.Product];
        var oneSd = Weighing.Sd(one, Math.Abs(firstPieces), 0, _rules);
        var twoSd = Weighing.Sd(two, Math.Abs(secondPieces), 0, _rules);
        var sd = Math.Sqrt((oneSd * oneSd) + (twoSd * twoSd) + _plateVariance);
        var possible = prior * first.Commonness * second.Commonness
            * Weighing.Density(_mass, Expected(one, firstPieces) + Expected(two, secondPieces), sd);
        if (!IsWorthAdding(possible))
        {
            return;
        }

        var (who, place) = WhoAndPlaceOfBoth(
            (first, firstBy, Expected(one, firstPieces), oneSd), (second, secondBy, Expected(two, secondPieces), twoSd));
        var (firstNeed, firstChance) = NeedOf(first, Math.Abs(firstPieces), firstPieces < 0 ? firstBy.Shopper : null, []);
        var (secondNeed, secondChance) = NeedOf(second, Math.Abs(secondPieces), secondPieces < 0 ? secondBy.Shopper : null, []);
        Add(
            new(
                [new(first.Product, firstPieces, firstBy.Shopper, first.Origin), new(second.Product, secondPieces, secondBy.Shopper, second.Origin)],
                0)
            {
                Weight = possible * who * place,
                Needs = Both(firstNeed, secondNeed),
            },
            firstChance * secondChance);
    }

    /// <summary>Two pieces of one product need twice as many.</summary>
    static ImmutableArray<Need> Both(Need? first, Need? second) => (first, second) switch
    {
        (null, null) => [],
        (null, { } only) => [only],
        ({ } only, null) => [only],
        (Need.Held a, Need.Held b) when a.Shopper == b.Shopper && a.Product == b.Product => [a with { Pieces = a.Pieces + b.Pieces }],
        (Need.Lies a, Need.Lies b) when a.Doubt == b.Doubt && a.Product == b.Product => [a with { Pieces = a.Pieces + b.Pieces }],
        _ => [first, second],
    };

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

    void Add(Explanation explanation, double chance)
    {
        if (explanation.Weight > 0 && chance > 0)
        {
            _found.Add((explanation, chance));
            _best = Math.Max(_best, explanation.Weight * chance);
        }
    }

    /// <summary>False for what could not reach a share that counts, against what has been found already.</summary>
    bool IsWorthAdding(double weight) => weight > Hopeless * _best;

    static bool Unweighed(Product product) => product.UnitWeight is null || product.Unit == SaleUnit.Kilogram;

    /// <summary>What a number of pieces does to the shelf: taken pieces make it lighter.</summary>
    static Grams Expected(Product product, int taken) => -taken * product.UnitWeight!.Value;
}
