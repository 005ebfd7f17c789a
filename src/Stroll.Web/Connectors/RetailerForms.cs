using System.Globalization;
using System.Text.Json.Serialization;
using Stroll.Host.Stores;
using Stroll.Payments.Documents;
using Stroll.Payments.Prices;
using Stroll.Web.Api;

namespace Stroll.Web.Connectors;

/// <summary>A catalogue as retailers' connectors send it.</summary>
/// <param name="CatalogItems">Articles.</param>
sealed record CatalogForm(IReadOnlyList<CatalogItem?>? CatalogItems);

/// <summary>One article in that shape.</summary>
/// <param name="Sku">The retailer's own code: our barcode.</param>
/// <param name="ExternalId">What stands on the article, as an EAN.</param>
/// <param name="Name">For people.</param>
/// <param name="StandardPrice">In whole units of the currency with a dot, as <c>2.49</c>.</param>
/// <param name="UnitWeightGrams">Ours: what a piece weighs.</param>
sealed record CatalogItem(
    [property: JsonPropertyName("item_sku")] string? Sku,
    [property: JsonPropertyName("external_product_id")] string? ExternalId,
    [property: JsonPropertyName("item_name")] string? Name,
    [property: JsonPropertyName("standard_price")] string? StandardPrice,
    [property: JsonPropertyName("unit_weight_grams")] double? UnitWeightGrams)
{
    /// <summary>The same as the API takes it.</summary>
    internal Article ToArticle(Currency currency) => new(
        Sku ?? "", Layout.Gtin.From(ExternalId ?? ""), Name ?? "", UnitWeightGrams, null, "each",
        StandardPrice is null ? null : new Amount(Minor(currency), currency.Code));

    // What is no amount becomes one that is refused below.
    long Minor(Currency currency) =>
        decimal.TryParse(StandardPrice, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) && price < 1_000_000_000
            ? (long)Math.Round(price * (decimal)Math.Pow(10, currency.Digits)) : -1;
}

/// <summary>Asks what became of an upload.</summary>
/// <param name="IngestionId">As the upload was answered.</param>
sealed record StatusForm(string? IngestionId);

/// <summary>A refund as retailers' connectors ask for it, with the lines that the shape itself lacks.</summary>
/// <param name="StoreId">The shop.</param>
/// <param name="ShoppingTripId">The trip.</param>
/// <param name="Amount">What the retailer gives back; without line items it must be all that was paid.</param>
/// <param name="RefundRequestId">A UUID, new for each refund: the same again does nothing.</param>
/// <param name="RefundReasonCode">As <c>DAMAGED_ITEM</c>.</param>
/// <param name="LineItems">Ours: which pieces.</param>
sealed record RefundForm(
    string? StoreId, string? ShoppingTripId, FormAmount? Amount, string? RefundRequestId, string? RefundReasonCode, IReadOnlyList<RefundItem?>? LineItems)
{
    static readonly string[] Reasons = ["DAMAGED_ITEM", "EXPIRED_ITEM", "UNWANTED_ITEM", "TECH_ERROR", "OTHER"];

    /// <summary>For the shopper.</summary>
    internal string Reason => RefundReasonCode switch
    {
        "DAMAGED_ITEM" => "given back: damaged",
        "EXPIRED_ITEM" => "given back: past its date",
        "UNWANTED_ITEM" => "given back: not wanted",
        _ => "given back by the retailer",
    };

    /// <summary>What is wrong with the form itself; none when nothing is.</summary>
    internal string? Refuse(StoreKey store) =>
        StoreId is not null && StoreId != store.Store ? $"storeId is not {store.Store}, the store of this key"
        : ShoppingTripId is not { Length: > 0 and <= 255 } ? "shoppingTripId is missing"
        : !Guid.TryParseExact(RefundRequestId, "D", out _) ? "refundRequestId must be a UUID"
        : RefundReasonCode is null || !Reasons.Any(reason => RefundReasonCode.EndsWith(reason, StringComparison.Ordinal)) ? $"refundReasonCode must be one of {string.Join(", ", Reasons)}"
        : LineItems is { Count: > 200 } || LineItems?.Any(item => item is not { Quantity: > 0 }) == true ? "lineItems must hold at most 200 lines with a quantity above zero"
        : null;

    /// <summary>Which pieces are meant; empty where that cannot be told.</summary>
    internal IReadOnlyList<RefundLine> LinesOf(IssuedReceipt newest)
    {
        if (LineItems is { Count: > 0 })
        {
            return [.. LineItems.GroupBy(item => item!.LineItemId).Select(same => new RefundLine(
                int.TryParse(same.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : -1, (int)Math.Min(int.MaxValue, same.Sum(item => (long)item!.Quantity))))];
        }

        return Amount?.Amount is { } all && Currency.TryFind(newest.Currency, out var currency) && Amount.Code == newest.Currency
            && all < 1_000_000_000 && all * (decimal)Math.Pow(10, currency.Digits) == newest.Total
            ? [.. newest.Lines.Where(line => line.Quantity > 0).Select(line => new RefundLine(line.Number, line.Quantity))]
            : [];
    }
}

/// <summary>Money in that shape.</summary>
/// <param name="Amount">In whole units of the currency.</param>
/// <param name="Code">ISO 4217.</param>
sealed record FormAmount(decimal? Amount, string? Code);

/// <summary>Pieces of a line.</summary>
/// <param name="LineItemId">As the trip named it.</param>
/// <param name="Quantity">Pieces.</param>
sealed record RefundItem(string? LineItemId, int Quantity);
