using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Host.Database;
using Stroll.Observations;
using Stroll.Review.Consensus;
using Stroll.Review.Routing;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>What routing remembers: every question that came up, whether it was asked or not.</summary>
static class RoutingTable
{
    // A guarantee looks at so many of the last audits.
    const int MostAudits = 5000;

    /// <summary>Notes a question when it comes up for the first time.</summary>
    internal static void Note(Transaction transaction, CaseId question, double loss, bool isHeld, bool isAsked) => transaction.Execute(
        """
        INSERT INTO review_candidate (case_id, visit_no, score, held, asked)
        VALUES (@id, (SELECT COUNT(*) FROM review_visit), @loss, @held, @asked) ON CONFLICT (store, case_id) DO NOTHING
        """,
        new { id = question.Text, loss, held = isHeld ? 1 : 0, asked = isAsked ? 1 : 0 });

    /// <summary>What the limit of the rules needs to know of the visits before.</summary>
    internal static RouterState State(Transaction transaction, RoutingRules rules) => rules.Limit switch
    {
        RoutingLimit.Budget budget => OfBudget(transaction, budget),
        RoutingLimit.Guarantee guarantee => RouterState.Start with { Threshold = Guaranteed(transaction, guarantee.Overcharged).Threshold },
        _ => RouterState.Start,
    };

    /// <summary>The loosest threshold for which audits vouch.</summary>
    internal static GuaranteedThreshold Guaranteed(Transaction transaction, Probability promise)
    {
        var audits = transaction.Query<AuditedRow>(
            """
            SELECT v.score, v.machine, c.verdict FROM review_case c JOIN review_visit v ON v.visit = c.subject
            WHERE c.stream = 'audit' AND c.verdict IS NOT NULL AND v.machine IS NOT NULL ORDER BY c.settled_ns DESC, c.id LIMIT @most
            """,
            new { most = MostAudits });
        return GuaranteedThreshold.From([.. audits.Select(row => new AuditedScore(row.Score, IsOvercharged(row)))], promise, Missed(transaction));
    }

    static RouterState OfBudget(Transaction transaction, RoutingLimit.Budget budget)
    {
        var visits = transaction.First<long>("SELECT COUNT(*) FROM review_visit");
        var learned = visits - (visits % Router.Relearned);
        var scores = transaction.Query<double>(
            "SELECT score FROM review_candidate WHERE held = 1 AND visit_no > @from AND visit_no <= @learned", new { from = learned - Router.Window, learned });
        var asked = transaction.Query<long>("SELECT visit_no FROM review_candidate WHERE asked = 1 AND visit_no > @from ORDER BY visit_no", new { from = visits - Router.Window });
        return RouterState.Start with
        {
            Threshold = learned == 0 ? 0 : Router.ThresholdFor(budget, learned, scores),
            ScoredVisits = visits,
            Asked = ImmutableQueue.CreateRange(asked),
        };
    }

    static bool IsOvercharged(AuditedRow row)
    {
        var taken = JsonSerializer.Deserialize<SeenLine[]>(row.Verdict)!.ToLookup(line => line.Barcode, line => line.Quantity, StringComparer.Ordinal);
        return JsonSerializer.Deserialize<BilledLine[]>(row.Machine)!.GroupBy(line => line.Barcode, StringComparer.Ordinal)
            .Any(same => same.Sum(line => line.Quantity) > taken[same.Key].Sum());
    }

    /// <summary>How many of the machine's errors people overlook, the high end: from the gold of all of them.</summary>
    static Probability Missed(Transaction transaction)
    {
        var record = transaction.Query<string>("SELECT DISTINCT reviewer FROM review_answer ORDER BY reviewer")
            .Select(reviewer => AnswerTable.RecordOf(transaction, reviewer)).Aggregate(ReviewerRecord.Unknown, (sum, one) => sum + one);
        return new(1 - record.Sensitivity.Range.Low);
    }

    sealed record SeenLine(string Barcode, int Quantity);

    sealed record AuditedRow
    {
        public double Score { get; init; }

        public string Machine { get; init; } = "";

        public string Verdict { get; init; } = "";
    }
}
