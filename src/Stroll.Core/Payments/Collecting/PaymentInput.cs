using Stroll.Units;

namespace Stroll.Payments.Collecting;

/// <summary>Whatever can change a payment. Exactly the cases nested here.</summary>
public abstract record PaymentInput
{
    private PaymentInput(Instant at) => At = at;

    /// <summary>When it came in.</summary>
    public Instant At { get; init; }

    /// <summary>The last receipt of the visit asks for this much. Comes once for each version; a later one never asks for more.</summary>
    public sealed record Fix(Instant At, long Minor) : PaymentInput(At);

    /// <summary>The provider's answer to the call itself.</summary>
    public sealed record Replied(Instant At, string Key, ProviderReply Reply) : PaymentInput(At);

    /// <summary>The provider's answer to the question what became of a request: its book, and so believed.</summary>
    public sealed record Told(Instant At, string Key, ProviderReply Reply) : PaymentInput(At);

    /// <summary>A message that something happened, as a webhook: it may be late, doubled or out of order, so it only makes the store ask.</summary>
    public sealed record Hinted(Instant At, string Key) : PaymentInput(At);

    /// <summary>The janitor came by.</summary>
    public sealed record Looked(Instant At) : PaymentInput(At);

    /// <summary>The bank took money back.</summary>
    public sealed record Disputed(Instant At, string Id, long Minor) : PaymentInput(At);

    /// <summary>The store won a dispute: the bank gives the money again.</summary>
    public sealed record DisputeWon(Instant At, string Id) : PaymentInput(At);

    /// <summary>Staff took cash, or paid some out (below zero). One reference counts once.</summary>
    public sealed record PaidInCash(Instant At, string Reference, long Minor) : PaymentInput(At);

    /// <summary>Who pays became known after the visit had begun, as at the exit of an open gate.</summary>
    public sealed record Identified(Instant At, string Token) : PaymentInput(At);

    /// <summary>A person gives up what is still owed.</summary>
    public sealed record GivenUp(Instant At) : PaymentInput(At);

    /// <summary>A person has looked into a payment that needed one; the machine may go on.</summary>
    public sealed record Resumed(Instant At) : PaymentInput(At);
}

/// <summary>What a provider says of one request. Exactly the cases nested here.</summary>
public abstract record ProviderReply
{
    private ProviderReply()
    {
    }

    /// <summary>It happened.</summary>
    /// <param name="Minor">The amount that is now held, was taken or given back.</param>
    /// <param name="Reference">The provider's name of the hold or charge.</param>
    /// <param name="CaptureBefore">For holds: when they end.</param>
    public sealed record Done(long Minor, string Reference, Instant? CaptureBefore) : ProviderReply;

    /// <summary>It was refused and will not happen.</summary>
    /// <param name="Why">The provider's code.</param>
    public sealed record Refused(string Why) : ProviderReply;

    /// <summary>The provider has no such request. It may still be on its way.</summary>
    /// <param name="KeyIsSpent">True when the provider would answer this key for ever with an error it stored: then, and only then, another key is needed.</param>
    public sealed record Absent(bool KeyIsSpent) : ProviderReply;

    /// <summary>No answer, or one that says nothing: the time ran out, a line broke, an inner error, a conflict.</summary>
    public sealed record Unclear(string Why) : ProviderReply;
}

/// <summary>What is to be done after a step was committed, and not before. Exactly the cases nested here.</summary>
public abstract record PaymentEffect
{
    private PaymentEffect()
    {
    }

    /// <summary>Send this request to the provider, under its key. Sending it twice does no harm.</summary>
    public sealed record Send(PaymentOperation Operation) : PaymentEffect;

    /// <summary>Ask the provider what became of a request. Changes nothing there.</summary>
    public sealed record Ask(OperationKind Kind, string Key) : PaymentEffect;

    /// <summary>Money moved: to be booked, in the same commit as the state.</summary>
    public sealed record Moved(MoneyMove Move, long Minor, string Reference) : PaymentEffect;

    /// <summary>Somebody should know.</summary>
    public sealed record Alarm(AlarmKind Kind, string Words) : PaymentEffect;
}

/// <summary>Ways in which money moves for a visit.</summary>
public enum MoneyMove
{
    /// <summary>From the card to the store.</summary>
    Captured,

    /// <summary>From the store to the card.</summary>
    Refunded,

    /// <summary>Taken back by the bank.</summary>
    Disputed,

    /// <summary>Given again by the bank.</summary>
    DisputeWon,

    /// <summary>Cash to staff; below zero from staff.</summary>
    Cash,

    /// <summary>Given up after the payer refused.</summary>
    BadDebt,

    /// <summary>Given up because there never was a way to collect it.</summary>
    Uncharged,
}

/// <summary>What somebody should know of a payment.</summary>
public enum AlarmKind
{
    /// <summary>The provider contradicted itself.</summary>
    Contradiction,

    /// <summary>A hold grows old.</summary>
    HoldAges,

    /// <summary>A hold ended before it was captured.</summary>
    HoldExpired,

    /// <summary>The shopper owes something.</summary>
    Debt,

    /// <summary>The machine does not know and stops trying; a person must.</summary>
    NeedsPerson,

    /// <summary>Somebody was let in without a confirmed hold, and holds more than the store risks.</summary>
    OverCap,

    /// <summary>Ledger, provider and receipts do not say the same, and nothing under way explains it.</summary>
    Difference,

    /// <summary>Goods were taken that not everybody may buy; staff should look.</summary>
    AgeCheck,
}

/// <summary>The state after a step, and what is to be done once it is committed.</summary>
public sealed record PaymentStep(PaymentState State, System.Collections.Immutable.ImmutableArray<PaymentEffect> Effects);
