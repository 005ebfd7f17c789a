using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Receipts;
using Stroll.Review;
using Stroll.Units;

namespace Stroll.Host.Stores;

/// <summary>Something that a store's pipeline concluded and that others act upon. Exactly the cases nested here.</summary>
/// <remarks>
/// Events are made from the log alone, so the same log gives the same events in the same order. They are told once for good: in one
/// transaction with the offset of the log up to which they follow.
/// </remarks>
public abstract record StoreEvent
{
    private StoreEvent(Instant at) => At = at;

    /// <summary>Time of the log at which it was concluded.</summary>
    public Instant At { get; }

    /// <summary>Somebody came in.</summary>
    /// <param name="At">When.</param>
    /// <param name="Visit">The new visit.</param>
    /// <param name="Shopper">Who opened the gate: an entry token or the tracker's id; empty where nothing tells.</param>
    public sealed record VisitOpened(Instant At, VisitId Visit, string Shopper) : StoreEvent(At);

    /// <summary>What somebody holds is believed to be something else now.</summary>
    /// <param name="At">When.</param>
    /// <param name="Visit">Whose.</param>
    /// <param name="Cart">All of it, as the sensors tell now.</param>
    public sealed record CartChanged(Instant At, VisitId Visit, Receipt Cart) : StoreEvent(At);

    /// <summary>Somebody went out. Sources that lag may still change the cart.</summary>
    /// <param name="At">When.</param>
    /// <param name="Visit">Whose.</param>
    public sealed record VisitLeft(Instant At, VisitId Visit) : StoreEvent(At);

    /// <summary>Every source has passed the exit and all that was felt is explained: what the sensors can tell, they have told.</summary>
    /// <param name="At">When.</param>
    /// <param name="Visit">Whose.</param>
    /// <param name="Receipt">Lines with <c>Now</c> are sure enough, lines with <c>Held</c> wait for a person or the end of the promise.</param>
    public sealed record ReceiptReady(Instant At, VisitId Visit, Receipt Receipt) : StoreEvent(At);

    /// <summary>A receipt that was ready became another: an answer, or a late message.</summary>
    /// <param name="At">When.</param>
    /// <param name="Visit">Whose.</param>
    /// <param name="Receipt">The whole of it.</param>
    public sealed record ReceiptRevised(Instant At, VisitId Visit, Receipt Receipt) : StoreEvent(At);

    /// <summary>A person should be asked.</summary>
    /// <param name="At">When.</param>
    /// <param name="Visits">The visits that hang on it.</param>
    /// <param name="Question">What.</param>
    public sealed record QuestionAsked(Instant At, ImmutableArray<VisitId> Visits, Question Question) : StoreEvent(At);

    /// <summary>A question settled itself before anybody answered.</summary>
    /// <param name="At">When.</param>
    /// <param name="Question">As it was asked.</param>
    public sealed record QuestionWithdrawn(Instant At, Question Question) : StoreEvent(At);

    /// <summary>Something was taken or put.</summary>
    /// <param name="At">When.</param>
    /// <param name="Words">As it is believed now, for people.</param>
    /// <param name="Probability">Of that belief.</param>
    public sealed record Moved(Instant At, string Words, Probability Probability) : StoreEvent(At);

    /// <summary>A device speaks again, or no longer, or badly.</summary>
    /// <param name="At">When.</param>
    /// <param name="Device">Its source name in the store.</param>
    /// <param name="IsWell">True when it works again.</param>
    /// <param name="Effect">What follows, in words, as <c>shelf 2/5 is blind: its picks go to review</c>.</param>
    public sealed record HealthChanged(Instant At, string Device, bool IsWell, string Effect) : StoreEvent(At);
}

/// <summary>Acts on what a store concluded: visits and money, the review queue, the pages.</summary>
public interface IStoreListener
{
    /// <summary>Takes events in their order. What it writes stands and falls with the offset.</summary>
    /// <param name="transaction">Of the store's database.</param>
    /// <param name="store">Which store.</param>
    /// <param name="events">At least one.</param>
    void Take(Transaction transaction, StoreKey store, IReadOnlyList<StoreEvent> events);
}
