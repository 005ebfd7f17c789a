using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>One look at pictures: who saw which seconds, and why.</summary>
/// <param name="Number">Counts up from 1.</param>
/// <param name="Viewer">The account.</param>
/// <param name="CaseId">For which case.</param>
/// <param name="Camera">Through which camera.</param>
/// <param name="Begin">First moment seen.</param>
/// <param name="End">Last moment seen.</param>
/// <param name="IsBlurred">Heads could not be recognised.</param>
/// <param name="Why">The reason: <c>case</c>, <c>more context: …</c>, <c>unblurred: …</c>.</param>
/// <param name="At">When they looked.</param>
public sealed record Look(long Number, string Viewer, string CaseId, string Camera, Instant Begin, Instant End, bool IsBlurred, string Why, Instant At);

/// <summary>Whether somebody may see a stretch of pictures. A closed union.</summary>
public abstract record Permission
{
    private Permission()
    {
    }

    /// <summary>Yes, and it is written down already.</summary>
    /// <param name="IsBlurred">Whether heads must be blurred.</param>
    public sealed record Granted(bool IsBlurred) : Permission;

    /// <summary>No.</summary>
    /// <param name="Fault">Why not.</param>
    public sealed record Refused(Fault Fault) : Permission;
}

/// <summary>Nobody sees a picture without a line here: the look is written before the first byte goes out.</summary>
/// <param name="database">Of the store.</param>
public sealed class ViewLog(IDatabase database)
{
    /// <summary>A clip is no longer than this.</summary>
    public static readonly TimeSpan LongestClip = 20.Seconds;

    /// <summary>A reviewer may see this much around the moment; more with a reason.</summary>
    public static readonly TimeSpan Around = 10.Seconds;

    /// <summary>With a reason, this much.</summary>
    public static readonly TimeSpan WithContext = 16.Seconds;

    /// <summary>Asks for a stretch of pictures. Only the holder of the case, only near its moment, never longer than a clip; unblurred only after two people
    /// agreed.</summary>
    /// <param name="viewer">The account.</param>
    /// <param name="caseId">The case that they hold.</param>
    /// <param name="camera">Which camera; must be one of <paramref name="cameras"/>.</param>
    /// <param name="cameras">Those of the store.</param>
    /// <param name="begin">From when.</param>
    /// <param name="end">To when.</param>
    /// <param name="wantsClear">Asks to see heads.</param>
    /// <param name="reason">Needed for more context; may be empty otherwise.</param>
    /// <param name="now">The moment.</param>
    public Permission Ask(
        string viewer, string caseId, string camera, IReadOnlyCollection<string> cameras, Instant begin, Instant end, bool wantsClear, string reason, Instant now) =>
        database.Write<Permission>(transaction =>
        {
            var row = CaseTable.Find(transaction, caseId);
            if (row is null || row.Holder != viewer || row.LeaseNs <= now.Nanoseconds || row.Status != CaseTable.Open)
            {
                return Refuse("review.not-held", caseId, $"{viewer} does not hold this case, expected the holder");
            }

            if (!cameras.Contains(camera, StringComparer.Ordinal))
            {
                return Refuse("review.camera", caseId, $"no camera '{camera}', expected one of the case");
            }

            var reach = reason.Length > 0 ? WithContext : Around;
            if (begin > end || end - begin > LongestClip || !IsNear(transaction, row, begin, end, reach))
            {
                return Refuse("review.range", caseId, $"{begin} to {end}, expected at most {LongestClip.TotalSeconds} s within {reach.TotalSeconds} s of the case");
            }

            var isClear = wantsClear && Unblurring.IsGranted(transaction, caseId);
            if (wantsClear && !isClear)
            {
                return Refuse("review.unblur", caseId, "heads stay blurred, expected the consent of a second person");
            }

            Write(transaction, viewer, caseId, camera, begin, end, !isClear, isClear ? "unblurred" : reason.Length > 0 ? $"more context: {reason}" : "case", now);
            return new Permission.Granted(!isClear);
        });

    /// <summary>Every look at the pictures of a visit, oldest first: a shopper may ask.</summary>
    public ImmutableArray<Look> OfVisit(string visit) => database.Read(transaction => Looks(transaction.Query<LookRow>(
        "SELECT l.* FROM review_look l WHERE l.case_id IN (SELECT case_id FROM review_case_visit WHERE visit = @visit) ORDER BY l.number", new { visit })));

    /// <summary>Every look at a case, oldest first.</summary>
    public ImmutableArray<Look> OfCase(string caseId) =>
        database.Read(transaction => Looks(transaction.Query<LookRow>("SELECT * FROM review_look WHERE case_id = @caseId ORDER BY number", new { caseId })));

