using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Payments.Collecting;

/// <summary>Where a payment stands. docs/money.md draws the ways between these.</summary>
public enum PaymentPhase
{
    /// <summary>Asked whether the card will bear the hold.</summary>
    Opening,

    /// <summary>The card refused the hold: nobody came in on it.</summary>
    Refused,

    /// <summary>The card holds an amount; the visit goes on, or its receipt is about to be collected.</summary>
    Held,

    /// <summary>Nothing was owed and the hold was given back.</summary>
    Released,

    /// <summary>Something is still to be collected, by the stored token or in cash.</summary>
    Owing,

    /// <summary>What is owed was collected, and what was too much given back.</summary>
    Settled,

    /// <summary>The store gave the rest up.</summary>
    WrittenOff,
}

/// <summary>What can be asked of a payment provider.</summary>
public enum OperationKind
{
    /// <summary>To hold an amount.</summary>
    Authorise,

    /// <summary>To hold another amount.</summary>
    Adjust,

    /// <summary>To take all or a part of what is held; the rest of the hold is given back with it.</summary>
    Capture,

    /// <summary>To give the hold back.</summary>
    Cancel,

    /// <summary>To take an amount from the stored token, without a hold.</summary>
    Collect,

    /// <summary>To give back what was taken.</summary>
    Refund,
}

/// <summary>One request to the provider that is not settled.</summary>
/// <param name="Kind">What was asked.</param>
/// <param name="Key">The idempotency key: the same for every repetition of this request, and of no other.</param>
/// <param name="Minor">How much.</param>
/// <param name="Reference">The provider's name of the hold or charge that it concerns; empty for a new one.</param>
/// <param name="BegunAt">When it was committed, before the first call.</param>
/// <param name="Asks">How often its fate was asked.</param>
/// <param name="IsUnknown">True when nobody knows whether it happened. Nothing else is begun until somebody does.</param>
public sealed record PaymentOperation(OperationKind Kind, string Key, long Minor, string Reference, Instant BegunAt, int Asks, bool IsUnknown);

/// <summary>A request whose fate is known.</summary>
/// <param name="Kind">What was asked.</param>
/// <param name="Key">Its key.</param>
/// <param name="Minor">How much money moved or is held; 0 when it was refused.</param>
/// <param name="Reference">The provider's name of the hold or charge.</param>
/// <param name="IsDone">False when it was refused or never came to be.</param>
public sealed record SettledOperation(OperationKind Kind, string Key, long Minor, string Reference, bool IsDone);

/// <summary>All that is known of what one visit pays. Amounts are minor units of <see cref="Currency"/>, zero or more.</summary>
public sealed record PaymentState
{
    /// <summary>Its name at the provider; one visit has one payment.</summary>
    public required string Payment { get; init; }

    /// <summary>Who pays: the provider's token, never a card number. Empty when nothing is stored.</summary>
    public required string Token { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Where it stands.</summary>
    public required PaymentPhase Phase { get; init; }

    /// <summary>What the last receipt asks; none while no receipt is issued.</summary>
    public long? Due { get; init; }

    /// <summary>What the card holds; 0 once it was captured, given back or has expired.</summary>
    public long Held { get; init; }

    /// <summary>The provider's name of the hold; empty without one.</summary>
    public string HoldReference { get; init; } = "";

    /// <summary>The hold is gone after this.</summary>
    public Instant? CaptureBefore { get; init; }

    /// <summary>Taken from the card, all captures and collections together.</summary>
    public long Captured { get; init; }

    /// <summary>Given back to the card.</summary>
    public long Refunded { get; init; }

    /// <summary>Taken back by the bank because the shopper disputes it.</summary>
    public long Disputed { get; init; }

    /// <summary>Paid to staff in cash, less what staff paid out.</summary>
    public long Cash { get; init; }

    /// <summary>Given up by the store.</summary>
    public long Forgone { get; init; }

    /// <summary>The request under way.</summary>
    public PaymentOperation? Running { get; init; }

    /// <summary>How many requests were ever begun; numbers their keys.</summary>
    public int Begun { get; init; }

    /// <summary>How often the token was asked for the rest in vain.</summary>
    public int Tries { get; init; }

    /// <summary>True when the hold was refused to grow; it is not asked again.</summary>
    public bool HoldIsFinal { get; init; }

    /// <summary>True when only a person can go on: the machine will send nothing more by itself.</summary>
    public bool NeedsPerson { get; init; }

    /// <summary>The janitor looks at this payment from here on; none when nothing is to be done.</summary>
    public Instant? NextAt { get; init; }

    /// <summary>How far warnings about the age of the hold have gone: 0, 1 at half of its life, 2 at four fifths.</summary>
    public int AgeWarnings { get; init; }

    /// <summary>All requests whose fate is known, in their order.</summary>
    public ImmutableArray<SettledOperation> History { get; init; } = [];

    /// <summary>Disputes by the provider's ids, so that each counts once.</summary>
    public ImmutableArray<Dispute> Disputes { get; init; } = [];

    /// <summary>References of cash that was counted.</summary>
    public ImmutableArray<string> CashSeen { get; init; } = [];

    /// <summary>What is still to be paid: above zero by the shopper, below zero by the store.</summary>
    /// <remarks>What the bank took back is in dispute and not asked for again by the machine.</remarks>
    public long Outstanding => (Due ?? 0) - (Captured - Refunded) - Cash - Forgone;

    /// <summary>The most that may still be given back to the card.</summary>
    public long Refundable => Captured - Refunded - Disputed;

    /// <summary>True when a request is under way of which nobody knows whether it happened.</summary>
    public bool IsUnknown => Running is { IsUnknown: true };

    /// <summary>True when nothing is under way and nothing is owed either way.</summary>
    public bool IsAtRest => Running is null && Phase is PaymentPhase.Settled or PaymentPhase.Released or PaymentPhase.Refused or PaymentPhase.WrittenOff && NextAt is null;
}

/// <summary>A chargeback.</summary>
/// <param name="Id">The provider's name for it.</param>
/// <param name="Minor">What the bank took back.</param>
/// <param name="IsWon">True when the store got it again.</param>
public sealed record Dispute(string Id, long Minor, bool IsWon);
