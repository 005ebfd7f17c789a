using System.Text.Json;
using Stroll.Host.Database;
using Stroll.Host.Journal;
using Stroll.Host.Stores;
using Stroll.Host.Visits;
using Stroll.Payments.Documents;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>Gives back what people who watch a whole visit, by chance or after a complaint, find to be charged too much. What was charged too little stays as it is: a receipt changes only in the shopper's favour.</summary>
/// <remarks>
/// The figure of accuracy is made from what was charged before the audit, which <see cref="VisitTable"/> keeps: correcting a receipt does not make the
/// store look better. What stays on a line is worked out from the verdict alone, never from the line, so that a crash between the receipt and
/// the note gives nothing back twice, nor what a complaint gave back already.
/// </remarks>
/// <param name="database">Of the store.</param>
/// <param name="visits">Makes new versions of receipts.</param>
/// <param name="rules">For the grace in which an answer can be taken back.</param>
public sealed class VisitFindings(IDatabase database, VisitDesk visits, ReviewRules rules)
{
    const int AtOnce = 50;

    const string ByChance = "Somebody checked this visit by chance and did not see it taken.";
    const string AfterComplaint = "Somebody looked at this visit again and did not see it taken.";

    /// <summary>Acts on cases of whole visits that were decided and cannot be taken back any more, where the receipt is issued.</summary>
    /// <returns>How many receipts changed.</returns>
    public int Act(Instant now) => database.Read(transaction => Found(transaction, now)).Count(finding => Correct(finding, now));

    static IReadOnlyList<Finding> Settled(Transaction transaction, Instant before) => [.. transaction.Query<FoundRow>(
        """
        SELECT c.id, c.stream, m.party, m.visit FROM review_case c JOIN party_member m ON m.visit = c.subject
        WHERE c.stream IN ('audit', 'dispute') AND c.verdict IS NOT NULL AND c.settled_ns <= @before
          AND NOT EXISTS (SELECT 1 FROM review_correction done WHERE done.case_id = c.id)
          AND EXISTS (SELECT 1 FROM receipt_version r WHERE r.party = m.party) ORDER BY c.settled_ns, c.id LIMIT @most
        """,
        new { before = before.Nanoseconds, most = AtOnce }).Select(row => new Finding(row.Id, row.Party, row.Visit, row.Stream))];

    IReadOnlyList<Finding> Found(Transaction transaction, Instant now) => Settled(transaction, now - rules.Grace);

    bool Correct(Finding finding, Instant now)
    {
        var before = database.Read(transaction => ReceiptTable.Of(transaction, finding.Party))[^1];
        var excess = database.Read(transaction => Excess(transaction, finding, before));
        if (excess.Count > 0 && visits.Correct(
            new Correction(finding.Party, null, [.. excess], IssueCause.Answered, finding.Words),
            (transaction, after) => Note(transaction, finding, before, after, now)) is Result<IssuedReceipt>.Good)
        {
            return true;
        }

        database.Write(transaction => Note(transaction, finding, before, before, now));
        return false;
    }

    /// <summary>Lines that hold more than was seen, each with what stays on it.</summary>
    static List<(int Line, int Stays)> Excess(Transaction transaction, Finding finding, IssuedReceipt receipt)
    {
        var seen = Taken(transaction, finding);
        var excess = new List<(int, int)>();
        foreach (var product in receipt.Lines.Where(line => line.Quantity > 0).GroupBy(line => line.Barcode, StringComparer.Ordinal))
        {
            var left = seen.GetValueOrDefault(product.Key);
            foreach (var line in product)
            {
                var stays = Math.Clamp(left, 0, line.Quantity);
                left -= stays;
                if (stays < line.Quantity)
                {
                    excess.Add((line.Number, stays));
                }
            }
        }

        return excess;
    }

    /// <summary>What the party took: by what people saw last where they watched a member, and as charged for the others.</summary>
    static Dictionary<string, int> Taken(Transaction transaction, Finding finding)
    {
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in transaction.Query<MemberRow>(
            """
            SELECT v.lines, (SELECT c.verdict FROM review_case c WHERE c.stream IN ('audit', 'dispute') AND c.subject = m.visit AND c.verdict IS NOT NULL
                ORDER BY c.settled_ns DESC, c.id LIMIT 1) AS verdict
            FROM party_member m JOIN review_visit v ON v.visit = m.visit WHERE m.party = @Party
            """,
            new { finding.Party }))
        {
            foreach (var line in JsonSerializer.Deserialize<SeenLine[]>(row.Verdict ?? row.Lines)!)
            {
                taken[line.Barcode] = taken.GetValueOrDefault(line.Barcode) + line.Quantity;
            }
        }

        return taken;
    }

    static void Note(Transaction transaction, Finding finding, IssuedReceipt before, IssuedReceipt after, Instant now)
    {
        transaction.Execute(
            "INSERT INTO review_correction (case_id, party, version, minor, at_ns) VALUES (@Case, @Party, @version, @minor, @at) ON CONFLICT (store, case_id) DO NOTHING",
            new { finding.Case, finding.Party, version = after.Version, minor = before.Total - after.Total, at = now.Nanoseconds });
        if (after.Version > before.Version)
        {
            Disputes.Meet(transaction, finding.Party, before, after, finding.Words);
            JournalTable.Write(transaction, now, "stroll", finding.IsDispute ? "dispute corrected a receipt" : "audit corrected a receipt", new { finding.Visit, finding.Party, version = after.Version, minor = before.Total - after.Total });
        }
    }

    sealed record Finding(string Case, string Party, string Visit, string Stream)
    {
        internal bool IsDispute => Stream == "dispute";

        internal string Words => IsDispute ? AfterComplaint : ByChance;
    }

    sealed record SeenLine(string Barcode, int Quantity);

    sealed record FoundRow
    {
        public string Id { get; init; } = "";

        public string Party { get; init; } = "";

        public string Visit { get; init; } = "";

        public string Stream { get; init; } = "";
    }

    sealed record MemberRow
    {
        public string Lines { get; init; } = "";

        public string? Verdict { get; init; }
    }
}
