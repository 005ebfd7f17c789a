using Stroll.Units;

namespace Stroll.Tracking.Fusion;

/// <summary>How tracks become shoppers in a closed world.</summary>
/// <param name="GateSlack">How far beyond the radius of a gate somebody is first or last seen, metres: a few steps.</param>
/// <param name="GateWait">Who opened the gate is seen near it within this time.</param>
/// <param name="GateBefore">Or was seen there at most this long before: the gate's word is a little late.</param>
/// <param name="GoneAtGate">Who was last seen at a gate and is out of sight for this long has left.</param>
/// <param name="PlaceSd">How far from where somebody vanished they appear again, at once; metres.</param>
/// <param name="PaceSd">How much further for each second, metres: walkers in aisles get ahead at half their pace.</param>
/// <param name="HeightSd">How well body heights of one person agree, metres.</param>
/// <param name="NobodyKnown">Weight of "nobody of those whom we know" against one who vanished right there: somebody slipped in unseen.</param>
public sealed record IdentityRules(
    double GateSlack,
    TimeSpan GateWait,
    TimeSpan GateBefore,
    TimeSpan GoneAtGate,
    double PlaceSd,
    double PaceSd,
    double HeightSd,
    double NobodyKnown)
{
    /// <summary>Rules for stores with gates.</summary>
    public static IdentityRules Default => new(
        GateSlack: 1.0,
        GateWait: 8.Seconds,
        GateBefore: 0.7.Seconds,
        GoneAtGate: 2.Seconds,
        PlaceSd: 0.5,
        PaceSd: 0.6,
        HeightSd: 0.08,
        NobodyKnown: 1e-4);
}
