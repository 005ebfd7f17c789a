using System.Collections.Immutable;

namespace Stroll.Attribution;

/// <summary>What a person said about a doubt: one more sensor, with errors of its own.</summary>
/// <param name="Doubt">About which.</param>
/// <param name="Witness">Who said it. A later testimony of the same witness about the same doubt takes the place of the earlier.</param>
/// <param name="Sensitivity">How probably they say the right one when it is offered.</param>
/// <param name="Specificity">How probably they say that none is right when none is.</param>
/// <param name="Offered">What they could choose from.</param>
/// <param name="Happened">What they say happened; none: nothing of what was offered.</param>
public sealed record Testimony(
    PieceId Doubt, string Witness, double Sensitivity, double Specificity, ImmutableArray<Effect> Offered, Effect? Happened)
{
    // Nobody is never wrong: without this one slip would make the rest of the story impossible.
    const double Slip = 1e-9;

    // What was not even offered is hardly said by mistake.
    const double Unprompted = 0.01;

    /// <summary>How probably the witness says this when an explanation is the true one.</summary>
    /// <remarks>
    /// With k accounts offered, the right one among them: it is said with the sensitivity s, each of the other k answers (another account, or
    /// none) with (1 - s) / k. The right one not among them: none is said with the specificity c, each account with (1 - c) / k. The errors of one
    /// coin as in A. P. Dawid and A. M. Skene, Applied Statistics 28 (1979) 20, with errors spread evenly.
    /// </remarks>
    public double Likelihood(Explanation explanation)
    {
        var truth = explanation.IsUnknown ? null : Effect.Of(explanation);
        var isOffered = truth is not null && Offered.Contains(truth);
        var (right, wrong) = isOffered ? Odds(Sensitivity) : Odds(Specificity);
        if (Happened is null)
        {
            return isOffered ? wrong : right;
        }

        return Offered.Contains(Happened)
            ? truth is not null && truth.Equals(Happened) ? right : wrong
            : truth is not null && truth.Equals(Happened) ? Odds(Sensitivity).Right : Unprompted * wrong;
    }

    /// <summary>True when an explanation is what the witness says.</summary>
    public bool IsSaid(Explanation explanation) => Happened is null
        ? explanation.IsUnknown || !Offered.Contains(Effect.Of(explanation))
        : !explanation.IsUnknown && Happened.Equals(Effect.Of(explanation));

    (double Right, double Wrong) Odds(double right)
    {
        var kept = Math.Clamp(right, Slip, 1 - Slip);
        return (kept, (1 - kept) / Math.Max(1, Offered.Length));
    }
}
