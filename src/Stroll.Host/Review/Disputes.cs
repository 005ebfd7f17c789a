using System.Text.Json;
using Stroll.Host.Complaints;
using Stroll.Host.Database;
using Stroll.Host.Visits;
using Stroll.Payments.Documents;
using Stroll.Review.Streams;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>What a shopper says of a receipt is looked into by people who know neither the receipt nor the complaint: each visit of the party is a case of its own.</summary>
/// <remarks>
/// Money that was given back at once stays given back, whatever they see; where they see less than was charged, the rest follows
/// (<see cref="VisitFindings"/>). A refusal is never theirs: it is the decision of somebody who can be asked for the reason.
/// </remarks>
public static class Disputes
{
    const string Rule = "complaint";

    /// <summary>Asks people to look, once for each visit.</summary>
    /// <param name="transaction">That in which the complaint is kept.</param>
    /// <param name="complaint">What was heard.</param>
    /// <param name="stake">What it is about, minor units.</param>
    /// <param name="due">After this nobody looks any more, and staff decide without it.</param>
    internal static void Open(Transaction transaction, Complaint complaint, long stake, Instant due)
    {
        foreach (var row in transaction.Query<MemberRow>(
            "SELECT v.visit, v.ready_ns FROM party_member m JOIN review_visit v ON v.visit = m.visit WHERE m.party = @Party AND v.ready_ns IS NOT NULL ORDER BY v.visit",
            new { complaint.Party }))
        {
            var selection = new Selection(CaseStream.Dispute, Rule, stake, new(1), Rule);
            CaseTable.PutVisitCase(transaction, selection, new(Guid.Parse(row.Visit)), (new(row.ReadyNs), complaint.At, due));
        }
    }

    /// <summary>What people saw in the visits of a party who looked because of a complaint; none while they look, or where they could not tell.</summary>
    /// <param name="transaction">Of the store.</param>
    /// <param name="party">Whose receipt.</param>
    /// <returns>Pieces by barcode.</returns>
    public static IReadOnlyDictionary<string, int>? Seen(Transaction transaction, string party)
    {
        var verdicts = transaction.Query<VerdictRow>(
            "SELECT c.verdict FROM review_case c JOIN party_member m ON m.visit = c.subject WHERE c.stream = 'dispute' AND m.party = @party", new { party });
        return verdicts.Count == 0 || verdicts.Any(row => row.Verdict is null) ? null
            : verdicts.SelectMany(row => JsonSerializer.Deserialize<SeenLine[]>(row.Verdict!)!).GroupBy(line => line.Barcode, StringComparer.Ordinal)
                .ToDictionary(lines => lines.Key, lines => lines.Sum(line => line.Quantity), StringComparer.Ordinal);
    }

    /// <summary>Settles the complaints that wait and are met by a new version of the receipt.</summary>
    internal static void Meet(Transaction transaction, string party, IssuedReceipt before, IssuedReceipt after, string words)
    {
        foreach (var waiting in ComplaintTable.Of(transaction, party).Where(one => one is { State: ComplaintState.Waiting, Line: > 0 }))
        {
            var (was, stays) = (LineOf(before, waiting.Line), LineOf(after, waiting.Line));
            if (stays < was && stays <= waiting.Stays)
            {
                ComplaintTable.Settle(transaction, waiting.Number, ComplaintState.Refunded, words, before.Total - after.Total);
            }
        }
    }

    static int LineOf(IssuedReceipt receipt, int number) => receipt.Lines.FirstOrDefault(line => line.Number == number)?.Quantity ?? 0;

    sealed record SeenLine(string Barcode, int Quantity);

    sealed record MemberRow
    {
        public string Visit { get; init; } = "";

        public long ReadyNs { get; init; }
    }

    sealed record VerdictRow
    {
        public string? Verdict { get; init; }
    }
}
