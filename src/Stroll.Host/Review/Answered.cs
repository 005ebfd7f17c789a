using Stroll.Host.Database;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Review.Streams;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>What is kept of an answer, and what is told after it.</summary>
static class Answered
{
    internal static long Keep(
        Transaction transaction, Catalogue catalogue, CaseRow row, string reviewer, Verdict verdict, double seconds, Instant now)
    {
        var record = AnswerTable.RecordOf(transaction, reviewer);
        return AnswerTable.Add(transaction, Row(catalogue, row, reviewer, verdict) with
        {
            // What counts is how well they find errors: that is the harder half, and the one that a routed case is about.
            Sensitivity = record.Sensitivity.Mean,
            Specificity = record.Specificity.Mean,
            Seconds = seconds,
            AtNs = now.Nanoseconds,
        });
    }

    /// <summary>An answer as it is stored, without what belongs to the moment.</summary>
    internal static AnswerRow Row(Catalogue catalogue, CaseRow row, string reviewer, Verdict verdict) => new()
    {
        CaseId = row.Id,
        Reviewer = reviewer,
        Author = reviewer,
        Token = row.Fence,
        Kind = verdict switch
        {
            Verdict.Happened => AnswerTable.Happened,
            Verdict.NoneOffered => AnswerTable.None,
            _ => AnswerTable.CannotTell,
        },
        Said = verdict is Verdict.Happened happened ? DeedsText.Write(happened.Deeds, catalogue) : null,
        Offered = row.Offered,
        Sensitivity = 0.95,
        Specificity = 0.95,
    };

    /// <summary>What the reviewer may know now. An audit says nothing: others have still to answer it as if nobody had.</summary>
    internal static Told Tell(Catalogue catalogue, CaseRow row, Verdict verdict)
    {
        var said = verdict is Verdict.Happened happened ? DeedsText.Write(happened.Deeds, catalogue) : null;
        return row.Kind switch
        {
            CaseStream.Gold => new(
                "a case whose answer is known", CaseStream.Gold, DeedsText.Read(row.Machine, catalogue), DeedsText.Read(row.Known!, catalogue), said == row.Known),
            CaseStream.Routed => new(row.Rule, CaseStream.Routed, DeedsText.Read(row.Machine, catalogue), null, null),
            _ => new("", CaseStream.Routed, null, null, null),
        };
    }
}
