using System.Collections.Immutable;
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
        var right = piece.Chosen.IsUnknown ? 0 : Agreeing(piece);
        var doubt = Math.Clamp(1 - right, 0, 1);
        if (doubt < rules.Doubt.Value)
        {
            return null;
        }

        var shopper = piece.Explanations.SelectMany(e => e.Movements).Select(m => m.Shopper).FirstOrDefault(s => s is not null);
        var visit = shopper is { } who ? Billing.VisitOf(who) : null;
        return new(visit, (piece as Attributed)?.Change.Number, piece.Begin, new(doubt), Wording.Of(model, piece));
    }

    /// <summary>Probability of all explanations that give everybody the same as the chosen one does.</summary>
    static double Agreeing(Doubt piece)
    {
        var chosen = Key(piece.Chosen);
        return piece.Explanations.Where(e => !e.IsUnknown && Key(e).SequenceEqual(chosen)).Sum(e => e.Probability);
    }

    static ImmutableArray<(int, int, int)> Key(Explanation explanation) =>
        [.. explanation.Movements
            .Where(m => m.Shopper is not null)
            .Select(m => (m.Shopper!.Value.Index, m.Product.Index, m.Quantity)).Order()];
}
