using Stroll.Units;

namespace Stroll.Payments.Prices;

/// <summary>What is wrong with a draft of prices, promotions and taxes.</summary>
static class PriceBookCheck
{
    internal static Fault? FirstFault(PriceBookDraft draft) => OfClasses(draft) ?? OfPrices(draft) ?? OfTerms(draft) ?? OfPromotions(draft);

    static Fault? OfClasses(PriceBookDraft draft)
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var taxed in draft.Classes)
        {
            if (taxed.Millionths is < 0 or > 1_000_000)
            {
                return new("price.tax", $"tax class {taxed.Code}", $"a rate of {taxed.Millionths} millionths; 0 to 1000000 was expected");
            }

            if (!codes.Add(taxed.Code))
            {
                return new("price.tax", $"tax class {taxed.Code}", "the code stands twice");
            }
        }

        return codes.Contains(draft.UsualClass) ? null : new("price.tax", "usual class", $"there is no tax class '{draft.UsualClass}'");
    }

    static Fault? OfPrices(PriceBookDraft draft)
    {
        Price? before = null;
        foreach (var price in draft.Prices.OrderBy(p => p.Product.Index).ThenBy(p => p.From))
        {
            var place = $"price of product {price.Product.Index} from {Written(price.From)}";
            if (price.Minor is < 0 or > PriceBook.HighestMinor)
            {
                return new("price.value", place, $"{price.Minor}; 0 to {PriceBook.HighestMinor} of the smallest unit was expected");
            }

            if (price.Until <= price.From)
            {
                return new("price.value", place, "it ends before it begins");
            }

            if (before is { } other && other.Product == price.Product && price.From < other.Until)
            {
                return new("price.overlap", place, $"the price from {Written(other.From)} still holds");
            }

            before = price;
        }

        return null;
    }

    static Fault? OfTerms(PriceBookDraft draft)
    {
        var products = new HashSet<int>();
        foreach (var terms in draft.Terms)
        {
            var place = $"terms of product {terms.Product.Index}";
            foreach (var code in (string[])[terms.TaxClass, terms.DepositTaxClass])
            {
                if (draft.Classes.All(c => c.Code != code))
                {
                    return new("price.tax", place, $"there is no tax class '{code}'");
                }
            }

            if (terms.Deposit is < 0 or > PriceBook.HighestMinor || terms.AgeLimit is < 0 or > 120 || !products.Add(terms.Product.Index))
            {
                return new("price.value", place, "a deposit or age limit out of range, or terms that stand twice");
            }
        }

        return null;
    }

    static Fault? OfPromotions(PriceBookDraft draft)
    {
        for (var i = 0; i < draft.Promotions.Length; i++)
        {
            var promotion = draft.Promotions[i];
            if (Odd(promotion, draft.Currency) is { } odd)
            {
                return new("promotion.value", $"promotion {promotion.Terms.Code}", odd);
            }

            foreach (var other in draft.Promotions.AsSpan(0, i))
            {
                if (other.Terms.Code == promotion.Terms.Code)
                {
                    return new("promotion.value", $"promotion {promotion.Terms.Code}", "the code stands twice");
                }

                if (other.Terms.Rank == promotion.Terms.Rank && other.Terms.Meets(promotion.Terms) && other.Goods.Intersect(promotion.Goods).Any())
                {
                    return new(
                        "promotion.overlap", $"promotions {other.Terms.Code} and {promotion.Terms.Code}",
                        "both want the same goods at the same time with the same rank; give one a lower rank, it then comes first");
                }
            }
        }

        return null;
    }

    static string? Odd(Promotion promotion, string currency) => promotion switch
    {
        { Terms: var terms } when terms.Until <= terms.From => "it ends before it begins",
        { Goods: var goods } when goods.IsEmpty || goods.Distinct().Count() != goods.Length => "no goods, or the same twice",
        Promotion.NForM { Take: var take, Pay: var pay } when take is < 2 or > 1000 || pay < 1 || pay >= take => $"{take} for {pay}; fewer must be paid than taken",
        Promotion.Percentage { Percent: < 1 or > 100 } p => $"{p.Percent} %; 1 to 100 was expected",
        Promotion.Bundle b when b.Price.Currency != currency || b.Price.Minor is < 0 or > PriceBook.HighestMinor => "a price in another currency or out of range",
        Promotion.Bundle b when b.Parts.Any(p => p.Quantity is < 1 or > 1000) => "a part with a quantity out of range",
        _ => null,
    };

    static string Written(Instant at) => at == Instant.Earliest ? "the beginning" : at.ToString();
}
