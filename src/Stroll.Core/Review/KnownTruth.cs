using System.Collections.Immutable;
using Stroll.Attribution;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Receipts;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Review;

/// <summary>Something that was really taken or put, where that is known.</summary>
/// <param name="At">When the piece left or met the shelf.</param>
/// <param name="Shopper">By whom: the first id that the source gave; none for somebody who owes nothing for it, as staff.</param>
/// <param name="Shelf">Where.</param>
/// <param name="Plates">The plates that felt it; may be empty where that is not known.</param>
/// <param name="Product">What.</param>
/// <param name="Quantity">Pieces: above zero taken, below zero put.</param>
public sealed record KnownMovement(Instant At, string? Shopper, ShelfId Shelf, ImmutableArray<PlateId> Plates, ProductId Product, int Quantity);

/// <summary>Something that really went from hand to hand, where that is known.</summary>
/// <param name="At">When.</param>
/// <param name="From">Who gave: their first id.</param>
/// <param name="To">Who took: their first id.</param>
/// <param name="Product">What.</param>
/// <param name="Quantity">Pieces.</param>
public sealed record KnownHandOver(Instant At, string From, string To, ProductId Product, int Quantity);

/// <summary>A reviewer who knows the truth: for measuring what answers are worth, and nothing else.</summary>
public sealed class KnownTruth
{
    // A movement and its mass change do not begin and end together: a hand lingers, a plate settles.
    static readonly TimeSpan Slack = 1.5.Seconds;

    // A movement belongs to the piece that is nearest in time; other plates, or a mass that went the other way, count as so many seconds.
    const double OtherPlates = 1;
    const double OtherWay = 0.75;
    const double OtherPeople = 2;

    readonly ImmutableArray<KnownMovement> _movements;
    readonly ImmutableArray<KnownHandOver> _handOvers;
    readonly Dictionary<string, string> _firstIds;

    /// <summary>Takes what is known.</summary>
    /// <param name="movements">In any order.</param>
    /// <param name="handOvers">In any order.</param>
    /// <param name="aliases">Later ids of the same person, and the first one.</param>
    public KnownTruth(
        ImmutableArray<KnownMovement> movements, ImmutableArray<KnownHandOver> handOvers, IEnumerable<(string Later, string First)> aliases)
    {
        (_movements, _handOvers) = (movements, handOvers);
        _firstIds = aliases.ToDictionary(alias => alias.Later, alias => alias.First, StringComparer.Ordinal);
    }

    /// <summary>What really happened in a doubt, in the names of visits.</summary>
    /// <param name="story">For the other doubts: every movement belongs to one of them.</param>
    /// <param name="floor">Who is which visit.</param>
    /// <param name="doubt">Of the story.</param>
    public Deeds Of(Story story, Floor floor, Doubt doubt) => doubt switch
    {
        Attributed piece => new(_movements.Where(m => m.Shelf == piece.Change.Shelf && Nearest(story, m) == piece.Id)
            .SelectMany(m => Told(floor, m.Shopper, m.Product, m.Quantity))),
        HandedOver met => new(_handOvers.Where(h => Nearest(story, floor, h) == met.Id)
            .SelectMany(h => Told(floor, h.From, h.Product, -h.Quantity).Concat(Told(floor, h.To, h.Product, h.Quantity)))),
        _ => Deeds.None,
    };

    /// <summary>The answer of somebody who is never wrong.</summary>
    /// <param name="at">When they say it.</param>
    /// <param name="question">What they are asked.</param>
    /// <param name="happened">What they know.</param>
    public static Observation.Answered Answer(Instant at, Question question, Deeds happened) =>
        new(at, question.Id, "oracle", Reliability.Perfect, question.Offered, new Verdict.Happened(happened));

    IEnumerable<Deed> Told(Floor floor, string? person, ProductId product, int quantity)
    {
        var first = person is null ? null : _firstIds.GetValueOrDefault(person, person);
        var shopper = first is null ? null : floor.Shoppers.FirstOrDefault(s => _firstIds.GetValueOrDefault(s.FirstId, s.FirstId) == first);
        return shopper is null ? [] : [new Deed(Billing.VisitOf(shopper.Id), product, quantity)];
    }

    static PieceId? Nearest(Story story, KnownMovement movement)
    {
        PieceId? nearest = null;
        var least = double.PositiveInfinity;
        foreach (var piece in story.PiecesOn(movement.Shelf))
        {
            if (movement.At < piece.Begin - Slack || movement.At > piece.End + Slack)
            {
                continue;
            }

            var away = Math.Max(0, Math.Max((piece.Begin - movement.At).TotalSeconds, (movement.At - piece.End).TotalSeconds));
            away += piece.Plates.Any(plate => movement.Plates.Contains(plate.Plate)) || movement.Plates.IsEmpty ? 0 : OtherPlates;
            away += Math.Sign(piece.Mass.Value) == -Math.Sign(movement.Quantity) ? 0 : OtherWay;
            if (away < least)
            {
                (nearest, least) = (piece.Id, away);
            }
        }

        return nearest;
    }

    /// <summary>The meeting in which something was handed over; of those whose hands met then the one of the right two, else of one of them.</summary>
    PieceId? Nearest(Story story, Floor floor, KnownHandOver handOver)
    {
        PieceId? nearest = null;
        var least = double.PositiveInfinity;
        foreach (var met in story.Doubts.TakeWhile(doubt => doubt.Id.Change < 0).OfType<HandedOver>())
        {
            var strangers = ((IEnumerable<ShopperId>)[met.Meeting.One, met.Meeting.Other])
                .Count(s => _firstIds.GetValueOrDefault(floor[s].FirstId, floor[s].FirstId) is var id && id != handOver.From && id != handOver.To);
            var away = Math.Max(0, Math.Max((met.Begin - handOver.At).TotalSeconds, (handOver.At - met.End).TotalSeconds));
            if (strangers < 2 && away <= Slack.TotalSeconds && away + (strangers * OtherPeople) < least)
            {
                (nearest, least) = (met.Id, away + (strangers * OtherPeople));
            }
        }

        return nearest;
    }
}
