using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Attribution.Learning;

/// <summary>Weighs, for each facing whose lessons do not fit, what may be wrong about it.</summary>
/// <remarks>
/// Hypotheses for a facing of product p: the operator is right; p stands there and weighs something else; another product q stands there;
/// p and q have changed places, which the lessons of q's own facing must bear out; it holds this and that. Each holds from some lesson on to
/// the last. Their odds are prior times likelihood of the masses. A coupling beyond pairs is not looked for.
/// </remarks>
static class Believing
{
    /// <summary>A lesson counts as odd beyond this log density below the best; chance and the count of pieces cost about 0.8.</summary>
    const double OddEach = 1;

    /// <summary>A product is looked at closer when a run of its newest lessons is odd by this much together.</summary>
    const double OddTogether = 2;

    /// <summary>Lessons from which on the spread of pieces is learned.</summary>
    const int ForSpread = 6;

    /// <summary>A gain that no prior can make up for: not worth a look.</summary>
    const double Hopeless = -3;

    /// <summary>What follows from lessons.</summary>
    /// <param name="lessons">All that count, by facing.</param>
    /// <param name="model">What the operator believes.</param>
    /// <param name="rules">How far learning goes.</param>
    /// <param name="spreads">How far weights may be off.</param>
    /// <param name="before">What followed before the last change.</param>
    /// <param name="changed">The only facing whose lessons have changed since.</param>
    internal static Beliefs Of(
        ImmutableSortedDictionary<int, ImmutableArray<Lesson>> lessons, StoreModel model, LearningRules rules, AttributionRules spreads,
        Beliefs before, FacingId changed)
    {
        var product = model.Planogram[changed].Product;
        var fit = Fit(lessons, model, rules, spreads, model.Catalogue[product]);
        var fits = fit.Lessons.IsEmpty ? before.Fits.Remove(product.Index) : before.Fits.SetItem(product.Index, fit);
        // Each facing for itself, then with what that says of the others.
        Odds[] alone = [.. fits.Values.Where(odd => odd.IsOdd).SelectMany(odd => odd.Facings.Select(at => Alone(model, rules, fits, odd, at)))];
        Odds[] odds = [.. alone.Select(one => one.With(Swaps(one, alone, lessons, model, rules, spreads)))];
        odds = [.. odds.Select(one => one.Without(odds, rules))];
        var facings = Facings(model, odds);
        return new(facings, Weights(model, rules, fits, odds, facings)) { Fits = fits };
    }

    /// <summary>The log odds of everything that may be wrong about one facing; 0 is "nothing".</summary>
    sealed record Odds(
        Facing Facing, ProductFit Fit, FacingFit At, double Wrong, double Mixed, ImmutableArray<(ProductId Product, double Log)> Moved,
        ImmutableArray<(Facing With, double Log)> Swapped)
    {
        readonly double _most = Moved.Select(m => m.Log).Concat(Swapped.Select(s => s.Log)).Append(Wrong).Append(Mixed).Append(0).Max();

        /// <summary>Log of the odds of anything at all: how well the facing is accounted for, one way or another.</summary>
        internal double All => _most + Math.Log(Sum);

        // Asked for once for each of hundreds of things that may be wrong.
        double? _sum;

        double Sum => _sum ??= Share(0) + Share(Wrong) + Share(Mixed) + Moved.Sum(m => Share(m.Log)) + Swapped.Sum(s => Share(s.Log));

        internal double Probability(double log) => Share(log) / Sum;

        /// <summary>That a product stands there which the operator has elsewhere.</summary>
        internal double Holds(ProductId product) =>
            Moved.Where(m => m.Product == product).Sum(m => Probability(m.Log)) + Swapped.Where(s => s.With.Product == product).Sum(s => Probability(s.Log));

        internal Odds With(ImmutableArray<(Facing With, double Log)> swaps) => new(Facing, Fit, At, Wrong, Mixed, Moved, swaps);

        /// <summary>A product that is found in one place has not been moved to another as well.</summary>
        internal Odds Without(Odds[] all, LearningRules rules) => new(
            Facing, Fit, At, Wrong, Mixed,
            [.. Moved.Select(m => (m.Product, m.Log + Math.Log(1 - ((1 - rules.StillHome)
                * all.Where(other => other.Facing != Facing).Select(other => other.Holds(m.Product)).DefaultIfEmpty(0).Max()))))],
            Swapped);

        double Share(double log) => Math.Exp(log - _most);
    }

