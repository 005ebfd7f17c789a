using System.Globalization;
using Stroll.Cli.Bench.Accuracy;
using Stroll.Review;

namespace Stroll.Cli.Report;

/// <summary>The pictures of an accuracy report. Each says in its title what good looks like.</summary>
internal static class AccuracyPlots
{
    const int PictureWidth = 380;
    const double MostReviews = 1000;

    /// <summary>Receipts exactly right: a mark with its range for each scenario and each way to make receipts.</summary>
    internal static void WriteExact(Html html, AccuracyReport report)
    {
        AccuracyFigures[] rows = [.. report.Scenarios, report.Overall];
        string[] ways = ["pipeline", .. report.BaselineNames.Select(baseline => baseline.Title)];
        var step = (13 * ways.Length) + 14.0;
        // The names stand on the left: as wide as the longest needs, up to two fifths of the picture.
        var names = Math.Clamp(rows.Max(row => row.Name.Length) * 7.2, 70, 0.4 * PictureWidth) + 12;
        var area = new PlotArea(names, 6, PictureWidth - names - 24, rows.Length * step, (0, 1), (0, 1));
        Begin(html, "Receipts exactly right", "farther right is better; the line through a mark holds the true share in 95 of 100 benches", area.Bottom + 24);
        area.WriteColumns(html, Shares(0, 0.25, 0.5, 0.75, 1));
        for (var i = 0; i < rows.Length; i++)
        {
            var top = area.Top + (i * step);
            html.Line($"<text class=\"who\" x=\"{area.Left - 8:0.0}\" y=\"{top + (step / 2) + 4:0.0}\" text-anchor=\"end\">{rows[i].Name}</text>");
            var marks = rows[i].Baselines.Select(baseline => baseline.Exact).Prepend(rows[i].Engine.Exact).ToArray();
            for (var way = 0; way < marks.Length; way++)
            {
                var y = top + 13 + (13 * way);
                html.Line($"<line class=\"range c{way}\" x1=\"{area.AtX(marks[way].Low):0.0}\" y1=\"{y:0.0}\" x2=\"{area.AtX(marks[way].High):0.0}\" y2=\"{y:0.0}\"/>");
                html.Line($"<circle class=\"mark f{way}\" cx=\"{area.AtX(marks[way].Value):0.0}\" cy=\"{y:0.0}\" r=\"4.5\"><title>{rows[i].Name}, {ways[way]}: {Words(marks[way])}</title></circle>");
            }

            if (i > 0)
            {
                html.Line($"<line class=\"grid\" x1=\"0\" y1=\"{top:0.0}\" x2=\"{area.Right:0.0}\" y2=\"{top:0.0}\"/>");
            }
        }

        End(html, ways.Select((way, i) => (way, $"c{i}")));
    }

    /// <summary>How many questions to a person buy how many right receipts.</summary>
    internal static void WriteCurve(Html html, AccuracyReport report)
    {
        AccuracyFigures[] all = [.. report.Scenarios, report.Overall];
        var least = Math.Max(0, Math.Floor(10 * all.Min(figures => figures.Curve[0].ReceiptsExact)) / 10);
        least = least >= 1 ? 0.9 : least;
        var area = new PlotArea(44, 10, PictureWidth - 68, 230, (0, MostReviews), (least, 1));
        Begin(html, "What questions buy", "receipts exactly right when a person who is always right answers the most doubtful cases first; steeper is better", area.Bottom + 38);
        area.WriteRows(html, Shares([.. Enumerable.Range(0, 5).Select(i => least + ((1 - least) * i / 4))]));
        area.WriteColumns(html, new[] { 0, 250, 500, 750, 1000.0 }.Select(x => (x, Number(x))));
        area.WriteCaption(html, "questions for each 1,000 visits");
        foreach (var scenario in report.Scenarios)
        {
            html.Line($"<polyline class=\"series beside\" points=\"{Points(area, scenario)}\"><title>{scenario.Name}</title></polyline>");
        }

        html.Line($"<polyline class=\"series strong c0\" points=\"{Points(area, report.Overall)}\"/>");
        var policy = report.Overall.Policy;
        html.Line($"<circle class=\"mark f1\" cx=\"{area.AtX(policy.ReviewsPer1000):0.0}\" cy=\"{area.AtY(policy.ReceiptsExact):0.0}\" r=\"5\"><title>the pipeline's own rule: {policy.ReviewsPer1000:0} questions, {AccuracyText.Percent(policy.ReceiptsExact)} %</title></circle>");
        End(html, [("all scenarios", "c0"), ("each scenario", "quiet"), ("what the pipeline would ask", "c1")]);
    }

