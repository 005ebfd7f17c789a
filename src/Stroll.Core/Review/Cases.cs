using System.Collections.Immutable;
using System.Globalization;
using Stroll.Attribution;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Receipts;

namespace Stroll.Review;

/// <summary>Puts doubts into the words of the outside, and what the outside says of them into those of the story.</summary>
public static class Cases
{
    /// <summary>At most so many accounts are offered to a person.</summary>
    public const int MostOffered = 6;

    /// <summary>Less probable accounts are not offered.</summary>
    const double LeastOffered = 0.002;

    /// <summary>The name of a doubt. A shelf settles before it moves again, so where and when it began is one doubt only; and so for two hands.</summary>
    public static CaseId NameOf(Store store, Doubt doubt) => new(doubt switch
    {
        Attributed piece => string.Create(
            CultureInfo.InvariantCulture,
            $"{store[piece.Change.Shelf].Gondola}-{store[piece.Change.Shelf].Number}-{piece.Begin.Nanoseconds}-{piece.Id.Part}"),
        HandedOver met => string.Create(
            CultureInfo.InvariantCulture, $"{Billing.VisitOf(met.Meeting.One)}-{Billing.VisitOf(met.Meeting.Other)}-{met.Begin.Nanoseconds}"),
        _ => throw new ArgumentOutOfRangeException(nameof(doubt), doubt, "a mass change or a meeting of hands"),
    });

    /// <summary>What a person can choose from, the most probable first. That nothing happened to anybody's cart is always among it.</summary>
    public static ImmutableArray<Deeds> Offered(Doubt doubt)
    {
        var offered = doubt.Explanations.Where(e => !e.IsUnknown).GroupBy(Effect.Of)
            .Select(same => (Effect: same.Key, Probability: same.Sum(e => e.Probability)))
            .Where(one => one.Probability > LeastOffered || one.Effect.Gains.IsEmpty)
            .OrderByDescending(one => one.Probability).Take(MostOffered).Select(one => InWords(one.Effect)).ToImmutableArray();
        return offered.Contains(Deeds.None) ? offered : offered.Add(Deeds.None);
    }

    /// <summary>An effect by the names of visits.</summary>
    public static Deeds InWords(Effect effect) =>
        new(effect.Gains.Select(gain => new Deed(Billing.VisitOf(gain.Shopper), gain.Product, gain.Pieces)));

    /// <summary>What an answer says about a doubt; none when it says nothing: the person cannot tell, or names somebody who was never here.</summary>
    public static Testimony? Heard(Observation.Answered answer, PieceId doubt)
    {
        var offered = answer.Offered.Select(InStory).OfType<Effect>().ToImmutableArray();
        var happened = (answer.Verdict as Verdict.Happened)?.Deeds;
        var effect = happened is null ? null : InStory(happened);
        return answer.Verdict is Verdict.CannotTell || (happened is not null && effect is null)
            ? null
            : new(doubt, answer.Reviewer, answer.Reliability.Sensitivity.Value, answer.Reliability.Specificity.Value, offered, effect);
    }

    static Effect? InStory(Deeds deeds)
    {
        var gains = deeds.All.Select(deed => (Shopper: Billing.ShopperOf(deed.Visit), deed.Product, deed.Quantity)).ToArray();
        return gains.Any(gain => gain.Shopper is null) ? null : new(gains.Select(gain => (gain.Shopper!.Value, gain.Product, gain.Quantity)));
    }
}
