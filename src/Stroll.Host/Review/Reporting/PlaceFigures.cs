using System.Collections.Immutable;
using Stroll.Review.Accuracy;

namespace Stroll.Host.Review.Reporting;

/// <summary>Figures of parts of the store: products, shelves, cameras, and how full it was.</summary>
/// <remarks>A visit counts for a product when it was billed or seen; for a shelf when one of its products was; for a camera when it sees such a shelf. It counts as right there when
/// every such quantity is. Draws that were not equally probable are weighted (Hájek, see <see cref="Weighted.Share"/>).</remarks>
static class PlaceFigures
{
    // Others in the store on average while somebody was there.
    static readonly ImmutableArray<(string Name, double Below)> Crowds = [("nearly alone", 1), ("one to four others", 4), ("more than four others", double.PositiveInfinity)];

    internal static ImmutableArray<PlaceFigure> ByShelf(ImmutableArray<AuditRecord> audits, ReportPlaces places) =>
        By(audits, barcode => places.Shelves.GetValueOrDefault(barcode, []));

    internal static ImmutableArray<PlaceFigure> ByCamera(ImmutableArray<AuditRecord> audits, ReportPlaces places) =>
        By(audits, barcode => places.Shelves.GetValueOrDefault(barcode, []).SelectMany(shelf => places.Cameras.GetValueOrDefault(shelf, [])));

    /// <summary>By how many others were there on average. The names are in order, also those without audits.</summary>
    internal static ImmutableArray<PlaceFigure> ByCrowd(ImmutableArray<VisitRecord> visits, ImmutableArray<AuditRecord> audits, IReadOnlySet<string> exact)
    {
        var others = Others(visits);
        var known = audits.Where(audit => others.ContainsKey(audit.Visit.Visit)).ToLookup(audit => CrowdOf(others[audit.Visit.Visit]));
        return [.. Crowds.Select(crowd => Figure(crowd.Name, [.. known[crowd.Name].Select(audit => (audit, exact.Contains(audit.Visit.Visit)))]))];
    }

    static string CrowdOf(double others) => Crowds.First(crowd => others < crowd.Below).Name;

    static ImmutableArray<PlaceFigure> By(ImmutableArray<AuditRecord> audits, Func<string, IEnumerable<string>> placesOf) =>
        [.. audits.SelectMany(audit => audit.Barcodes.SelectMany(barcode => placesOf(barcode).Select(place => (place, IsRight: audit.IsRight(barcode))))
                .GroupBy(one => one.place, StringComparer.Ordinal).Select(same => (Place: same.Key, audit, IsRight: same.All(one => one.IsRight))))
            .GroupBy(one => one.Place, StringComparer.Ordinal).OrderBy(same => same.Key, NumbersFirst.Instance)
            .Select(same => Figure(same.Key, [.. same.Select(one => (one.audit, one.IsRight))]))];

    static PlaceFigure Figure(string name, ImmutableArray<(AuditRecord Audit, bool IsRight)> audits) => new(name, new(
        Weighted.Share([.. audits.Where(one => one.Audit.Visit.Probability.Value > 0).Select(one => new Drawn(one.IsRight ? 1 : 0, one.Audit.Visit.Probability))]),
        [.. audits.Select(one => one.Audit.Visit.Visit)]));

    /// <summary>Of each visit whose entry is known: how many others were there, on average over its time.</summary>
    static Dictionary<string, double> Others(ImmutableArray<VisitRecord> visits)
    {
        var known = visits.Where(visit => visit.Entered is { } entered && entered < visit.Left).OrderBy(visit => visit.Entered!.Value).ToArray();
        var others = known.ToDictionary(visit => visit.Visit, _ => 0.0, StringComparer.Ordinal);
        for (var i = 0; i < known.Length; i++)
        {
            for (var j = i + 1; j < known.Length && known[j].Entered!.Value < known[i].Left; j++)
            {
                var end = known[i].Left < known[j].Left ? known[i].Left : known[j].Left;
                var together = (end - known[j].Entered!.Value).TotalSeconds;
                others[known[i].Visit] += together / (known[i].Left - known[i].Entered!.Value).TotalSeconds;
                others[known[j].Visit] += together / (known[j].Left - known[j].Entered!.Value).TotalSeconds;
            }
        }

        return others;
    }

    /// <summary>Shelf 2/5 stands before shelf 10/1.</summary>
    sealed class NumbersFirst : IComparer<string>
    {
        internal static NumbersFirst Instance { get; } = new();

        public int Compare(string? one, string? other)
        {
            var (first, second) = (Key(one!), Key(other!));
            return first != second ? first.CompareTo(second) : string.CompareOrdinal(one, other);
        }

        static (int, int) Key(string name) => name.Split('/') is [var gondola, var shelf] && int.TryParse(gondola, out var g) && int.TryParse(shelf, out var s) ? (g, s) : (0, 0);
    }
}
