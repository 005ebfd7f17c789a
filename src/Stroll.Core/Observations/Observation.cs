using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Observations;

/// <summary>One thing that the outside said. Everything that may stand in the log is one of the records nested here.</summary>
/// <remarks>A closed union: pattern match over it and end in <c>throw new UnreachableException()</c>.</remarks>
public abstract record Observation
{
    private Observation(Instant at) => At = at;

    /// <summary>When it was true. A batch is true at its last sample.</summary>
    public Instant At { get; init; }

    /// <summary>Samples of the plates of one shelf.</summary>
    /// <param name="Shelf">Whose plates.</param>
    /// <param name="Times">Length N, nanoseconds since 1970, never falling.</param>
    /// <param name="Grams">Length N × plates of the shelf, sample by sample, plates by slot. NaN where a plate said nothing usable.</param>
    public sealed record ShelfReadings(ShelfId Shelf, ReadOnlyMemory<long> Times, ReadOnlyMemory<float> Grams)
        : Observation(new Instant(Times.Span[^1]));

    /// <summary>The people whom an outside tracker saw at one moment; those not named were not seen.</summary>
    public sealed record PeopleSeen(Instant At, ImmutableArray<TrackedPerson> People) : Observation(At);

    /// <summary>The people whom one camera saw in one frame; an empty frame says that it saw nobody.</summary>
    /// <param name="At">When the picture was taken, by the camera's own clock.</param>
    /// <param name="Camera">Which camera.</param>
    /// <param name="People">In no order that means anything; nothing says who is who, not even from one frame to the next.</param>
    public sealed record PeopleSighted(Instant At, CameraId Camera, ImmutableArray<Sighting> People) : Observation(At);

    /// <summary>Somebody passed a gate.</summary>
    /// <param name="At">When.</param>
    /// <param name="Gate">The gate's name in the store.</param>
    /// <param name="Person">The outside tracker's id of the person; with raw cameras the id under which somebody opened the gate, who is then near
    /// it. None when the gate does not know.</param>
    /// <param name="Way">In or out.</param>
    public sealed record GatePassed(Instant At, string Gate, string? Person, GateWay Way) : Observation(At);

    /// <summary>A person answered a case. What hangs on it is decided anew from this moment on; nothing is changed before it.</summary>
    /// <param name="At">When it was said; not when the case happened.</param>
    /// <param name="Case">To which case.</param>
    /// <param name="Reviewer">Who, as text that means nothing here. A later answer of the same reviewer to the same case takes the place of the earlier.</param>
    /// <param name="Reliability">Of the reviewer at that time; a decision may not depend on what was learned of them later.</param>
    /// <param name="Offered">What the person could choose from, in the order shown.</param>
    /// <param name="Verdict">What they said.</param>
    public sealed record Answered(
        Instant At, CaseId Case, string Reviewer, Reliability Reliability, ImmutableArray<Deeds> Offered, Verdict Verdict) : Observation(At);

    /// <summary>Time went on. Written by the host at least every 100 ms, and by a recording's reader.</summary>
    public sealed record Tick(Instant At) : Observation(At);

    /// <summary>A source fell silent; from here on its bound is the tick.</summary>
    public sealed record SourceLost(Instant At, SourceId Source) : Observation(At);

    /// <summary>A silent source speaks again.</summary>
    public sealed record SourceFound(Instant At, SourceId Source) : Observation(At);

    /// <summary>The operator said what the store is for from here on.</summary>
    public sealed record ProfileSet(Instant At, StoreProfile Profile) : Observation(At);

    /// <summary>From here on the host believes this of layout, catalogue and planogram.</summary>
    /// <param name="At">When.</param>
    /// <param name="Print">The fingerprint of all three.</param>
    public sealed record ModelSet(Instant At, string Print) : Observation(At);
}

/// <summary>What a store is for at the moment.</summary>
public enum StoreProfile
{
    /// <summary>Shoppers come in and are charged.</summary>
    Open,

