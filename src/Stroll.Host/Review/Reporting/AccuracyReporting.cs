using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Layout;
using Stroll.Review;
using Stroll.Review.Accuracy;
using Stroll.Units;

namespace Stroll.Host.Review.Reporting;

/// <summary>Makes the report.</summary>
public static class AccuracyReporting
{
    // Redrawn visits make the same range each time a page is opened.
    const ulong Seed = 20261124;

    static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>Works the report out.</summary>
    /// <param name="transaction">Of the store.</param>
    /// <param name="catalogue">For prices.</param>
    /// <param name="since">From when.</param>
    /// <param name="until">To when; now.</param>
    /// <param name="places">Where products stand; none for no figures by shelf and camera.</param>
    public static AccuracyReport Of(Transaction transaction, Catalogue catalogue, Instant since, Instant until, ReportPlaces? places = null)
    {
        var visits = AuditReading.Visits(transaction, since, until);
        var (records, waiting) = AuditReading.Audits(transaction, visits);
        var audited = records.Select(record => record.Compare(catalogue)).ToImmutableArray();
        ImmutableArray<StratumSize> sizes =
            [.. visits.GroupBy(visit => visit.Stratum).Select(same => new StratumSize(same.Key, same.Count())).OrderBy(size => size.Stratum, StringComparer.Ordinal)];
        return new(
            since,
            until,
            visits.Length,
            audited.Length,
            waiting,
            Share(sizes, audited, visit => visit.IsExact),
            [.. sizes.Select(size => (size.Stratum, size.Visits, Share([size], [.. audited.Where(visit => visit.Stratum == size.Stratum)], visit => visit.IsExact)))],
            Products(records),
            Money(visits, sizes, audited, visit => visit.Overcharged),
            Money(visits, sizes, audited, visit => visit.Undercharged),
            Reviews(transaction, visits),
            Watched(transaction, visits, since, until),
            Times(visits),
            Drift(audited, visits, until),
            DesignTable.Banner(transaction, until))
        {
            ByShelf = PlaceFigures.ByShelf(records, places ?? ReportPlaces.None),
            ByCamera = PlaceFigures.ByCamera(records, places ?? ReportPlaces.None),
            ByCrowd = PlaceFigures.ByCrowd(visits, records, audited.Where(visit => visit.IsExact).Select(visit => visit.Visit).ToHashSet(StringComparer.Ordinal)),
            Audits = [.. records.Zip(audited).Select(pair => Sampled(pair.First, pair.Second)).OrderBy(visit => visit.Left).ThenBy(visit => visit.Visit, StringComparer.Ordinal)],
        };
    }

    static SampledVisit Sampled(AuditRecord record, AuditedVisit audited) => new(
        audited.Visit, record.Visit.Left, audited.IsExact, audited.Overcharged, audited.Undercharged,
        [.. record.Barcodes.Where(barcode => !record.IsRight(barcode))
            .Select(barcode => (barcode, record.Visit.Billed.GetValueOrDefault(barcode), record.Taken.GetValueOrDefault(barcode)))]);

    static Figure Share(IReadOnlyList<StratumSize> sizes, ImmutableArray<AuditedVisit> audited, Func<AuditedVisit, bool> isHit) =>
        new(Stratified.Share(Stratified.Of(sizes, audited, isHit)), [.. audited.Select(visit => visit.Visit)]);

