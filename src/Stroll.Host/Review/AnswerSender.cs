using Stroll.Host.Database;
using Stroll.Host.Logs;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Review.Streams;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>Brings answers from the desk into the log, where they are one more sensor. Runs where the store runs.</summary>
/// <remarks>
/// The number of an answer is the sequence of its message: sent twice after a crash, it is the same message, and the log takes it once. Answers wait until
/// they can no longer be taken back. Audits, disputes, gold and training say nothing to the log: the first measure, and what is measured must not be changed by
/// measuring it before the figure is made; of disputes only what is found goes back to the shopper (<see cref="VisitFindings"/>).
/// </remarks>
/// <param name="database">Of the store.</param>
/// <param name="log">Of the store.</param>
/// <param name="desk">The desk's source in the log.</param>
/// <param name="catalogue">Of the store.</param>
/// <param name="rules">For the grace.</param>
public sealed class AnswerSender(IDatabase database, ILog log, SourceId desk, Catalogue catalogue, ReviewRules rules)
{
    const string Reader = "answers to the log";
    const int AtOnce = 100;

    /// <summary>Sends what is old enough.</summary>
    /// <returns>How many went into the log.</returns>
    public async Task<int> Send(Instant now, CancellationToken cancellation)
    {
        var (rows, cases, gone) = database.Read(transaction =>
        {
            var waiting = AnswerTable.After(transaction, OffsetTable.Of(transaction, Reader), AtOnce).TakeWhile(row => now - new Instant(row.AtNs) >= rules.Grace).ToArray();
            // An answer that was taken back never reaches the log, nor does the taking back.
            return (waiting, waiting.Select(row => CaseTable.Find(transaction, row.CaseId)!).ToArray(), AnswerTable.TakenBackAfter(transaction, OffsetTable.Of(transaction, Reader)));
        });
        if (rows.Length == 0)
        {
            return 0;
        }

        var entries = rows.Zip(cases).Where(pair => pair.First.Kind != AnswerTable.TakenBack && !gone.Contains(pair.First.Number))
            .Where(pair => pair.Second.Kind == CaseStream.Routed)
            .Select(pair => Entry(pair.First, pair.Second, now)).OfType<LogEntry>().ToArray();
        if (entries.Length > 0)
        {
            await log.Append(entries, cancellation);
        }

        database.Write(transaction => OffsetTable.Set(transaction, Reader, rows[^1].Number));
        return entries.Length;
    }

    LogEntry? Entry(AnswerRow row, CaseRow about, Instant now) => AnswerTable.VerdictOf(row, catalogue) is not { } verdict ? null
        : new(desk, Boot: 1, row.Number, new Observation.Answered(
            now, new(about.Subject), row.Reviewer, new(new(row.Sensitivity), new(row.Specificity)), DeedsText.ReadAll(row.Offered, catalogue), verdict));
}
