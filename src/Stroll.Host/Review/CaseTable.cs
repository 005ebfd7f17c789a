using Stroll.Host.Database;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Review;
using Stroll.Review.Streams;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>Cases come in and go out.</summary>
static class CaseTable
{
    internal const string Open = "open";
    internal const string Settled = "settled";
    internal const string Withdrawn = "withdrawn";
    internal const string Late = "late";

    internal static CaseRow? Find(Transaction transaction, string id) => transaction.First<CaseRow>("SELECT * FROM review_case WHERE id = @id", new { id });

    /// <summary>Adds a case, or brings one that is still open up to date: explained anew, a doubt keeps its name.</summary>
    internal static void Put(
        Transaction transaction, Catalogue catalogue, Selection selection, Question question, IEnumerable<VisitId> visits, Instant opened, Instant due)
    {
        transaction.Execute(
            """
            INSERT INTO review_case (id, stream, subject, at_ns, opened_ns, due_ns, loss, rule, score, probability, design, words, offered, machine, doubt, status)
            VALUES (@id, @stream, @subject, @at, @opened, @due, @loss, @rule, @score, @probability, @design, @words, @offered, @machine, @doubt, 'open')
            ON CONFLICT (store, id) DO UPDATE SET words = @words, offered = @offered, machine = @machine, doubt = @doubt, loss = @loss,
              status = CASE WHEN review_case.status = 'withdrawn' THEN 'open' ELSE review_case.status END
            """,
            new
            {
                id = question.Id.Text,
                stream = selection.Stream.ToString().ToLowerInvariant(),
                subject = question.Id.Text,
                at = question.At.Nanoseconds,
                opened = opened.Nanoseconds,
                due = due.Nanoseconds,
                loss = selection.Score,
                rule = selection.Rule,
                score = selection.Score,
                probability = selection.Probability.Value,
                design = selection.Design,
                words = question.Why,
                offered = DeedsText.Write(question.Offered, catalogue),
                machine = DeedsText.Write(question.Offered[0], catalogue),
                doubt = question.Doubt.Value,
            });
        foreach (var visit in visits)
        {
            PutVisit(transaction, question.Id.Text, visit.ToString());
        }
    }

    /// <summary>Adds a case that is a whole visit: an audit, or what a complaint asks to be looked into. One of a kind for each visit.</summary>
    internal static void PutVisitCase(Transaction transaction, Selection selection, VisitId visit, (Instant At, Instant Opened, Instant Due) when)
    {
        var id = IdOf(selection.Stream, visit);
        transaction.Execute(
            """
            INSERT INTO review_case (id, stream, subject, at_ns, opened_ns, due_ns, loss, rule, score, probability, design, words, offered, machine, doubt, status)
            VALUES (@id, @stream, @subject, @at, @opened, @due, @loss, @rule, @score, @probability, @design, '', '[]', '', 0, 'open')
            ON CONFLICT (store, id) DO NOTHING
            """,
            new
            {
                id,
                stream = selection.Stream.ToString().ToLowerInvariant(),
                subject = visit.ToString(),
                at = when.At.Nanoseconds,
                opened = when.Opened.Nanoseconds,
                due = when.Due.Nanoseconds,
                // What an audit finds is worth the same everywhere; a complaint is about money.
                loss = selection.Stream == CaseStream.Dispute ? selection.Score : 0,
                rule = selection.Rule,
                score = selection.Score,
                probability = selection.Probability.Value,
                design = selection.Design,
            });
        PutVisit(transaction, id, visit.ToString());
    }

    /// <summary>The name of the audit of a visit.</summary>
    internal static string AuditOf(VisitId visit) => IdOf(CaseStream.Audit, visit);

    static string IdOf(CaseStream stream, VisitId visit) => $"{stream.ToString().ToLowerInvariant()}-{visit}";

    /// <summary>Closes a case that nobody needs to answer any more.</summary>
    internal static void Withdraw(Transaction transaction, string id, Instant at) => transaction.Execute(
        "UPDATE review_case SET status = 'withdrawn', settled_ns = @at, holder = NULL WHERE id = @id AND status = 'open' AND stream = 'routed'",
        new { id, at = at.Nanoseconds });

    /// <summary>True when a case waits that nobody can answer in time any more.</summary>
    internal static bool HasLate(Transaction transaction, Instant now) =>
        transaction.First<long>("SELECT COUNT(*) FROM review_case WHERE status = 'open' AND due_ns <= @now", new { now = now.Nanoseconds }) > 0;

    /// <summary>Closes what was not answered in time: the machine charges what is sure, and the shopper has the benefit of the rest.</summary>
    /// <returns>How many there were.</returns>
    internal static int CloseLate(Transaction transaction, Instant now)
    {
        var late = transaction.Query<string>("SELECT id FROM review_case WHERE status = 'open' AND due_ns <= @now ORDER BY id", new { now = now.Nanoseconds });
        foreach (var id in late)
        {
            transaction.Execute("UPDATE review_case SET status = 'late', settled_ns = @now, holder = NULL WHERE id = @id", new { id, now = now.Nanoseconds });
            Finish(transaction, id, now);
        }

        return late.Count;
    }

    /// <summary>Says that a case is decided.</summary>
    internal static void Settle(Transaction transaction, string id, string? verdict, double certainty, Instant at)
    {
        transaction.Execute(
            "UPDATE review_case SET status = 'settled', verdict = @verdict, certainty = @certainty, settled_ns = @at WHERE id = @id",
            new { id, verdict, certainty, at = at.Nanoseconds });
        Finish(transaction, id, at);
    }

    static void Finish(Transaction transaction, string id, Instant at)
    {
        foreach (var visit in transaction.Query<string>("SELECT visit FROM review_case_visit WHERE case_id = @id", new { id }))
        {
            VisitTable.Finish(transaction, new(Guid.Parse(visit)), at);
        }
    }

    static void PutVisit(Transaction transaction, string caseId, string visit) => transaction.Execute(
        "INSERT INTO review_case_visit (case_id, visit) VALUES (@caseId, @visit) ON CONFLICT (store, case_id, visit) DO NOTHING", new { caseId, visit });
}
