using Stroll.Cli.Report;
using static Stroll.Cli.Audit.AuditReport;

namespace Stroll.Cli.Audit;

/// <summary>An audit as one page that stands alone: no script, no request, no file beside it.</summary>
internal static class AuditPage
{
    const string Css = """
        .scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--rule); border-radius: 10px; margin-top: .7rem; }
        table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; } th, td { padding: .45rem .8rem; text-align: left; vertical-align: top; }
        th { color: var(--quiet); font-weight: 500; } tbody tr { border-top: 1px solid var(--rule); } td small { color: var(--quiet); display: block; } .n { text-align: right; white-space: nowrap; }
        .takes { color: var(--quiet); min-width: 14rem; }

        """;

    /// <summary>Writes the whole page.</summary>
    internal static void Write(TextWriter to, AuditReport report)
    {
        var html = new Html(to);
        html.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        html.Raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Line($"<title>Audit of {report.Recording} · Stroll</title>");
        html.Raw($"<style>\n{ReportStyle.Css}{Css}</style>\n</head>\n<body>\n<main>\n<header>\n");
        html.Line($"<h1>What may be wrong with {report.Recording}</h1>");
        html.Line($"<p class=\"muted\">{report.Movements} movements, {report.Lessons} of them certain in place and mass: those say what a piece weighs and what stands where. What nobody took was not looked at.</p>");
        html.Raw("</header>\n<section class=\"tiles\" aria-label=\"Summary\">\n");
        Tile(html, report.Weights.Length, "suspect weights");
        Tile(html, report.Facings.Length, "suspect facings");
        Tile(html, report.Plates.Length, "suspect plates");
        html.Raw("</section>\n");
        Weights(html, report);
        Facings(html, report);
        Plates(html, report);
        html.Line($"<footer class=\"muted\"><p>Stroll {report.Version}. docs/stages/learning.md tells how these are found.</p></footer>");
        html.Raw("</main>\n</body>\n</html>\n");
    }

    static void Weights(Html html, AuditReport report)
    {
        if (report.Weights.IsEmpty)
        {
            return;
        }

        html.Raw("<section>\n<h2>Weights</h2>\n<div class=\"scroll\"><table><thead><tr><th>product</th><th class=\"n\">catalogue</th><th class=\"n\">weighs</th><th class=\"n\">sure</th><th>takes</th></tr></thead><tbody>\n");
        foreach (var weight in report.Weights)
        {
            html.Line($"<tr><td>{Name(weight.Product)}<small>{weight.Product.Barcode}</small></td><td class=\"n\">{(weight.Product.UnitWeight is { } grams ? Text($"{grams.Value:0} g") : "none")}</td><td class=\"n\"><b>{weight.Suggested:0} g</b></td><td class=\"n\">{Percent(weight.Probability)}</td><td class=\"takes\">{Takes(weight.Movements)}</td></tr>");
        }

        html.Raw("</tbody></table></div>\n</section>\n");
    }

    static void Facings(Html html, AuditReport report)
    {
        if (report.Facings.IsEmpty)
        {
            return;
        }

        html.Raw("<section>\n<h2>Facings</h2>\n<div class=\"scroll\"><table><thead><tr><th>gondola/shelf</th><th>planogram</th><th class=\"n\">wrong</th><th>instead</th><th>takes</th></tr></thead><tbody>\n");
        foreach (var facing in report.Facings)
        {
            html.Line($"<tr><td>{Place(facing)}</td><td>{Name(facing.Meant)}<small>{facing.Meant.Barcode}</small></td><td class=\"n\">{Percent(facing.Probability)}</td><td><b>{Suggestion(facing)}</b></td><td class=\"takes\">{Takes(facing.Movements)}</td></tr>");
        }

        html.Raw("</tbody></table></div>\n</section>\n");
    }

    static void Plates(Html html, AuditReport report)
    {
        if (report.Plates.IsEmpty)
        {
            return;
        }

        html.Raw("<section>\n<h2>Plates</h2>\n<div class=\"scroll\"><table><thead><tr><th>gondola/shelf/plate</th><th>trouble</th></tr></thead><tbody>\n");
        foreach (var (address, plate) in report.Plates)
        {
            html.Line($"<tr><td>{address}</td><td>{Words(plate)}</td></tr>");
        }

        html.Raw("</tbody></table></div>\n</section>\n");
    }

    static void Tile(Html html, int count, string what) => html.Line($"<div class=\"tile\"><b>{count}</b><span>{what}</span></div>");
}
