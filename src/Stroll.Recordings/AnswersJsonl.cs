using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>What people answered, as <c>answers.jsonl</c>: one answer a line. docs/recording.md explains every key.</summary>
static class AnswersJsonl
{
    internal static void Write(Stream stream, Catalogue catalogue, Observation.Answered answered)
    {
        using var json = new Utf8JsonWriter(stream, JsonText.OneLine);
        json.WriteStartObject();
        json.WriteNumber("t_ns", answered.At.Nanoseconds);
        json.WriteString("case", answered.Case.Text);
        json.WriteString("reviewer", answered.Reviewer);
        json.WriteNumber("sensitivity", answered.Reliability.Sensitivity.Value);
        json.WriteNumber("specificity", answered.Reliability.Specificity.Value);
        json.WriteStartArray("offered");
        foreach (var deeds in answered.Offered)
        {
            Write(json, catalogue, deeds);
        }

        json.WriteEndArray();
        json.WriteString("verdict", Word(answered.Verdict));
        if (answered.Verdict is Verdict.Happened happened)
        {
            json.WritePropertyName("happened");
            Write(json, catalogue, happened.Deeds);
        }

        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    internal static IEnumerable<Observation.Answered> Read(string path, Catalogue catalogue)
    {
        using var stream = FileSafety.OpenRead(path);
        var lines = new LineReader(stream, path);
        while (lines.MoveNext())
        {
            if (lines.Current.Length > 0)
            {
                yield return One(lines.Current, lines.Where, catalogue);
            }
        }
    }

    static void Write(Utf8JsonWriter json, Catalogue catalogue, Deeds deeds)
    {
        json.WriteStartArray();
        foreach (var deed in deeds.All)
        {
            json.WriteStartObject();
            json.WriteString("visit", deed.Visit);
            json.WriteString("barcode", catalogue[deed.Product].Barcode);
            json.WriteNumber("quantity", deed.Quantity);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static Observation.Answered One(ReadOnlyMemory<byte> line, string where, Catalogue catalogue)
    {
        using var json = JsonText.Parse(line, where, "answers.syntax");
        var root = new JsonPlace(json.RootElement, where, "", "answers.value");
        var at = root.WholeOrNone("t_ns") ?? throw root.Missing("t_ns");
        TimeLimits.Check(at, where);
        return new(
            new(at),
            new(root.Text("case")),
            root.Text("reviewer"),
            new(Share(root, "sensitivity"), Share(root, "specificity")),
            [.. root.List("offered").Select(deeds => Deeds(deeds, catalogue))],
            root.Text("verdict") switch
            {
                "happened" => new Verdict.Happened(Deeds(root.Find("happened") ?? throw root.Missing("happened"), catalogue)),
                "noneOffered" => new Verdict.NoneOffered(),
                "cannotTell" => new Verdict.CannotTell(),
                _ => throw root.Find("verdict")!.Value.Wrong("happened, noneOffered or cannotTell"),
            });
    }

    static Probability Share(JsonPlace root, string key) => (root.RealOrNone(key) ?? throw root.Missing(key)) is >= 0 and <= 1 and var share
        ? new(share) : throw root.Find(key)!.Value.Wrong("a number from 0 to 1");

    static Deeds Deeds(JsonPlace deeds, Catalogue catalogue) => new(deeds.Items().Select(deed => new Deed(
        deed.Text("visit"),
        catalogue.TryFind(deed.Text("barcode"), out var product) ? product : throw deed.Find("barcode")!.Value.Wrong("a barcode of the catalogue"),
        deed.Whole("quantity") is not 0 and var quantity ? quantity : throw deed.Find("quantity")!.Value.Wrong("pieces, above or below zero"))));

    static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Happened => "happened",
        Verdict.NoneOffered => "noneOffered",
        Verdict.CannotTell => "cannotTell",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
