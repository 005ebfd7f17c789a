using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Stroll.Review;

namespace Stroll.Cli.Bench.Accuracy;

/// <summary>A report as the document of <c>bench accuracy --json</c>. A figure that nothing says anything about is null.</summary>
internal static class AccuracyJson
{
    /// <summary>Writes one object.</summary>
    internal static void Write(Utf8JsonWriter json, AccuracyReport report)
    {
        json.WriteStartObject();
        json.WriteString("people", AccuracyReport.PeopleEntry);
        json.WriteString("list", report.List);
        json.WriteString("seeds", report.Seeds.ToString());
        json.WriteString("command", report.Command);
        json.WriteString("version", report.Version);
        json.WriteStartObject("scenarios");
        foreach (var scenario in report.Scenarios)
        {
            json.WritePropertyName(scenario.Name);
            Write(json, scenario, report.BaselineNames);
        }

        json.WriteEndObject();
        if (!report.Cases.IsEmpty)
        {
            json.WriteStartArray("cases");
            foreach (var one in report.Cases)
            {
                json.WriteStartObject();
                json.WriteString("scenario", one.Scenario);
                json.WriteString("case", one.Case);
                json.WriteNumber("days", one.Days);
                foreach (var (way, key) in one.Ways.Zip(report.BaselineNames.Select(name => name.Key).Prepend("pipeline")))
                {
                    json.WriteStartObject(key);
                    Number(json, "f1", way.F1);
                    json.WriteNumber("exactReceipts", (int)way.Exact.Part);
                    json.WriteNumber("receipts", (int)way.Exact.Whole);
                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WritePropertyName("overall");
        Write(json, report.Overall, report.BaselineNames);
        if (!report.Ablation.IsEmpty)
        {
            json.WritePropertyName("ablation");
            AblationReport.Write(json, report.Ablation);
        }

        json.WriteStartObject("run");
        Number(json, "seconds", report.Wall.TotalSeconds);
        Number(json, "storeSeconds", report.StoreTime.TotalSeconds);
        Number(json, "storeSecondsPerSecond", report.StoreTime / report.Wall);
        json.WriteNumber("workers", report.Workers);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, AccuracyFigures figures, ImmutableArray<(string Key, string Title)> baselines)
    {
        json.WriteStartObject();
        json.WriteNumber("visits", figures.Visits);
        json.WriteNumber("runs", figures.Runs);
        json.WriteNumber("movements", figures.Movements.All);
        json.WriteNumber("putBacks", figures.Movements.PutBacks);
        Write(json, figures.Engine);
        Number(json, "calibrationError", figures.Calibration.Error);
        Number(json, "calibrationErrorDoubtful", figures.Calibration.ErrorDoubtful);
        Number(json, "calibrationErrorByChance", figures.Calibration.ErrorByChance);
        Number(json, "calibrationErrorDoubtfulByChance", figures.Calibration.ErrorDoubtfulByChance);
        Number(json, "brier", figures.Calibration.Brier);
        json.WriteNumber("lines", figures.Calibration.Lines);
        json.WriteNumber("doubtfulLines", figures.Calibration.DoubtfulLines);
        WriteReliability(json, figures.Calibration);
        json.WriteStartArray("curve");
        foreach (var point in figures.Curve)
        {
            Write(json, point);
        }

        json.WriteEndArray();
        json.WritePropertyName("policy");
        Write(json, figures.Policy);
        Write(json, "exitToReceipt", figures.WaitSettled);
        Write(json, "exitToReceiptAll", figures.WaitAll);
        Number(json, "storeSecondsPerSecond", figures.StoreSecondsPerSecond);
        json.WriteStartObject("baselines");
        foreach (var (baseline, (key, _)) in figures.Baselines.Zip(baselines))
        {
            json.WriteStartObject(key);
            Write(json, baseline);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, ReceiptFigures figures)
    {
        Write(json, "receiptsExact", figures.Exact);
        Number(json, "itemPrecision", figures.Precision.Value);
        Number(json, "itemRecall", figures.Recall.Value);
        Number(json, "itemF1", figures.F1.Value);
        Write(json, "itemPrecisionRange", figures.Precision);
        Write(json, "itemRecallRange", figures.Recall);
        Write(json, "itemF1Range", figures.F1);
        Write(json, "overcharged", figures.Overcharged);
        Write(json, "undercharged", figures.Undercharged);
        json.WriteNumber("items", figures.Taken);
        json.WriteNumber("phantomLines", figures.Phantoms);
        json.WriteStartObject("errors");
        json.WriteNumber("who", figures.Kinds.Who);
        json.WriteNumber("what", figures.Kinds.What);
        json.WriteNumber("howMany", figures.Kinds.HowMany);
        json.WriteNumber("missed", figures.Kinds.Missed);
        json.WriteNumber("invented", figures.Kinds.Invented);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string key, ChargeError error)
    {
        json.WriteNumber($"{key}Lines", error.Lines);
        json.WriteNumber($"{key}Items", error.Pieces);
        json.WriteNumber($"{key}Minor", error.Minor);
    }

    static void Write(Utf8JsonWriter json, string key, Interval interval)
    {
        json.WriteStartObject(key);
        Number(json, "value", interval.Value);
        Number(json, "low", interval.Low);
        Number(json, "high", interval.High);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, CurvePoint point)
    {
        json.WriteStartObject();
        Number(json, "reviewsPer1000", point.ReviewsPer1000);
        Number(json, "receiptsExact", point.ReceiptsExact);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string key, WaitFigures waits)
    {
        json.WriteStartObject(key);
        json.WriteNumber("visits", waits.Visits);
        Number(json, "p50", waits.P50);
        Number(json, "p95", waits.P95);
        Number(json, "most", waits.Most);
        json.WriteEndObject();
    }

    static void WriteReliability(Utf8JsonWriter json, Calibration calibration)
    {
        json.WriteStartArray("reliability");
        foreach (var bin in calibration.Bins)
        {
            json.WriteStartObject();
            Number(json, "from", bin.Low);
            Number(json, "to", bin.High);
            json.WriteNumber("lines", bin.Lines);
            Number(json, "claimed", bin.MeanClaimed);
            Write(json, "right", Confidence.OfShare(bin.Right, bin.Lines));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A number, or null for none.</summary>
    internal static void Number(Utf8JsonWriter json, string key, double value)
    {
        if (double.IsFinite(value))
        {
            // Six digits: what lies beyond is far inside any range.
            json.WritePropertyName(key);
            json.WriteRawValue(Math.Round(value, 6).ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNull(key);
        }
    }
}
