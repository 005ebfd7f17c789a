using System.Collections.Immutable;
using Stroll.Host.Database;
using Stroll.Host.Ledger;
using Stroll.Host.Letters;
using Stroll.Host.Outbox;
using Stroll.Host.Payments;
using Stroll.Payments.Collecting;
using Stroll.Payments.Documents;
using Stroll.Payments.Ledger;
using Stroll.Payments.Prices;
using Stroll.Payments.Visits;
using Stroll.Receipts;
using Stroll.Units;

namespace Stroll.Host.Visits;

/// <summary>Makes receipts of parties, and does all that goes with a version in the transaction in which it is made: ledger, payment, messages, letters.</summary>
sealed class ReceiptOffice(Cashier cashier, VisitDeskSettings settings)
{
    /// <summary>A visit was closed: its first version, or the question to the retailer what it costs.</summary>
    internal void First(Transaction transaction, Visit party)
    {
        var (cause, words) = party.Because == ClosedBecause.Complete
            ? (IssueCause.Closed, "the visit is over and nothing that is charged is in doubt")
            : (IssueCause.PromiseRanOut, "the promised time is over; what is still in doubt is not charged");
        var own = AtOwnPrices(transaction, Whole(transaction, party), new(cashier.Now, cause, words));
        if (settings.AsksPrices && !own.Lines.IsEmpty)
        {
            PricingTable.Ask(transaction, own, cashier.Now);
        }
        else
        {
            Issue(transaction, null, own);
        }
    }

    /// <summary>The retailer has given its prices, or has not.</summary>
    /// <param name="transaction">Of the store.</param>
    /// <param name="own">The version that waits, at the store's own prices.</param>
    /// <param name="answer">None when nothing sensible came in time: then the own prices hold.</param>
    /// <returns>Why the answer cannot be used; then nothing was done.</returns>
    internal Fault? Price(Transaction transaction, IssuedReceipt own, OutsideAnswer? answer)
    {
        var priced = answer is null ? new Result<IssuedReceipt>.Good(own) : Repricing.Of(own, answer);
        if (priced is not Result<IssuedReceipt>.Good(var receipt))
        {
            return ((Result<IssuedReceipt>.Bad)priced).Fault;
        }

        var believed = Whole(transaction, PartyTable.Find(transaction, own.Visit)!);
        Issue(transaction, null, receipt);
        // Answers of people that came while the prices were awaited.
        Follow(transaction, receipt, believed);
        return null;
    }

    /// <summary>A closed visit's receipt follows what is believed now, if that is good for the shopper.</summary>
    internal void Revise(Transaction transaction, string party)
    {
        if (ReceiptTable.Of(transaction, party) is [.., var before])
        {
            Follow(transaction, before, PartyReceipt.Of(party, PartyTable.Receipts(transaction, party)));
        }
    }

    /// <summary>Fewer pieces on some lines: all of them or none.</summary>
    internal Result<IssuedReceipt> Correct(Transaction transaction, Correction correction, Action<Transaction, IssuedReceipt> alongside)
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
    }

    static Receipt Whole(Transaction transaction, Visit party)
    {
        var members = PartyTable.Receipts(transaction, party.Name);
        return members.Count > 0
            ? PartyReceipt.Of(party.Name, members)
            : new(party.Name, "", party.Entered, party.Left, VisitStatus.Settled, []) { Party = party.Name };
    }

    IssuedReceipt AtOwnPrices(Transaction transaction, Receipt whole, IssueReason reason)
    {
        var first = Issuing.First(whole, settings.Catalogue, settings.Prices(), reason);
        if (first is Result<IssuedReceipt>.Bad(var fault))
        {
            // Nobody is charged for what cannot be right; somebody looks at it.
            PaymentTable.Add(transaction, whole.Visit, new(AlarmKind.NeedsPerson, fault.ToString()), cashier.Now);
            first = Issuing.First(whole with { Lines = [] }, settings.Catalogue, settings.Prices(), reason with { Words = fault.Found });
        }

        return ((Result<IssuedReceipt>.Good)first).Value;
    }

    void Follow(Transaction transaction, IssuedReceipt before, Receipt whole)
    {
        var reason = new IssueReason(cashier.Now, IssueCause.Answered, "somebody has looked, or a sensor told late");
        var next = settings.AsksPrices
            ? Repricing.Lessened(before, whole, settings.Catalogue, reason)
            : Issuing.Anew(before, whole, settings.Catalogue, settings.Prices(), reason);
        if (next is Result<IssuedReceipt>.Good(var after) && after.Total < before.Total)
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
        LetterTable.Add(transaction, after, cashier.Now);
        cashier.Later(after.Visit, cashier.Take(transaction, after.Visit, new PaymentInput.Fix(cashier.Now, after.Total)));
    }
}
