using System.Collections.Immutable;
using System.Text.Json;

namespace Stroll.Cli.Audit;

/// <summary>A report as the document of <c>audit store --json</c>.</summary>
internal static class AuditJson
{
    internal static void Write(Utf8JsonWriter json, AuditReport report)
    {
        json.WriteStartObject();
        json.WriteString("recording", report.Recording);
        json.WriteString("version", report.Version);
        json.WriteNumber("movements", report.Movements);
        json.WriteNumber("lessons", report.Lessons);
        json.WriteStartArray("weights");
        foreach (var weight in report.Weights)
        {
            json.WriteStartObject();
            json.WriteString("barcode", weight.Product.Barcode);
            json.WriteString("name", weight.Product.Name);
            if (weight.Product.UnitWeight is { } catalogue)
            {
                json.WriteNumber("catalogueGrams", catalogue.Value);
            }
            else
            {
                json.WriteNull("catalogueGrams");
            }

            json.WriteNumber("suggestedGrams", Math.Round(weight.Suggested, 1));
            json.WriteNumber("probability", weight.Probability);
            Write(json, weight.Movements);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("facings");
        foreach (var facing in report.Facings)
        {
            Write(json, facing);
        }

        json.WriteEndArray();
        json.WriteStartArray("plates");
        foreach (var (address, plate) in report.Plates)
        {
            json.WriteStartObject();
            json.WriteNumber("gondola", address.Gondola);
            json.WriteNumber("shelf", address.Shelf);
            json.WriteNumber("plate", address.Plate);
            json.WriteString("trouble", plate.Trouble.ToString().ToLowerInvariant());
            json.WriteNumber("noiseGrams", Finite(plate.Condition.Noise.Value));
            json.WriteNumber("driftGramsPerMinute", Finite(plate.Condition.DriftGramsPerMinute));
            json.WriteNumber("gain", plate.Gain);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, AuditedFacing facing)
    {
        json.WriteStartObject();
        json.WriteNumber("gondola", facing.Shelf.Gondola);
        json.WriteNumber("shelf", facing.Shelf.Number);
        json.WriteStartArray("plates");
        foreach (var plate in facing.Plates)
        {
            json.WriteNumberValue(plate);
        }

        json.WriteEndArray();
        json.WriteString("barcode", facing.Meant.Barcode);
        json.WriteString("name", facing.Meant.Name);
        json.WriteNumber("probability", facing.Probability);
        json.WriteStartArray("instead");
        foreach (var (product, probability) in facing.Instead)
        {
            json.WriteStartObject();
            json.WriteString("barcode", product.Barcode);
            json.WriteString("name", product.Name);
            json.WriteNumber("probability", probability);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Write(json, facing.Movements);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, ImmutableArray<AuditedMovement> movements)
    {
        json.WriteStartArray("movements");
        foreach (var movement in movements)
        {
            json.WriteStartObject();
            json.WriteString("at", movement.At.ToString());
            json.WriteNumber("grams", Math.Round(movement.Grams, 1));
            json.WriteNumber("pieces", movement.Pieces);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A plate that never said anything has no noise.</summary>
    static double Finite(double value) => double.IsFinite(value) ? value : 0;
}
