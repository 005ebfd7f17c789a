using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CsCheck;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Receipts;
using Stroll.Recordings;
using Stroll.Replay;
using Stroll.Review;
using Stroll.Units;

namespace Stroll.Tests.Recordings;

public class ReceiptsJsonTests
{
    static readonly RunDescription Run = new("test", "0.1.0");

    static readonly Gen<LineDocument> Lines = Gen.Select(Samples.Name, Gen.Int[1, 9], Gen.Double[-500, 500], Gen.Int[0, 5], Gen.Long[0, 10_000], (name, quantity, grams, kind, price) =>
        new LineDocument(
            name, kind == 0 ? null : "00071063437089", name, quantity, kind < 3 ? SaleUnit.Each : SaleUnit.Kilogram, grams, kind == 1 ? null : price, kind / 5.0,
            (ChargeDecision)(kind % 3), [new EvidenceDocument(kind, -quantity, kind / 5.0, name)]));

    static readonly Gen<ReceiptsDocument> Documents = Gen.Select(Lines.Array[0, 4].Array[0, 3], Gen.Long[0, 4_000_000_000_000_000_000], Samples.Name, (visits, at, name) => new ReceiptsDocument(
        [.. visits.Select((lines, i) => new VisitDocument(
            $"v{i}", i == 0 ? "" : name, "p", new(at), i == 0 ? null : new Instant(at + 5), (VisitStatus)(i % 3), [.. lines], lines.Length, "EUR"))],
        [new ChangeDocument(1, 2, [3, 4], new(at), new(at + 7), -538.25, 1.5)],
        [
            new CaseDocument("v1-v2-5", null, null, new(at), 0.25, name),
            new CaseDocument("1-2-7-0", "v0", 0, new(at), 0.5, name) { Value = 12.5, Answers = 2, Offered = [[new("v0", name, -1), new("v1", name, 1)], []] },
        ],
        new(name, "1", "digest", new(1, 2, 3, 4, 5, new(at), new(at + 9)), [("good", 3)])));

    [Fact]
    public void A_document_that_is_written_is_read_again() => Documents.Sample(document =>
        Text(Results.Good(ReceiptsJson.Read(Encoding.UTF8.GetBytes(Text(document)), "receipts.json"))) == Text(document));

    [Fact]
    public void An_outcome_is_told_with_the_keys_of_the_contract()
    {
        var (model, outcome) = OneBottle(new Money(199, "EUR"));
        var buffer = new ArrayBufferWriter<byte>();
        ReceiptsJson.Write(buffer, model, outcome, Run);
        using var json = JsonDocument.Parse(buffer.WrittenMemory);

        var visit = json.RootElement.GetProperty("visits")[0];
        Assert.Equal(["visit", "shopper", "party", "entered", "left", "status", "lines", "total", "currency"], Keys(visit));
        Assert.Equal(398, visit.GetProperty("total").GetInt64());
        Assert.Equal("EUR", visit.GetProperty("currency").GetString());
        Assert.Equal("1970-01-01T00:00:01Z", visit.GetProperty("entered").GetString());
        var line = visit.GetProperty("lines")[0];
        Assert.Equal(["barcode", "gtin", "name", "quantity", "unit", "grams", "unitPrice", "probability", "confidence", "charge", "evidence"], Keys(line));
        Assert.Equal("00632565000012", line.GetProperty("gtin").GetString());
        Assert.Equal("held", visit.GetProperty("lines")[1].GetProperty("charge").GetString());
        var change = json.RootElement.GetProperty("changes")[0];
        Assert.Equal(["gondola", "shelf", "plates", "begin", "end", "grams", "sd"], Keys(change));
        Assert.Equal([2, 3], change.GetProperty("plates").EnumerateArray().Select(p => p.GetInt32()));
        Assert.Equal(-571, change.GetProperty("grams").GetDouble());
        Assert.Equal("abc", json.RootElement.GetProperty("run").GetProperty("digest").GetString());
    }

