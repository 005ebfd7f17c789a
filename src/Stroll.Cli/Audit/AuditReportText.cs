using System.Globalization;
using Stroll.Host.Review.Reporting;
using Stroll.Review;
using Stroll.Review.Accuracy;

namespace Stroll.Cli.Audit;

/// <summary>The report for people.</summary>
internal static class AuditReportText
{
    internal static void Write(TextWriter to, AccuracyReport report)
    {
        to.WriteLine(FormattableString.Invariant($"{report.Visits:N0} visits from {report.Since} to {report.Until}; {report.Audited:N0} of them audited blind, {report.AuditsWaiting:N0} audits without a verdict."));
        to.WriteLine($"Receipts fully right: {Share(report.ReceiptsExact.Range)}.");
        foreach (var (stratum, visits, exact) in report.ByStratum)
        {
            to.WriteLine(FormattableString.Invariant($"  {stratum}: {Share(exact.Range)}, {exact.Sample.Length:N0} of {visits:N0} audited"));
        }

        Places(to, "Shelf", report.ByShelf);
        Places(to, "Camera", report.ByCamera);
        Places(to, "With", report.ByCrowd);
        Money(to, "Charged too much", report.Overcharged);
        Money(to, "Charged too little", report.Undercharged);
        to.WriteLine($"Checked by a person: {Number(report.ReviewsPer1000.Range, "0")} of 1,000 visits, {Number(report.SecondsWatchedPerVisit.Range, "0.0")} s watched for each visit.");
        to.WriteLine(FormattableString.Invariant(
            $"Time to receipt: half within {Number(report.TimeToReceipt.P50, "0")} s, 19 of 20 within {Number(report.TimeToReceipt.P95, "0")} s; {report.TimeToReceipt.Waiting} wait."));
        var alarm = report.Drift.Alarm;
        to.WriteLine(FormattableString.Invariant(
            $"This week {report.Drift.Errors} of {alarm.Audits} audits were wrong; {alarm.RingsFrom} would ring the alarm{(report.Drift.Rings ? ": IT RINGS" : "")}. It would see a doubled share of errors with {100 * alarm.Power(Math.Min(1, 2 * alarm.Usual)):0} %."));
        if (!double.IsNaN(report.ReceiptsExact.Range.Value))
        {
            to.WriteLine(FormattableString.Invariant(
                $"For a range of half a point up and down it takes {SampleSize.ForHalfWidth(report.ReceiptsExact.Range.Value, 0.005):N0} audits, for a whole one {SampleSize.ForHalfWidth(report.ReceiptsExact.Range.Value, 0.01):N0}."));
        }

        if (report.Banner is { } banner)
        {
            to.WriteLine(banner);
        }
    }

    /// <summary>The parts that audits say something about; those of which they say least good first, at most five.</summary>
    static void Places(TextWriter to, string kind, IEnumerable<PlaceFigure> places)
    {
        foreach (var place in places.Where(place => place.Right.Sample.Length > 0).OrderBy(place => place.Right.Range.Value).Take(5))
        {
            to.WriteLine(FormattableString.Invariant($"  {kind} {place.Name}: {Share(place.Right.Range)}, {place.Right.Sample.Length:N0} audited"));
        }
    }

    static void Money(TextWriter to, string words, MoneyFigure money)
    {
        var most = money.AtMost is { } bound ? string.Create(CultureInfo.InvariantCulture, $", at most {bound / 100:N2} with 95 %") : "";
        to.WriteLine(FormattableString.Invariant($"{words}: {Share(money.Receipts.Range)} of receipts; about {money.Total / 100:N2} in all{most}."));
    }

    static string Share(Interval range) => double.IsNaN(range.Value)
        ? "not known"
        : string.Create(CultureInfo.InvariantCulture, $"{100 * range.Value:0.0} % ({100 * range.Low:0.0} to {100 * range.High:0.0})");

    static string Number(Interval range, string format) => double.IsNaN(range.Value)
        ? "unknown"
        : string.Create(CultureInfo.InvariantCulture, $"{range.Value.ToString(format, CultureInfo.InvariantCulture)} ({range.Low.ToString(format, CultureInfo.InvariantCulture)} to {range.High.ToString(format, CultureInfo.InvariantCulture)})");
}
