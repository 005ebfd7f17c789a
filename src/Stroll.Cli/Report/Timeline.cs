using System.Globalization;
using Stroll.Interaction;
using Stroll.Receipts;
using Stroll.Units;

namespace Stroll.Cli.Report;

/// <summary>The visits of the store over time, with what each took and put back.</summary>
/// <remarks>Positions across are percentages, so that one drawing fits a telephone and a wall.</remarks>
internal static class Timeline
{
    const int MostRows = 60;
    const int RowHeight = 30;
    const int AxisHeight = 22;

    internal static void Write(Html html, ReportSubject subject)
    {
        var receipts = subject.Outcome.Receipts.Take(MostRows).ToArray();
        var intake = subject.Outcome.Intake;
        if (receipts.Length == 0 || intake.End <= intake.Begin)
        {
            return;
        }

        var height = AxisHeight + ((receipts.Length + 1) * RowHeight);
        html.Raw("<section>\n<h2 id=\"time\">Over time</h2>\n");
        html.Line($"<svg class=\"timeline\" width=\"100%\" height=\"{height}\" role=\"img\" aria-label=\"Visits over time\">");
        Axis(html, intake.Begin, intake.End, height);
        for (var row = 0; row < receipts.Length; row++)
        {
            Row(html, subject, receipts[row], AxisHeight + (row * RowHeight));
        }

        AllChanges(html, subject, AxisHeight + (receipts.Length * RowHeight));
        html.Raw("</svg>\n<p class=\"muted legend\"><span class=\"dot took\"></span> took <span class=\"dot put\"></span> put back <span class=\"stick\"></span> any mass change</p>\n</section>\n");
    }

    static void Axis(Html html, Instant begin, Instant end, int height)
    {
        var step = Step((end - begin).TotalSeconds / 5);
        var first = Math.Ceiling(begin.UnixSeconds / step) * step;
        for (var at = first; at < end.UnixSeconds; at += step)
        {
            var x = 100 * (at - begin.UnixSeconds) / (end - begin).TotalSeconds;
            html.Line($"<line class=\"grid\" x1=\"{x:0.##}%\" x2=\"{x:0.##}%\" y1=\"{AxisHeight - 4}\" y2=\"{height}\"/>");
            if (x is > 4 and < 96)
            {
                html.Line($"<text class=\"tick\" x=\"{x:0.##}%\" y=\"12\" text-anchor=\"middle\">{ReportPage.Clock(Instant.FromUnixSeconds(at))}</text>");
            }
        }
    }

    /// <summary>Under the visits: every change, also those that are on no receipt because what was taken was put back.</summary>
    static void AllChanges(Html html, ReportSubject subject, int top)
    {
        foreach (var change in subject.Outcome.Changes)
        {
            html.Line($"<a href=\"#change-{change.Number}\"><rect class=\"change\" x=\"{X(subject, change.Begin):0.##}%\" y=\"{top + 6}\" width=\"3\" height=\"{RowHeight - 12}\" rx=\"1.5\"><title>{ReportPage.Clock(change.Begin)} change {change.Number}, {change.Change.Value:+0;−0;0} g</title></rect></a>");
        }
    }

    static double X(ReportSubject subject, Instant at)
    {
        var intake = subject.Outcome.Intake;
        return Math.Clamp(100 * (at - intake.Begin).TotalSeconds / (intake.End - intake.Begin).TotalSeconds, 0, 100);
    }

    static void Row(Html html, ReportSubject subject, Receipt receipt, int top)
    {
        double X(Instant at) => Timeline.X(subject, at);

        var from = X(receipt.Entered);
        var to = X(receipt.Left ?? subject.Outcome.Intake.End);
        html.Line($"<a href=\"#{receipt.Visit}\"><rect class=\"stay\" x=\"{from:0.##}%\" y=\"{top + 4}\" width=\"{Math.Max(0.4, to - from):0.##}%\" height=\"{RowHeight - 8}\" rx=\"4\"><title>{receipt.Title}, {ReportPage.Clock(receipt.Entered)} to {(receipt.Left is { } left ? ReportPage.Clock(left) : "the end")}</title></rect></a>");
        foreach (var (line, evidence) in receipt.Lines.SelectMany(l => l.Evidence.Select(e => (l, e))))
        {
            if (Find(subject, evidence.Change) is { } change)
            {
                var kind = evidence.Quantity >= 0 ? "took" : "put";
                var product = subject.Model.Catalogue[line.Product].Name;
                html.Line($"<a href=\"#change-{change.Number}\"><circle class=\"{kind}\" cx=\"{X(change.Begin):0.##}%\" cy=\"{top + (RowHeight / 2)}\" r=\"5\"><title>{ReportPage.Clock(change.Begin)} {kind} {Math.Abs(evidence.Quantity)} × {product}, {ReportPage.Percent(evidence.Probability)}</title></circle></a>");
            }
        }

        // The name stands behind the bar, before it, or inside where neither side has room.
        var (x, dx, anchor) = to < 70 ? (to, 6, "start") : from > 30 ? (from, -6, "end") : (from, 8, "start");
        html.Line($"<text class=\"who\" x=\"{x:0.##}%\" dx=\"{dx}\" y=\"{top + (RowHeight / 2) + 4}\" text-anchor=\"{anchor}\">{receipt.Title}</text>");
    }

    static MassChange? Find(ReportSubject subject, int number) =>
        subject.Outcome.Changes.FirstOrDefault(change => change.Number == number);

    /// <summary>The next round length of time, in seconds.</summary>
    static double Step(double seconds)
    {
        double[] steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400];
        return steps.FirstOrDefault(step => step >= seconds, 86400 * Math.Ceiling(seconds / 86400));
    }
}
