using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Attribution.Learning;

/// <summary>What is believed of a facing that gave cause for doubt.</summary>
/// <param name="Facing">As the operator has it.</param>
/// <param name="Stays">That the operator's product stands there.</param>
/// <param name="Others">What may stand there instead, the most probable first.</param>
/// <param name="Mixed">That it holds this and that.</param>
public sealed record FacingBelief(
    FacingId Facing, double Stays, ImmutableArray<(ProductId Product, double Probability)> Others, double Mixed);

/// <summary>What is believed of a product's weight.</summary>
/// <param name="Product">Which.</param>
/// <param name="Mean">If the catalogue is right but for its own doubt; none when it has no weight.</param>
/// <param name="MeanSd">How well that mean is known, grams.</param>
/// <param name="Sd">The same for how much pieces differ; none for the rule of the store.</param>
/// <param name="Other">What it weighs if the catalogue is wrong; none while nothing speaks for that.</param>
/// <param name="Wrong">That the catalogue is wrong.</param>
public sealed record WeightBelief(
    ProductId Product, Grams? Mean, Grams MeanSd, Grams? Sd, (Grams Mean, Grams Sd)? Other, double Wrong);

/// <summary>What all lessons together say about a store. Holds what differs from the operator's account and nothing else.</summary>
/// <param name="Facings">By index.</param>
/// <param name="Weights">By the index of the product.</param>
public sealed record Beliefs(
    ImmutableSortedDictionary<int, FacingBelief> Facings, ImmutableSortedDictionary<int, WeightBelief> Weights)
{
    /// <summary>The operator is right about everything.</summary>
    public static Beliefs None { get; } =
        new(ImmutableSortedDictionary<int, FacingBelief>.Empty, ImmutableSortedDictionary<int, WeightBelief>.Empty);

    /// <summary>How well the lessons of each product fit it, by its index; what one lesson leaves alone is not computed again.</summary>
    internal ImmutableSortedDictionary<int, ProductFit> Fits { get; init; } = ImmutableSortedDictionary<int, ProductFit>.Empty;

    /// <summary>The model with these beliefs in it: weights moved and in doubt, facings less sure, other products in their places.</summary>
    /// <param name="model">What the operator believes.</param>
    /// <param name="least">What is less likely is left out.</param>
    public StoreModel Into(StoreModel model, double least) => Facings.IsEmpty && Weights.IsEmpty ? model : model with
    {
        Catalogue = model.Catalogue.With(Weights.Values.Select(weight => Reweighed(model.Catalogue[weight.Product], weight, least))),
        Planogram = model.Planogram.Doubting(
            Facings.Values.Select(belief => (belief.Facing, belief.Stays)),
            Facings.Values.SelectMany(belief => belief.Others.Where(other => other.Probability >= least)
                .Select(other => (belief.Facing, other.Product, other.Probability)))),
    };

    static Product Reweighed(Product product, WeightBelief belief, double least)
    {
        if (belief.Other is not { } other || belief.Wrong < least)
        {
            return product with { UnitWeight = belief.Mean, UnitWeightSd = belief.Sd };
        }

        if (belief.Wrong < 0.5)
        {
            return belief.Mean is null ? product
                : product with { UnitWeight = belief.Mean, UnitWeightSd = belief.Sd, Otherwise = new(other.Mean, other.Sd, belief.Wrong) };
        }

        var back = belief.Mean is { } mean && 1 - belief.Wrong >= least ? new OtherWeight(mean, belief.Sd ?? other.Sd, 1 - belief.Wrong) : null;
        return product with { UnitWeight = other.Mean, UnitWeightSd = other.Sd, Otherwise = back };
    }
}

/// <summary>How well the lessons of a product's facings fit it, and what would fit them better. Follows from those lessons alone.</summary>
/// <param name="Lessons">Of all its facings, in order.</param>
/// <param name="IsOdd">Something may be wrong; otherwise the rest was not looked for.</param>
/// <param name="Mean">If the catalogue is right but for its own doubt.</param>
/// <param name="MeanSd">How well that mean is known.</param>
/// <param name="Sd">The same for how much pieces differ.</param>
/// <param name="Other">A weight that fits better, and the log of the odds that the lessons give it.</param>
/// <param name="Facings">Each with its lessons.</param>
sealed record ProductFit(
    ImmutableArray<Lesson> Lessons, bool IsOdd, Grams? Mean, Grams MeanSd, Grams? Sd, (UnitMass Unit, double Gain)? Other, ImmutableArray<FacingFit> Facings);

/// <summary>The same for one of its facings.</summary>
/// <param name="Facing">Which.</param>
/// <param name="Moves">Other products that fit its lessons, and the log of the odds that these give them.</param>
/// <param name="Mixed">The log of the odds for goods of any weight.</param>
/// <param name="IsHome">The newest lesson has the weight of the product.</param>
sealed record FacingFit(FacingId Facing, ImmutableArray<(ProductId Product, double Gain)> Moves, double Mixed, bool IsHome);
