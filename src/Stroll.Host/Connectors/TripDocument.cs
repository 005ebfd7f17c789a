using System.Globalization;
using System.Text.Json.Nodes;
using Stroll.Layout;
using Stroll.Payments.Documents;
using Stroll.Payments.Visits;
using Stroll.Units;

namespace Stroll.Host.Connectors;

/// <summary>A shopping trip in the shape that retailers' connectors know: who came when, and what they took. No price; the retailer prices it.</summary>
/// <remarks>docs/connectors.md explains every field. What the shape does not know is added under names that receivers pass over.</remarks>
public static class TripDocument
{
    /// <summary>The body of <c>POST …/v1/order/purchases</c>. The same trip gives the same body, save for the request's own id.</summary>
    /// <param name="store">The name of the store at the retailer's: that of ours.</param>
    /// <param name="requestId">New for each attempt.</param>
    /// <param name="party">The trip.</param>
    /// <param name="first">The first version of its receipt: what was taken, as it was told first.</param>
    public static JsonObject Of(string store, Guid requestId, Visit party, IssuedReceipt first) => new()
    {
        ["requestId"] = requestId.ToString("D"),
        ["idempotentShoppingTripId"] = first.Visit,
        ["storeId"] = store,
        ["shoppingTrip"] = new JsonObject
        {
            ["startTime"] = Time(party.Entered),
            ["endTime"] = Time(party.Left ?? first.At),
            ["authEvents"] = Events(party),
        },
        ["cartItems"] = new JsonArray([.. first.Lines.Select(Item)]),
        ["shopperIdentity"] = new JsonObject { ["id"] = first.Visit },
        ["paymentSource"] = party.Payer.Length > 0 ? new JsonObject { ["id"] = party.Payer } : null,
        ["partySize"] = Math.Max(party.Declared, party.Measured),
    };

    static JsonArray Events(Visit party) => party.Means switch
    {
        EntryMeans.Code => [Event(party, "ENTRY", "SCAN_CODE")],
        EntryMeans.Card => [Event(party, "ENTRY", "FINANCIAL")],
        EntryMeans.StaffDoor => [Event(party, "MANUAL_IN_STORE", "FINANCIAL")],
        _ => [],
    };

    static JsonObject Event(Visit party, string location, string payload) => new()
    {
        ["id"] = party.Name,
        ["timestamp"] = Time(party.Entered),
        ["location"] = location,
        ["payloadType"] = payload,
    };

    static JsonNode Item(IssuedLine line) => new JsonObject
    {
        ["id"] = line.Barcode,
        ["type"] = "SKU",
        ["quantity"] = line.Grams > 0
            ? new JsonObject { ["value"] = (line.Grams / 1000m).ToString("0.000", CultureInfo.InvariantCulture), ["unit"] = "kilogram" }
            : new JsonObject { ["value"] = line.Quantity.ToString(CultureInfo.InvariantCulture), ["unit"] = "unit" },
        ["externalIdentifiers"] = Gtin.From(line.Barcode) is { } gtin ? new JsonArray(new JsonObject { ["id"] = gtin, ["type"] = "GTIN" }) : new JsonArray(),
        ["lineItemId"] = line.Number.ToString(CultureInfo.InvariantCulture),
        ["name"] = line.Name,
        ["probability"] = Math.Round(line.Probability, 4),
    };

    static string Time(Instant at) => Instants.ToDateTimeOffset(at).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
