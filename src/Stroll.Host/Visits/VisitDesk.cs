using System.Diagnostics;
using Stroll.Host.Database;
using Stroll.Host.Entry;
using Stroll.Host.Ledger;
using Stroll.Host.Outbox;
using Stroll.Host.Payments;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Payments.Collecting;
using Stroll.Payments.Documents;
using Stroll.Payments.Ledger;
using Stroll.Payments.Prices;
using Stroll.Payments.Visits;
using Stroll.Receipts;
using Stroll.Units;

namespace Stroll.Host.Visits;

/// <summary>Who pays for somebody whom no gate let in.</summary>
/// <param name="Token">Their token; empty where it is asked at the exit or staff take cash.</param>
/// <param name="Hold">What is held on it, minor units; 0 for nothing.</param>
public sealed record WalkIn(string Token, long Hold);

/// <summary>Pieces taken off a receipt that was issued.</summary>
/// <param name="Party">Whose.</param>
/// <param name="Version">The newest version that whoever corrects has seen; none where that does not matter.</param>
/// <param name="Lines">Numbers of lines with the pieces that stay; each line once.</param>
/// <param name="Cause">Who asked for it.</param>
/// <param name="Words">Why; the shopper reads it.</param>
public sealed record Correction(string Party, int? Version, IReadOnlyList<(int Number, int Quantity)> Lines, IssueCause Cause, string Words);

/// <summary>What the desk needs to know of the store.</summary>
/// <param name="Catalogue">Names.</param>
/// <param name="Prices">The price book that holds now; asked at every receipt.</param>
/// <param name="Rules">What shoppers are promised.</param>
/// <param name="Unannounced">Who pays for a shopper of this name whom no gate let in.</param>
public sealed record VisitDeskSettings(Catalogue Catalogue, Func<PriceBook> Prices, VisitRules Rules, Func<string, WalkIn> Unannounced);

/// <summary>Follows every party from the gate to its receipt, and tells the cashier what each owes.</summary>
/// <remarks>
/// Works inside the transaction that tells of the events, so a party, its receipt, the ledger and the payment's next request are there together or not at
/// all. Calls to the provider are left for the cashier's next round.
/// </remarks>
public sealed class VisitDesk(IDatabase database, Cashier cashier, VisitDeskSettings settings) : IStoreListener
{
    /// <inheritdoc/>
    public void Take(Transaction transaction, StoreKey store, IReadOnlyList<StoreEvent> events)
    {
        foreach (var one in events)
        {
            Take(transaction, one);
        }

        Close(transaction, events.Max(e => e.At));
    }

    /// <summary>Closes the visits whose time has come though nothing happens.</summary>
    /// <returns>How many were looked at.</returns>
    public int Watch()
    {
        var now = cashier.Now;
        return database.Read(transaction => PartyTable.Due(transaction, now)).Count == 0 ? 0 : database.Write(transaction => Close(transaction, now));
    }

    /// <summary>A person corrects a line after the receipt was issued: fewer pieces, and the rest is given back.</summary>
    /// <param name="party">Whose.</param>
    /// <param name="number">Of the line.</param>
    /// <param name="quantity">Pieces that stay.</param>
    /// <param name="cause">Who asked for it.</param>
    /// <param name="words">Why; the shopper reads it.</param>
    /// <returns>Bad with <c>receipt.none</c>, <c>receipt.line</c> or <c>receipt.not-favourable</c>.</returns>
    public Result<IssuedReceipt> Correct(string party, int number, int quantity, IssueCause cause, string words) =>
        Correct(new Correction(party, null, [(number, quantity)], cause, words), static (_, _) => { });

    /// <summary>The same for several lines: all of them or none.</summary>
    /// <param name="correction">What.</param>
    /// <param name="alongside">Runs in the same transaction once nothing can fail any more, with the newest version: for the journal.</param>
    /// <returns>Bad with the codes above, or <c>receipt.version</c> when the receipt has changed since it was looked at.</returns>
    public Result<IssuedReceipt> Correct(Correction correction, Action<Transaction, IssuedReceipt> alongside) => database.Write(transaction =>
    {
        if (ReceiptTable.Of(transaction, correction.Party) is not [.., var newest])
        {
            return new Result<IssuedReceipt>.Bad(new("receipt.none", correction.Party, "no receipt was issued"));
        }

        if (correction.Version is { } seen && seen != newest.Version)
        {
            return new Result<IssuedReceipt>.Bad(new("receipt.version", correction.Party, $"version {seen}, but {newest.Version} is the newest"));
        }

        var versions = new List<IssuedReceipt> { newest };
        foreach (var (number, quantity) in correction.Lines)
        {
            var next = Issuing.WithLess(versions[^1], number, quantity, new(cashier.Now, correction.Cause, correction.Words));
            if (next is not Result<IssuedReceipt>.Good(var receipt))
            {
                return next;
            }

            versions.Add(receipt);
        }

        foreach (var (before, after) in versions.Zip(versions.Skip(1)))
        {
            Issue(transaction, before, after);
        }

        alongside(transaction, versions[^1]);
        return new Result<IssuedReceipt>.Good(versions[^1]);
    });

