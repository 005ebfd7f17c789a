using Stroll.Units;

namespace Stroll.Tracking;

/// <summary>How the people of an outside tracker become shoppers.</summary>
/// <param name="Memory">How long a path is kept. Longer than the longest movement on a shelf and its proof.</param>
/// <param name="LostFor">A person who appears mid-store can be one who has been out of sight for at most this long.</param>
/// <param name="JoinMetres">How far from where the lost person was last seen the new one may appear at once. Body noise of a few
/// decimetres and the step of one frame.</param>
/// <param name="JoinMetresPerSecond">How much further for each second out of sight: a quick shopper's pace.</param>
/// <param name="SwapMetres">Ids may have been exchanged where that would save this much way within one frame. More than body noise, less than
/// the distance between two people.</param>
/// <param name="GoneAfter">A person out of sight for this long has left the store.</param>
/// <param name="OutOfSight">Unseen for this long counts as lost; a frame or two without somebody does not.</param>
/// <param name="EntranceMetres">Where gates are not declared: this near to where somebody once came in is the same entrance.</param>
/// <param name="Opening">People first seen this soon after the first frame were there before: nobody's successor.</param>
public sealed record TrackingRules(
    TimeSpan Memory,
    TimeSpan LostFor,
    double JoinMetres,
    double JoinMetresPerSecond,
    double SwapMetres,
    TimeSpan GoneAfter,
    TimeSpan OutOfSight,
    double EntranceMetres,
    TimeSpan Opening)
{
    /// <summary>When people may have been taken for each other; none to believe the tracker's ids.</summary>
    public ClosenessRules? Closeness { get; init; } = ClosenessRules.Default;

    /// <summary>Rules for a tracker with about 15 frames a second.</summary>
    public static TrackingRules Default => new(
        Memory: 30.Seconds,
        LostFor: 12.Seconds,
        JoinMetres: 0.7,
        JoinMetresPerSecond: 1.2,
        SwapMetres: 0.3,
        GoneAfter: 60.Seconds,
        OutOfSight: 0.3.Seconds,
        EntranceMetres: 0.6,
        Opening: 1.Seconds);
}
