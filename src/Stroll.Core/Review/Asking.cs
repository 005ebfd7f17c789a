using Stroll.Attribution;
using Stroll.Layout;
using Stroll.Receipts;
using Stroll.Units;

namespace Stroll.Review;

/// <summary>When a person is asked.</summary>
/// <param name="Doubt">A piece of a mass change is asked about when its own explanation is wrong with at least this probability.</param>
public sealed record AskRules(Probability Doubt)
{
    /// <summary>Asks about what would not be charged at once.</summary>
    public static AskRules Default => new(Doubt: new(0.1));
}

/// <summary>Which doubts a person would be asked about. Ranking by expected loss comes with later work.</summary>
public static class Asking
{
    /// <summary>The question about one doubt, if it is large enough.</summary>
    public static Question? About(Doubt piece, StoreModel model, AskRules rules)
    {
        var doubt = DoubtOf(piece).Value;
        if (doubt < rules.Doubt.Value)
        {
            return null;
        }

        var shopper = piece.Explanations.SelectMany(e => e.Movements).Select(m => m.Shopper).FirstOrDefault(s => s is not null);
        var visit = shopper is { } who ? Billing.VisitOf(who) : null;
        return new(Cases.NameOf(model.Store, piece), visit, (piece as Attributed)?.Change.Number, piece.Begin, new(doubt), Wording.Of(model, piece))
        {
            Offered = Cases.Offered(piece),
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
