using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Payments.Visits;

/// <summary>How somebody came in.</summary>
public enum EntryMeans
{
    /// <summary>A short-lived signed code, shown as a QR code.</summary>
    Code,

    /// <summary>A card or wallet at the gate's terminal; the store sees the provider's token alone.</summary>
    Card,

    /// <summary>A badge of somebody who works here. Never billed.</summary>
    Badge,

    /// <summary>Staff opened the door for somebody without phone or card; staff settle the visit in cash.</summary>
    StaffDoor,

    /// <summary>Through an open gate; who pays is asked at the exit.</summary>
    Open,
}

/// <summary>Where a visit stands.</summary>
public enum VisitPhase
{
    /// <summary>Somebody of the party is inside.</summary>
    Inside,

    /// <summary>Everybody has left; not everything is known yet, or they may come back.</summary>
    Leaving,

    /// <summary>Over for good: the receipt may be made.</summary>
    Closed,
}

/// <summary>Why a visit was closed.</summary>
public enum ClosedBecause
{
    /// <summary>Every source has passed the exit and no question is open.</summary>
    Complete,

    /// <summary>The time promised to the shopper ran out: what is not sure by now is not charged.</summary>
    PromiseRanOut,
}

/// <summary>A party's time in the store.</summary>
/// <param name="Name">Of the visit.</param>
/// <param name="Means">How they came in.</param>
/// <param name="Payer">Who pays for all: a token or the id of a shopper; empty while nobody is known.</param>
/// <param name="Declared">How many people the payer brought along, themselves included.</param>
/// <param name="Entered">When the first came in.</param>
public sealed record Visit(string Name, EntryMeans Means, string Payer, int Declared, Instant Entered)
{
    /// <summary>Where it stands.</summary>
    public VisitPhase Phase { get; init; } = VisitPhase.Inside;

    /// <summary>How many people the cameras saw come in on it.</summary>
    public int Measured { get; init; } = 1;

    /// <summary>How many of them are inside now.</summary>
    public int Inside { get; init; } = 1;

    /// <summary>When the last one went out; none while somebody is inside.</summary>
    public Instant? Left { get; init; }

    /// <summary>All sources have told everything up to this moment about the visit; none before it is so.</summary>
    public Instant? CompleteAt { get; init; }

    /// <summary>Names of questions that are open.</summary>
    public ImmutableArray<string> Questions { get; init; } = [];

    /// <summary>Why it was closed; none while it is not.</summary>
    public ClosedBecause? Because { get; init; }
}

/// <summary>What the store promises its shoppers.</summary>
/// <param name="ReceiptWithin">A receipt is there this long after the exit, whatever is still in doubt.</param>
/// <param name="BackWithin">Who comes back within this time goes on with the same visit.</param>
public sealed record VisitRules(TimeSpan ReceiptWithin, TimeSpan BackWithin)
{
    /// <summary>Whoever was not seen to go out this long after they came in has left unseen: their track was lost, and their visit must end.</summary>
    public TimeSpan LongestVisit { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Four hours at most; a minute to fetch a forgotten bag.</summary>
    public static VisitRules Default => new(TimeSpan.FromHours(4), TimeSpan.FromMinutes(1));
}

/// <summary>What can happen to a visit. Exactly the cases nested here.</summary>
public abstract record VisitInput
{
    private VisitInput(Instant at) => At = at;

    /// <summary>When.</summary>
    public Instant At { get; init; }

    /// <summary>One more person was seen to come in on this visit.</summary>
    public sealed record Joined(Instant At) : VisitInput(At);

    /// <summary>One of the party went out.</summary>
    public sealed record WentOut(Instant At) : VisitInput(At);

    /// <summary>Somebody who was counted to this visit turned out to belong to nobody of it.</summary>
    public sealed record Parted(Instant At, bool WasInside) : VisitInput(At);

    /// <summary>One of the party came in again.</summary>
    public sealed record CameBack(Instant At) : VisitInput(At);

    /// <summary>Every source has told all up to this moment that concerns the visit.</summary>
    public sealed record SourcesPassed(Instant At) : VisitInput(At);

    /// <summary>A person is asked something on which this visit hangs.</summary>
    public sealed record QuestionOpened(Instant At, string Question) : VisitInput(At);

    /// <summary>It was answered or withdrawn.</summary>
    public sealed record QuestionClosed(Instant At, string Question) : VisitInput(At);

    /// <summary>The payer identified themselves at the exit of an open gate.</summary>
    public sealed record Identified(Instant At, string Payer) : VisitInput(At);

    /// <summary>Time went on.</summary>
    public sealed record Waited(Instant At) : VisitInput(At);
}
