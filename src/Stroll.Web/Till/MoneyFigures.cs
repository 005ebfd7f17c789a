using System.Collections.Immutable;
using Stroll.Host.Complaints;
using Stroll.Host.Review;
using Stroll.Host.Database;
using Stroll.Host.Ledger;
using Stroll.Host.Payments;
using Stroll.Host.Visits;
using Stroll.Payments.Documents;
using Stroll.Payments.Ledger;
using Stroll.Units;

namespace Stroll.Web.Till;

/// <summary>A receipt as the money page lists it.</summary>
/// <param name="Now">Its newest version.</param>
/// <param name="Versions">How many there are.</param>
/// <param name="Phase">Where its payment stands; empty where nobody pays.</param>
/// <param name="Outstanding">What is still owed, minor units; below zero is owed to the shopper.</param>
/// <param name="Code">Of the shopper's link.</param>
public sealed record BilledReceipt(IssuedReceipt Now, int Versions, string Phase, long Outstanding, string Code);

/// <summary>What the money page shows.</summary>
/// <param name="Receipts">Of the last days, newest first.</param>
/// <param name="Complaints">That wait for a person, oldest first, each with what people saw who looked at the visit without knowing of it; none while they look.</param>
/// <param name="Balances">Of the ledger; each currency sums to zero.</param>
/// <param name="Alarms">That a person must look at, newest first.</param>
/// <param name="Days">What the comparison of ledger, provider and receipts found, newest first.</param>
public sealed record MoneyFigures(
    ImmutableArray<BilledReceipt> Receipts, IReadOnlyList<(Complaint Complaint, IReadOnlyDictionary<string, int>? Seen)> Complaints, ImmutableArray<Posting> Balances, IReadOnlyList<MoneyAlarm> Alarms,
    IReadOnlyList<ComparedDay> Days)
{
    const int MostReceipts = 100;

    /// <summary>Collects them.</summary>
    public static MoneyFigures Of(Transaction transaction, Instant from, Instant until) => new(
        [
            .. ReceiptTable.IssuedBetween(transaction, from, until).Select(party => Of(transaction, party))
                .OrderByDescending(billed => billed.Now.At.Nanoseconds).Take(MostReceipts),
        ],
        [.. ComplaintTable.Waiting(transaction, 50).Select(one => (one, Disputes.Seen(transaction, one.Party)))],
        LedgerTable.Balances(transaction),
        PaymentTable.Alarms(transaction, 20),
        DayTable.Newest(transaction, 7));

    static BilledReceipt Of(Transaction transaction, string party)
    {
        var versions = ReceiptTable.Of(transaction, party);
        var payment = PaymentTable.Find(transaction, party);
        return new(versions[^1], versions.Length, payment?.Phase.ToString() ?? "", payment?.Outstanding ?? 0, ReceiptTable.CodeOf(transaction, party) ?? "");
    }
}
