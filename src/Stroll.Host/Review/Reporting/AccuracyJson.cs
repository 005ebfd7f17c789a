using System.Text.Json;
using Stroll.Review;
using Stroll.Review.Accuracy;

namespace Stroll.Host.Review.Reporting;

/// <summary>The report as the document of <c>audit report --json</c> and of the API.</summary>
public static class AccuracyJson
{
    static readonly double[] WantedHalfWidths = [0.0025, 0.005, 0.01];

    /// <summary>Writes the whole document.</summary>
    public static void Write(Utf8JsonWriter json, AccuracyReport report)
    {
        json.WriteStartObject();
        json.WriteString("since", report.Since.ToString());
        json.WriteString("until", report.Until.ToString());
        json.WriteNumber("visits", report.Visits);
        json.WriteNumber("audited", report.Audited);
        json.WriteNumber("auditsWaiting", report.AuditsWaiting);
        Write(json, "receiptsExact", report.ReceiptsExact);
        Write(json, "overcharged", report.Overcharged);
        Write(json, "undercharged", report.Undercharged);
        Number(json, "reviewsPer1000", report.ReviewsPer1000.Range.Value);
        Write(json, "reviewsPer1000Range", report.ReviewsPer1000);
        Number(json, "secondsWatchedPerVisit", report.SecondsWatchedPerVisit.Range.Value);
        Write(json, "secondsWatchedPerVisitRange", report.SecondsWatchedPerVisit);
        Write(json, report.TimeToReceipt);
        json.WriteStartArray("byStratum");
        foreach (var (stratum, visits, exact) in report.ByStratum)
        {
            json.WriteStartObject();
            json.WriteString("stratum", stratum);
            json.WriteNumber("visits", visits);
            Write(json, "receiptsExact", exact);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("byProduct");
        foreach (var product in report.ByProduct)
        {
            json.WriteStartObject();
            json.WriteString("barcode", product.Barcode);
            Write(json, "quantityRight", product.Right);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Write(json, "byShelf", report.ByShelf);
        Write(json, "byCamera", report.ByCamera);
        Write(json, "byCrowd", report.ByCrowd);
        WriteDrift(json, report.Drift);
        WriteSizes(json, report);
        json.WriteString("banner", report.Banner);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, IEnumerable<PlaceFigure> places)
    {
        json.WriteStartArray(name);
        foreach (var place in places)
        {
            json.WriteStartObject();
            json.WriteString("name", place.Name);
            Write(json, "right", place.Right);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Write(Utf8JsonWriter json, string name, Figure figure)
    {
        json.WriteStartObject(name);
        Range(json, figure.Range);
        json.WriteStartArray("sample");
        foreach (var visit in figure.Sample)
        {
            json.WriteStringValue(visit);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, MoneyFigure money)
    {
        json.WriteStartObject(name);
        Write(json, "receipts", money.Receipts);
        Number(json, "totalMinor", money.Total);
        Number(json, "totalMinorSd", money.Sd);
        Number(json, "totalMinorAtMost", money.AtMost ?? double.NaN);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, TimeFigure times)
    {
        json.WriteStartObject("timeToReceipt");
        Number(json, "p50", times.P50.Value);
        Number(json, "p95", times.P95.Value);
        json.WriteStartObject("p50Range");
        Range(json, times.P50);
        json.WriteEndObject();
        json.WriteStartObject("p95Range");
        Range(json, times.P95);
        json.WriteEndObject();
        json.WriteNumber("waiting", times.Waiting);
        json.WriteEndObject();
    }

    static void WriteDrift(Utf8JsonWriter json, DriftFigure drift)
    {
        json.WriteStartObject("drift");
        json.WriteBoolean("rings", drift.Rings);
        json.WriteNumber("errors", drift.Errors);
        json.WriteNumber("audits", drift.Alarm.Audits);
        json.WriteNumber("ringsFrom", drift.Alarm.RingsFrom);
        Number(json, "usual", drift.Alarm.Usual);
        Number(json, "powerIfDoubled", drift.Alarm.Power(Math.Min(1, 2 * drift.Alarm.Usual)));
        json.WriteEndObject();
    }

    static void WriteSizes(Utf8JsonWriter json, AccuracyReport report)
    {
        json.WriteStartArray("auditsFor");
        foreach (var half in WantedHalfWidths)
        {
            var share = report.ReceiptsExact.Range.Value;
            json.WriteStartObject();
            json.WriteNumber("halfWidth", half);
            json.WriteNumber("audits", SampleSize.ForHalfWidth(double.IsNaN(share) ? 0.5 : share, half));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Range(Utf8JsonWriter json, Interval range)
    {
        Number(json, "value", range.Value);
        Number(json, "low", range.Low);
        Number(json, "high", range.High);
    }

    /// <summary>What was not measured is null.</summary>
    static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