    static ImmutableArray<ProductFigure> Products(ImmutableArray<AuditRecord> records) =>
        [.. records.SelectMany(record => record.Visit.Billed.Keys.Union(record.Taken.Keys, StringComparer.Ordinal).Select(barcode => (barcode, record)))
            .GroupBy(pair => pair.barcode).OrderByDescending(same => same.Count()).ThenBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => new ProductFigure(same.Key, new(
                Confidence.OfShare(
                    same.Count(pair => pair.record.Visit.Billed.GetValueOrDefault(same.Key) == pair.record.Taken.GetValueOrDefault(same.Key)), same.Count()),
                [.. same.Select(pair => pair.record.Visit.Visit)])))];

    static MoneyFigure Money(
        ImmutableArray<VisitRecord> visits, IReadOnlyList<StratumSize> sizes, ImmutableArray<AuditedVisit> audited, Func<AuditedVisit, long> amount)
    {
        var (total, sd) = Weighted.Total([.. audited.Where(visit => visit.Probability.Value > 0).Select(visit => new Drawn(amount(visit), visit.Probability))]);
        // The bound needs a most: nobody is charged more wrongly than the dearest receipt, or missed more than that.
        var most = Math.Max(visits.Select(visit => visit.Charged).DefaultIfEmpty(0).Max(), audited.Select(amount).DefaultIfEmpty(0).Max());
        var isUniform = audited.Select(visit => visit.Probability).Distinct().Count() == 1;
        double? atMost = isUniform && most > 0 ? visits.Length * most * MoneyBound.UpperMean([.. audited.Select(visit => amount(visit) / (double)most)]) : null;
        return new(Share(sizes, audited, visit => amount(visit) > 0), total, sd, atMost);
    }

    static Figure Reviews(Transaction transaction, ImmutableArray<VisitRecord> visits)
    {
        var known = visits.Select(visit => visit.Visit).ToHashSet(StringComparer.Ordinal);
        var looked = AuditReading.Looked(transaction).Where(one => known.Contains(one.Visit)).ToArray();
        var range = visits.IsEmpty ? new(double.NaN, 0, 1000) : Confidence.OfRate(looked.Length, visits.Length / 1000.0);
        return new(range, [.. looked.Select(one => one.Visit).Distinct()]);
    }

    static Figure Watched(Transaction transaction, ImmutableArray<VisitRecord> visits, Instant since, Instant until)
    {
        var seconds = AuditReading.Watched(transaction, since, until);
        var clusters = visits.Select(visit => new Tally(seconds.GetValueOrDefault(visit.Visit), 1)).ToArray();
        if (clusters.Length == 0)
        {
            return new(new(double.NaN, 0, double.PositiveInfinity), []);
        }

        // Gold and what is left over belongs to nobody's visit: it is looked at all the same, and spread over all.
        var shared = (seconds.Values.Sum() - clusters.Sum(cluster => cluster.Part)) / clusters.Length;
        var own = Confidence.OfRatio(clusters, new Rng(Seed));
        return new(new(own.Value + shared, own.Low + shared, own.High + shared), [.. visits.Select(visit => visit.Visit).Where(seconds.ContainsKey)]);
    }

    static TimeFigure Times(ImmutableArray<VisitRecord> visits)
    {
        var seconds = visits.Where(visit => visit.Final is not null).Select(visit => (visit.Final!.Value - visit.Left).TotalSeconds).Order().ToArray();
        return new(Quantile(seconds, 0.5), Quantile(seconds, 0.95), visits.Length - seconds.Length);
    }

    /// <summary>A quantile with the ranks that a binomial count of smaller ones leaves open.</summary>
    /// <remarks>H. A. David and H. N. Nagaraja, "Order Statistics", 3rd ed. 2003, section 7.1.</remarks>
    static Interval Quantile(double[] sorted, double share)
    {
        if (sorted.Length == 0)
        {
            return new(double.NaN, 0, double.PositiveInfinity);
        }

        var (n, half) = (sorted.Length, Quantiles.Normal95 * Math.Sqrt(sorted.Length * share * (1 - share)));
        int Rank(double rank) => Math.Clamp((int)Math.Ceiling(rank) - 1, 0, n - 1);
        return new(sorted[Rank(n * share)], sorted[Rank((n * share) - half)], sorted[Rank((n * share) + half + 1)]);
    }

    static DriftFigure Drift(ImmutableArray<AuditedVisit> audited, ImmutableArray<VisitRecord> visits, Instant until)
    {
        var left = visits.ToDictionary(visit => visit.Visit, visit => visit.Left, StringComparer.Ordinal);
        var week = audited.Where(visit => until - left[visit.Visit] < Week).ToArray();
        var before = audited.Where(visit => until - left[visit.Visit] >= Week).ToArray();
        // Half an error more than was seen, so that a month without any does not make the first one an alarm.
        var usual = before.Length == 0 ? 1 : (before.Count(visit => !visit.IsExact) + 0.5) / (before.Length + 1);
        return new(DriftAlarm.For(week.Length, Math.Min(usual, 1)), week.Count(visit => !visit.IsExact));
    }
}