    /// <summary>Nobody should be inside; who is there is not charged.</summary>
    Closed,

    /// <summary>Staff fill the shelves; who comes in meanwhile is not charged.</summary>
    Restock,

    /// <summary>Devices are worked on: who comes in is not charged, and what falls silent is no alarm.</summary>
    Maintenance,
}

/// <summary>Which way somebody passed a gate.</summary>
public enum GateWay
{
    /// <summary>Into the store.</summary>
    In,

    /// <summary>Out of the store.</summary>
    Out,
}

/// <summary>One person as an outside tracker gives them.</summary>
/// <param name="Person">The tracker's id, kept as text: some sources use negative or very long numbers.</param>
/// <param name="Body">The joints that were seen.</param>
public sealed record TrackedPerson(string Person, Body Body);

/// <summary>One person as one camera saw them at one moment.</summary>
/// <param name="Box">Around the person, pixels of the camera's picture as the lens drew it.</param>
/// <param name="Score">The detector's confidence that this is a person, 0 to 1.</param>
/// <param name="Joints">One per <see cref="Joint"/>, in that order; empty where the source knows boxes only.</param>
public sealed record Sighting(PixelBox Box, double Score, ImmutableArray<SightedJoint> Joints);

/// <summary>Where one joint was drawn and how sure the pose model is of it.</summary>
/// <param name="At">Pixels of the camera's picture as the lens drew it; unknown when not seen.</param>
/// <param name="Score">The model's confidence, 0 to 1; 0 when not seen. A guess behind an obstacle has a low one.</param>
public readonly record struct SightedJoint(Pixel At, double Score)
{
    /// <summary>A joint that was not seen.</summary>
    public static SightedJoint Missing => new(Pixel.Unknown, 0);

    /// <summary>True when the joint was seen.</summary>
    public bool IsSeen => Score > 0 && At.IsKnown;
}

/// <summary>A point of the body.</summary>
public enum Joint
{
    /// <summary>Middle of the head.</summary>
    Head,

    /// <summary>Base of the neck.</summary>
    Neck,

    /// <summary>The person's own left.</summary>
    LeftShoulder,

    /// <summary>The person's own right.</summary>
    RightShoulder,

    /// <summary>The person's own left.</summary>
    LeftElbow,

    /// <summary>The person's own right.</summary>
    RightElbow,

    /// <summary>The person's own left.</summary>
    LeftWrist,

    /// <summary>The person's own right.</summary>
    RightWrist,

    /// <summary>The person's own left.</summary>
    LeftHip,

    /// <summary>The person's own right.</summary>
    RightHip,

    /// <summary>The person's own left.</summary>
    LeftKnee,

    /// <summary>The person's own right.</summary>
    RightKnee,

    /// <summary>The person's own left.</summary>
    LeftAnkle,

    /// <summary>The person's own right.</summary>
    RightAnkle,
}

/// <summary>Where one joint is and how sure the tracker is of it.</summary>
/// <param name="Position">Metres in the store's frame; unknown when not seen.</param>
/// <param name="Score">The tracker's own confidence, 0 to 1; 0 when not seen.</param>
public readonly record struct JointEstimate(Point3 Position, double Score)
{
    /// <summary>A joint that was not seen.</summary>
    public static JointEstimate Missing => new(Point3.Unknown, 0);

    /// <summary>True when the joint was seen.</summary>
    public bool IsSeen => Score > 0 && Position.IsKnown;
}

/// <summary>The joints of one person at one moment.</summary>
/// <param name="Joints">One per <see cref="Joint"/>, in that order.</param>
public readonly record struct Body(ImmutableArray<JointEstimate> Joints)
{
    /// <summary>How many joints a body has.</summary>
    public const int JointCount = (int)Joint.RightAnkle + 1;

    /// <summary>One joint.</summary>
    public JointEstimate this[Joint joint] => Joints[(int)joint];
}
