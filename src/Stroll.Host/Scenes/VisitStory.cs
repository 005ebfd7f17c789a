using System.Collections.Immutable;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Receipts;
using Stroll.Units;

namespace Stroll.Host.Scenes;

/// <summary>A visit as the sensors tell it, kept for the pages: who walked where and took what, with the evidence. Money is told elsewhere.</summary>
/// <param name="Visit">Which.</param>
/// <param name="Number">Of the dot on the plan; 0 where nobody was seen.</param>
/// <param name="Entered">When they came in.</param>
/// <param name="Left">When they went out; none while they are inside.</param>
/// <param name="Status">Where the visit stands.</param>
/// <param name="Lines">As believed now, with words and codes of the time at which they were written.</param>
/// <param name="Way">Where they walked, twice a second; empty while they are inside.</param>
/// <param name="Revisions">How often the receipt changed after it was ready.</param>
public sealed record VisitStory(
    VisitId Visit, int Number, Instant Entered, Instant? Left, VisitStatus Status, ImmutableArray<StoryLine> Lines, ImmutableArray<WayPoint> Way, int Revisions)
{
    /// <summary>When all that the sensors could tell had been told; none before.</summary>
    public Instant? Ready { get; init; }

    /// <summary>A visit that has just begun.</summary>
    public static VisitStory Begun(VisitId visit, Instant entered) => new(visit, 0, entered, null, VisitStatus.Open, [], [], 0);

    /// <summary>The same with what is believed now.</summary>
    public VisitStory With(Receipt receipt, Catalogue catalogue) => this with
    {
        Left = receipt.Left ?? Left,
        Status = receipt.Status,
        Lines = [.. receipt.Lines.Select(line => StoryLine.Of(line, catalogue))],
    };
}

/// <summary>One product of a visit.</summary>
/// <param name="Barcode">As the catalogue had it.</param>
/// <param name="Name">For people.</param>
/// <param name="Quantity">Pieces; 1 for goods by weight.</param>
/// <param name="Grams">What the shelves lost for it.</param>
/// <param name="Probability">That exactly this in exactly this quantity was taken.</param>
/// <param name="Charge">What the policy does with it without a person.</param>
/// <param name="Evidence">Why it is there.</param>
public sealed record StoryLine(
    string Barcode, string Name, int Quantity, double Grams, double Probability, ChargeDecision Charge, ImmutableArray<StoryEvidence> Evidence)
{
    internal static StoryLine Of(ReceiptLine line, Catalogue catalogue) => new(
        catalogue[line.Product].Barcode, catalogue[line.Product].Name, line.Quantity, Math.Round(line.Mass.Value, 1), line.Probability.Value, line.Charge,
        [.. line.Evidence.Select(evidence => new StoryEvidence(evidence.Quantity, evidence.Probability.Value, evidence.Words))]);
}

/// <summary>A movement that a line stands on.</summary>
/// <param name="Quantity">Pieces taken (above zero) or put back (below).</param>
/// <param name="Probability">Of this explanation.</param>
/// <param name="Words">For people; begins with the time.</param>
public sealed record StoryEvidence(int Quantity, double Probability, string Words);

/// <summary>Where somebody was.</summary>
/// <param name="Second">After the entry.</param>
/// <param name="X">Metres.</param>
/// <param name="Y">Metres.</param>
public readonly record struct WayPoint(float Second, float X, float Y);
