using System.Collections.Immutable;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Attribution;

/// <summary>How well a mass and a place fit a product.</summary>
public static class Weighing
{
    /// <summary>Density of a measured change given what should have moved, per gram.</summary>
    /// <param name="measured">The change, signed.</param>
    /// <param name="expected">What the pieces weigh together, signed like the change.</param>
    /// <param name="sd">Of the difference of the two; above zero.</param>
    /// <remarks>Student's t with four degrees of freedom: real pieces and plates miss by 6 % now and then, which a normal
    /// distribution would call impossible. Density (3/8) / (sd (1 + x²/4)^(5/2)). Past eight sd, beyond anything that was ever weighed,
    /// it falls like a normal one: half a product is no product.</remarks>
    public static double Density(Grams measured, Grams expected, double sd)
    {
        var x = (measured.Value - expected.Value) / sd;
        var spread = 1 + (x * x / 4);
        var density = 0.375 / (sd * spread * spread * Math.Sqrt(spread));
        var beyond = Math.Abs(x) - 8;
        return beyond > 0 ? density * Math.Exp(-0.5 * beyond * beyond) : density;
    }

    /// <summary>Sd of what <paramref name="pieces"/> of a product seem to weigh on plates.</summary>
    /// <param name="product">Its unit weight must be known.</param>
    /// <param name="pieces">One or more.</param>
    /// <param name="plateVariance">Of the change as measured, grams squared.</param>
    /// <param name="rules">The spreads.</param>
    public static double Sd(Product product, int pieces, double plateVariance, AttributionRules rules) =>
        Sd(product.UnitWeight!.Value, product.UnitWeightSd, pieces, plateVariance, rules);

    /// <summary>Density of a measured change given what a product weighs, per gram. A weight in doubt counts as likely as it is.</summary>
    /// <param name="product">Its unit weight must be known.</param>
    /// <param name="taken">Pieces: above zero taken, below zero put.</param>
    /// <param name="measured">The change, signed.</param>
    /// <param name="plateVariance">Of the change as measured, grams squared.</param>
    /// <param name="rules">The spreads.</param>
    public static double Density(Product product, int taken, Grams measured, double plateVariance, AttributionRules rules)
    {
        var pieces = Math.Abs(taken);
        var usual = Density(measured, -taken * product.UnitWeight!.Value, Sd(product, pieces, plateVariance, rules));
        return product.Otherwise is not { } other
            ? usual
            : ((1 - other.Probability) * usual) + (other.Probability * Density(
                measured, -taken * other.UnitWeight, Sd(other.UnitWeight, other.UnitWeightSd, pieces, plateVariance, rules)));
    }

    /// <summary>The same where some of the plates on which it stands felt nothing: what lay on those is missing.</summary>
    /// <param name="product">Its unit weight must be known.</param>
    /// <param name="taken">Pieces: above zero taken, below zero put.</param>
    /// <param name="measured">The change, signed.</param>
    /// <param name="plateVariance">Of the change as measured, grams squared.</param>
    /// <param name="deaf">The share of its plates that felt nothing. A piece lies on one of them with this probability, and with any part of it.</param>
    /// <param name="rules">The spreads.</param>
    public static double Density(Product product, int taken, Grams measured, double plateVariance, double deaf, AttributionRules rules)
    {
        var whole = Density(product, taken, measured, plateVariance, rules);
        var part = measured.Value / (-taken * product.UnitWeight!.Value).Value;
        return deaf == 0 ? whole : ((1 - deaf) * whole) + (part is > 0 and < 1 ? deaf / Math.Abs((taken * product.UnitWeight.Value).Value) : 0);
    }

    /// <summary>The same for a weight that is not the catalogue's.</summary>
    internal static double Sd(Grams unitWeight, Grams? unitWeightSd, int pieces, double plateVariance, AttributionRules rules)
    {
        var unit = unitWeight.Value;
        var unitSd = unitWeightSd?.Value ?? (rules.UnitSpread * unit);
        var scaleSd = rules.ScaleSpread * pieces * unit;
        return Math.Sqrt((pieces * unitSd * unitSd) + (scaleSd * scaleSd) + plateVariance + 1);
    }

    /// <summary>How much of a change lies on or beside the plates where a product stands: 0 (nothing) to 1 (all).</summary>
    /// <param name="store">For the slots of the plates.</param>
    /// <param name="changes">What each plate did, all on one shelf.</param>
    /// <param name="plates">Where the product stands; on the same shelf.</param>
    /// <param name="rules">What the plates beside count, and how heavily a hand may have pressed on those further off.</param>
    public static double Place(
        Store store, ImmutableArray<PlateChange> changes, ImmutableArray<PlateId> plates, AttributionRules rules)
    {
        var low = store[plates[0]].Slot;
        var high = store[plates[^1]].Slot;
        var all = 0.0;
        var there = 0.0;
        var away = 0.0;
        foreach (var change in changes)
        {
            var slot = store[change.Plate].Slot;
            var off = slot < low ? low - slot : slot > high ? slot - high : 0;
            var size = Math.Abs(change.Change.Value);
            all += size;
            there += size * off switch { 0 => 1, 1 => rules.OnePlateOff, 2 => rules.TwoPlatesOff, _ => 0 };
            away += off > 2 ? size : 0;
        }

        return all == 0 ? 0 : there / all * rules.Pressed(away);
    }

    /// <summary>Density of a change when no goods moved, per gram.</summary>
    public static double DensityOfNothing(Grams change, AttributionRules rules)
    {
        var scale = rules.NothingScale.Value;
        var core = Math.Exp(-change.Size.Value / scale) / (2 * scale);
        return ((1 - rules.NothingTail) * core) + (rules.NothingTail / (2 * rules.UnknownRange.Value));
    }
}
