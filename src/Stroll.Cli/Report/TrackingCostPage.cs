using System.Globalization;
using Stroll.Cli.Bench;

namespace Stroll.Cli.Report;

/// <summary>Writes the page of <c>bench tracking</c>: cost against people, both on logarithmic scales, so that a power is a straight line.</summary>
internal static class TrackingCostPage
{
    const string Css = """
        .wide { background: var(--card); border: 1px solid var(--rule); border-radius: 10px; padding: .7rem .8rem; margin-top: .9rem; max-width: 46rem; }
        .wide svg { display: block; width: 100%; height: auto; } .mark { fill: var(--c0); stroke: var(--card); } .fit { stroke: var(--c1); stroke-width: 1.6; stroke-dasharray: 5 3; }
        .budget { fill: none; stroke: var(--bad); stroke-width: 1.6; } i.c1 { background: var(--c1); } i.bad { background: var(--bad); }

        """;

    // What the design asks of one camera.
    static readonly (int People, double Microseconds)[] Budgets = [(10, 20), (23, 40), (194, 1000), (388, 2500)];

    static readonly int[] Ticks = [10, 20, 50, 100, 200, 400];

    /// <summary>Writes the whole page; it stands alone: no script, no request, no file beside it.</summary>
    internal static void Write(TextWriter to, TrackingBenchResult result)
    {
        var html = new Html(to);
        html.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        html.Raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Raw($"<title>What following people costs · Stroll</title>\n<style>\n{ReportStyle.Css}{Css}</style>\n</head>\n<body>\n<main>\n");
        html.Raw("<h1>What following people costs</h1>\n<p class=\"muted\">One camera, one thread of this machine; people who walk about, always equally crowded. Lower is better.</p>\n");
        Plot(html, result);
        html.Raw("</main>\n</body>\n</html>\n");
    }

    static void Plot(Html html, TrackingBenchResult result)
    {
        var low = Math.Floor(Math.Log10(result.Steps.Min(step => step.MicrosecondsPerFrame)));
        var area = new PlotArea(62, 12, 600, 330, (Math.Log10(8), Math.Log10(500)), (Math.Min(0, low), 4));
        html.Raw("<div class=\"wide\"><svg viewBox=\"0 0 690 390\" role=\"img\" aria-label=\"Cost against people\">\n");
        area.WriteRows(html, Enumerable.Range((int)area.Y.Low, (int)(area.Y.High - area.Y.Low) + 1).Select(e => ((double)e, Time(Math.Pow(10, e)))));
        area.WriteColumns(html, Ticks.Select(n => (Math.Log10(n), n.ToString(CultureInfo.InvariantCulture))));
        area.WriteCaption(html, "people in the picture");
        html.Line($"<polyline class=\"budget\" points=\"{string.Join(' ', Budgets.Select(b => Point(area, b.People, b.Microseconds)))}\"/>");
        var (from, upTo) = (50.0, 400.0);
        var logs = result.Steps.Where(step => step.People >= from).Select(step => (X: Math.Log10(step.People), Y: Math.Log10(step.MicrosecondsPerFrame))).ToArray();
        var (x, y) = (logs.Average(p => p.X), logs.Average(p => p.Y));
        double Fitted(double people) => Math.Pow(10, y + (result.Exponent * (Math.Log10(people) - x)));
        html.Line($"<polyline class=\"fit\" fill=\"none\" points=\"{Point(area, from, Fitted(from))} {Point(area, upTo, Fitted(upTo))}\"/>");
        foreach (var step in result.Steps)
        {
            html.Line($"<circle class=\"mark\" cx=\"{area.AtX(Math.Log10(step.People)):0.0}\" cy=\"{area.AtY(Math.Log10(step.MicrosecondsPerFrame)):0.0}\" r=\"4.5\"><title>{step.People} people: {step.MicrosecondsPerFrame:0.0} µs, {step.BytesPerFrame:0.##} bytes a frame</title></circle>");
        }

        html.Line($"</svg>\n<p class=\"keys\"><span><i class=\"key c0\"></i>measured, a frame</span><span><i class=\"key c1\"></i>fitted from 50 to 400: people^{result.Exponent:0.00}</span><span><i class=\"key bad\"></i>budget</span></p></div>");
    }

    static string Point(PlotArea area, double people, double microseconds) =>
        FormattableString.Invariant($"{area.AtX(Math.Log10(people)):0.0},{area.AtY(Math.Log10(microseconds)):0.0}");

    static string Time(double microseconds) => microseconds >= 1000
        ? FormattableString.Invariant($"{microseconds / 1000:0} ms")
        : FormattableString.Invariant($"{microseconds:0} µs");
}