    /// <summary>A movement is seen around its moment; a whole visit from entry to exit, stretch by stretch.</summary>
    static bool IsNear(Transaction transaction, CaseRow row, Instant begin, Instant end, TimeSpan reach)
    {
        var at = new Instant(row.AtNs);
        var first = row.Offered == "[]" ? at - TimeSpan.FromHours(2) : at;
        return begin >= first - reach && end <= at + reach;
    }

    static void Write(
        Transaction transaction, string viewer, string caseId, string camera, Instant begin, Instant end, bool isBlurred, string why, Instant now)
    {
        var number = (transaction.First<long?>("SELECT MAX(number) FROM review_look") ?? 0) + 1;
        transaction.Execute(
            """
            INSERT INTO review_look (number, viewer, case_id, camera, begin_ns, end_ns, is_blurred, why, at_ns)
            VALUES (@number, @viewer, @caseId, @camera, @begin, @end, @blurred, @why, @at)
            """,
            new { number, viewer, caseId, camera, begin = begin.Nanoseconds, end = end.Nanoseconds, blurred = isBlurred ? 1 : 0, why, at = now.Nanoseconds });
    }

    static Permission.Refused Refuse(string code, string where, string found) => new(new(code, $"case {where}", found));

    static ImmutableArray<Look> Looks(IReadOnlyList<LookRow> rows) =>
        [.. rows.Select(row => new Look(row.Number, row.Viewer, row.CaseId, row.Camera, new(row.BeginNs), new(row.EndNs), row.IsBlurred == 1, row.Why, new(row.AtNs)))];

    sealed record LookRow
    {
        public long Number { get; init; }

        public string Viewer { get; init; } = "";

        public string CaseId { get; init; } = "";

        public string Camera { get; init; } = "";

        public long BeginNs { get; init; }

        public long EndNs { get; init; }

        public long IsBlurred { get; init; }

        public string Why { get; init; } = "";

        public long AtNs { get; init; }
    }
}

/// <summary>Heads are shown only when one person asks with a reason and another one consents. Both stand in the journal.</summary>
/// <param name="database">Of the store.</param>
public sealed class Unblurring(IDatabase database)
{
    /// <summary>Asks.</summary>
    /// <returns>The number of the request.</returns>
    public long Ask(string caseId, string who, string reason, Instant now) => database.Write(transaction =>
    {
        Invariant.Holds(reason.Length > 0, "to see heads needs a reason");
        var number = (transaction.First<long?>("SELECT MAX(number) FROM review_unblur") ?? 0) + 1;
        transaction.Execute(
            "INSERT INTO review_unblur (number, case_id, asked_by, reason, asked_ns) VALUES (@number, @caseId, @who, @reason, @at)",
            new { number, caseId, who, reason, at = now.Nanoseconds });
        JournalTable.Write(transaction, now, who, "unblur asked", new { caseId, reason });
        return number;
    });

    /// <summary>Consents.</summary>
    /// <returns>False for the person who asked, for a request that does not exist, and for one that was granted already.</returns>
    public bool Grant(long number, string who, Instant now) => database.Write(transaction =>
    {
        var isGranted = transaction.Execute(
            "UPDATE review_unblur SET granted_by = @who, granted_ns = @at WHERE number = @number AND asked_by <> @who AND granted_by IS NULL",
            new { number, who, at = now.Nanoseconds }) == 1;
        if (isGranted)
        {
            JournalTable.Write(transaction, now, who, "unblur granted", new { number });
        }

        return isGranted;
    });

    /// <summary>Requests that wait for a second person: number, case, who asked, why.</summary>
    public IReadOnlyList<(long Number, string CaseId, string AskedBy, string Reason)> Waiting() => database.Read(transaction =>
        (IReadOnlyList<(long, string, string, string)>)[.. transaction.Query<RequestRow>("SELECT number, case_id, asked_by, reason FROM review_unblur WHERE granted_by IS NULL ORDER BY number")
            .Select(row => (row.Number, row.CaseId, row.AskedBy, row.Reason))]);

    internal static bool IsGranted(Transaction transaction, string caseId) =>
        transaction.First<long>("SELECT COUNT(*) FROM review_unblur WHERE case_id = @caseId AND granted_by IS NOT NULL", new { caseId }) > 0;

    sealed record RequestRow
    {
        public long Number { get; init; }

        public string CaseId { get; init; } = "";

        public string AskedBy { get; init; } = "";

        public string Reason { get; init; } = "";
    }
}
