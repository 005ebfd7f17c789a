using Stroll.Cli.Bench.Accuracy;
using Stroll.Review;

namespace Stroll.Cli.Report;

/// <summary>Writes the page of <c>bench accuracy</c>; it stands alone like every report: no script, no request, no file beside it.</summary>
internal static class AccuracyPage
{
    const string Css = """
        .plots { display: block; columns: 3 340px; column-gap: .9rem; margin-top: .9rem; } .plot { break-inside: avoid; margin-bottom: .9rem; }
        .hint { font-size: .82rem; margin: .1rem 0 .4rem; min-height: 2.4em; } .range { stroke-width: 2; stroke-opacity: .6; } .mark { stroke: var(--card); stroke-width: 1; }
        .f0 { fill: var(--c0); } .f1 { fill: var(--c1); } .f2 { fill: var(--c2); } .f3 { fill: var(--c3); } .f4 { fill: var(--c4); }
        .series.strong { stroke-width: 2.4; } .series.beside { stroke-opacity: .45; } .honest { stroke: var(--quiet); fill: none; } .key.quiet { background: var(--quiet); opacity: .5; }
        .scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--rule); border-radius: 10px; margin-top: .7rem; }
        table { border-collapse: collapse; width: 100%; font-size: .86rem; font-variant-numeric: tabular-nums; } th, td { padding: .4rem .7rem; text-align: right; white-space: nowrap; }
        th { color: var(--quiet); font-weight: 500; } th:first-child, td:first-child { text-align: left; position: sticky; left: 0; background: var(--card); } tbody tr { border-top: 1px solid var(--rule); }
        tbody tr:last-child, .ablation tbody tr:first-child { font-weight: 600; } .ablation tbody tr:last-child { font-weight: 400; } td small { color: var(--quiet); font-weight: 400; display: block; } .run code { overflow-wrap: anywhere; }

        """;

    /// <summary>Writes the whole page.</summary>
    internal static void Write(TextWriter to, AccuracyReport report)
    {
        var html = new Html(to);
        Head(html, report);
        Tiles(html, report);
        html.Raw("<section class=\"plots\" aria-label=\"Plots\">\n");
        AccuracyPlots.WriteExact(html, report);
        AccuracyPlots.WriteKinds(html, report);
        AccuracyPlots.WriteCurve(html, report);
        AccuracyPlots.WriteReliability(html, report);
        html.Raw("</section>\n");
        Receipts(html, report);
        Doubt(html, report);
        Ablation(html, report);
        Cases(html, report);
        Footer(html, report);
    }

    static void Head(Html html, AccuracyReport report)
    {
        html.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        html.Raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Raw($"<title>How right receipts are · Stroll</title>\n<style>\n{ReportStyle.Css}{Css}</style>\n</head>\n<body>\n<main>\n<header>\n");
        html.Line($"<h1>{report.List ?? "How right receipts are"}</h1>");
        html.Raw("<p class=\"note\"><b>Simulated.</b> These stores and shoppers do not exist, so what was truly taken is known. The receipts were made by the real pipeline.</p>\n");
        html.Line($"<p class=\"muted\">{ReportPage.Number(report.Overall.Visits)} visits in {ReportPage.Number(report.Overall.Runs)} days; {report.Scenarios.Length} scenarios, seeds {report.Seeds} each; people: {AccuracyReport.PeopleEntry} (3-D joints of an assumed tracker)</p>");
        html.Raw("</header>\n");
    }

    static void Tiles(Html html, AccuracyReport report)
    {
        var all = report.Overall;
        html.Raw("<section class=\"tiles\" aria-label=\"Summary\">\n");
        Tile(html, $"{AccuracyText.Percent(all.Engine.Exact.Value)} %", "receipts exactly right", $"95 % range {AccuracyText.Percent(all.Engine.Exact.Low)} to {AccuracyText.Percent(all.Engine.Exact.High)} %");
        Tile(html, $"{AccuracyText.Percent(all.Engine.F1.Value)} %", "of items right (F1)", $"precision {AccuracyText.Percent(all.Engine.Precision.Value)} %, recall {AccuracyText.Percent(all.Engine.Recall.Value)} %");
        Tile(html, Per1000(all.Engine.Overcharged.Lines, all.Visits), "lines overcharged", "for each 1,000 visits, nobody asked");
        Tile(html, Per1000(all.Engine.Undercharged.Lines, all.Visits), "lines not charged at once", "for each 1,000 visits; most wait for a person");
        Tile(html, $"{AccuracyText.Percent(all.Policy.ReceiptsExact)} %", "right after questions", FormattableString.Invariant($"{all.Policy.ReviewsPer1000:0} for each 1,000 visits, perfectly answered"));
        Tile(html, AccuracyText.Seconds(all.WaitSettled.P50), "from exit to receipt", $"half of those without doubt; 95 % within {AccuracyText.Seconds(all.WaitSettled.P95)}");
        html.Raw("</section>\n");
    }

