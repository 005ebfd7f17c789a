using System.Collections.Immutable;
using System.Globalization;
using Stroll.Review;

namespace Stroll.Cli.Bench.Accuracy;

/// <summary>A report as tables for a terminal.</summary>
internal static class AccuracyText
{
    /// <summary>Writes all of it; at most 110 columns with names of up to 16 letters.</summary>
    internal static void Write(TextWriter to, AccuracyReport report)
    {
        ImmutableArray<AccuracyFigures> rows = [.. report.Scenarios, report.Overall];
        if (report.List is { } list)
        {
            to.WriteLine(list);
        }

        to.WriteLine(Text($"Simulated; people: {AccuracyReport.PeopleEntry}; seeds {report.Seeds} of {report.Scenarios.Length} scenarios; {report.Overall.Visits:N0} visits. Ranges hold 95 %."));
        to.WriteLine();
        Table(to, ReceiptHead("scenario"), rows.Select(row => ReceiptRow(row.Name, row.Visits, row.Engine)));
        to.WriteLine();
        Table(
            to,
            ["wrong items", "who", "what", "how many", "missed", "invented", "of"],
            rows.Select(row => KindsRow(row.Name, row.Engine)));
        to.WriteLine();
        Table(
            to,
            ["doubt", "lines", "cal. error", "doubtful lines", "cal. error", "asked per 1000", "exact then", "exit to receipt", "p95"],
            rows.Select(DoubtRow));
        to.WriteLine();
        if (!report.Cases.IsEmpty)
        {
            Table(
                to,
                ["script: mean F1, exact of all", "days", "pipeline", "", .. report.BaselineNames.SelectMany(name => (string[])[name.Title, ""])],
                report.Cases.Select(CaseRow));
            to.WriteLine();
        }

        var ways = report.BaselineNames.Zip(report.Overall.Baselines, (name, figures) => (name.Title, figures)).Prepend(("pipeline", report.Overall.Engine));
        Table(to, ReceiptHead("the same input"), ways.Select(way => ReceiptRow(way.Item1, report.Overall.Visits, way.Item2)));
        to.WriteLine();
        AblationReport.Write(to, report.Ablation);
        to.WriteLine(Text($"{report.StoreTime.TotalSeconds:N0} store-seconds in {report.Wall.TotalSeconds:0.0} s with {report.Workers} at a time: {report.StoreTime / report.Wall:N0} a second, simulation included;"));
        to.WriteLine(Text($"the pipeline alone decides {report.Overall.StoreSecondsPerSecond:N0} a second on one core."));
        to.WriteLine($"Again: {report.Command}");
    }

    static string[] ReceiptHead(string what) => [what, "visits", "exactly right", "item F1", "prec.", "recall", "phantoms", "overcharged", "undercharged"];

    static string[] ReceiptRow(string name, int visits, ReceiptFigures figures) =>
    [
        name, Text($"{visits:N0}"), Text($"{Percent(figures.Exact.Value)} ({Percent(figures.Exact.Low)}-{Percent(figures.Exact.High)})"),
        Percent(figures.F1.Value), Percent(figures.Precision.Value), Percent(figures.Recall.Value),
        Text($"{1000.0 * figures.Phantoms / visits:0.#}"), Charge(figures.Overcharged), Charge(figures.Undercharged),
    ];

    static string[] KindsRow(string name, ReceiptFigures figures) =>
    [
        name, .. new[] { figures.Kinds.Who, figures.Kinds.What, figures.Kinds.HowMany, figures.Kinds.Missed, figures.Kinds.Invented, figures.Taken }
            .Select(count => Text($"{count:N0}")),
    ];

    static string[] DoubtRow(AccuracyFigures row) =>
    [
        row.Name, Text($"{row.Calibration.Lines:N0}"), Error(row.Calibration.Error, row.Calibration.ErrorByChance), Text($"{row.Calibration.DoubtfulLines:N0}"),
        Error(row.Calibration.ErrorDoubtful, row.Calibration.ErrorDoubtfulByChance), Text($"{row.Policy.ReviewsPer1000:0}"),
        Percent(row.Policy.ReceiptsExact), Seconds(row.WaitSettled.P50), Seconds(row.WaitSettled.P95),
    ];

    static string[] CaseRow(CaseFigures row) =>
    [
        $"{row.Scenario} {row.Case}", Text($"{row.Days}"), .. row.Ways.SelectMany(way => (string[])[Text($"{way.F1:0.000}"), Text($"{way.Exact.Part}/{way.Exact.Whole}")]),
    ];

    /// <summary>Lines, items and money: money of the simulator's stores has two digits after the point.</summary>
    static string Charge(ChargeError error) => Text($"{error.Lines}/{error.Pieces} {error.Minor / 100.0:0.00}");

    static string Error(double error, double byChance) => Text($"{error:0.000} ({byChance:0.000})");

    /// <summary>A dash where nobody waited: every receipt was held for a person.</summary>
    internal static string Seconds(double seconds) => double.IsNaN(seconds) ? "-" : Text($"{seconds:0.0} s");

    internal static string Percent(double share) => double.IsNaN(share) ? "-" : Text($"{100 * share:0.0}");

    /// <summary>Columns as wide as they need to be; the first to the left, the others to the right.</summary>
    internal static void Table(TextWriter to, string[] head, IEnumerable<string[]> body)
    {
        string[][] rows = [head, .. body];
        var widths = head.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            to.WriteLine(string.Join("  ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd());
        }
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