    [Fact]
    public void Without_prices_nothing_is_owed_in_no_currency()
    {
        var (model, outcome) = OneBottle(null);

        var visit = Assert.Single(ReceiptsDocument.Of(model, outcome, Run).Visits);

        Assert.Equal((0, "XXX"), (visit.Total, visit.Currency));
        Assert.Contains("\"unitPrice\": null", Text(ReceiptsDocument.Of(model, outcome, Run)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_outcome_gives_the_same_bytes()
    {
        var (model, outcome) = OneBottle(new Money(199, "EUR"));

        Assert.Equal(Text(ReceiptsDocument.Of(model, outcome, Run)), Text(ReceiptsDocument.Of(model, outcome, Run)));
    }

    [Theory]
    [InlineData("""{"visit": []}""", "receipts.json: visits", "missing")]
    [InlineData("""{"visits": {}}""", "receipts.json: visits", "expected a list")]
    [InlineData("""{"visits": [{"visit": "1", "shopper": 7}]}""", "receipts.json: visits[0].shopper", "expected text")]
    [InlineData("""{"visits": [{"visit": "1", "shopper": "7", "entered": "now"}]}""", "receipts.json: visits[0].entered", "a time")]
    [InlineData("""{"visits": [{"visit": "1", "shopper": "7", "entered": "2020-01-01T00:00:00Z", "lines": [{"barcode": "1", "quantity": 0}]}]}""", "receipts.json: visits[0].lines[0].quantity", "one or more")]
    public void A_wrong_document_is_told_with_the_path(string text, string where, string words)
    {
        var fault = Results.Bad(ReceiptsJson.Read(Encoding.UTF8.GetBytes(text), "receipts.json"));

        Assert.Equal(where, fault.Where);
        Assert.Contains(words, fault.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_of_someone_else_needs_only_shopper_and_lines()
    {
        const string Text = """{"visits": [{"visit": "1", "shopper": "7", "entered": "2020-01-01T00:00:00Z", "lines": [{"barcode": "b", "quantity": 2}]}]}""";

        var claim = Assert.Single(Results.Good(ReceiptsJson.Read(Encoding.UTF8.GetBytes(Text), "receipts.json")).Claims());

        Assert.Equal(("7", new ClaimedLine("b", 2, ChargeDecision.Now, null)), (claim.Shopper, Assert.Single(claim.Lines)));
    }

    static string[] Keys(JsonElement element) => [.. element.EnumerateObject().Select(p => p.Name)];

    static string Text(ReceiptsDocument document)
    {
        using var stream = new MemoryStream();
        ReceiptsJson.Write(stream, document);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    static (StoreModel Model, Outcome Outcome) OneBottle(Money? price)
    {
        var store = Samples.ThreePlates;
        var catalogue = new Catalogue([new Product(new(0), "632565000012", "00632565000012", "Water", 538.Grams, null, SaleUnit.Each, price)]);
        var evidence = ImmutableArray.Create(new LineEvidence(0, 1, new(0.99), "taken"));
        var steps = ImmutableArray.Create(new MassStep(
            new(1_000_000_000), new(2_000_000_000), [new(new(1), -(300.Grams), 1.Grams), new(new(2), -(271.Grams), 1.Grams)], [1.0]));
        var change = new MassChange(0, new(0), new(1_000_000_000), new(2_000_000_000), new(3_000_000_000), steps) { Sd = 2.Grams };
        var receipt = new Receipt(
            "v1", "-7", new(1_000_000_000), null, VisitStatus.Open,
            [new(new(0), 2, 571.Grams, new(0.99), ChargeDecision.Now, evidence), new(new(0), 1, 571.Grams, new(0.5), ChargeDecision.Held, evidence)])
        { Party = "v1" };
        var outcome = new Outcome([receipt], [change], [], [PlateHealth.Good, PlateHealth.Good, PlateHealth.Silent], new(1, 2, 3, 0, 0, new(0), new(5))) { Digest = "abc" };
        return (new(store, catalogue, new(store, [])), outcome);
    }
}
