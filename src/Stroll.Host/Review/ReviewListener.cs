using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Review;
using Stroll.Review.Routing;
using Stroll.Review.Streams;
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
                    VisitTable.Open(transaction, opened.Visit, opened.At);
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
            CaseTable.PutVisitCase(transaction, selection, ready.Visit, (ready.At, ready.At, ready.At + rules.AuditWithin));
        }
    }

    void Route(Transaction transaction, StoreEvent.QuestionAsked asked)
    {
        var facts = Facts(asked.Question);
        foreach (var visit in asked.Visits)
        {
            VisitTable.Score(transaction, visit, facts.ExpectedLoss);
        }

        var selection = CaseTable.Find(transaction, asked.Question.Id.Text) is { } known
            ? new(known.Kind, known.Rule, known.Score, new(known.Probability), known.Design)
            : Choose(transaction, asked, facts);
        if (selection is not null)
        {
            CaseTable.Put(transaction, catalogue, selection, asked.Question, asked.Visits, asked.At, asked.At + rules.Promise);
        }
    }

    Selection? Choose(Transaction transaction, StoreEvent.QuestionAsked asked, CaseFacts facts)
    {
        var state = RoutingTable.State(transaction, rules.Routing);
        var (_, selection) = Router.Decide(state, rules.Routing, facts, days.Of(transaction, asked.At).Draw(asked.Question.Id.Text, "explore"));
        RoutingTable.Note(transaction, asked.Question.Id, facts.ExpectedLoss, rules.Routing.When.Holds(facts) is not null, selection is not null);
        return selection;
    }

    CaseFacts Facts(Question question)
    {
        var products = question.Offered.SelectMany(deeds => deeds.All).Select(deed => deed.Product).Distinct().Select(id => catalogue[id]).ToArray();
        var isNovel = products.Any(product => product.UnitWeight is null || product.Otherwise is not null) || question.Id.Text.StartsWith("stopped-", StringComparison.Ordinal);
        var first = question.Offered.FirstOrDefault();
        var kind = question.Change is null ? "hand-over" : first is null || first.All.IsEmpty ? "unknown" : first.All[0].Quantity > 0 ? "take" : "put";
        return new(question.Value, question.Doubt, isNovel, ClassesOf(products), kind);
    }

    ImmutableArray<string> ClassesOf(IEnumerable<Product> products) =>
        [.. products.SelectMany(product => rules.Classes.GetValueOrDefault(product.Barcode, [])).Distinct().Order(StringComparer.Ordinal)];
}
