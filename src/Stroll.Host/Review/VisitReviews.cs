using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Stores;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>A question about a visit that people were asked.</summary>
/// <param name="At">What it is about happened then.</param>
/// <param name="Opened">When it was asked.</param>
/// <param name="Settled">When it was decided or given up; none while it waits.</param>
/// <param name="Status">As <c>open</c>, <c>settled</c>, <c>withdrawn</c> or <c>late</c>.</param>
/// <param name="Words">What the machine was unsure of.</param>
public sealed record VisitReview(Instant At, Instant Opened, Instant? Settled, string Status, string Words);

/// <summary>What people were asked about a visit. Audits are left out: who knows which visit is drawn behaves otherwise.</summary>
public static class VisitReviews
{
    /// <summary>By the time of asking.</summary>
    public static ImmutableArray<VisitReview> Of(Transaction transaction, VisitId visit) =>
    [
        .. transaction.Query<Row>(
            """
            SELECT c.at_ns, c.opened_ns, c.settled_ns, c.status, c.words FROM review_case c JOIN review_case_visit v ON v.store = c.store AND v.case_id = c.id
            WHERE v.visit = @visit AND c.stream = 'routed' ORDER BY c.opened_ns, c.id
            """,
            new { visit = visit.ToString() }).Select(row => new VisitReview(new(row.AtNs), new(row.OpenedNs), row.SettledNs is { } at ? new(at) : null, row.Status, row.Words)),
    ];

    sealed record Row
    {
        public long AtNs { get; init; }

        public long OpenedNs { get; init; }

        public long? SettledNs { get; init; }

        public string Status { get; init; } = "";

        public string Words { get; init; } = "";
    }
}
