using System.Text.Json;
using Stroll.Host.Database;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Receipts;
using Stroll.Review;
using Stroll.Review.Audits;
using Stroll.Review.Routing;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>Makes cases out of what a store concludes: routed ones out of questions, audits out of visits.</summary>
/// <remarks>All that it writes stands in the transaction of the store's offset, so that a store that starts again neither loses a case nor makes it
/// twice. What routing remembers is made anew from the tables.</remarks>
/// <param name="catalogue">Of the store.</param>
/// <param name="rules">The settings.</param>
/// <param name="days">The keys of the days.</param>
public sealed class ReviewListener(Catalogue catalogue, ReviewRules rules, AuditDays days) : IStoreListener
{
    /// <inheritdoc/>
    public void Take(Transaction transaction, StoreKey store, IReadOnlyList<StoreEvent> events)
    {
        foreach (var one in events)
        {
            switch (one)
            {
                case StoreEvent.VisitOpened opened:
                    VisitTable.Open(transaction, opened.Visit);
                    break;
                case StoreEvent.VisitLeft left:
                    VisitTable.Leave(transaction, left.Visit, left.At);
                    break;
                case StoreEvent.ReceiptReady ready:
                    VisitTable.Bill(transaction, catalogue, ready.Visit, ready.Receipt, ready.At);
                    Draw(transaction, ready);
                    VisitTable.Finish(transaction, ready.Visit, ready.At);
                    break;
                case StoreEvent.ReceiptRevised revised:
                    VisitTable.Bill(transaction, catalogue, revised.Visit, revised.Receipt, null);
                    VisitTable.Finish(transaction, revised.Visit, revised.At);
                    break;
                case StoreEvent.QuestionAsked asked:
                    Route(transaction, asked);
                    break;
                case StoreEvent.QuestionWithdrawn withdrawn:
                    CaseTable.Withdraw(transaction, withdrawn.Question.Id.Text, withdrawn.At);
                    break;
            }
        }
    }

    void Draw(Transaction transaction, StoreEvent.ReceiptReady ready)
    {
        var key = days.Of(transaction, ready.At);
        DesignTable.Note(transaction, rules.Audit, ready.At);
        var stratum = VisitTable.StratumOf(ready.Receipt);
        VisitTable.Draw(transaction, ready.Visit, stratum, rules.Audit.ProbabilityOf(stratum));
        if (rules.Audit.Draw(key, ready.Visit.ToString(), stratum) is { } selection)
        {
            CaseTable.PutAudit(transaction, selection, ready.Visit, ready.At, ready.At + rules.AuditWithin);
        }
    }

    void Route(Transaction transaction, StoreEvent.QuestionAsked asked)
    {
        var facts = Facts(asked.Question);
        var state = VisitTable.RouterState(transaction, rules.Routing);
        var draw = days.Of(transaction, asked.At).Draw(asked.Question.Id.Text, "explore");
        var known = CaseTable.Find(transaction, asked.Question.Id.Text);
        var selection = known is null
            ? Router.Decide(state, rules.Routing, facts, draw).Selection
            : new(known.Kind, known.Rule, known.Score, new(known.Probability), known.Design);
        if (selection is not null)
        {
            CaseTable.Put(transaction, catalogue, selection, asked.Question, asked.Visits, asked.At, asked.At + rules.Promise);
        }
    }

    CaseFacts Facts(Question question)
    {
        var products = question.Offered.SelectMany(deeds => deeds.All).Select(deed => deed.Product).Distinct().Select(id => catalogue[id]).ToArray();
        var isNovel = products.Any(product => product.UnitWeight is null || product.Otherwise is not null) || question.Id.Text.StartsWith("stopped-", StringComparison.Ordinal);
        var first = question.Offered.FirstOrDefault();
        var kind = question.Change is null ? "hand-over" : first is null || first.All.IsEmpty ? "unknown" : first.All[0].Quantity > 0 ? "take" : "put";
        return new(question.Value, question.Doubt, isNovel, [], kind);
    }
}

/// <summary>What the accuracy page has to know of each visit.</summary>
static class VisitTable
{
    internal static void Open(Transaction transaction, VisitId visit) => transaction.Execute(
        "INSERT INTO review_visit (visit, stratum, lines, charged) VALUES (@visit, '', '[]', 0) ON CONFLICT (store, visit) DO NOTHING", new { visit = visit.ToString() });

    internal static void Leave(Transaction transaction, VisitId visit, Instant at) => transaction.Execute(
        "UPDATE review_visit SET left_ns = @at WHERE visit = @visit", new { visit = visit.ToString(), at = at.Nanoseconds });

    /// <summary>Keeps what is charged: lines that are sure, by barcode.</summary>
    internal static void Bill(Transaction transaction, Catalogue catalogue, VisitId visit, Receipt receipt, Instant? ready)
    {
        var lines = receipt.Lines.Where(line => line.Charge == ChargeDecision.Now).Select(line => (catalogue[line.Product], line.Quantity))
            .Select(line => new BilledLine(line.Item1.Barcode, line.Quantity, line.Item1.Price?.Minor ?? 0)).ToArray();
        transaction.Execute(
            "UPDATE review_visit SET lines = @lines, charged = @charged, ready_ns = COALESCE(ready_ns, @ready) WHERE visit = @visit",
            new { visit = visit.ToString(), lines = JsonSerializer.Serialize(lines), charged = lines.Sum(line => line.Quantity * line.UnitPrice), ready = ready?.Nanoseconds });
    }

    internal static void Draw(Transaction transaction, VisitId visit, string stratum, Probability probability) => transaction.Execute(
        "UPDATE review_visit SET stratum = @stratum, probability = @probability WHERE visit = @visit",
        new { visit = visit.ToString(), stratum, probability = probability.Value });

    /// <summary>Notes when a receipt had nothing left to wait for.</summary>
    internal static void Finish(Transaction transaction, VisitId visit, Instant at) => transaction.Execute(
        """
        UPDATE review_visit SET final_ns = @at WHERE visit = @visit AND final_ns IS NULL AND ready_ns IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM review_case_visit v JOIN review_case c ON c.id = v.case_id
          WHERE v.visit = review_visit.visit AND c.stream = 'routed' AND c.status = 'open')
        """,
        new { visit = visit.ToString(), at = at.Nanoseconds });

    /// <summary>The kind of a visit for audits: how sure the machine was of it before anybody was asked.</summary>
    internal static string StratumOf(Receipt receipt) => receipt.Lines.All(line => line.Charge == ChargeDecision.Now) ? "sure" : "doubtful";

    /// <summary>What routing has to know of the last visits.</summary>
    internal static RouterState RouterState(Transaction transaction, RoutingRules rules)
    {
        if (rules.Limit is not RoutingLimit.Budget)
        {
            return Stroll.Review.Routing.RouterState.Start;
        }

        var visits = transaction.First<long>("SELECT COUNT(*) FROM review_visit");
        var recent = transaction.Query<double>(
            "SELECT c.score FROM review_case c WHERE c.stream = 'routed' AND EXISTS (SELECT 1 FROM review_case_visit v WHERE v.case_id = c.id AND v.visit IN (SELECT visit FROM review_visit ORDER BY visit DESC LIMIT 1000)) ORDER BY c.opened_ns");
        var state = Stroll.Review.Routing.RouterState.Start with { ScoredVisits = visits };
        return recent.Aggregate(state, (before, score) => before with { Scores = before.Scores.Enqueue((visits, score)), Asked = before.Asked.Enqueue(visits) });
    }
}

/// <summary>One line that was charged.</summary>
sealed record BilledLine(string Barcode, int Quantity, long UnitPrice);
