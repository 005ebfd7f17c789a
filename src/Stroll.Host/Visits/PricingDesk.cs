using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stroll.Host.Database;
using Stroll.Host.Payments;
using Stroll.Host.Retailer;
using Stroll.Payments.Documents;
using Stroll.Payments.Prices;
using Stroll.Units;

namespace Stroll.Host.Visits;

/// <summary>Asks a program of the retailer what closed visits cost, and issues their receipts.</summary>
/// <remarks>
/// Every answer is logged before it is used, so that a receipt can be explained years later. Where none comes in time, the store's own prices hold: a
/// shopper waits for no program.
/// </remarks>
public sealed class PricingDesk(IDatabase database, VisitDesk desk, IRetailer retailer, TimeProvider clock)
{
    static readonly ImmutableArray<TimeSpan> Schedule = [2.Seconds, 10.Seconds, 30.Seconds, 60.Seconds];

    /// <summary>One round: every question whose time has come.</summary>
    /// <returns>How many were asked.</returns>
    public async Task<int> Work(CancellationToken cancellation)
    {
        var due = database.Read(transaction => PricingTable.Due(transaction, Instants.Of(clock)));
        foreach (var waiting in due)
        {
            await Ask(waiting, cancellation);
        }

        return due.Count;
    }

    async Task Ask(PricingTable.Waiting waiting, CancellationToken cancellation)
    {
        var own = StoredJson.Read<IssuedReceipt>(waiting.Own);
        var asked = Question(own).ToJsonString();
        var (status, body) = await retailer.Ask("prices", Encoding.UTF8.GetBytes(asked), cancellation);
        database.Write(transaction => Use(transaction, waiting, own, asked, status, body));
    }

    void Use(Transaction transaction, PricingTable.Waiting waiting, IssuedReceipt own, string asked, int status, byte[] body)
    {
        var now = Instants.Of(clock);
        var (answer, words) = status is >= 200 and < 300 ? Read(body) : (null, $"status {status}");
        var fault = answer is null ? null : PricingTable.Settle(transaction, own.Visit) ? desk.Price(transaction, own, answer) : null;
        if (answer is not null && fault is null)
        {
            PricingTable.Log(transaction, own.Visit, now, status, asked, Cut(body), "used");
            return;
        }

        var isLast = waiting.Tries >= Schedule.Length;
        words = fault?.Found ?? words;
        PricingTable.Log(transaction, own.Visit, now, status, asked, Cut(body), isLast ? $"{words}; the store's own prices hold" : words);
        if (fault is not null || isLast)
        {
            // A program that answers nonsense once answers it again.
            PricingTable.Settle(transaction, own.Visit);
            desk.Price(transaction, own, null);
        }
        else
        {
            PricingTable.Again(transaction, own.Visit, now + Schedule[(int)waiting.Tries]);
        }
    }

    static JsonObject Question(IssuedReceipt own) => new()
    {
        ["visit"] = own.Visit,
        ["currency"] = own.Currency,
        ["lines"] = new JsonArray(
        [
            .. own.Lines.Select(line => (JsonNode)new JsonObject
            {
                ["barcode"] = line.Barcode,
                ["name"] = line.Name,
                ["quantity"] = line.Quantity,
                ["grams"] = line.Grams,
                ["unitPrice"] = line.UnitPrice,
                ["amount"] = line.Amount,
            }),
        ]),
    };

    static (OutsideAnswer? Answer, string Words) Read(byte[] body)
    {
        try
        {
            var root = JsonNode.Parse(body)!.AsObject();
            var lines = root["lines"]!.AsArray().Select(line => new OutsideLine(
                (string)line!["barcode"]!, (long)line["amount"]!, ((string?)line["words"] ?? "") is { Length: <= 100 } words ? words : ""));
            return (new((string)root["currency"]!, [.. lines]), "");
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException or FormatException or NullReferenceException or OverflowException or ArgumentException)
        {
            return (null, "no answer of the form {\"currency\", \"lines\": [{\"barcode\", \"amount\", \"words\"}]}");
        }
    }

    static string Cut(byte[] body) => Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 65_536))).Replace("\0", "", StringComparison.Ordinal);
}
