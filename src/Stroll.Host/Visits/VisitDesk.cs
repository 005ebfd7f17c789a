using System.Diagnostics;
using Stroll.Host.Database;
using Stroll.Host.Entry;
using Stroll.Host.Journal;
using Stroll.Host.Payments;
using Stroll.Host.Stores;
using Stroll.Payments.Collecting;
using Stroll.Payments.Documents;
using Stroll.Payments.Prices;
using Stroll.Payments.Visits;
using Stroll.Units;

namespace Stroll.Host.Visits;

/// <summary>Follows every party from the gate to its receipt, and tells the cashier what each owes.</summary>
/// <remarks>
/// Works inside the transaction that tells of the events, so a party, its receipt, the ledger and the payment's next request are there together or not at
/// all. Calls to the provider are left for the cashier's next round.
/// </remarks>
public sealed class VisitDesk(IDatabase database, Cashier cashier, VisitDeskSettings settings) : IStoreListener
{
    readonly ReceiptOffice _office = new(cashier, settings);
    readonly CartWatch _carts = new(cashier, settings);

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
    public Result<IssuedReceipt> Correct(Correction correction, Action<Transaction, IssuedReceipt> alongside) =>
        database.Write(transaction => _office.Correct(transaction, correction, alongside));

    /// <summary>Staff have looked whether somebody who came in behind a payer belongs to them.</summary>
    /// <param name="party">Where more people came in than were declared.</param>
    /// <param name="isTogether">True: the payer pays for all. False: who came in last is a visit of their own, which staff settle in cash or the exit asks.</param>
    /// <param name="who">Which account; stands in the journal.</param>
    /// <returns><c>visit.not-tailgated</c> when nobody asks this of the party.</returns>
    public Fault? Decide(string party, bool isTogether, string who) => database.Write<Fault?>(transaction =>
    {
        if (PartyTable.Find(transaction, party) is not { Phase: not VisitPhase.Closed } visit || !visit.Questions.Contains(Visiting.Tailgating))
        {
            return new Fault("visit.not-tailgated", party, "nobody asks whether its people belong together");
        }

        if (isTogether)
        {
            Keep(transaction, Visiting.Step(visit with { Declared = visit.Measured }, new VisitInput.QuestionClosed(cashier.Now, Visiting.Tailgating), settings.Rules));
        }
        else
        {
            Part(transaction, visit);
        }

        JournalTable.Write(transaction, cashier.Now, who, "tailgating-decided", new { party, isTogether });
        return null;
    });

    /// <summary>The retailer has priced a visit, or has not in time; <see cref="ReceiptOffice.Price"/>.</summary>
    internal Fault? Price(Transaction transaction, IssuedReceipt own, OutsideAnswer? answer) => _office.Price(transaction, own, answer);

    void Take(Transaction transaction, StoreEvent one)
    {
        switch (one)
        {
            case StoreEvent.VisitOpened opened:
                Open(transaction, opened);
                break;
            case StoreEvent.CartChanged changed:
                PartyTable.Know(transaction, changed.Visit, changed.Cart, isReady: false);
                LookAt(transaction, changed.Visit);
                break;
            case StoreEvent.VisitLeft left:
                PartyTable.WentOut(transaction, left.Visit, left.At);
                Step(transaction, left.Visit, new VisitInput.WentOut(left.At));
                break;
            case StoreEvent.ReceiptReady ready:
                PartyTable.Know(transaction, ready.Visit, ready.Receipt, isReady: true);
                LookAt(transaction, ready.Visit);
                if (PartyTable.PartyOf(transaction, ready.Visit) is { } party && PartyTable.IsReady(transaction, party))
                {
                    Step(transaction, ready.Visit, new VisitInput.SourcesPassed(ready.At));
                }

                break;
            case StoreEvent.ReceiptRevised revised:
                PartyTable.Know(transaction, revised.Visit, revised.Receipt, isReady: true);
                if (PartyTable.PartyOf(transaction, revised.Visit) is { } of)
                {
                    _office.Revise(transaction, of);
                }

                break;
            case StoreEvent.QuestionAsked asked:
                foreach (var visit in asked.Visits)
                {
                    Step(transaction, visit, new VisitInput.QuestionOpened(asked.At, asked.Question.Id.Text));
                }

                break;
            case StoreEvent.QuestionWithdrawn withdrawn:
                foreach (var open in PartyTable.NotClosed(transaction).Where(v => v.Questions.Contains(withdrawn.Question.Id.Text)))
                {
                    Keep(transaction, Visiting.Step(open, new VisitInput.QuestionClosed(withdrawn.At, withdrawn.Question.Id.Text), settings.Rules));
                }

                break;
            default:
                // Words and health are for others.
                break;
        }
    }

