using Stroll.Units;

namespace Stroll.Tracking.Fusion;

/// <summary>How tracks become shoppers in a closed world.</summary>
/// <param name="GateSlack">How far beyond the radius of a gate somebody is first or last seen, metres: a few steps.</param>
/// <param name="GateWait">Who opened the gate is seen near it within this time.</param>
/// <param name="NameAfter">Who was first seen at a gate is named after this time: by then all who passed about then have been seen.</param>
/// <param name="GoneAtGate">Who was last seen at a gate and is out of sight for this long has left.</param>
/// <param name="PlaceSd">How far from where somebody vanished they appear again, at once; metres.</param>
/// <param name="PaceSd">How much further for each second, metres: walkers in aisles get ahead at half their pace.</param>
/// <param name="Starving">A track that cameras should see and do not, down to this log of odds, follows nobody any more: somebody else may be who it was.</param>
/// <param name="LookSd">How far off one look at somebody upright has their height, metres.</param>
/// <param name="LookLasts">Errors of one look last for about this long.</param>
/// <param name="PostureSd">How much the height of one body seems to change from one place to another, metres.</param>
/// <param name="RecentLooks">Looks since the last meeting beyond this number push old ones out.</param>
/// <param name="KnownLooks">The same of what is known of a shopper.</param>
/// <param name="SettleLooks">So many looks after a meeting settle it.</param>
/// <param name="MeetMetres">Who comes nearer to somebody may be taken for them.</param>
/// <param name="MeetHidden">The same where one of the two is hidden.</param>
/// <param name="HiddenFor">Who was not seen for this long is hidden.</param>
/// <param name="SwapShare">How often those who meet are taken for each other.</param>
/// <param name="ExchangeOdds">Tracks change hands where heights and chance together say so by this log of odds.</param>
/// <param name="DoubtLasts">A meeting that heights could not settle in this time will not be settled.</param>
/// <param name="EntryPace">How fast people walk away from the gate, metres a second.</param>
/// <param name="StaysFor">Nobody goes out sooner than this after they came in, where somebody else is at the gate.</param>
/// <param name="EarlyCost">How much more it speaks against being somebody to be seen before they came in than as long after it.</param>
/// <param name="HiddenAtGate">Who is out of sight for this long is not named at a gate.</param>
/// <param name="SlipsIn">Weight of somebody whom a gate did not name although it names people, against one who vanished right there.</param>
/// <param name="LeaveAfter">So long after somebody went out it is decided who: by then who was seen on is known.</param>
/// <param name="SeenOnFor">Who was seen for longer than this after it was somebody else; a track outlives its person by a round or two.</param>
/// <param name="LeaveUnseen">Who was out of sight for longer before it did not go out there.</param>
/// <param name="SeenOnCost">What it speaks against having gone out that somebody was seen after it. Log of the odds.</param>
/// <param name="JustInCost">The same of having come in less than <paramref name="StaysFor"/> before.</param>
/// <param name="StaysCost">The same of nobody of those whom we know.</param>
/// <param name="NobodyKnown">Weight of "nobody of those whom we know" against one who vanished right there: somebody slipped in unseen.</param>
public sealed record IdentityRules(
    double GateSlack,
    TimeSpan GateWait,
    TimeSpan NameAfter,
    TimeSpan GoneAtGate,
    double PlaceSd,
    double PaceSd,
    double Starving,
    double LookSd,
    TimeSpan LookLasts,
    double PostureSd,
    double RecentLooks,
    double KnownLooks,
    double SettleLooks,
    double MeetMetres,
    double MeetHidden,
    TimeSpan HiddenFor,
    double SwapShare,
    double ExchangeOdds,
    TimeSpan DoubtLasts,
    double EntryPace,
    TimeSpan StaysFor,
    double EarlyCost,
    TimeSpan HiddenAtGate,
    double SlipsIn,
    TimeSpan LeaveAfter,
    TimeSpan SeenOnFor,
    TimeSpan LeaveUnseen,
    double SeenOnCost,
    double JustInCost,
    double StaysCost,
    double NobodyKnown)
{
    /// <summary>Rules for stores with gates.</summary>
    public static IdentityRules Default => new(
        GateSlack: 1.0,
        GateWait: 8.Seconds,
        NameAfter: 0.8.Seconds,
        GoneAtGate: 2.Seconds,
        PlaceSd: 0.5,
        PaceSd: 0.6,
        Starving: -2,
        LookSd: 0.05,
        LookLasts: 0.4.Seconds,
        PostureSd: 0.025,
        RecentLooks: 25,
        KnownLooks: 100,
        SettleLooks: 3,
        MeetMetres: 0.35,
        MeetHidden: 0.7,
        HiddenFor: 0.15.Seconds,
        SwapShare: 0.01,
        ExchangeOdds: 2,
        DoubtLasts: 60.Seconds,
        EntryPace: 1.1,
        StaysFor: 3.Seconds,
        EarlyCost: 4,
        HiddenAtGate: 0.3.Seconds,
        SlipsIn: 0.1,
        LeaveAfter: 0.3.Seconds,
        SeenOnFor: 0.25.Seconds,
        LeaveUnseen: 3.Seconds,
        SeenOnCost: 4,
        JustInCost: 3,
        StaysCost: 12,
        NobodyKnown: 1e-4);
}
