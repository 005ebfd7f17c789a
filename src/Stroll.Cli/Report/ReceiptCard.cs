using System.Globalization;
using Stroll.Layout;
using Stroll.Receipts;

namespace Stroll.Cli.Report;

/// <summary>One receipt as a card.</summary>
internal static class ReceiptCard
{
    internal static void Write(Html html, ReportSubject subject, Receipt receipt)
    {
        html.Line($"<article class=\"card\" id=\"{receipt.Visit}\">");
        var left = receipt.Left is { } at ? ReportPage.Clock(at) : "…";
        html.Line($"<header><h3>{receipt.Title}</h3>");
        html.Raw(StatusChip(receipt.Status));
        html.Line($"<span class=\"muted when\">{receipt.Visit} · {ReportPage.Clock(receipt.Entered)}–{left}</span></header>");
        if (receipt.Lines.IsEmpty)
        {
            html.Raw("<p class=\"muted\">Nothing was taken.</p>\n");
        }

        foreach (var line in receipt.Lines)
        {
            Line(html, subject.Model.Catalogue[line.Product], line);
        }

        Totals(html, subject.Model, receipt);
        if (subject.Verdict is { } verdict && verdict.Right.TryGetValue(receipt.Shopper, out var isRight))
        {
            html.Line(isRight
                ? (FormattableString)$"<p class=\"truth right\" title=\"against {verdict.Source}\">✓ exactly right</p>"
                : $"<p class=\"truth wrong\">✗ differs from the truth: {verdict.Difference.GetValueOrDefault(receipt.Shopper)}</p>");
        }

        html.Raw("</article>\n");
    }

    static void Line(Html html, Product product, ReceiptLine line)
    {
        var sure = line.Probability.Value;
        var level = line.Charge switch { ChargeDecision.Now => "now", ChargeDecision.Held => "held", _ => "never" };
        html.Line($"<details class=\"line {level}\"><summary>");
        html.Line($"<span class=\"name\"><b>{Quantity(product, line)}</b> {product.Name}</span><span class=\"amount\">{Amount(product, line)}</span>");
        html.Line($"<span class=\"sure\"><i style=\"width:{100 * sure:0.#}%\"></i></span>");
        html.Line($"<span class=\"percent\">{ReportPage.Percent(line.Probability)}{ChargeWord(line.Charge)}</span></summary>");
        html.Line($"<div class=\"why\"><p class=\"muted\">{product.Barcode} · the shelves lost {line.Mass.Value:0} g{UnitWeight(product)}</p><ul>");
        foreach (var evidence in line.Evidence)
        {
            html.Line($"<li><a href=\"#change-{evidence.Change}\">change {evidence.Change}</a>: {evidence.Words}</li>");
        }

        html.Raw("</ul></div></details>\n");
    }

    static void Totals(Html html, StoreModel model, Receipt receipt)
    {
        void Sum(ChargeDecision charge, string word)
        {
            if (ReportPage.ReceiptSum(model, receipt, charge) is { } sum)
            {
                html.Line($"<p class=\"total {word.Split(' ')[0]}\"><span>{word}</span><span>{MoneyText.Of(sum)}</span></p>");
            }
        }

        Sum(ChargeDecision.Now, "charged");
        Sum(ChargeDecision.Held, "held for a person");
        Sum(ChargeDecision.Never, "not charged");
    }

    static string StatusChip(VisitStatus status) => status switch
    {
        VisitStatus.Open => "<span class=\"chip\">inside</span>",
        VisitStatus.Settled => "<span class=\"chip good\">settled</span>",
        _ => "<span class=\"chip held\">held</span>",
    };

    static string ChargeWord(ChargeDecision charge) => charge switch
    {
        ChargeDecision.Now => "",
        ChargeDecision.Held => " · held",
        _ => " · not charged",
    };

    static string Quantity(Product product, ReceiptLine line) => product.Unit == SaleUnit.Kilogram
        ? string.Create(CultureInfo.InvariantCulture, $"{line.Mass.Value / 1000:0.000} kg")
        : $"{line.Quantity} ×";

    static string Amount(Product product, ReceiptLine line) =>
        MoneyText.Amount(product, line.Quantity, line.Mass) is { } money ? MoneyText.Of(money) : "";

    static string UnitWeight(Product product) => product.UnitWeight is { } weight
        ? string.Create(CultureInfo.InvariantCulture, $", one piece weighs {weight.Value:0.#} g")
        : "";
}
