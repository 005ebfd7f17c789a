using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Layout;
using Stroll.Receipts;
using Stroll.Replay;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>The receipts document as JSON. The same outcome gives the same bytes. docs/recording.md explains every key.</summary>
public static class ReceiptsJson
{
    /// <summary>Writes what a run found.</summary>
    public static void Write(Stream stream, StoreModel model, Outcome outcome, RunDescription run) => Write(stream, ReceiptsDocument.Of(model, outcome, run));

    /// <summary>Writes what a run found.</summary>
    public static void Write(IBufferWriter<byte> buffer, StoreModel model, Outcome outcome, RunDescription run)
    {
        using var json = new Utf8JsonWriter(buffer, JsonText.Indented);
        Write(json, ReceiptsDocument.Of(model, outcome, run));
    }

    /// <summary>Writes a document so that <see cref="Read"/> gives the same back.</summary>
    public static void Write(Stream stream, ReceiptsDocument document)
    {
        using (var json = new Utf8JsonWriter(stream, JsonText.Indented))
        {
            Write(json, document);
        }

        stream.WriteByte((byte)'\n');
    }

    /// <summary>Reads a document that this or another build wrote; keys that are not known are passed over.</summary>
    /// <param name="utf8">The content of the file.</param>
    /// <param name="path">Its name, for messages.</param>
    public static Result<ReceiptsDocument> Read(ReadOnlyMemory<byte> utf8, string path) => FileSafety.Guard(path, () =>
    {
        using var json = JsonText.Parse(utf8, path, "receipts.syntax");
        var root = new JsonPlace(json.RootElement, path, "");
        return new ReceiptsDocument(
            [.. root.List("visits").Select(Visit)],
            [.. root.ListOrNone("changes").Select(Change)],
            [.. root.ListOrNone("cases").Select(OneCase)],
            root.Find("run") is { } run ? Run(run) : new("", "", "", default, []));
    });

