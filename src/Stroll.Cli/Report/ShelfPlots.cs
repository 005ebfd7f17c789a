using System.Globalization;
using Stroll.Layout;

namespace Stroll.Cli.Report;

/// <summary>The sum of each shelf that changed, over the whole run.</summary>
internal static class ShelfPlots
{
    const int MostShelves = 120;
    const double Width = 1000;
    const double Height = 100;

    internal static void Write(Html html, ReportSubject subject)
    {
        var store = subject.Model.Store;
        var touched = store.Shelves.Where(s => subject.Outcome.Changes.Any(c => c.Shelf == s.Id)).Take(MostShelves).ToArray();
        if (touched.Length == 0)
        {
            return;
        }

        html.Raw("<section>\n<h2 id=\"shelves\">Shelves</h2>\n<p class=\"muted\">What all plates of a shelf weigh together, against the start. Marks are the changes that were found.</p>\n<div class=\"shelves\">\n");
        foreach (var shelf in touched)
        {
            Plot(html, subject, shelf);
        }

        html.Raw("</div>\n</section>\n");
    }

    static void Plot(Html html, ReportSubject subject, Shelf shelf)
    {
        var points = subject.Trace.Overview(shelf.Id).Points.ToArray();
        if (points.Length < 2)
        {
            return;
        }

        var start = points[0].Grams;
        var low = points.Min(p => p.Grams) - start;
        var high = points.Max(p => p.Grams) - start;
        var span = Math.Max(1, high - low);
        var begin = points[0].At;
        var seconds = Math.Max(1e-9, (points[^1].At - begin).TotalSeconds);
        double X(Units.Instant at) => Math.Clamp((at - begin).TotalSeconds / seconds, 0, 1) * Width;
        double Y(double grams) => Height - 4 - ((grams - low) / span * (Height - 8));

        var changes = subject.Outcome.Changes.Where(c => c.Shelf == shelf.Id).ToArray();
        html.Line($"<figure class=\"shelf\"><figcaption>gondola {shelf.Gondola} shelf {shelf.Number}<span class=\"muted\">{low:+0;−0;0} to {high:+0;−0;0} g</span></figcaption>");
        html.Line($"<svg viewBox=\"0 0 {Width} {Height}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"Weight of gondola {shelf.Gondola} shelf {shelf.Number}\">");
        foreach (var change in changes)
        {
            html.Line($"<a href=\"#change-{change.Number}\"><rect class=\"during\" x=\"{X(change.Begin):0.#}\" width=\"{Math.Max(4, X(change.End) - X(change.Begin)):0.#}\" height=\"{Height}\"><title>{ReportPage.Clock(change.Begin)} {change.Change.Value:+0;−0;0} g</title></rect></a>");
        }

        var line = string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.At):0.#},{Y(p.Grams - start):0.#}")));
        html.Line($"<polyline class=\"series c0\" points=\"{line}\"/></svg></figure>");
    }
}
