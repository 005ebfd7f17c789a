using Stroll.Interaction;
using Stroll.Units;

namespace Stroll.Attribution;

/// <summary>How likely things are before anything is weighed, and how far weights may be off.</summary>
/// <param name="Reach">Where hands count.</param>
/// <param name="UnitSpread">Sd of one piece's weight as a share of it, where the product has no measured sd.</param>
/// <param name="ScaleSpread">Sd of a change as a share of it, on top of the pieces' own: gain and where on the plate it lay.</param>
/// <param name="PerPiece">Two pieces at once are this much less likely than one. Without it three of one product pass for one of another.</param>
/// <param name="OnePlateOff">What a share of the change counts one plate beside the facing: planograms err by a plate.</param>
/// <param name="TwoPlatesOff">The same, two plates beside.</param>
/// <param name="Elsewhere">A product that the planogram has elsewhere and nobody saw come, for all such products together.</param>
/// <param name="PutHome">A put-back goes to where the product belongs.</param>
/// <param name="PutElsewhere">A put-back goes anywhere else, for each place.</param>
/// <param name="Restock">Goods come to where they belong that nobody had taken: staff fill up, or a take was missed.</param>
/// <param name="TakeStray">Something that was put there before is taken again.</param>
/// <param name="TwoByOne">One shopper moves two products in one movement.</param>
/// <param name="TwoByTwo">Two shoppers move something in one movement, when the hands of both are there.</param>
/// <param name="AtTwoPlaces">Two things happen at two places of one shelf within one movement of its mass.</param>
/// <param name="Nobody">Goods move and nobody's hands are near.</param>
/// <param name="HandOver">Odds that something went from hand to hand when raised hands met at one point.</param>
/// <param name="HandsApart">How far two wrists are from each other then, with perfect tracking: an sd; metres.</param>
/// <param name="Unknown">Something that the catalogue does not have moved.</param>
/// <param name="UnknownRange">Its mass is anything up to this.</param>
/// <param name="Nothing">No goods moved: creep, settling, a bump.</param>
/// <param name="NothingScale">How large such changes are: the scale of a Laplace distribution.</param>
/// <param name="NothingTail">Share of them that are as large as anything.</param>
/// <param name="Rest">A hand rests on the plates before it takes, or after it put.</param>
/// <param name="RestRange">It presses with anything up to this on each plate.</param>
/// <param name="RestKept">A hand that came to rest is gone again and no scale said so: how seldom that is.</param>
/// <param name="RestLasts">It rests no longer than this before it moves something.</param>
/// <param name="ElsewhereAtOnce">A shopper who was moving goods on another shelf at the same time is this much less likely here.</param>
/// <param name="AtOnce">How close in time two movements must be for that.</param>
public sealed record AttributionRules(
    ReachRules Reach,
    double UnitSpread,
    double ScaleSpread,
    double PerPiece,
    double OnePlateOff,
    double TwoPlatesOff,
    double Elsewhere,
    double PutHome,
    double PutElsewhere,
    double Restock,
    double TakeStray,
    double TwoByOne,
    double TwoByTwo,
    double AtTwoPlaces,
    double Nobody,
    double HandOver,
    double HandsApart,
    double Unknown,
    Grams UnknownRange,
    double Nothing,
    Grams NothingScale,
    double NothingTail,
    double Rest,
    Grams RestRange,
    double RestKept,
    TimeSpan RestLasts,
    double ElsewhereAtOnce,
    TimeSpan AtOnce)
{
    /// <summary>Doubts that hang together are decided together, also in hindsight. If not, each stays as it was when it was decided.</summary>
    public bool IsJoint { get; init; } = true;

    /// <summary>Rules with the spreads that were measured on real scales and products; docs/stages/attribution.md gives the sources.</summary>
    public static AttributionRules Default => new(
        Reach: ReachRules.Default,
        UnitSpread: 0.022,
        ScaleSpread: 0.016,
        PerPiece: 0.12,
        OnePlateOff: 0.3,
        TwoPlatesOff: 0.05,
        Elsewhere: 0.02,
        PutHome: 0.7,
        PutElsewhere: 0.04,
        Restock: 0.003,
        TakeStray: 0.7,
        TwoByOne: 0.07,
        TwoByTwo: 0.6,
        AtTwoPlaces: 0.1,
        Nobody: 0.003,
        HandOver: 1,
        HandsApart: 0.03,
        Unknown: 0.001,
        UnknownRange: 1500.Grams,
        Nothing: 0.1,
        NothingScale: 25.Grams,
        NothingTail: 0.002,
        Rest: 0.3,
        RestRange: 150.Grams,
        RestKept: 1e-4,
        RestLasts: 12.Seconds,
        ElsewhereAtOnce: 0.1,
        AtOnce: 0.6.Seconds);

    /// <summary>Log density, per gram, of what a resting hand does to a plate: anything up to <see cref="RestRange"/>, and more the less likely it is.</summary>
    /// <param name="grams">Above zero: it presses.</param>
    internal double LogRest(double grams) => -Math.Log(RestRange.Value) + Math.Log(Math.Max(double.Epsilon, Pressed(Math.Abs(grams))));

    /// <summary>How likely a hand presses with so much, grams, against a light one.</summary>
    internal double Pressed(double grams) => Math.Exp(-Math.Max(0, grams - RestRange.Value) / RestBeyond.Value);

    /// <summary>Beyond <see cref="RestRange"/> a press falls off like this.</summary>
    public Grams RestBeyond { get; init; } = 40.Grams;

    /// <summary>How likely so many pieces at once are, against one. From where a product belongs the tail is heavy: who takes four often takes
    /// five. Where it does not belong, each further piece is as unlikely again.</summary>
    public double Count(int pieces, bool isAtHome) =>
        pieces == 1 ? 1 : isAtHome ? PerPiece * Math.Pow(pieces - 1, -2.5) : Math.Pow(PerPiece, pieces - 1);
}
