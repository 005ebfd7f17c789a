using System.Collections.Immutable;

namespace Stroll.Simulator;

/// <summary>Something that makes a store-day harder, and that can be switched on and off.</summary>
public enum Feature
{
    /// <summary>People put back what they took.</summary>
    PutBacks,

    /// <summary>Some of the put-backs end at another product's place. Needs <see cref="PutBacks"/>.</summary>
    Misplacing,

    /// <summary>Some stops are a look without a touch.</summary>
    Looking,

    /// <summary>A hand presses on the shelf and takes nothing.</summary>
    Leaning,

    /// <summary>A piece is lifted and set down again where it was.</summary>
    Hesitating,

    /// <summary>Several pieces are taken in one reach.</summary>
    TakingSeveral,

    /// <summary>The hand rests on the plate before it takes.</summary>
    RestingHand,

    /// <summary>A piece is held on the plate for seconds before it is taken.</summary>
    SlowHold,

    /// <summary>People seek the shelf where somebody else is, reach past them and at the same moment.</summary>
    Crowding,

    /// <summary>People come together and one of them pays.</summary>
    Groups,

    /// <summary>Some of a group are children. Needs <see cref="Groups"/>.</summary>
    Children,

    /// <summary>A piece goes from hand to hand.</summary>
    HandOvers,

    /// <summary>A piece is put in the place of another product, which is taken in its stead.</summary>
    Swapping,

    /// <summary>Something is eaten in the store; it is owed, and its empty pack may be left on a shelf.</summary>
    Eating,

    /// <summary>Something is hidden under the clothes; it is owed.</summary>
    Hiding,

    /// <summary>Something is left on the floor; it is not owed.</summary>
    Dropping,

    /// <summary>Own bottles are left on a shelf, and some are fetched again.</summary>
    ForeignThings,

    /// <summary>Bags and trolleys: people who take more room, and rest a bag on a shelf for a while.</summary>
    Bags,

    /// <summary>Somebody who left comes in again under a new id.</summary>
    ComingBack,

    /// <summary>Staff fill up shelves while people shop.</summary>
    Restocking,

    /// <summary>Somebody slips through the gate behind another: the gate tells of one.</summary>
    Tailgating,

    /// <summary>People who walk about and take nothing at all.</summary>
    Bystanders,

    /// <summary>A jacket is taken off: the tracker may lose the person.</summary>
    JacketChange,

    /// <summary>Goods in soft packs, which spread over plates and slump when one is taken.</summary>
    SoftPacks,

    /// <summary>Goods that are sold by weight.</summary>
    Bulk,

    /// <summary>The planogram names the wrong product for some places.</summary>
    WrongPlanogram,

    /// <summary>The catalogue has a wrong weight for some products.</summary>
    WrongWeight,

    /// <summary>Plates feel a little of what their neighbours feel.</summary>
    CrossTalk,

    /// <summary>Plates go on giving way under a new load for minutes.</summary>
    Creep,

    /// <summary>Plates follow the temperature of the room.</summary>
    Drift,

    /// <summary>Some plates are ten times as noisy as the others.</summary>
    NoisyPlates,

    /// <summary>Scales speak in steps of 5 g.</summary>
    Quantised,

    /// <summary>Somebody's weight goes past what a plate can say.</summary>
    Saturation,

    /// <summary>Single samples that make no sense.</summary>
    Spikes,

    /// <summary>Plates that repeat their last value from some moment on.</summary>
    StuckPlates,

    /// <summary>Plates that say nothing from some moment on, or ever.</summary>
    DeadPlates,

    /// <summary>Times within messages are uneven, and the clocks of shelves are a little off.</summary>
    ClockJitter,

    /// <summary>Some messages arrive late, within what their source promised.</summary>
    Lateness,

    /// <summary>Some messages arrive twice.</summary>
    Doubles,

    /// <summary>Some messages overtake others.</summary>
    Reordering,

    /// <summary>A shelf falls silent for seconds and starts again.</summary>
    Outages,

    /// <summary>The tracker loses people while they reach.</summary>
    TrackLosses,