    static void Write(Utf8JsonWriter json, ReceiptsDocument document)
    {
        json.WriteStartObject();
        json.WriteStartArray("visits");
        foreach (var visit in document.Visits)
        {
            Write(json, visit);
        }

        json.WriteEndArray();
        json.WriteStartArray("changes");
        foreach (var change in document.Changes)
        {
            Write(json, change);
        }

        json.WriteEndArray();
        json.WriteStartArray("cases");
        foreach (var one in document.Cases)
        {
            Write(json, one);
        }

        json.WriteEndArray();
        json.WritePropertyName("run");
        Write(json, document.Run);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, CaseDocument one)
    {
        json.WriteStartObject();
        json.WriteString("id", one.Id);
        json.WriteString("visit", one.Visit);
        if (one.Change is { } change)
        {
            json.WriteNumber("change", change);
        }

        json.WriteString("at", one.At.ToString());
        json.WriteNumber("doubt", one.Doubt);
        json.WriteString("why", one.Why);
        json.WriteNumber("value", one.Value);
        json.WriteNumber("answers", one.Answers);
        json.WriteStartArray("offered");
        foreach (var deeds in one.Offered)
        {
            json.WriteStartArray();
            foreach (var deed in deeds)
            {
                json.WriteStartObject();
                json.WriteString("visit", deed.Visit);
                json.WriteString("barcode", deed.Barcode);
                json.WriteNumber("quantity", deed.Quantity);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, VisitDocument visit)
    {
        json.WriteStartObject();
        json.WriteString("visit", visit.Visit);
        json.WriteString("shopper", visit.Shopper);
        json.WriteString("party", visit.Party);
        json.WriteString("entered", visit.Entered.ToString());
        json.WriteString("left", visit.Left?.ToString());
        json.WriteString("status", Word(visit.Status));
        json.WriteStartArray("lines");
        foreach (var line in visit.Lines)
        {
            Write(json, line);
        }

        json.WriteEndArray();
        json.WriteNumber("total", visit.Total);
        json.WriteString("currency", visit.Currency);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, LineDocument line)
    {
        json.WriteStartObject();
        json.WriteString("barcode", line.Barcode);
        json.WriteString("gtin", line.Gtin);
        json.WriteString("name", line.Name);
        json.WriteNumber("quantity", line.Quantity);
        json.WriteString("unit", Word(line.Unit));
        json.WriteNumber("grams", line.Grams);
        if (line.UnitPrice is { } price)
        {
            json.WriteNumber("unitPrice", price);
        }
        else
        {
            json.WriteNull("unitPrice");
        }

        json.WriteNumber("probability", line.Probability);
        if (line.Confidence is { } confidence)
        {
            json.WriteStartObject("confidence");
            json.WriteNumber("who", confidence.Who);
            json.WriteNumber("what", confidence.What);
            json.WriteNumber("howMany", confidence.HowMany);
            json.WriteEndObject();
        }

        json.WriteString("charge", Word(line.Charge));
        json.WriteStartArray("evidence");
        foreach (var evidence in line.Evidence)
        {
            json.WriteStartObject();
            json.WriteNumber("change", evidence.Change);
            json.WriteNumber("quantity", evidence.Quantity);
            json.WriteNumber("probability", evidence.Probability);
            json.WriteString("words", evidence.Words);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, ChangeDocument change)
    {
        json.WriteStartObject();
        json.WriteNumber("gondola", change.Gondola);
        json.WriteNumber("shelf", change.Shelf);
        json.WriteStartArray("plates");
        foreach (var plate in change.Plates)
        {
            json.WriteNumberValue(plate);
        }

        json.WriteEndArray();
        json.WriteString("begin", change.Begin.ToString());
        json.WriteString("end", change.End.ToString());
        json.WriteNumber("grams", change.Grams);
        json.WriteNumber("sd", change.Sd);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, RunDocument run)
    {
        json.WriteStartObject();
        json.WriteString("recording", run.Recording);
        json.WriteString("version", run.Version);
        json.WriteString("digest", run.Digest);
        json.WriteString("begin", run.Intake.Begin.ToString());
        json.WriteString("end", run.Intake.End.ToString());
        json.WriteNumber("entries", run.Intake.Entries);
        json.WriteNumber("readings", run.Intake.Readings);
        json.WriteNumber("sightings", run.Intake.Sightings);
        json.WriteNumber("doubled", run.Intake.Doubled);
        json.WriteNumber("late", run.Intake.Late);
        json.WriteNumber("answers", run.Intake.Answers);
        json.WriteNumber("answersWithoutCase", run.Intake.AnswersWithoutCase);
        json.WriteStartObject("plates");
        foreach (var (health, count) in run.Plates)
        {
            json.WriteNumber(health, count);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    static VisitDocument Visit(JsonPlace visit) => new(
        visit.Text("visit"),
        visit.Text("shopper"),
        visit.TextOrNone("party") ?? visit.Text("visit"),
        visit.Time("entered"),
        visit.TimeOrNone("left"),
        visit.OneOf("status", VisitStatus.Settled, Word),
        [.. visit.List("lines").Select(Line)],
        visit.WholeOrNone("total") ?? 0,
        visit.TextOrNone("currency") ?? ReceiptsDocument.NoCurrency);

    static LineDocument Line(JsonPlace line) => new(
        line.Text("barcode"),
        line.TextOrNone("gtin"),
        line.TextOrNone("name") ?? line.Text("barcode"),
        line.Count("quantity"),
        line.OneOf("unit", SaleUnit.Each, Word),
        line.RealOrNone("grams") ?? 0,
        line.WholeOrNone("unitPrice"),
        line.RealOrNone("probability") ?? 1,
        line.OneOf("charge", ChargeDecision.Now, Word),
        [.. line.ListOrNone("evidence").Select(e => new EvidenceDocument(
            e.Whole("change"), e.Whole("quantity"), e.RealOrNone("probability") ?? 1, e.TextOrNone("words") ?? ""))])
    {
        Confidence = line.Find("confidence") is { } sure
            ? new(sure.RealOrNone("who") ?? 1, sure.RealOrNone("what") ?? 1, sure.RealOrNone("howMany") ?? 1) : null,
    };

    static ChangeDocument Change(JsonPlace change) => new(
        change.Whole("gondola"),
        change.Whole("shelf"),
        [.. change.List("plates").Select(plate => plate.Whole())],
        change.Time("begin"),
        change.Time("end"),
        change.RealOrNone("grams") ?? 0,
        change.RealOrNone("sd") ?? 0);

    static CaseDocument OneCase(JsonPlace one) => new(
        one.TextOrNone("id") ?? "", one.TextOrNone("visit"), one.Find("change")?.Whole(), one.Time("at"), one.RealOrNone("doubt") ?? 0, one.TextOrNone("why") ?? "")
    {
        Value = one.RealOrNone("value") ?? 0,
        Answers = one.Find("answers")?.Whole() ?? 0,
        Offered = [.. one.ListOrNone("offered").Select(deeds => deeds.Items()
            .Select(deed => new DeedDocument(deed.Text("visit"), deed.Text("barcode"), deed.Whole("quantity"))).ToImmutableArray())],
    };

    static RunDocument Run(JsonPlace run) => new(
        run.TextOrNone("recording") ?? "",
        run.TextOrNone("version") ?? "",
        run.TextOrNone("digest") ?? "",
        new(
            run.WholeOrNone("entries") ?? 0,
            run.WholeOrNone("readings") ?? 0,
            run.WholeOrNone("sightings") ?? 0,
            run.WholeOrNone("doubled") ?? 0,
            run.WholeOrNone("late") ?? 0,
            run.TimeOrNone("begin") ?? default,
            run.TimeOrNone("end") ?? default)
        {
            Answers = run.WholeOrNone("answers") ?? 0,
            AnswersWithoutCase = run.WholeOrNone("answersWithoutCase") ?? 0,
        },
        [.. (run.Find("plates")?.Entries() ?? []).Select(plate => (plate.Name, plate.Value.Whole()))]);

    static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
