using System.Text.Json;
using Stroll.Host.Database;
using Stroll.Host.Stores;
using Stroll.Layout;
using Stroll.Receipts;
using Stroll.Units;

namespace Stroll.Host.Review;

/// <summary>What the accuracy page has to know of each visit.</summary>
static class VisitTable
{
    /// <summary>The kinds of visits that audits tell apart.</summary>
    internal static readonly string[] Kinds = ["sure", "doubtful"];

    internal static void Open(Transaction transaction, VisitId visit, Instant at) => transaction.Execute(
        "INSERT INTO review_visit (visit, stratum, lines, charged, entered_ns) VALUES (@visit, '', '[]', 0, @at) ON CONFLICT (store, visit) DO NOTHING",
        new { visit = visit.ToString(), at = at.Nanoseconds });

    internal static void Leave(Transaction transaction, VisitId visit, Instant at) => transaction.Execute(
        "UPDATE review_visit SET left_ns = @at WHERE visit = @visit", new { visit = visit.ToString(), at = at.Nanoseconds });

    /// <summary>Keeps the greatest expected loss of a question about the visit, whether it was asked or not.</summary>
    internal static void Score(Transaction transaction, VisitId visit, double loss) => transaction.Execute(
        "UPDATE review_visit SET score = @loss WHERE visit = @visit AND score < @loss", new { visit = visit.ToString(), loss });

    /// <summary>Keeps what is charged: lines that are sure, by barcode; and the first of it as what the machine would have charged by itself.</summary>
    internal static void Bill(Transaction transaction, Catalogue catalogue, VisitId visit, Receipt receipt, Instant? ready)
    {
        var lines = receipt.Lines.Where(line => line.Charge == ChargeDecision.Now).Select(line => (catalogue[line.Product], line.Quantity))
            .Select(line => new BilledLine(line.Item1.Barcode, line.Quantity, line.Item1.Price?.Minor ?? 0)).ToArray();
        transaction.Execute(
            "UPDATE review_visit SET lines = @lines, charged = @charged, machine = COALESCE(machine, @lines), ready_ns = COALESCE(ready_ns, @ready) WHERE visit = @visit",
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
    internal static string StratumOf(Receipt receipt) => receipt.Lines.All(line => line.Charge == ChargeDecision.Now) ? Kinds[0] : Kinds[1];
}

/// <summary>One line that was charged.</summary>
sealed record BilledLine(string Barcode, int Quantity, long UnitPrice);