    static ProductFit Fit(
        ImmutableSortedDictionary<int, ImmutableArray<Lesson>> all, StoreModel model, LearningRules rules, AttributionRules spreads, Product product)
    {
        var facings = model.Planogram.Facings.Where(f => f.Product == product.Id && all.ContainsKey(f.Id.Index)).ToArray();
        ImmutableArray<Lesson> lessons = [.. facings.SelectMany(f => all[f.Id.Index]).Order()];
        var unit = Unit(product);
        var own = Fitting.Of(lessons, unit, rules, spreads);
        if (Fitting.OfBest(lessons, OddEach, rules, spreads).Gain(own) < OddTogether)
        {
            var (mean, sd) = Refined(lessons, product, own.Unit, rules, spreads);
            return new(lessons, false, mean, new(own.Doubt), sd, null, [.. facings.Select(f => new FacingFit(f.Id, [], 0, true))]);
        }

        var other = product.Unit == SaleUnit.Kilogram ? null : Fitting.Search(lessons, own, unit, rules, spreads);
        return new(
            lessons, true, own.Unit is { } suited ? new Grams(suited.Grams) : product.UnitWeight, new(own.Doubt), product.UnitWeightSd, other,
            [.. facings.Select(f => At(f, all[f.Id.Index], unit, model, rules, spreads))]);
    }

    static FacingFit At(
        Facing facing, ImmutableArray<Lesson> lessons, UnitMass? unit, StoreModel model, LearningRules rules, AttributionRules spreads)
    {
        var own = Fitting.Of(lessons, unit, rules, spreads);
        var moves = ImmutableArray.CreateBuilder<(ProductId, double)>();
        foreach (var other in model.Catalogue.Products)
        {
            if (other.Id != facing.Product && MayFit(lessons, other)
                && Fitting.Of(lessons, Unit(other), rules, spreads).Gain(own) is var gain && gain > Hopeless)
            {
                moves.Add((other.Id, gain));
            }
        }

        var mixed = Fitting.OfAny(lessons, spreads).Gain(own);
        var isHome = unit is { } known && Fitting.Belongs(lessons[^1], known, rules, spreads).Belongs > 0.5;
        return new(facing.Id, moves.ToImmutable(), mixed, isHome);
    }

    /// <summary>A quick look whether one of the newest lessons is near a few pieces of a product.</summary>
    static bool MayFit(ImmutableArray<Lesson> lessons, Product product)
    {
        const double Near = 0.15;
        if (Unit(product) is not { } unit)
        {
            return true;
        }

        for (var i = lessons.Length - 1; i >= Math.Max(0, lessons.Length - 3); i--)
        {
            var pieces = Math.Max(1, Math.Round(lessons[i].Mass.Value / unit.Grams));
            var doubt = 5 * Math.Sqrt(lessons[i].PlateVariance + 1);
            if (Math.Abs((lessons[i].Mass.Value / pieces) - unit.Grams) < (Near * unit.Grams) + doubt)
            {
                return true;
            }
        }

        return false;
    }

    static Odds Alone(
        StoreModel model, LearningRules rules, ImmutableSortedDictionary<int, ProductFit> fits, ProductFit fit, FacingFit at)
    {
        var facing = model.Planogram[at.Facing];
        var isWeighed = Unit(model.Catalogue[facing.Product]) is not null;
        var wrong = fit.Other is { } other ? other.Gain + Math.Log(isWeighed ? rules.WrongWeight : 1) : double.NegativeInfinity;
        var each = Math.Log(rules.WrongFacing / 2 / Math.Max(1, model.Catalogue.Products.Length - 1));
        var moved = at.Moves.Select(move =>
        {
            // What the catalogue says of a product whose weight is wrong says nothing about where it stands.
            var right = Math.Log(1 - WrongAlone(fits, move.Product, rules));
            return (move.Product, each + move.Gain + right + (IsHome(fits, move.Product) ? Math.Log(rules.StillHome) : 0));
        });
        return new(facing, fit, at, wrong, at.Mixed + Math.Log(rules.Mixed), [.. moved], []);
    }

    /// <summary>The facings with which one may have changed places. What the other gains by it counts as far as it is not accounted for without.</summary>
    static ImmutableArray<(Facing With, double Log)> Swaps(
        Odds one, Odds[] alone, ImmutableSortedDictionary<int, ImmutableArray<Lesson>> lessons, StoreModel model, LearningRules rules,
        AttributionRules spreads)
    {
        var pair = Math.Log(rules.WrongFacing / 2 / Math.Max(1, model.Planogram.Facings.Length - 1));
        var swaps = ImmutableArray.CreateBuilder<(Facing, double)>();
        foreach (var (product, gain) in one.At.Moves)
        {
            foreach (var partner in model.Planogram.Facings.Where(f => f.Product == product))
            {
                var there = lessons.GetValueOrDefault(partner.Id.Index, []);
                var gainThere = Fitting.Of(there, Unit(model.Catalogue[one.Facing.Product]), rules, spreads)
                    .Gain(Fitting.Of(there, Unit(model.Catalogue[product]), rules, spreads));
                swaps.Add((partner, pair + gain + gainThere - (alone.FirstOrDefault(other => other.Facing == partner)?.All ?? 0)));
            }
        }

        return swaps.ToImmutable();
    }