    void Take(Transaction transaction, StoreEvent one)
    {
        switch (one)
        {
            case StoreEvent.VisitOpened opened:
                Open(transaction, opened);
                break;
            case StoreEvent.VisitLeft left:
                Step(transaction, left.Visit, new VisitInput.WentOut(left.At));
                break;
            case StoreEvent.ReceiptReady ready:
                PartyTable.Know(transaction, ready.Visit, ready.Receipt, isReady: true);
                if (PartyTable.PartyOf(transaction, ready.Visit) is { } party && PartyTable.IsReady(transaction, party))
                {
                    Step(transaction, ready.Visit, new VisitInput.SourcesPassed(ready.At));
                }

                break;
            case StoreEvent.ReceiptRevised revised:
                PartyTable.Know(transaction, revised.Visit, revised.Receipt, isReady: true);
                Revise(transaction, revised.Visit);
                break;
            case StoreEvent.QuestionAsked asked:
                foreach (var visit in asked.Visits)
                {
                    Step(transaction, visit, new VisitInput.QuestionOpened(asked.At, asked.Question.Id.Text));
                }

                break;
            case StoreEvent.QuestionWithdrawn withdrawn:
                foreach (var open in PartyTable.All(transaction).Where(v => v.Questions.Contains(withdrawn.Question.Id.Text)))
                {
                    Keep(transaction, Visiting.Step(open, new VisitInput.QuestionClosed(withdrawn.At, withdrawn.Question.Id.Text), settings.Rules));
                }

                break;
            default:
                // Carts before the exit, words and health are for others.
                break;
        }
    }

    void Open(Transaction transaction, StoreEvent.VisitOpened opened)
    {
        if (PartyTable.PartyOf(transaction, opened.Visit) is not null)
        {
            return;
        }

        var admitted = EntryTable.Claim(transaction, opened.Shopper, opened.At);
        var name = admitted?.Party ?? opened.Visit.ToString();
        PartyTable.Join(transaction, opened.Visit, name);
        if (PartyTable.Find(transaction, name) is { } party)
        {
            Keep(transaction, Visiting.Step(party, new VisitInput.Joined(opened.At), settings.Rules));
            return;
        }

        var walkIn = admitted is null ? settings.Unannounced(opened.Shopper) : new(admitted.Token, 0);
        Keep(transaction, new(name, admitted?.Means ?? EntryMeans.Open, walkIn.Token, admitted?.People ?? 1, opened.At));
        if (admitted?.Means != EntryMeans.Badge)
        {
            cashier.Later(name, cashier.Open(transaction, name, walkIn.Token, settings.Prices().Currency.Code, walkIn.Hold));
        }
    }

    void Step(Transaction transaction, VisitId visit, VisitInput input)
    {
        if (PartyTable.PartyOf(transaction, visit) is { } name && PartyTable.Find(transaction, name) is { } party)
        {
            Keep(transaction, Visiting.Step(party, input, settings.Rules));
        }
    }

    int Close(Transaction transaction, Instant now)
    {
        var due = PartyTable.Due(transaction, now);
        foreach (var name in due)
        {
            if (PartyTable.Find(transaction, name) is { } party)
            {
                Keep(transaction, Visiting.Step(party, new VisitInput.Waited(now), settings.Rules));
            }
        }

        return due.Count;
    }

    void Keep(Transaction transaction, Visit party)
    {
        var wasClosed = PartyTable.Find(transaction, party.Name)?.Phase == VisitPhase.Closed;
        PartyTable.Keep(transaction, party, settings.Rules);
        if (party.Phase == VisitPhase.Closed && !wasClosed && party.Means != EntryMeans.Badge)
        {
            First(transaction, party);
        }
    }

    void First(Transaction transaction, Visit party)
    {
        var members = PartyTable.Receipts(transaction, party.Name);
        var whole = members.Count > 0 ? PartyReceipt.Of(party.Name, members) : new(party.Name, "", party.Entered, party.Left, VisitStatus.Settled, []) { Party = party.Name };
        var (cause, words) = party.Because == ClosedBecause.Complete
            ? (IssueCause.Closed, "the visit is over and nothing that is charged is in doubt")
            : (IssueCause.PromiseRanOut, "the promised time is over; what is still in doubt is not charged");
        var first = Issuing.First(whole, settings.Catalogue, settings.Prices(), new(cashier.Now, cause, words));
        if (first is Result<IssuedReceipt>.Bad(var fault))
        {
            // Nobody is charged for what cannot be right; somebody looks at it.
            PaymentTable.Add(transaction, party.Name, new(AlarmKind.NeedsPerson, fault.ToString()), cashier.Now);
            first = Issuing.First(whole with { Lines = [] }, settings.Catalogue, settings.Prices(), new(cashier.Now, cause, fault.Found));
        }

        Issue(transaction, null, ((Result<IssuedReceipt>.Good)first).Value);
    }

    /// <summary>A closed visit's receipt follows what is believed now, if that is good for the shopper.</summary>
    void Revise(Transaction transaction, VisitId visit)
    {
        if (PartyTable.PartyOf(transaction, visit) is not { } party || ReceiptTable.Of(transaction, party) is not [.., var before])
        {
            return;
        }

        var whole = PartyReceipt.Of(party, PartyTable.Receipts(transaction, party));
        var reason = new IssueReason(cashier.Now, IssueCause.Answered, "somebody has looked, or a sensor told late");
        if (Issuing.Anew(before, whole, settings.Catalogue, settings.Prices(), reason) is Result<IssuedReceipt>.Good(var after) && after.Total < before.Total)
        {
            Issue(transaction, before, after);
        }
    }

    void Issue(Transaction transaction, IssuedReceipt? before, IssuedReceipt after)
    {
        ReceiptTable.Add(transaction, after);
        if (Booking.Of(before, after) is { } entry)
        {
            LedgerTable.Book(transaction, entry);
        }

        OutboxTable.Add(
            transaction, "ReceiptIssued", after.Visit,
            new { visit = after.Visit, version = after.Version, total = after.Total, currency = after.Currency, cause = after.Cause.ToString(), digest = after.Digest() },
            cashier.Now);
        cashier.Later(after.Visit, cashier.Take(transaction, after.Visit, new PaymentInput.Fix(cashier.Now, after.Total)));
    }
}
