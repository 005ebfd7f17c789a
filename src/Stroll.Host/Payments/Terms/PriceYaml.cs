using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Payments.Prices;
using Stroll.Recordings;
using Stroll.Units;

namespace Stroll.Host.Payments.Terms;

/// <summary>The prices, taxes and promotions of <c>money.yaml</c>, before they are checked against each other.</summary>
static class PriceYaml
{
    internal static PriceBookDraft Draft(YamlGroup root, KnownGoods goods)
    {
        var currency = root.Text("currency");
        var classes = Classes(root);
        var tax = root.Group("tax", "tax", ["mode", "rounded", "half", "usual"]);
        var usual = tax?.Choice("usual", [.. classes.Select(c => c.Code)]) ?? classes[0].Code;
        var prices = root.Groups("prices", "a price", ["barcode", "price", "from", "until"])
            .Select(group => (Product: goods.In(group), Minor: Minor(group, "price") ?? throw group.Missing("price"), From: From(group), Until: Until(group)))
            .Where(price => price.Product is not null).Select(price => new Price(price.Product!.Value, price.Minor, price.From, price.Until)).ToImmutableArray();
        var priced = prices.Select(price => price.Product).ToHashSet();
        var ofCatalogue = goods.Catalogue.Products.Where(p => p.Price?.Currency == currency && !priced.Contains(p.Id))
            .Select(p => new Price(p.Id, p.Price!.Value.Minor, Instant.Earliest, Instant.Latest));
        return new(currency, Rules(tax), usual, classes, [.. prices, .. ofCatalogue], Terms(root, goods, classes, usual), Promotions(root, goods, currency));
    }

    /// <summary>An amount in minor units; none where the key is not there.</summary>
    internal static long? Minor(YamlGroup group, string key) => group.Real(key) switch
    {
        null => null,
        >= 0 and <= PriceBook.HighestMinor and var minor when minor == Math.Floor(minor) => (long)minor,
        var other => throw group.Wrong(key, $"{other}", $"whole minor units (cents), 0 to {PriceBook.HighestMinor}"),
    };

    /// <summary>A whole number in a range; none where the key is not there.</summary>
    internal static int? Whole(YamlGroup group, string key, int least, int most) => group.Real(key) switch
    {
        null => null,
        { } number when number >= least && number <= most && number == Math.Floor(number) => (int)number,
        var other => throw group.Wrong(key, $"{other}", $"a whole number from {least} to {most}"),
    };

    static ImmutableArray<TaxClass> Classes(YamlGroup root)
    {
        var classes = root.Groups("tax_classes", "a tax class", ["code", "name", "percent"])
            .Select(group => new TaxClass(group.Text("code"), group.OptionalText("name") ?? $"{group.Real("percent")} %", Millionths(group))).ToImmutableArray();
        return classes.IsEmpty ? throw root.Missing("tax_classes") : classes;
    }

    // A rate has four decimals at most: 8.875 is 88,750 millionths.
    static int Millionths(YamlGroup group) => group.Real("percent") switch
    {
        null => throw group.Missing("percent"),
        >= 0 and <= 100 and var percent when Math.Abs(Math.Round(percent * 10_000) - (percent * 10_000)) < 1e-6 => (int)Math.Round(percent * 10_000),
        var other => throw group.Wrong("percent", $"{other}", "0 to 100 with four decimals at most"),
    };

    static TaxRules Rules(YamlGroup? tax) => new(
        tax?.Choice("mode", ["included", "added"]) == "added" ? TaxMode.Added : TaxMode.Included,
        tax?.Choice("rounded", ["line", "receipt"]) == "line" ? TaxScope.Line : TaxScope.Receipt,
        tax?.Choice("half", ["up", "even", "always-down", "always-up"]) switch
        {
            "even" => Rounding.HalfEven,
            "always-down" => Rounding.Down,
            "always-up" => Rounding.Up,
            _ => Rounding.HalfUp,
        });

    static ImmutableArray<SaleTerms> Terms(YamlGroup root, KnownGoods goods, ImmutableArray<TaxClass> classes, string usual)
    {
        var codes = classes.Select(c => c.Code).ToArray();
        var terms = root.Groups("products", "a product", ["barcode", "tax", "deposit", "deposit_tax", "age"]).Select(group => (Product: goods.In(group), Of: (Func<ProductId, SaleTerms>)(id => new(
            id, group.Choice("tax", codes) ?? usual, Minor(group, "deposit") ?? 0,
            group.Choice("deposit_tax", codes) ?? group.Choice("tax", codes) ?? usual, Whole(group, "age", 0, 120) ?? 0))));
        return [.. terms.Where(one => one.Product is not null).Select(one => one.Of(one.Product!.Value))];
    }

    static ImmutableArray<Promotion> Promotions(YamlGroup root, KnownGoods goods, string currency) =>
    [
        .. root.Groups("promotions", "a promotion", ["code", "words", "kind", "from", "until", "rank", "goods", "take", "pay", "percent", "parts", "price"])
            .Select((group, place) => One(group, place, goods, currency)).OfType<Promotion>(),
    ];

    /// <summary>None where all its goods, or a part of a bundle, were taken out of the catalogue.</summary>
    static Promotion? One(YamlGroup group, int place, KnownGoods goods, string currency)
    {
        var terms = new PromotionTerms(group.Text("code"), group.OptionalText("words") ?? group.Text("code"), From(group), Until(group), Whole(group, "rank", 0, 1_000_000) ?? place);
        int Number(string key) => Whole(group, key, 0, 1000) ?? throw group.Missing(key);
        var (named, some) = (group.Has("goods"), goods.ListedIn(group, "goods"));
        switch (group.Choice("kind", ["n-for-m", "percentage", "bundle"]))
        {
            case "n-for-m":
                return named && some.IsEmpty ? null : new Promotion.NForM(terms, some, Number("take"), Number("pay"));
            case "percentage":
                return named && some.IsEmpty ? null : new Promotion.Percentage(terms, some, Number("percent"));
            case "bundle":
                var parts = group.Groups("parts", "a part", ["barcode", "quantity"]).Select(part => (Product: goods.In(part), Quantity: Whole(part, "quantity", 1, 1000) ?? 1)).ToArray();
                var price = new Money(Minor(group, "price") ?? throw group.Missing("price"), currency);
                return parts.Any(part => part.Product is null) ? null : new Promotion.Bundle(terms, [.. parts.Select(part => new BundlePart(part.Product!.Value, part.Quantity))], price);
            default:
                throw group.Missing("kind");
        }
    }

    static Instant From(YamlGroup group) => Moment(group, "from") ?? Instant.Earliest;

    static Instant Until(YamlGroup group) => Moment(group, "until") ?? Instant.Latest;

    static Instant? Moment(YamlGroup group, string key) => group.OptionalText(key) switch
    {
        null => null,
        var text when Instant.TryParse(text, out var at) => at,
        var text => throw group.Wrong(key, $"'{text}'", "a moment as 2026-11-24T08:00:00Z"),
    };
}