    static void Receipts(Html html, AccuracyReport report)
    {
        html.Raw("<section>\n<h2>Receipts and money</h2>\n<p class=\"muted\">Too much is what was charged at once and not taken; too little is what was taken and not charged at once, what waits for a person included. A phantom is a line of which the shopper took nothing.</p>\n");
        html.Raw("<div class=\"scroll\"><table><thead><tr><th>scenario</th><th>visits</th><th>exactly right</th><th>item F1</th><th>precision</th><th>recall</th><th>phantom lines / 1,000 visits</th><th>too much</th><th>too little</th><th>who</th><th>what</th><th>how many</th><th>missed</th><th>invented</th></tr></thead><tbody>\n");
        foreach (var row in report.Scenarios.Append(report.Overall))
        {
            var kinds = row.Engine.Kinds;
            html.Line($"<tr><td>{row.Name}</td><td>{ReportPage.Number(row.Visits)}</td>");
            Range(html, row.Engine.Exact);
            Range(html, row.Engine.F1);
            Range(html, row.Engine.Precision);
            Range(html, row.Engine.Recall);
            html.Line($"<td>{1000.0 * row.Engine.Phantoms / row.Visits:0.#}</td>");
            html.Line($"<td>{row.Engine.Overcharged.Lines} lines<small>{row.Engine.Overcharged.Minor / 100.0:N2}</small></td><td>{row.Engine.Undercharged.Lines} lines<small>{row.Engine.Undercharged.Minor / 100.0:N2}</small></td>");
            html.Line($"<td>{kinds.Who}</td><td>{kinds.What}</td><td>{kinds.HowMany}</td><td>{kinds.Missed}</td><td>{kinds.Invented}</td></tr>");
        }

        html.Raw("</tbody></table></div>\n</section>\n");
    }

    static void Doubt(Html html, AccuracyReport report)
    {
        html.Raw("<section>\n<h2>Doubt and time</h2>\n<p class=\"muted\">Calibration error: how far claimed probabilities lie from the share that is right, on average; small type is what perfect probabilities would show by chance over so few lines.</p>\n");
        html.Raw("<div class=\"scroll\"><table><thead><tr><th>scenario</th><th>lines</th><th>calibration error</th><th>lines below 0.95</th><th>their error</th><th>questions / 1,000 visits</th><th>right after them</th><th>exit to receipt, half</th><th>95 %</th><th>held too, 95 %</th></tr></thead><tbody>\n");
        foreach (var row in report.Scenarios.Append(report.Overall))
        {
            html.Line($"<tr><td>{row.Name}</td><td>{ReportPage.Number(row.Calibration.Lines)}</td><td>{row.Calibration.Error:0.000}<small>{row.Calibration.ErrorByChance:0.000}</small></td>");
            html.Line($"<td>{ReportPage.Number(row.Calibration.DoubtfulLines)}</td><td>{row.Calibration.ErrorDoubtful:0.000}<small>{row.Calibration.ErrorDoubtfulByChance:0.000}</small></td>");
            html.Line($"<td>{row.Policy.ReviewsPer1000:0}</td><td>{AccuracyText.Percent(row.Policy.ReceiptsExact)} %</td><td>{AccuracyText.Seconds(row.WaitSettled.P50)}</td><td>{AccuracyText.Seconds(row.WaitSettled.P95)}</td><td>{AccuracyText.Seconds(row.WaitAll.P95)}</td></tr>");
        }

        html.Raw("</tbody></table></div>\n</section>\n");
    }

