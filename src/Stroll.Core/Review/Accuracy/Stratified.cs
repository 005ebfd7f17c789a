using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Review.Accuracy;

/// <summary>One kind of visits: how many there were, how many of them were drawn, and how many of those had what is counted.</summary>
/// <param name="Visits">All of the kind, 0 or more.</param>
/// <param name="Drawn">At most <paramref name="Visits"/>; drawn by chance with one probability.</param>
/// <param name="Hits">At most <paramref name="Drawn"/>.</param>
public readonly record struct Stratum(long Visits, long Drawn, double Hits)
{
    /// <summary>True where every visit was looked at: nothing is left to chance then.</summary>
    public bool IsCertain => Drawn == Visits;
}

/// <summary>Shares of all visits out of samples of kinds of visits.</summary>
public static class Stratified
{
    /// <summary>The share and its range for 95 %.</summary>
    /// <param name="strata">Each kind once. A kind of which no visit was drawn makes the range as wide as it can be wrong.</param>
    /// <remarks>
    /// The estimate is the mean of the kinds by their visits, W. G. Cochran, "Sampling Techniques", 3rd ed. 1977, section 5.3. For the range each kind's own Wilson range
    /// is squared and added, side by side, with the root of what was not drawn (Cochran 5.26): G. Y. Zou and A. Donner, "Construction of confidence limits about
    /// effect measures", Stat. Med. 27 (2008) 1693, and for stratified shares X. Yan and X. G. Su, Stat. Biopharm. Res. 2 (2010) 329. Kinds of
    /// which every visit was looked at add nothing. With one kind it is Wilson's range with the correction for finite populations.
    /// </remarks>
    public static Interval Share(IReadOnlyList<Stratum> strata)
    {
        var all = strata.Sum(stratum => (double)stratum.Visits);
        if (all == 0)
        {
            return new(double.NaN, 0, 1);
        }

        var (value, below, above) = (0.0, 0.0, 0.0);
        var (unseenLow, unseenHigh) = (0.0, 0.0);
        foreach (var stratum in strata.Where(stratum => stratum.Visits > 0))
        {
            var weight = stratum.Visits / all;
            if (stratum.Drawn == 0)
            {
                (value, unseenLow, unseenHigh) = (value + (weight / 2), unseenLow + (weight / 2), unseenHigh + (weight / 2));
                continue;
            }

            var share = stratum.Hits / stratum.Drawn;
            value += weight * share;
            if (!stratum.IsCertain)
            {
                var range = Quantiles.Wilson(share, Effective(stratum));
                below += Square(weight * (share - range.Low));
                above += Square(weight * (range.High - share));
            }
        }

        return new(value, Math.Max(0, value - Math.Sqrt(below) - unseenLow), Math.Min(1, value + Math.Sqrt(above) + unseenHigh));
    }

    /// <summary>Drawn visits count for more where they are a good part of all.</summary>
    static double Effective(Stratum stratum) => stratum.Drawn / (1 - ((stratum.Drawn - 1) / (double)(stratum.Visits - 1)));

    /// <summary>The strata of audited visits.</summary>
    /// <param name="sizes">All visits by kind.</param>
    /// <param name="audited">The drawn ones.</param>
    /// <param name="isHit">What is counted.</param>
    public static ImmutableArray<Stratum> Of(
        IReadOnlyList<StratumSize> sizes, IReadOnlyCollection<AuditedVisit> audited, Func<AuditedVisit, bool> isHit) =>
        [.. sizes.Select(size =>
        {
            var drawn = audited.Where(visit => visit.Stratum == size.Stratum).ToArray();
            return new Stratum(size.Visits, drawn.Length, drawn.Count(isHit));
        })];

    static double Square(double number) => number * number;
}
