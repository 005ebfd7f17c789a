using Stroll.Units;

namespace Stroll.Attribution.Learning;

/// <summary>What may teach, how much is believed before anything was seen, and how far learning may go.</summary>
/// <param name="After">A movement teaches when it is this old: until then it may be put back, joined or explained anew.</param>
/// <param name="GoodsMoved">Only a piece in which goods moved with at least this probability teaches. What fits no product at all leaves a tenth to
/// "nothing moved", and is what a wrong weight looks like.</param>
/// <param name="OnPlace">At least this share of its mass must lie on the plates of one facing, and of no other.</param>
/// <param name="Memory">Lessons kept for each facing, the newest. Older ones are forgotten, so that a store may change.</param>
/// <param name="Odd">Share of lessons that mean nothing: two hands at once, a stray, a soft pack. It bounds what one lesson can say.</param>
/// <param name="Several">Each further piece in one movement is this much less common; a person takes two in one reach in a fifth of reaches.</param>
/// <param name="MostPieces">Taken in one movement.</param>
/// <param name="WrongWeight">That the catalogue weighs a product wrongly. Two of 83 were in the store of the 2020 competition.</param>
/// <param name="WrongFacing">That something else stands at a facing. One gondola of five was planned wrongly in that store.</param>
/// <param name="Mixed">That a facing holds this and that, so that its weights say nothing.</param>
/// <param name="StillHome">A product whose own facing still gives its weight stands at another as well with this share of the chance.</param>
/// <param name="WeightDoubt">Sd of what a piece seems to weigh at its place around a right catalogue weight, as a share: the catalogue's own
/// error, and the gain and cross-talk of the plates. A real plate was 3.6 % off.</param>
/// <param name="MostSds">A right weight moves by at most this many of those sds, however many lessons want it to.</param>
/// <param name="SpreadDoubt">How many lessons the spread of pieces that the catalogue or the rules give is worth.</param>
/// <param name="Lightest">No piece weighs less.</param>
/// <param name="Heaviest">No piece weighs more.</param>
/// <param name="UnknownSpread">Sd of a piece as a share of a weight that was found, where the product has no measured sd.</param>
/// <param name="StandsAtLeast">A product that stands at its facing with less than this probability has been moved; what is taken there says nothing
/// of its weight.</param>
/// <param name="ReachLessons">Movements at a shelf from which on it is known how far hands seem to be there.</param>
/// <param name="MostReach">The softness of a hand grows by at most this factor.</param>
/// <param name="Least">What is less likely than this is not carried into the model.</param>
public sealed record LearningRules(
    TimeSpan After,
    double GoodsMoved,
    double OnPlace,
    int Memory,
    double Odd,
    double Several,
    int MostPieces,
    double WrongWeight,
    double WrongFacing,
    double Mixed,
    double StillHome,
    double WeightDoubt,
    double MostSds,
    double SpreadDoubt,
    Grams Lightest,
    Grams Heaviest,
    double UnknownSpread,
    double StandsAtLeast,
    int ReachLessons,
    double MostReach,
    double Least)
{
    /// <summary>Chosen from what is known of real stores, before any simulated day was looked at; docs/stages/learning.md gives the reasons.</summary>
    public static LearningRules Default => new(
        After: 20.Seconds,
        GoodsMoved: 0.85,
        OnPlace: 0.95,
        Memory: 32,
        Odd: 0.1,
        Several: 0.3,
        MostPieces: 4,
        WrongWeight: 0.02,
        WrongFacing: 0.03,
        Mixed: 0.01,
        StillHome: 0.03,
        WeightDoubt: 0.025,
        MostSds: 4,
        SpreadDoubt: 12,
        Lightest: 10.Grams,
        Heaviest: 5000.Grams,
        UnknownSpread: 0.022,
        StandsAtLeast: 0.3,
        ReachLessons: 8,
        MostReach: 3,
        Least: 0.005);
}
