using System.Collections.Immutable;
using Stroll.Review.Streams;
using Stroll.Units;

namespace Stroll.Review.Audits;

/// <summary>How often visits of one kind are audited.</summary>
/// <param name="Stratum">The kind, as <c>crowded</c>; of what could be known before anybody was asked about the visit.</param>
/// <param name="Rate">Share of its visits that are drawn.</param>
public readonly record struct StratumRate(string Stratum, Probability Rate);

/// <summary>How visits are drawn for audits: all that happened in a drawn visit is looked at, or what was missed would never be found.</summary>
/// <param name="Rate">Share of visits of all kinds that <paramref name="Strata"/> does not name.</param>
/// <param name="Floor">No kind is audited less often than this: without it the figure could be made to look away.</param>
/// <param name="Strata">Kinds that are audited at another rate.</param>
/// <param name="Answers">Blind answers that each audit gets; one more where they differ.</param>
public sealed record AuditPlan(Probability Rate, Probability Floor, ImmutableArray<StratumRate> Strata, int Answers)
{
    /// <summary>Two visits of a hundred, two answers each.</summary>
    public static AuditPlan Default => new(new(0.02), new(0.01), [], 2);

    /// <summary>The name of these settings.</summary>
    public string Design => DesignVersion.Of([
        DesignVersion.Line("rate", Rate.Value), DesignVersion.Line("floor", Floor.Value), DesignVersion.Line("answers", Answers),
        .. Strata.Select(stratum => DesignVersion.Line(stratum.Stratum, stratum.Rate.Value))]);

    /// <summary>How probably a visit of this kind is drawn.</summary>
    public Probability ProbabilityOf(string stratum)
    {
        var rate = Strata.Where(one => one.Stratum == stratum).Select(one => (Probability?)one.Rate).FirstOrDefault() ?? Rate;
        return rate.Value < Floor.Value ? Floor : rate;
    }

    /// <summary>Draws: the same visit always ends the same way, whatever was or will be decided about it otherwise.</summary>
    /// <param name="key">Of the day.</param>
    /// <param name="visit">The visit's own id.</param>
    /// <param name="stratum">Its kind.</param>
    /// <returns>None where it is not drawn.</returns>
    /// <remarks>Poisson sampling: each visit by itself. C.-E. Särndal, B. Swensson and J. Wretman, "Model Assisted Survey Sampling" (1992), section 3.5.</remarks>
    public Selection? Draw(AuditKey key, string visit, string stratum)
    {
        var (draw, probability) = (key.Draw(visit, "audit"), ProbabilityOf(stratum));
        return draw < probability.Value ? new(CaseStream.Audit, $"audit of {stratum}", draw, probability, Design) : null;
    }
}