    void LookAt(Transaction transaction, VisitId visit)
    {
        if (PartyTable.PartyOf(transaction, visit) is { } party)
        {
            _carts.Look(transaction, party);
        }
    }

    void Open(Transaction transaction, StoreEvent.VisitOpened opened)
    {
        if (PartyTable.PartyOf(transaction, opened.Visit) is not null)
        {
            return;
        }

        var admitted = EntryTable.Claim(transaction, opened.Shopper, opened.At);
        if (Belonging(transaction, admitted, opened) is { } party)
        {
            PartyTable.Join(transaction, opened.Visit, party.Name, opened.Shopper);
            Keep(transaction, Visiting.Step(party, party.Left is null ? new VisitInput.Joined(opened.At) : new VisitInput.CameBack(opened.At), settings.Rules));
            return;
        }

        Begin(transaction, opened, admitted);
    }

    /// <summary>The party that somebody comes in with: the one whose gate they passed, or the one that they have left a moment ago.</summary>
    Visit? Belonging(Transaction transaction, Admitted? admitted, StoreEvent.VisitOpened opened) =>
        (admitted?.Party ?? PartyTable.OfShopper(transaction, opened.Shopper)) is { } name
        && PartyTable.Find(transaction, name) is { Phase: not VisitPhase.Closed } party
        && (admitted is not null || party.Left is not null)
        && (party.Left is not { } left || opened.At - left <= settings.Rules.BackWithin)
            ? party
            : null;

    void Begin(Transaction transaction, StoreEvent.VisitOpened opened, Admitted? admitted)
    {
        // Whoever comes back too late is a new visit of the same payer.
        var name = admitted is not null && PartyTable.Find(transaction, admitted.Party) is null ? admitted.Party : opened.Visit.ToString();
        PartyTable.Join(transaction, opened.Visit, name, opened.Shopper);
        var walkIn = admitted is null ? settings.Unannounced(opened.Shopper) : new(admitted.Token, 0);
        Keep(transaction, new(name, admitted?.Means ?? EntryMeans.Open, walkIn.Token, admitted?.People ?? 1, opened.At));
        if (admitted?.Means != EntryMeans.Badge)
        {
            cashier.Later(name, cashier.Open(transaction, name, walkIn.Token, settings.Prices().Currency.Code, walkIn.Hold));
        }
    }

    /// <summary>Who came in last becomes a visit of their own, for which nobody is known to pay.</summary>
    void Part(Transaction transaction, Visit visit)
    {
        var (member, left, isReady) = PartyTable.Newest(transaction, visit.Name);
        PartyTable.Move(transaction, member, member);
        cashier.Later(member, cashier.Open(transaction, member, "", settings.Prices().Currency.Code, hold: 0));
        Keep(transaction, new(member, EntryMeans.Open, "", 1, left ?? cashier.Now) { Inside = left is null ? 1 : 0, Left = left, CompleteAt = isReady ? cashier.Now : null });
        var rest = Visiting.Step(visit, new VisitInput.Parted(cashier.Now, left is null), settings.Rules);
        Keep(transaction, PartyTable.IsReady(transaction, visit.Name) ? Visiting.Step(rest, new VisitInput.SourcesPassed(cashier.Now), settings.Rules) : rest);
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
            _office.First(transaction, party);
        }
    }
}
