using Stroll.Cli.Report;
using Stroll.Layout;
using Stroll.Receipts;

namespace Stroll.Cli.Demo;

/// <summary>A receipt in one line.</summary>
internal static class ReceiptText
{
    /// <summary>As <c>2 × Oat bar 40 g (97 %), 1 × Rice 500 g (61 %, held)</c>.</summary>
    internal static string Lines(Receipt receipt, Catalogue catalogue) => receipt.Lines.IsEmpty
        ? "nothing"
        : string.Join(", ", receipt.Lines.Select(line => $"{line.Quantity} × {catalogue[line.Product].Name} ({Sure(line)})"));

    /// <summary>What is charged at once; empty where no price is known.</summary>
    internal static string Charged(Receipt receipt, StoreModel model) =>
        ReportPage.ReceiptSum(model, receipt, ChargeDecision.Now) is { } sum ? MoneyText.Of(sum) : "";

    /// <summary>As <c>97 %</c> or <c>61 %, held</c>.</summary>
    internal static string Sure(ReceiptLine line) => line.Charge switch
    {
        ChargeDecision.Now => ReportPage.Percent(line.Probability),
        ChargeDecision.Held => $"{ReportPage.Percent(line.Probability)}, held",
        _ => $"{ReportPage.Percent(line.Probability)}, not charged",
    };
}
