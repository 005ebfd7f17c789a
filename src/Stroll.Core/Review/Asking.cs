using Stroll.Attribution;
using Stroll.Layout;
using Stroll.Receipts;
using Stroll.Units;

namespace Stroll.Review;

/// <summary>When a person is asked.</summary>
/// <param name="Losses">What mistakes and questions cost: what would save more than it costs is asked.</param>
/// <param name="MostAnswers">No case is asked again that has so many answers.</param>
/// <param name="After">Nothing is asked sooner after it happened: a put-back may say more than a person could, and a clip must be whole.</param>
public sealed record AskRules(LossRules Losses, int MostAnswers, TimeSpan After)
{
    /// <summary>Each case once, while the shopper may still be on the way to the exit.</summary>
    public static AskRules Default => new(LossRules.Default, MostAnswers: 1, After: 15.Seconds);
}

/// <summary>Which doubts a person would be asked about: those whose answer saves more than it costs to ask.</summary>
public static class Asking
{
    // Who is as sure as this is not asked, whatever it would cost to be wrong: the last per mille is beyond what probabilities here mean.
    const double Certain = 0.002;

    /// <summary>The question about one doubt, if it is worth its cost.</summary>
    /// <param name="story">The doubt in its story.</param>
    /// <param name="doubt">About which; of the story.</param>
    /// <param name="model">For names and prices.</param>
    /// <param name="rules">What is worth asking.</param>
    /// <param name="charge">What is charged without a person.</param>
    public static Question? About(Story story, Doubt doubt, StoreModel model, AskRules rules, ChargeRules charge) =>
        DoubtOf(doubt) is { Value: > Certain } wrong && Losses.ValueOf(story, model, rules.Losses, charge, doubt) is var value && value > rules.Losses.Question
            ? Asked(doubt, model, wrong, value) : null;

    /// <summary>The question about one doubt, whether it is worth its cost or not.</summary>
    public static Question Asked(Doubt doubt, StoreModel model, Probability wrong, double value)
    {
        var shopper = doubt.Explanations.SelectMany(e => e.Movements).Select(m => m.Shopper).FirstOrDefault(s => s is not null);
        var visit = shopper is { } who ? Billing.VisitOf(who) : null;
        return new(Cases.NameOf(model.Store, doubt), visit, (doubt as Attributed)?.Change.Number, doubt.Begin, wrong, Wording.Of(model, doubt))
        {
            About = doubt.Id,
            Offered = Cases.Offered(doubt),
            Value = value,
        };
    }

    /// <summary>Probability that the chosen explanation gives somebody the wrong thing.</summary>
    public static Probability DoubtOf(Doubt doubt)
    {
        var chosen = Effect.Of(doubt.Chosen);
        var right = doubt.Chosen.IsUnknown ? 0 : doubt.Explanations.Where(e => !e.IsUnknown && Effect.Of(e).Equals(chosen)).Sum(e => e.Probability);
        return new(Math.Clamp(1 - right, 0, 1));
    }
}
