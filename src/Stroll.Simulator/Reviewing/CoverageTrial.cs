using System.Collections.Immutable;
using System.Globalization;
using Stroll.Review.Accuracy;
using Stroll.Review.Audits;
using Stroll.Units;

namespace Stroll.Simulator.Reviewing;

/// <summary>A visit of a day that was played: how sure the machine was of it, and whether its receipt is right.</summary>
/// <param name="Stratum">Its kind for audits.</param>
/// <param name="IsExact">The receipt says what was taken, and nothing else.</param>
public readonly record struct PlayedVisit(string Stratum, bool IsExact);

/// <summary>Whether the audit's range for 95 % holds the truth in 95 of 100 days.</summary>
/// <param name="Days">Drawn days.</param>
/// <param name="Held">In how many of them the range held the true share of right receipts.</param>
/// <param name="MeanWidth">Of the ranges.</param>
/// <param name="MeanAudits">For each day.</param>
/// <param name="MeanError">Of the estimates: near 0 when nothing is favoured.</param>
public readonly record struct CoverageTrial(int Days, int Held, double MeanWidth, double MeanAudits, double MeanError)
{
    // Accounts of a visit: what was taken, the receipt where that is wrong, and other mistakes of auditors.
    const int Options = 6;

    /// <summary>The share of days whose range held the truth.</summary>
    public double Coverage => Held / (double)Days;

    /// <summary>Draws days with replacement from the visits that were played, audits each with a key of its own, and compares.</summary>
    /// <param name="visits">The record of the day.</param>
    /// <param name="days">So many.</param>
    /// <param name="visitsADay">In each.</param>
    /// <param name="plan">How audits are drawn.</param>
    /// <param name="auditors">They answer one after the other until two say the same; none for auditors who are never wrong.</param>
    /// <param name="rng">Chance.</param>
    public static CoverageTrial Run(
        ImmutableArray<PlayedVisit> visits, int days, int visitsADay, AuditPlan plan, ImmutableArray<SimulatedReviewer> auditors, Rng rng)
    {
        var (held, width, audits, error) = (0, 0.0, 0, 0.0);
        for (var day = 0; day < days; day++)
        {
            var key = new AuditKey([.. Enumerable.Range(0, 32).Select(_ => (byte)rng.NextIndex(256))]);
            var (sizes, sample, exact) = (new SortedDictionary<string, long>(StringComparer.Ordinal), new List<AuditedVisit>(), 0);
            for (var i = 0; i < visitsADay; i++)
            {
                var visit = visits[rng.NextIndex(visits.Length)];
                exact += visit.IsExact ? 1 : 0;
                sizes[visit.Stratum] = sizes.GetValueOrDefault(visit.Stratum) + 1;
                var name = i.ToString(CultureInfo.InvariantCulture);
                if (plan.Draw(key, name, visit.Stratum) is { } drawn && Audited(visit, auditors, rng) is { } isExact)
                {
                    sample.Add(new(name, visit.Stratum, drawn.Probability, isExact, 0, 0, 0));
                }
            }

            var range = Stratified.Share(Stratified.Of([.. sizes.Select(size => new StratumSize(size.Key, size.Value))], sample, visit => visit.IsExact));
            var truth = exact / (double)visitsADay;
            (held, width, audits, error) = (held + (range.Holds(truth) ? 1 : 0), width + range.Width, audits + sample.Count, error + range.Value - truth);
        }

        return new(days, held, width / days, audits / (double)days, error / days);
    }

    /// <summary>What an audit finds: whether what two people saw alike is what the receipt says; none where no two agree.</summary>
    static bool? Audited(PlayedVisit visit, ImmutableArray<SimulatedReviewer> auditors, Rng rng)
    {
        if (auditors.IsEmpty)
        {
            return visit.IsExact;
        }

        // Account 0 is the receipt; where it is wrong the truth is account 1. Nobody is shown which is which.
        var truth = visit.IsExact ? 0 : 1;
        var (from, saidBefore) = (rng.NextIndex(auditors.Length), new List<int>());
        for (var i = 0; i < auditors.Length; i++)
        {
            var choice = auditors[(from + i) % auditors.Length].Answer(rng, Options, truth, 0).Choice;
            if (choice is { } said && saidBefore.Contains(said))
            {
                return said == 0;
            }

            saidBefore.Add(choice ?? -1);
        }

        return null;
    }
}
