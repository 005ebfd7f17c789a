namespace RetailerConnector;

/// <summary>Gives pieces of a line back.</summary>
static class Refund
{
    internal static async Task Ask(HttpClient stroll, Trip trip, Item item)
    {
        var quantity = item.Unit == "unit" ? (int)item.Quantity : 1;
        using var answer = await stroll.PostAsJsonAsync("/connector/v1/refund", new
        {
            storeId = trip.Store,
            shoppingTripId = trip.Id,
            amount = new { amount = 0.00m, code = "EUR" },
            refundRequestId = Guid.NewGuid().ToString(),
            refundReasonCode = "DAMAGED_ITEM",
            lineItems = new[] { new { lineItemId = item.LineItemId, quantity } },
        });
        Console.WriteLine($"refund {trip.Id} line {item.LineItemId} pieces {quantity}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