    /// <summary>After a loss people may have another id. Needs <see cref="TrackLosses"/>.</summary>
    IdChanges,

    /// <summary>Two people who are close exchange their ids; some exchange them back.</summary>
    IdSwaps,

    /// <summary>Frames in which the tracker sees nobody.</summary>
    EmptyFrames,

    /// <summary>A camera is dark for a while and then starts again. An assumed tracker sees nobody in its part of the floor meanwhile.</summary>
    CameraOutages,

    /// <summary>A camera is dark from some moment on for good.</summary>
    DeadCamera,

    /// <summary>A camera does not detect somebody in plain sight for a moment.</summary>
    CameraMisses,

    /// <summary>A mirror on a wall: whoever walks before it is seen a second time, behind the wall.</summary>
    MirrorImages,

    /// <summary>Things that single cameras take for a person who stands still.</summary>
    StandingGhosts,

    /// <summary>Two people, one close behind the other, get one box.</summary>
    MergedPeople,

    /// <summary>Pictures are lost, some of them in bursts.</summary>
    FrameDrops,

    /// <summary>A camera falls behind for some seconds: its messages come later than usual, within what it promised.</summary>
    CameraLag,

    /// <summary>The clocks of the cameras are a little off.</summary>
    CameraClocks,

    /// <summary>The last gondola carries its goods on pegs: each peg is a plate, holds whole pieces, and sways after a touch.</summary>
    HangingPegs,

    /// <summary>A compressor or a lorry shakes all shelves of a gondola for seconds, and nobody is near.</summary>
    Rumbling,
}

/// <summary>What belongs to which feature.</summary>
public static class Features
{
    /// <summary>Every feature, in order.</summary>
    public static ImmutableArray<Feature> All { get; } = [.. Enum.GetValues<Feature>()];

    /// <summary>On where a scenario says nothing: an ordinary day in a well-kept store.</summary>
    public static ImmutableArray<Feature> Everyday { get; } =
    [
        Feature.PutBacks, Feature.Misplacing, Feature.Looking, Feature.Leaning, Feature.TakingSeveral, Feature.RestingHand,
        Feature.SoftPacks, Feature.CrossTalk, Feature.Creep, Feature.Drift, Feature.ClockJitter,
        Feature.CameraMisses, Feature.MergedPeople, Feature.FrameDrops, Feature.CameraClocks,
    ];

    /// <summary>As files and messages write it: <c>id-swaps</c>.</summary>
    public static string NameOf(Feature feature) =>
        string.Concat($"{feature}".Select((letter, i) => char.IsUpper(letter) ? $"{(i > 0 ? "-" : "")}{char.ToLowerInvariant(letter)}" : $"{letter}"));

    /// <summary>The features without which this one cannot occur.</summary>
    public static Feature? Needs(Feature feature) => feature switch
    {
        Feature.Misplacing => Feature.PutBacks,
        Feature.Children => Feature.Groups,
        Feature.IdChanges => Feature.TrackLosses,
        _ => null,
    };

    /// <summary>False for what has no meaning where people come in this way: it is off then, even where it is forced.</summary>
    public static bool Concerns(Feature feature, PeopleEntry entry) => entry switch
    {
        PeopleEntry.Tracked => feature is not (> Feature.CameraOutages and <= Feature.CameraClocks),
        _ => feature is not (>= Feature.TrackLosses and <= Feature.EmptyFrames),
    };

    /// <summary>True for what people decide; where a script says what they do, it cannot occur.</summary>
    public static bool IsDecision(Feature feature) =>
        feature is Feature.PutBacks or Feature.Misplacing or Feature.TakingSeveral or (>= Feature.Crowding and <= Feature.Bystanders) or Feature.Bulk;

    /// <summary>True for what people do; it cannot occur where nobody comes in.</summary>
    public static bool IsOfPeople(Feature feature) =>
        feature is <= Feature.JacketChange or Feature.Saturation or Feature.TrackLosses or Feature.IdChanges or Feature.IdSwaps
            or Feature.CameraMisses or Feature.MirrorImages or Feature.MergedPeople or Feature.HangingPegs;
}
