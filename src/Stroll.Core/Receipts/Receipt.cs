using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Receipts;

/// <summary>What one visit holds and owes, as far as the sensors alone can tell.</summary>
/// <param name="Visit">Stable within one run.</param>
/// <param name="Shopper">The first id that the source gave the person; empty where nothing tells people apart.</param>
/// <param name="Entered">When they were first seen.</param>
/// <param name="Left">When they went out; none while they are inside.</param>
/// <param name="Status">Where the visit stands.</param>
/// <param name="Lines">The most probable content of the cart; empty for a visit with nothing.</param>
public sealed record Receipt(
    string Visit, string Shopper, Instant Entered, Instant? Left, VisitStatus Status, ImmutableArray<ReceiptLine> Lines)
{
    /// <summary>The party of people who share one payer; the visit's own name where nobody joined it.</summary>
    public required string Party { get; init; }

    /// <summary>What people read in the place of <see cref="Shopper"/>.</summary>
    public string Title => Shopper.Length > 0 ? Shopper : "somebody unseen";
}

/// <summary>Where a visit stands.</summary>
public enum VisitStatus
{
    /// <summary>Inside the store.</summary>
    Open,

    /// <summary>Left, and nothing is in doubt.</summary>
    Settled,

    /// <summary>Left, and a line waits for a person.</summary>
    Held,
}

/// <summary>One product on a receipt.</summary>
/// <param name="Product">Which.</param>
/// <param name="Quantity">Pieces; 1 for goods sold by weight.</param>
/// <param name="Mass">What the shelves lost for it.</param>
/// <param name="Probability">That exactly this product in exactly this quantity was taken by this shopper.</param>
/// <param name="Charge">What the policy does with it without a person.</param>
/// <param name="Evidence">The movements that the line stands on; at least one.</param>
public sealed record ReceiptLine(
    ProductId Product, int Quantity, Grams Mass, Probability Probability, ChargeDecision Charge, ImmutableArray<LineEvidence> Evidence)
{
    /// <summary>What the doubt about the line is about.</summary>
    public LineConfidence Confidence { get; init; } = new(Probability, Probability, Probability);
}

/// <summary>How sure each part of a line is by itself. The least of them says what to ask; they do not multiply to the probability of the line.</summary>
/// <param name="Who">That this shopper moved something in each movement that the line stands on: the weakest of them.</param>
/// <param name="What">That this product moved in it, whoever did it: the weakest of them.</param>
/// <param name="HowMany">That it is this many pieces, if it is any.</param>
public readonly record struct LineConfidence(Probability Who, Probability What, Probability HowMany);

/// <summary>What happens to a line without a person.</summary>
public enum ChargeDecision
{
    /// <summary>Sure enough.</summary>
    Now,

    /// <summary>Worth a question to a person first.</summary>
    Held,

    /// <summary>Too doubtful; the store bears it.</summary>
    Never,
}

/// <summary>Why a line is there.</summary>
/// <param name="Change">The <see cref="Interaction.MassChange.Number"/> of the mass change.</param>
/// <param name="Quantity">Pieces taken (above zero) or put back (below).</param>
/// <param name="Probability">Of this explanation of the mass change.</param>
/// <param name="Words">The explanation for people.</param>
public sealed record LineEvidence(int Change, int Quantity, Probability Probability, string Words);
