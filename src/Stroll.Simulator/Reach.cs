using Stroll.Geometry;

namespace Stroll.Simulator;

/// <summary>An arm that goes somewhere and comes back. Times are seconds since the sensors started.</summary>
/// <param name="Target">Where the wrist goes.</param>
/// <param name="UsesRightHand">Which wrist.</param>
/// <param name="Begins">The hand starts from the body.</param>
/// <param name="There">The hand is at the target.</param>
/// <param name="Leaves">The hand leaves the target.</param>
/// <param name="Ends">The hand is back at the body.</param>
internal sealed record Reach(Point3 Target, bool UsesRightHand, double Begins, double There, double Leaves, double Ends)
{
    /// <summary>How far the hand has gone: 0 at the body, 1 at the target.</summary>
    internal double ShareAt(double at)
    {
        var share = at <= Begins || at >= Ends ? 0
            : at < There ? (at - Begins) / (There - Begins)
            : at <= Leaves ? 1 : (Ends - at) / (Ends - Leaves);
        return share * share * (3 - (2 * share));
    }
}
