using Stroll.Host.Database;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Review.Consensus;
using Stroll.Review.Trust;

namespace Stroll.Host.Review;

/// <summary>Answers: added, never changed. One that replaces another names it and says why.</summary>
static class AnswerTable
{
    internal const string Happened = "happened";
    internal const string None = "none";
    internal const string CannotTell = "cannot-tell";
    internal const string TakenBack = "taken-back";

    internal const string Standing = "NOT EXISTS (SELECT 1 FROM review_answer later WHERE later.replaces = a.number) AND a.kind <> 'taken-back'";

    internal static long Add(Transaction transaction, AnswerRow row)
    {
        var number = (transaction.First<long?>("SELECT MAX(number) FROM review_answer") ?? 0) + 1;
        transaction.Execute(
            """
            INSERT INTO review_answer (number, case_id, reviewer, token, kind, said, offered, sensitivity, specificity, seconds, at_ns, replaces, reason, author)
            VALUES (@Number, @CaseId, @Reviewer, @Token, @Kind, @Said, @Offered, @Sensitivity, @Specificity, @Seconds, @AtNs, @Replaces, @Reason, @Author)
            """,
            row with { Number = number });
        return number;
    }

    /// <summary>The answers that stand, in their order.</summary>
    internal static IReadOnlyList<AnswerRow> Of(Transaction transaction, string caseId) => transaction.Query<AnswerRow>(
        $"SELECT a.* FROM review_answer a WHERE a.case_id = @caseId AND {Standing} ORDER BY a.number", new { caseId });

    /// <summary>Answers after a number, replaced ones and those that replace included.</summary>
    internal static IReadOnlyList<AnswerRow> After(Transaction transaction, long number, int limit) => transaction.Query<AnswerRow>(
        "SELECT * FROM review_answer WHERE number > @number ORDER BY number LIMIT @limit", new { number, limit });

    /// <summary>The numbers of answers after a number that were taken back.</summary>
    internal static HashSet<long> TakenBackAfter(Transaction transaction, long number) =>
        [.. transaction.Query<long>("SELECT replaces FROM review_answer WHERE kind = 'taken-back' AND replaces > @number", new { number })];

    /// <summary>How somebody has answered gold, with what is believed of anybody before.</summary>
    internal static ReviewerRecord RecordOf(Transaction transaction, string reviewer) =>
        GoldOf(transaction, reviewer).Aggregate(ReviewerRecord.Unknown, (record, gold) => record.With(
            gold.IsMachineWrong ? 1 : 0, 0, gold.WasRight ? (gold.IsMachineWrong ? 1 : 0) : gold.SaidMachine ? 0 : 2));

    /// <summary>The test for rubber-stamping over all gold of one person.</summary>
    internal static StampTest StampTestOf(Transaction transaction, string reviewer) =>
        GoldOf(transaction, reviewer).Where(gold => gold.IsMachineWrong).Aggregate(StampTest.Start, (test, gold) => test.With(gold.SaidMachine));

    internal static IReadOnlyList<GoldAnswer> GoldOf(Transaction transaction, string reviewer) => [.. transaction.Query<GoldRow>(
        $"""
        SELECT a.said, c.known, c.machine FROM review_case c JOIN review_answer a ON a.case_id = c.id
        WHERE c.only_for = @reviewer AND c.stream = 'gold' AND a.reviewer = @reviewer AND a.kind <> 'cannot-tell' AND {Standing} ORDER BY a.number
        """,
        new { reviewer }).Select(row => new GoldAnswer(row.Known != row.Machine, row.Said == row.Known, row.Said == row.Machine))];

    /// <summary>The verdict of an answer; none of a product that is gone.</summary>
    internal static Verdict? VerdictOf(AnswerRow row, Catalogue catalogue) => row.Kind switch
    {
        Happened => DeedsText.Read(row.Said!, catalogue) is { } deeds ? new Verdict.Happened(deeds) : null,
        None => new Verdict.NoneOffered(),
        _ => new Verdict.CannotTell(),
    };

    sealed record GoldRow
    {
        public string? Said { get; init; }

        public string? Known { get; init; }

        public string? Machine { get; init; }
    }
}

/// <summary>One answer to gold.</summary>
readonly record struct GoldAnswer(bool IsMachineWrong, bool WasRight, bool SaidMachine);