    /// <summary>Claimed probability against the share that is right.</summary>
    internal static void WriteReliability(Html html, AccuracyReport report)
    {
        var area = new PlotArea(44, 10, PictureWidth - 68, 230, (0, 1), (0, 1));
        Begin(html, "Does doubt mean what it says?", "each mark is a group of receipt lines, larger with more lines; on the dashes, probabilities are honest, below them too bold", area.Bottom + 38);
        area.WriteRows(html, Shares(0, 0.25, 0.5, 0.75, 1));
        area.WriteColumns(html, Shares(0, 0.25, 0.5, 0.75, 1));
        area.WriteCaption(html, "probability on the line");
        html.Line($"<line class=\"level honest\" x1=\"{area.AtX(0):0.0}\" y1=\"{area.AtY(0):0.0}\" x2=\"{area.AtX(1):0.0}\" y2=\"{area.AtY(1):0.0}\"/>");
        var most = Math.Max(1, report.Overall.Calibration.Bins.Max(bin => bin.Lines));
        foreach (var bin in report.Overall.Calibration.Bins.Where(bin => bin.Lines > 0))
        {
            var right = Confidence.OfShare(bin.Right, bin.Lines);
            var x = area.AtX(bin.MeanClaimed);
            html.Line($"<line class=\"range c0\" x1=\"{x:0.0}\" y1=\"{area.AtY(right.Low):0.0}\" x2=\"{x:0.0}\" y2=\"{area.AtY(right.High):0.0}\"/>");
            html.Line($"<circle class=\"mark f0\" cx=\"{x:0.0}\" cy=\"{area.AtY(right.Value):0.0}\" r=\"{3 + (5 * Math.Sqrt(bin.Lines / (double)most)):0.0}\"><title>{bin.Lines} lines called {bin.MeanClaimed:0.000}: {Words(right)} right</title></circle>");
        }

        End(html, [("share of lines that are right, with its range", "c0")]);
    }

    /// <summary>Wrong pieces by kind, for each way to make receipts.</summary>
    internal static void WriteKinds(Html html, AccuracyReport report)
    {
        var ways = report.BaselineNames.Zip(report.Overall.Baselines, (name, figures) => (name.Title, figures)).Prepend(("pipeline", report.Overall.Engine)).ToArray();
        var most = Math.Max(1, ways.Max(way => way.Item2.Kinds.Pieces));
        var area = new PlotArea(10, 4, PictureWidth - 20, ways.Length * 58, (0, most), (0, 1));
        Begin(html, "What is wrong", "wrong pieces by kind, each counted once; shorter is better", area.Bottom + 6);
        for (var way = 0; way < ways.Length; way++)
        {
            var (title, figures) = ways[way];
            var top = area.Top + (58 * way);
            html.Line($"<text class=\"who\" x=\"{area.Left:0.0}\" y=\"{top + 15:0.0}\">{title}</text>");
            html.Line($"<text class=\"tick\" x=\"{area.Right:0.0}\" y=\"{top + 15:0.0}\" text-anchor=\"end\">{figures.Kinds.Pieces} of {figures.Taken} pieces</text>");
            var left = 0.0;
            var kinds = Kinds(figures.Kinds);
            for (var kind = 0; kind < kinds.Length; kind++)
            {
                var (name, count) = kinds[kind];
                html.Line($"<rect class=\"mark f{kind}\" x=\"{area.AtX(left):0.0}\" y=\"{top + 22:0.0}\" width=\"{area.AtX(left + count) - area.AtX(left):0.0}\" height=\"20\"><title>{name}: {count}</title></rect>");
                left += count;
            }
        }

        End(html, Kinds(default).Select((kind, i) => (kind.Name, $"c{i}")));
    }

    internal static (string Name, int Count)[] Kinds(ErrorKinds kinds) =>
    [
        ("wrong cart", kinds.Who), ("wrong product", kinds.What), ("wrong count", kinds.HowMany), ("missed", kinds.Missed), ("invented", kinds.Invented),
    ];

    internal static string Words(Interval share) => string.Create(
        CultureInfo.InvariantCulture, $"{AccuracyText.Percent(share.Value)} % ({AccuracyText.Percent(share.Low)} to {AccuracyText.Percent(share.High)})");

    static void Begin(Html html, string title, string hint, double height)
    {
        html.Line($"<figure class=\"plot\"><figcaption><b>{title}</b></figcaption><p class=\"muted hint\">{hint}</p>");
        html.Line($"<svg viewBox=\"0 0 {PictureWidth} {height:0}\" role=\"img\" aria-label=\"{title}\">");
    }

    static void End(Html html, IEnumerable<(string Name, string Colour)> keys)
    {
        html.Raw("</svg>\n<p class=\"keys\">");
        foreach (var (name, colour) in keys)
        {
            html.Line($"<span><i class=\"key {colour}\"></i>{name}</span>");
        }

        html.Raw("</p></figure>\n");
    }

    static string Points(PlotArea area, AccuracyFigures figures) => string.Join(' ', figures.Curve.Where(point => point.ReviewsPer1000 <= MostReviews)
        .Select(point => string.Create(CultureInfo.InvariantCulture, $"{area.AtX(point.ReviewsPer1000):0.0},{area.AtY(point.ReceiptsExact):0.0}")));

    static IEnumerable<(double, string)> Shares(params double[] shares) =>
        shares.Select(share => (share, string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} %")));

    static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
