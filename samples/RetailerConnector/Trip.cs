using System.Globalization;
using System.Text.Json;

namespace RetailerConnector;

/// <summary>One article of a trip.</summary>
record Item(string LineItemId, string Sku, decimal Quantity, string Unit);

/// <summary>A shopping trip as the store sends it.</summary>
record Trip(string Id, string Store, DateTimeOffset Start, DateTimeOffset End, IReadOnlyList<Item> Items)
{
    internal static Trip Read(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var trip = root.GetProperty("shoppingTrip");
        return new(
            root.GetProperty("idempotentShoppingTripId").GetString()!,
            root.GetProperty("storeId").GetString()!,
            trip.GetProperty("startTime").GetDateTimeOffset(),
            trip.GetProperty("endTime").GetDateTimeOffset(),
            [.. root.GetProperty("cartItems").EnumerateArray().Select(item => new Item(
                item.GetProperty("lineItemId").GetString()!,
                item.GetProperty("id").GetString()!,
                decimal.Parse(item.GetProperty("quantity").GetProperty("value").GetString()!, CultureInfo.InvariantCulture),
                item.GetProperty("quantity").GetProperty("unit").GetString()!))]);
    }
}

/// <summary>What became of a trip.</summary>
record Purchase(string Id, Bill Bill, bool IsNew);

/// <summary>Trips that were taken, by their id.</summary>
sealed class Trips
{
    readonly Lock _lock = new();
    readonly Dictionary<string, Purchase> _taken = [];
    bool _hasRefunded;

    internal Purchase Take(Trip trip, Func<Bill> bill)
    {
        lock (_lock)
        {
            if (_taken.TryGetValue(trip.Id, out var known))
            {
                return known with { IsNew = false };
            }

            return _taken[trip.Id] = new(Guid.CreateVersion7().ToString(), bill(), IsNew: true);
        }
    }

    internal bool IsFirstRefund()
    {
        lock (_lock)
        {
            var isFirst = !_hasRefunded;
            _hasRefunded = true;
            return isFirst;
        }
    }
}
