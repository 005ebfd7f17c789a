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
        var answer = Row(catalogue, row, reviewer, verdict);
        var counts = Counts(transaction, catalogue, row, answer);
        return AnswerTable.Add(transaction, answer with
        {
            Sensitivity = counts.Sensitivity.Value,
            Specificity = counts.Specificity.Value,
            Seconds = seconds,
            AtNs = now.Nanoseconds,
        });
    }

    /// <summary>How far this answer of this person counts in the log: a stamp less than a contradiction.</summary>
    static Reliability Counts(Transaction transaction, Catalogue catalogue, CaseRow row, AnswerRow answer)
    {
        var record = AnswerTable.RecordOf(transaction, answer.Reviewer);
        var offered = DeedsText.ReadAll(row.Offered, catalogue).Select(deeds => DeedsText.Write(deeds, catalogue)).ToList();
        if (offered.Count == 0)
        {
            return new(new(record.Sensitivity.Mean), new(record.Specificity.Mean));
        }

        var choice = answer.Said is { } said && offered.Contains(said) ? offered.IndexOf(said) : offered.Count;
        return record.For(choice, offered.IndexOf(row.Machine), offered.Count + 1);
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
