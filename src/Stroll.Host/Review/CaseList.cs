using System.Collections.Immutable;
using System.Globalization;
using Stroll.Host.Database;
using Stroll.Host.Stores;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>A case that is over.</summary>
/// <param name="Id">Of the case.</param>
/// <param name="Stream"><c>routed</c> or <c>audit</c>.</param>
/// <param name="Status"><c>settled</c>, <c>withdrawn</c> or <c>late</c>.</param>
/// <param name="At">When it happened.</param>
/// <param name="Opened">When it was asked.</param>
/// <param name="Closed">When it was over.</param>
/// <param name="Words">The question.</param>
/// <param name="Verdict">What people decided.</param>
/// <param name="Certainty">Of the verdict.</param>
/// <param name="Visits">That hung on it.</param>
public sealed record ClosedCase(
    string Id, string Stream, string Status, Instant At, Instant Opened, Instant? Closed, string Words, string? Verdict, double? Certainty, ImmutableArray<VisitId> Visits);

/// <summary>How many cases wait.</summary>
/// <param name="Waiting">So many.</param>
/// <param name="Overdue">Past their promise.</param>
/// <param name="Oldest">When the oldest was asked.</param>
public sealed record WaitingCases(int Waiting, int Overdue, Instant? Oldest);

/// <summary>Cases for other programs. Gold never stands in it: it is not about a shopper, and a list would tell reviewers which cases it is.</summary>
public static class CaseList
{
    /// <summary>Where a case stands in the list, newest last; cursors are made of it.</summary>
    /// <param name="ticks">Of 100 ns since 1970, when it was asked.</param>
    /// <param name="id">Of the case.</param>
    public static string Place(long ticks, string id) => $"{ticks.ToString("D19", CultureInfo.InvariantCulture)} {id}";

    /// <summary>Cases that are over, newest first.</summary>
    /// <param name="transaction">Of the store.</param>
    /// <param name="before">A <see cref="Place"/> after which to go on; anything else begins at the newest.</param>
    /// <param name="limit">At most so many.</param>
    public static IReadOnlyList<ClosedCase> Closed(Transaction transaction, string? before, int limit)
    {
        var (opened, id) = Parsed(before);
        var rows = transaction.Query<CaseRow>(
            """
            SELECT * FROM review_case WHERE status <> 'open' AND stream IN ('routed', 'audit', 'dispute') AND (opened_ns < @opened OR (opened_ns < @end AND id < @id))
            ORDER BY opened_ns DESC, id DESC LIMIT @limit
            """,
            new { opened, end = opened == long.MaxValue ? opened : opened + 100, id, limit });
        return [.. rows.Select(row => Of(transaction, row))];
    }

    /// <summary>How many wait.</summary>
    public static WaitingCases Waiting(Transaction transaction, Instant now)
    {
        var row = transaction.First<DepthRow>(
            """
            SELECT COUNT(*) AS waiting, CAST(COALESCE(SUM(CASE WHEN due_ns <= @now THEN 1 ELSE 0 END), 0) AS BIGINT) AS overdue, MIN(opened_ns) AS oldest
            FROM review_case WHERE status = 'open' AND stream IN ('routed', 'audit', 'dispute')
            """,
            new { now = now.Nanoseconds })!;
        return new((int)row.Waiting, (int)row.Overdue, row.Oldest is { } oldest ? new Instant(oldest) : null);
    }

    static (long Opened, string Id) Parsed(string? before) =>
        before is not null && before.Length > 20 && long.TryParse(before[..19], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks < long.MaxValue / 100 - 1
            ? (ticks * 100, before[20..])
            : (long.MaxValue, "");

    static ClosedCase Of(Transaction transaction, CaseRow row) => new(
        row.Id, row.Stream, row.Status, new(row.AtNs), new(row.OpenedNs), row.SettledNs is { } at ? new Instant(at) : null, row.Words, row.Verdict, row.Certainty,
        [
            .. transaction.Query<string>("SELECT visit FROM review_case_visit WHERE case_id = @Id ORDER BY visit", new { row.Id })
                .Select(visit => new VisitId(Guid.Parse(visit))),
        ]);

    sealed record DepthRow
    {
        public long Waiting { get; init; }

        public long Overdue { get; init; }

        public long? Oldest { get; init; }
    }
}
