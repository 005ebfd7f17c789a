using System.Collections.Immutable;
using System.Globalization;
using Stroll.Cli.Bench.Engine;

namespace Stroll.Cli.Report;

/// <summary>Writes the page of <c>bench engine</c>: how the cost grows, both scales logarithmic, so that a power is a straight line.</summary>
internal static class EngineCostPage
{
    const string Css = """
        .wide { background: var(--card); border: 1px solid var(--rule); border-radius: 10px; padding: .7rem .8rem; margin-top: .9rem; max-width: 46rem; }
        .wide svg { display: block; width: 100%; height: auto; } .mark { fill: var(--c0); stroke: var(--card); } .way { fill: none; stroke: var(--c0); stroke-width: 1.6; }

        """;

    /// <summary>Writes the whole page; it stands alone: no script, no request, no file beside it.</summary>
    internal static void Write(TextWriter to, EngineFigures tracked, EngineFigures sightings, ImmutableArray<EngineGrowth> growth)
    {
        var html = new Html(to);
        html.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        html.Raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Raw($"<title>What deciding costs · Stroll</title>\n<style>\n{ReportStyle.Css}{Css}</style>\n</head>\n<body>\n<main>\n");
        html.Raw("<h1>What deciding costs</h1>\n<p class=\"muted\">The whole engine on one core, fed by a simulated supermarket. Processor time; lower is better.</p>\n");
        html.Line($"<p>{Words("With the people of a tracker", tracked)}<br>{Words("With the sightings of its cameras", sightings)}</p>");
        foreach (var one in growth.Where(one => one.Points.Length > 1))
        {
            Plot(html, one);
        }

        html.Raw("</main>\n</body>\n</html>\n");
    }

    static string Words(string what, EngineFigures figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {figures.StoreSecondsPerSecond:0.0} store-seconds a second, {figures.Inside:0} people, {figures.MovementsPerSecond:0.0} movements a second, each {figures.DecisionAt(0.5):0.00} ms (median).");

    static void Plot(Html html, EngineGrowth growth)
    {
        var (sizes, costs) = (growth.Points.Select(p => Math.Log10(p.Size)).ToArray(), growth.Points.Select(p => Math.Log10(p.MillisecondsPerStoreSecond)).ToArray());
        var area = new PlotArea(
            62, 12, 600, 200, (sizes[0] - 0.05, sizes[^1] + 0.05), (Math.Floor(costs.Min()), Math.Max(Math.Floor(costs.Min()) + 1, Math.Ceiling(costs.Max()))));
        var cost = growth.What == "worlds" ? "a movement" : "a second of the store";
        html.Line($"<h2>{growth.What}</h2>");
        html.Line($"<div class=\"wide\"><svg viewBox=\"0 0 690 258\" role=\"img\" aria-label=\"Cost against {growth.What}\">");
        area.WriteRows(html, Enumerable.Range((int)area.Y.Low, (int)(area.Y.High - area.Y.Low) + 1).Select(e => ((double)e, Time(Math.Pow(10, e)))));
        area.WriteColumns(html, growth.Points.Select(p => (Math.Log10(p.Size), p.Size.ToString("0", CultureInfo.InvariantCulture))));
        area.WriteCaption(html, $"{growth.What}; processor time for {cost}");
        html.Line($"<polyline class=\"way\" points=\"{string.Join(' ', sizes.Zip(costs).Select(p => FormattableString.Invariant($"{area.AtX(p.First):0.0},{area.AtY(p.Second):0.0}")))}\"/>");
        foreach (var point in growth.Points)
        {
            html.Line($"<circle class=\"mark\" cx=\"{area.AtX(Math.Log10(point.Size)):0.0}\" cy=\"{area.AtY(Math.Log10(point.MillisecondsPerStoreSecond)):0.0}\" r=\"4.5\"><title>{point.Size:0} {growth.What}: {point.MillisecondsPerStoreSecond:0.00} ms for {cost}</title></circle>");
        }

        html.Line($"</svg></div>");
    }

    static string Time(double milliseconds) => milliseconds >= 1000
        ? FormattableString.Invariant($"{milliseconds / 1000:0} s") : FormattableString.Invariant($"{milliseconds:0.##} ms");
}
