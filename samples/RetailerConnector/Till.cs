namespace RetailerConnector;

/// <summary>What a trip costs at this retailer's.</summary>
record Bill(decimal Total, string Currency);

/// <summary>The retailer's own prices; the store's are none of its business.</summary>
record PriceList(string Currency, decimal Usual, IReadOnlyDictionary<string, decimal> BySku)
{
    internal static PriceList Default { get; } = new("EUR", 1.99m, new Dictionary<string, decimal>());
}

/// <summary>Prices trips, with the retailer's own promotion: from three pieces of one article on, ten percent off.</summary>
sealed class Till(PriceList prices)
{
    internal Bill Bill(Trip trip) => new(trip.Items.Sum(Of), prices.Currency);

    decimal Of(Item item)
    {
        var full = prices.BySku.GetValueOrDefault(item.Sku, prices.Usual) * item.Quantity;
        return Math.Round(item.Unit == "unit" && item.Quantity >= 3 ? full * 0.9m : full, 2, MidpointRounding.AwayFromZero);
    }
}