    static void Cases(Html html, AccuracyReport report)
    {
        if (report.Cases.IsEmpty)
        {
            return;
        }

        html.Raw("<section>\n<h2>Script by script</h2>\n<p class=\"muted\">Mean of the item F1 of the days, as the AutoCheckout competition scored its cases; small type is receipts exactly right of all.</p>\n");
        html.Raw("<div class=\"scroll\"><table><thead><tr><th>scenario</th><th>case</th><th>days</th>");
        foreach (var way in report.BaselineNames.Select(baseline => baseline.Title).Prepend("pipeline"))
        {
            html.Line($"<th>{way}</th>");
        }

        html.Raw("</tr></thead><tbody>\n");
        foreach (var row in report.Cases)
        {
            html.Line($"<tr><td>{row.Scenario}</td><td>{row.Case}</td><td>{row.Days}</td>");
            foreach (var (f1, exact) in row.Ways)
            {
                html.Line($"<td>{f1:0.000}<small>{exact.Part} of {exact.Whole}</small></td>");
            }

            html.Raw("</tr>\n");
        }

        html.Raw("</tbody></table></div>\n</section>\n");
    }

    static void Ablation(Html html, AccuracyReport report)
    {
        foreach (var group in report.Ablation)
        {
            html.Line($"<section>\n<h2>{group.Group.Title}</h2>\n<p class=\"muted\">{group.Group.Note} Scenarios: {string.Join(", ", group.Scenarios)}. Differences are in points against the first row on the same days; small type is their 95 % range.</p>");
            html.Raw("<div class=\"scroll\"><table class=\"ablation\"><thead><tr><th></th><th>visits</th><th>exactly right</th><th>difference</th><th>item F1</th><th>difference</th><th>too much</th><th>questions / 1,000 visits</th></tr></thead><tbody>\n");
            Ablated(html, group.Group.Whole.Title, group.Whole, null);
            foreach (var part in group.Parts)
            {
                Ablated(html, part.Ablation.Title, part.Figures, part);
            }

            html.Raw("</tbody></table></div>\n</section>\n");
        }
    }

    static void Ablated(Html html, string title, AccuracyFigures figures, AblatedFigures? against)
    {
        html.Line($"<tr><td>{title}</td><td>{ReportPage.Number(figures.Visits)}</td>");
        Range(html, figures.Engine.Exact);
        Difference(html, against?.Exact);
        Range(html, figures.Engine.F1);
        Difference(html, against?.F1);
        html.Line($"<td>{figures.Engine.Overcharged.Lines} lines</td><td>{figures.Policy.ReviewsPer1000:0}</td></tr>");
    }

    static void Difference(Html html, Interval? difference)
    {
        if (difference is not { } range)
        {
            html.Raw("<td></td>");
            return;
        }

        html.Line($"<td>{100 * range.Value:+0.0;-0.0;0.0}<small>{100 * range.Low:+0.0;-0.0;0.0} to {100 * range.High:+0.0;-0.0;0.0}</small></td>");
    }

    static void Footer(Html html, AccuracyReport report)
    {
        html.Line($"<footer class=\"muted run\"><p>Play the same again: <code>{report.Command}</code>. Stroll {report.Version}; {ReportPage.Number((long)report.StoreTime.TotalSeconds)} store-seconds in {report.Wall.TotalSeconds:0} s, {report.Workers} days at a time; the pipeline alone decides {ReportPage.Number((long)report.Overall.StoreSecondsPerSecond)} store-seconds a second on one core.</p>");
        html.Raw("<p>docs/accuracy.md defines every figure.</p>\n</footer>\n</main>\n</body>\n</html>\n");
    }

    static void Range(Html html, Interval share)
    {
        if (double.IsNaN(share.Value))
        {
            // Of nothing there is no share: where nobody took anything and nobody was charged, F1 says nothing.
            html.Raw("<td>-</td>");
            return;
        }

        html.Line($"<td>{AccuracyText.Percent(share.Value)} %<small>{AccuracyText.Percent(share.Low)} to {AccuracyText.Percent(share.High)}</small></td>");
    }

    static void Tile(Html html, string figure, string what, string more) =>
        html.Line($"<div class=\"tile\"><b>{figure}</b><span>{what}</span><small>{more}</small></div>");

    static string Per1000(int count, int visits) => FormattableString.Invariant($"{1000.0 * count / visits:0.#}");
}
