using System.Text.Json;
using Stroll.Review;

namespace Stroll.Cli.Bench.Phantoms;

/// <summary>The JSON of <c>bench phantoms</c>.</summary>
internal static class PhantomJson
{
    const double SamplesAnHour = 3600 * 60;

    internal static void Write(Utf8JsonWriter json, PhantomResult result)
    {
        json.WriteStartObject();
        json.WriteString("seeds", result.Seeds.ToString());
        json.WriteStartArray("days");
        foreach (var day in result.Days)
        {
            Write(json, day);
        }

        json.WriteEndArray();
        Write(json, "phantomsPer10000PlateHours", PhantomResult.Rate(result.Days));
        json.WriteString("pickSeeds", result.RecallSeeds.ToString());
        json.WriteNumber("picks", result.Recalls.Sum(recall => recall.Picks));
        json.WriteNumber("picksMissed", result.Recalls.Sum(recall => recall.Missed.Length));
        Write(json, "pickRecall", result.Recall);
        json.WriteNumber("changes", result.Recalls.Sum(recall => recall.Changes));
        json.WriteNumber("falseChanges", result.Recalls.Sum(recall => recall.False));
        json.WriteNumber("medianErrorGrams", MedianError(result));
        json.WriteEndObject();
    }

    /// <summary>Size of the error of mass of half of the changes that tell of something; 0 where none does.</summary>
    internal static double MedianError(PhantomResult result) =>
        result.Recalls.SelectMany(recall => recall.Errors).Select(Math.Abs).Order().ToArray() is { Length: > 0 } errors ? errors[errors.Length / 2] : 0;

    static void Write(Utf8JsonWriter json, PhantomDay day)
    {
        json.WriteStartObject();
        json.WriteString("name", day.Name);
        json.WriteNumber("seed", day.Seed);
        json.WriteNumber("plateHours", day.PlateHours);
        json.WriteStartArray("phantoms");
        foreach (var phantom in day.Phantoms)
        {
            json.WriteStartObject();
            json.WriteNumber("hours", phantom.Ended.TotalHours);
            json.WriteString("plates", string.Join(' ', phantom.Plates));
            json.WriteNumber("grams", phantom.Change.Value);
            json.WriteNumber("sd", phantom.Sd.Value);
            json.WriteNumber("steps", phantom.Steps);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("megabytes");
        foreach (var bytes in day.Memory)
        {
            json.WriteNumberValue(bytes / 1e6);
        }

        json.WriteEndArray();
        json.WriteNumber("readingsPerSecond", day.PlateHours * SamplesAnHour / day.Wall.TotalSeconds);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, string name, Interval interval)
    {
        json.WriteStartObject(name);
        json.WriteNumber("value", interval.Value);
        json.WriteNumber("low", interval.Low);
        json.WriteNumber("high", interval.High);
        json.WriteEndObject();
    }
}
