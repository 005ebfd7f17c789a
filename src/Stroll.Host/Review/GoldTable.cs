using System.Security.Cryptography;
using System.Text;
using Stroll.Host.Database;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Review.Trust;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>Cases whose answer is known.</summary>
public static class GoldTable
{
    /// <summary>The rule of gold at the beginning of a shift.</summary>
    internal const string WarmUp = "warm-up";

    const string InShift = "gold";

    const int FewestAgainst = 2;

    /// <summary>Takes a case in: one that several people agreed on, or one that staff acted on purpose.</summary>
    /// <param name="transaction">Of the store.</param>
    /// <param name="caseId">Whose clip is shown.</param>
    /// <param name="truth">What is true.</param>
    /// <param name="catalogue">Of the store.</param>
    /// <param name="now">The moment.</param>
    public static void Add(Transaction transaction, string caseId, Deeds truth, Catalogue catalogue, Instant now)
    {
        var (row, text) = (CaseTable.Find(transaction, caseId), DeedsText.Write(truth, catalogue));
        if (row is not null)
        {
            Add(transaction, row, text, now);
        }
    }

    /// <summary>Retires all gold that shows a product: it looks different now.</summary>
    /// <returns>How many there were.</returns>
    public static int Retire(Transaction transaction, string barcode) => transaction.Execute(
        "UPDATE review_gold SET retired = 'product changed' WHERE retired IS NULL AND id IN (SELECT id FROM review_case WHERE offered LIKE @part)",
        new { part = $"%\"{barcode}\"%" });

    internal static void Add(Transaction transaction, CaseRow row, string truth, Instant now) => transaction.Execute(
        "INSERT INTO review_gold (id, truth, is_machine_wrong, at_ns) VALUES (@Id, @truth, @wrong, @at) ON CONFLICT (store, id) DO NOTHING",
        new { row.Id, truth, wrong = truth == row.Machine ? 0 : 1, at = now.Nanoseconds });

    /// <summary>Gold that was made for this person and is not answered: somebody who went for a break finds it again.</summary>
    internal static CaseRow? Begun(Transaction transaction, string reviewer, Instant now) => transaction.First<CaseRow>(
        """
        SELECT c.* FROM review_case c WHERE c.only_for = @reviewer AND c.stream = 'gold' AND c.status = 'open' AND c.due_ns > @now
          AND (c.holder IS NULL OR c.lease_ns <= @now) AND NOT EXISTS (SELECT 1 FROM review_seen s WHERE s.case_id = c.id AND s.reviewer = @reviewer)
        ORDER BY c.opened_ns, c.id LIMIT 1
        """,
        new { reviewer, now = now.Nanoseconds });

    /// <summary>Retires gold that people keep contradicting: it is more likely wrong than they are.</summary>
    internal static void Doubt(Transaction transaction, string gold)
    {
        var row = transaction.First<DoubtRow>(
            """
            SELECT COUNT(*) AS answers, CAST(SUM(CASE WHEN a.said = c.known THEN 0 ELSE 1 END) AS BIGINT) AS against
            FROM review_case c JOIN review_answer a ON a.case_id = c.id WHERE c.gold = @gold AND a.kind = 'happened'
            """,
            new { gold })!;
        if (row.Against >= FewestAgainst && 2 * row.Against >= row.Answers)
        {
            transaction.Execute("UPDATE review_gold SET retired = 'contradicted' WHERE id = @gold AND retired IS NULL", new { gold });
        }
    }

    /// <summary>Makes a case out of gold for one person; none where they have seen all of it.</summary>
    internal static CaseRow? Make(Transaction transaction, GoldRules rules, string reviewer, bool isWarmUp, double draw, Instant now)
    {
        var gold = transaction.Query<GoldRow>("SELECT * FROM review_gold WHERE retired IS NULL ORDER BY id");
        var seen = transaction.Query<string>(
            "SELECT case_id FROM review_seen WHERE reviewer = @reviewer UNION SELECT gold FROM review_case WHERE only_for = @reviewer AND gold IS NOT NULL", new { reviewer });
        var chosen = GoldPolicy.Choose(
            rules, gold.Select(g => new GoldCase(g.Id, g.IsMachineWrong == 1, (int)g.Uses, false)), seen.ToHashSet(StringComparer.Ordinal), draw);
        return chosen is { } one ? Show(transaction, rules, gold.Single(g => g.Id == one.Id), reviewer, isWarmUp ? WarmUp : InShift, now) : null;
    }

    static CaseRow Show(Transaction transaction, GoldRules rules, GoldRow gold, string reviewer, string rule, Instant now)
    {
        var source = CaseTable.Find(transaction, gold.Id)!;
        var id = "case-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{gold.Id}\n{reviewer}")).AsSpan(0, 12));
        transaction.Execute(
            """
            INSERT INTO review_case (id, stream, subject, at_ns, opened_ns, due_ns, loss, rule, score, probability, design, words, offered, machine, doubt, status, only_for, known, gold)
            VALUES (@id, 'gold', @Subject, @AtNs, @now, @due, 0, @rule, 0, @rate, @Design, @Words, @Offered, @Machine, @Doubt, 'open', @reviewer, @Truth, @Gold)
            """,
            new
            {
                id,
                source.Subject,
                source.AtNs,
                now = now.Nanoseconds,
                due = (now + TimeSpan.FromDays(1)).Nanoseconds,
                rule,
                rate = rules.Rate.Value,
                source.Design,
                source.Words,
                source.Offered,
                source.Machine,
                source.Doubt,
                reviewer,
                gold.Truth,
                Gold = gold.Id,
            });
        transaction.Execute(
            "UPDATE review_gold SET uses = uses + 1, retired = CASE WHEN uses + 1 >= @most THEN 'seen often' ELSE retired END WHERE id = @id", new { most = rules.MostUses, id = gold.Id });
        return CaseTable.Find(transaction, id)!;
    }

    sealed record DoubtRow
    {
        public long Answers { get; init; }

        public long Against { get; init; }
    }

    sealed record GoldRow
    {
        public string Id { get; init; } = "";

        public string Truth { get; init; } = "";

        public long IsMachineWrong { get; init; }

        public long Uses { get; init; }
    }
}