    /// <summary>That a product's weight is wrong, if nothing else can be wrong with its facings.</summary>
    static double WrongAlone(ImmutableSortedDictionary<int, ProductFit> fits, ProductId product, LearningRules rules) =>
        fits.TryGetValue(product.Index, out var fit) && fit.Other is { } other
            ? Math.Min(0.999, 1 / (1 + (Math.Exp(-other.Gain) / rules.WrongWeight))) : 0;

    static bool IsHome(ImmutableSortedDictionary<int, ProductFit> fits, ProductId product) =>
        fits.TryGetValue(product.Index, out var fit) && fit.Facings.Any(at => at.IsHome);

    static ImmutableSortedDictionary<int, FacingBelief> Facings(StoreModel model, Odds[] odds)
    {
        var beliefs = ImmutableSortedDictionary.CreateBuilder<int, FacingBelief>();
        foreach (var one in odds)
        {
            var others = one.Moved.Select(m => (m.Product, P: one.Probability(m.Log)))
                .Concat(one.Swapped.Select(s => (s.With.Product, P: one.Probability(s.Log))))
                .GroupBy(m => m.Product.Index).Select(g => (Product: new ProductId(g.Key), Probability: g.Sum(m => m.P)));
            beliefs[one.Facing.Id.Index] = new(
                one.Facing.Id, one.Probability(0) + one.Probability(one.Wrong), Sorted(others), one.Probability(one.Mixed));
        }

        // Where the other half of a swap has not spoken for itself, what is suspected of this half holds for it.
        foreach (var (facing, swaps) in odds.SelectMany(one => one.Swapped.Select(swap => (swap.With, one.Facing.Product, P: one.Probability(swap.Log))))
            .Where(swap => !beliefs.ContainsKey(swap.With.Id.Index)).GroupBy(swap => swap.With.Id.Index).Select(g => (model.Planogram.Facings[g.Key], g.ToArray())).ToArray())
        {
            // Several may suspect it, and one of them at the most is right.
            var all = swaps.Sum(swap => swap.P);
            beliefs[facing.Id.Index] = new(facing.Id, Math.Max(0, 1 - all), Sorted(swaps.Select(swap => (swap.Product, swap.P / Math.Max(1, all)))), 0);
        }

        return beliefs.ToImmutable();
    }

    static ImmutableArray<(ProductId Product, double Probability)> Sorted(IEnumerable<(ProductId Product, double Probability)> others) =>
        [.. others.OrderByDescending(other => other.Probability).ThenBy(other => other.Product.Index)];

    static ImmutableSortedDictionary<int, WeightBelief> Weights(
        StoreModel model, LearningRules rules, ImmutableSortedDictionary<int, ProductFit> fits, Odds[] odds,
        ImmutableSortedDictionary<int, FacingBelief> facings)
    {
        var beliefs = ImmutableSortedDictionary.CreateBuilder<int, WeightBelief>();
        foreach (var (index, fit) in fits)
        {
            // What was taken where a product does not stand says nothing of its weight, however well it would fit.
            if (!fit.IsOdd && fit.Facings.All(at => !facings.TryGetValue(at.Facing.Index, out var belief) || belief.Stays > rules.StandsAtLeast))
            {
                beliefs[index] = new(new(index), fit.Mean, fit.MeanSd, fit.Sd, null, 0);
            }
        }

        foreach (var one in odds.Where(one => one.Fit.Other is not null).OrderBy(one => one.Probability(one.Wrong)))
        {
            // Given that the product stands there; what was taken where it no longer does moves no weight.
            var (wrong, right) = (one.Probability(one.Wrong), one.Probability(0));
            var stands = wrong + right > rules.StandsAtLeast;
            var probability = stands ? wrong / (wrong + right) : wrong;
            var unit = one.Fit.Other!.Value.Unit;
            var product = model.Catalogue[one.Facing.Product];
            beliefs[product.Id.Index] = new(
                product.Id, stands ? one.Fit.Mean : product.UnitWeight, stands ? one.Fit.MeanSd : Grams.Zero, one.Fit.Sd, (new(unit.Grams), new(unit.Sd ?? (rules.UnknownSpread * unit.Grams))), probability);
        }

        return beliefs.ToImmutable();
    }

    /// <summary>A weight that is right but for the doubt of the catalogue, and how much pieces differ once there are enough of them.</summary>
    static (Grams? Mean, Grams? Sd) Refined(
        ImmutableArray<Lesson> lessons, Product product, UnitMass? suited, LearningRules rules, AttributionRules spreads)
    {
        if (suited is not { } unit)
        {
            return (product.UnitWeight, product.UnitWeightSd);
        }

        var sd = lessons.Length < ForSpread ? unit.Sd
            : Fitting.Spread(lessons, unit, unit.Sd ?? (spreads.UnitSpread * unit.Grams), rules, spreads);
        return (new(unit.Grams), sd is { } learned ? new Grams(learned) : null);
    }

    /// <summary>None for what has no weight of its own.</summary>
    static UnitMass? Unit(Product product) => product.Unit == SaleUnit.Kilogram || product.UnitWeight is not { } weight
        ? null : new(weight.Value, product.UnitWeightSd?.Value);
}
