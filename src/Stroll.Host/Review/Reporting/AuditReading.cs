using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Host.Database;
using Stroll.Layout;
using Stroll.Review.Accuracy;
using Stroll.Units;

namespace Stroll.Host.Review.Reporting;

/// <summary>One visit as the tables have it.</summary>
/// <param name="Visit">Its id.</param>
/// <param name="Stratum">Its kind.</param>
/// <param name="Left">When the shopper went out.</param>
/// <param name="Final">When nothing had to be waited for; none before.</param>
/// <param name="Probability">Of being drawn for an audit.</param>
/// <param name="Billed">What was charged, by barcode.</param>
/// <param name="Charged">Minor units.</param>
sealed record VisitRecord(
    string Visit, string Stratum, Instant Left, Instant? Final, Probability Probability, ImmutableSortedDictionary<string, int> Billed, long Charged)
{
    /// <summary>When the shopper came in; none where that was not kept.</summary>
    internal Instant? Entered { get; init; }
}

/// <summary>What an audit found.</summary>
/// <param name="Visit">The visit as it was charged.</param>
/// <param name="Taken">What people saw, by barcode.</param>
sealed record AuditRecord(VisitRecord Visit, ImmutableSortedDictionary<string, int> Taken)
{
    /// <summary>All products that were billed or seen.</summary>
    internal IEnumerable<string> Barcodes => Visit.Billed.Keys.Union(Taken.Keys, StringComparer.Ordinal);

    /// <summary>True when as many were billed as seen.</summary>
    internal bool IsRight(string barcode) => Visit.Billed.GetValueOrDefault(barcode) == Taken.GetValueOrDefault(barcode);

    /// <summary>Beside what was charged, with prices.</summary>
    internal AuditedVisit Compare(Catalogue catalogue)
    {
        var (over, under) = (0L, 0L);
        foreach (var barcode in Barcodes)
        {
            var price = catalogue.TryFind(barcode, out var id) ? catalogue[id].Price?.Minor ?? 0 : 0;
            var difference = Visit.Billed.GetValueOrDefault(barcode) - Taken.GetValueOrDefault(barcode);
            (over, under) = (over + (Math.Max(0, difference) * price), under + (Math.Max(0, -difference) * price));
        }

        return new(Visit.Visit, Visit.Stratum, Visit.Probability, Visit.Billed.SequenceEqual(Taken), over, under, Visit.Charged);
    }
}

/// <summary>Reads visits and audits out of the tables.</summary>
static class AuditReading
{
    /// <summary>Visits that ended in a stretch of time and whose receipt was ready, by id.</summary>
    internal static ImmutableArray<VisitRecord> Visits(Transaction transaction, Instant since, Instant until) =>
        [.. transaction.Query<VisitRow>(
            "SELECT * FROM review_visit WHERE left_ns >= @since AND left_ns < @until AND ready_ns IS NOT NULL ORDER BY visit",
            new { since = since.Nanoseconds, until = until.Nanoseconds }).Select(row => new VisitRecord(
                row.Visit, row.Stratum, new(row.LeftNs), row.FinalNs is { } final ? new Instant(final) : null, new(row.Probability ?? 0),
                Sum(JsonSerializer.Deserialize<BilledLine[]>(row.Lines)!.Select(line => (line.Barcode, line.Quantity))), row.Charged)
            {
                Entered = row.EnteredNs is { } entered ? new Instant(entered) : null,
            })];

    /// <summary>What audits found of these visits; and how many of them have no verdict.</summary>
    internal static (ImmutableArray<AuditRecord> Found, int Waiting) Audits(Transaction transaction, ImmutableArray<VisitRecord> visits)
    {
        var known = visits.ToDictionary(visit => visit.Visit, StringComparer.Ordinal);
        var rows = transaction.Query<AuditRow>("SELECT subject, status, verdict FROM review_case WHERE stream = 'audit' ORDER BY subject")
            .Where(row => known.ContainsKey(row.Subject)).ToArray();
        var found = rows.Where(row => row.Verdict is not null)
            .Select(row => new AuditRecord(known[row.Subject], Sum(JsonSerializer.Deserialize<SeenDeed[]>(row.Verdict!)!.Select(deed => (deed.Barcode, deed.Quantity)))));
        return ([.. found], rows.Count(row => row.Verdict is null));
    }

    /// <summary>Routed cases and disputes that somebody looked at, with the visits they are about.</summary>
    internal static ImmutableArray<(string Case, string Visit)> Looked(Transaction transaction) =>
        [.. transaction.Query<LookedRow>(
            """
            SELECT c.id, MIN(v.visit) AS visit FROM review_case c JOIN review_case_visit v ON v.case_id = c.id
            WHERE c.stream IN ('routed', 'dispute') AND EXISTS (SELECT 1 FROM review_answer a WHERE a.case_id = c.id) GROUP BY c.id ORDER BY c.id
            """).Select(row => (row.Id, row.Visit))];

    /// <summary>Seconds looked at in a stretch of time, by visit; what belongs to no visit of the stretch stands under the empty name.</summary>
    internal static Dictionary<string, double> Watched(Transaction transaction, Instant since, Instant until) => transaction.Query<WatchedRow>(
        """
        SELECT COALESCE((SELECT MIN(v.visit) FROM review_case_visit v WHERE v.case_id = a.case_id), '') AS visit, SUM(a.seconds) AS seconds
        FROM review_answer a WHERE a.at_ns >= @since AND a.at_ns < @until GROUP BY 1
        """,
        new { since = since.Nanoseconds, until = until.Nanoseconds }).ToDictionary(row => row.Visit, row => row.Seconds, StringComparer.Ordinal);

    static ImmutableSortedDictionary<string, int> Sum(IEnumerable<(string Barcode, int Quantity)> lines) =>
        lines.GroupBy(line => line.Barcode).Select(same => (same.Key, Quantity: same.Sum(line => line.Quantity))).Where(line => line.Quantity != 0)
            .ToImmutableSortedDictionary(line => line.Key, line => line.Quantity, StringComparer.Ordinal);

    sealed record SeenDeed(string Visit, string Barcode, int Quantity);

    sealed record VisitRow
    {
        public string Visit { get; init; } = "";

        public string Stratum { get; init; } = "";

        public long LeftNs { get; init; }

        public long? EnteredNs { get; init; }

        public long? FinalNs { get; init; }

        public double? Probability { get; init; }

        public string Lines { get; init; } = "";

        public long Charged { get; init; }
    }

    sealed record AuditRow
    {
        public string Subject { get; init; } = "";

        public string Status { get; init; } = "";

        public string? Verdict { get; init; }
    }

    sealed record LookedRow
    {
        public string Id { get; init; } = "";

        public string Visit { get; init; } = "";
    }

    sealed record WatchedRow
    {
        public string Visit { get; init; } = "";

        public double Seconds { get; init; }
    }
}
