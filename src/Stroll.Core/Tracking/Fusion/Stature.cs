using Stroll.Tracking.Poses;

namespace Stroll.Tracking.Fusion;

/// <summary>How tall somebody stands, as far as it was seen: a running mean.</summary>
/// <param name="Mean">Metres, of what was seen alone.</param>
/// <param name="Looks">How many independent looks it stands on.</param>
internal readonly record struct Stature(double Mean, double Looks)
{
    /// <summary>Mean and variance, with what bodies in general are before anybody was seen.</summary>
    internal (double Metres, double Variance) Known(IdentityRules rules)
    {
        var prior = rules.LookSd * rules.LookSd / (BodyModel.HeightSd * BodyModel.HeightSd);
        return (((prior * BodyModel.MeanHeight) + (Looks * Mean)) / (prior + Looks), Variance(rules, prior + Looks));
    }

    /// <summary>Log likelihood of this, up to a constant, if it is of somebody of whom the other is known. 0 where nothing was seen.</summary>
    internal double Fit(Stature known, IdentityRules rules)
    {
        if (Looks <= 0)
        {
            return 0;
        }

        var (metres, variance) = known.Known(rules);
        var sum = variance + Variance(rules, Looks);
        // Up to the constant: against anybody of whom nothing is known.
        return (-0.5 * (Mean - metres) * (Mean - metres) / sum) - (0.5 * Math.Log(sum / (BodyModel.HeightSd * BodyModel.HeightSd)));
    }

    /// <summary>After more was seen.</summary>
    /// <param name="metres">How tall somebody who stands upright seems.</param>
    /// <param name="looks">How much of an independent look it is: errors of one pose last for some tenths of a second.</param>
    /// <param name="most">Looks beyond this number push old ones out.</param>
    internal Stature With(double metres, double looks, double most)
    {
        var sum = Math.Min(Looks, most) + looks;
        return new(Mean + (looks / sum * (metres - Mean)), sum);
    }

    static double Variance(IdentityRules rules, double looks) => (rules.LookSd * rules.LookSd / looks) + (rules.PostureSd * rules.PostureSd);
}
