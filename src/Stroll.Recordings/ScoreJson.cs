using System.Text.Json;
using Stroll.Review;

namespace Stroll.Recordings;

/// <summary>A score as the JSON document of <c>score --json</c>.</summary>
public static class ScoreJson
{
    /// <summary>Writes the score. <c>overcharged</c> and <c>undercharged</c> count lines; money stands beside them in minor units.</summary>
    public static void Write(Stream stream, ReceiptScore score)
    {
        using (var json = new Utf8JsonWriter(stream, JsonText.Indented))
        {
            json.WriteStartObject();
            json.WriteNumber("f1", score.F1);
            json.WriteNumber("precision", score.Precision);
            json.WriteNumber("recall", score.Recall);
            json.WriteNumber("exactReceipts", score.ExactReceipts);
            json.WriteNumber("receipts", score.TrueReceipts);
            Write(json, "overcharged", score.Overcharged);
            Write(json, "undercharged", score.Undercharged);
            json.WriteBoolean("whoIgnored", score.IsWhoIgnored);
            json.WriteStartArray("visits");
            foreach (var visit in score.Visits)
            {
                Write(json, visit);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    static void Write(Utf8JsonWriter json, string key, ChargeError error)
    {
        json.WriteNumber(key, error.Lines);
        json.WriteNumber($"{key}Pieces", error.Pieces);
        json.WriteNumber($"{key}Minor", error.Minor);
        json.WriteNumber($"{key}LinesWithoutPrice", error.LinesWithoutPrice);
    }

    static void Write(Utf8JsonWriter json, ScoredVisit visit)
    {
        json.WriteStartObject();
        json.WriteString("shopper", visit.Shopper);
        json.WriteStartArray("visits");
        foreach (var name in visit.Visits)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteBoolean("known", visit.IsTrue);
        json.WriteBoolean("exact", visit.IsExact);
        json.WriteStartArray("lines");
        foreach (var line in visit.Lines)
        {
            json.WriteStartObject();
            json.WriteString("barcode", line.Barcode);
            json.WriteNumber("taken", line.Taken);
            json.WriteNumber("claimed", line.Claimed);
            json.WriteNumber("charged", line.Charged);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
