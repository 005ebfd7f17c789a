using System.Text.RegularExpressions;
using Stroll.Host.Payments.Terms;
using Stroll.Layout;
using Stroll.Payments.Prices;
using Stroll.Payments.Visits;
using Stroll.Tests.Money.Shops;
using Stroll.Units;

namespace Stroll.Tests.Money.Terms;

public class MoneyYamlTests
{
    const string Least = "currency: EUR\ntax_classes:\n  - { code: A, percent: 19 }\n";

    [Fact]
    public void The_least_file_takes_the_prices_of_the_catalogue_and_the_usual_promises()
    {
        var money = Good(Least);
        Assert.Equal(199, money.Prices.Lowest(new(0), Shop.Morning, Shop.Morning));
        Assert.Equal((VisitRules.Default, StoreMoney.UsualEntry, 0L, "UTC"), (money.Promise, money.Entry, money.Hold, money.Zone.Id));
        Assert.Equal((null, null), (money.EntryCallBack, money.PriceCallBack));
    }

    [Fact]
    public void The_example_of_the_page_reads_and_means_what_the_page_says()
    {
        var page = File.ReadAllText(Path.Combine(TestPlaces.Root, "docs/money.md"));
        var money = Good(Regex.Match(page, "```yaml\n(?<yaml>currency: .*?)```", RegexOptions.Singleline).Groups["yaml"].Value);
        Assert.Equal((3000L, 60, 1500L, 5), (money.Hold, money.Entry.MostInside, money.Entry.OfflineCap, money.Entry.OfflineVisits));
        Assert.Equal((TimeSpan.FromMinutes(120), TimeSpan.FromSeconds(90)), (money.Promise.ReceiptWithin, money.Promise.BackWithin));
        Assert.Equal(3, money.Prices.Promotions.Length);
        Assert.Equal((25L, 16), (money.Prices.Terms(new(1)).Deposit, money.Prices.Terms(new(1)).AgeLimit));
        Assert.Equal("Europe/Berlin", money.Zone.Id);
        Assert.Equal(["ReceiptIssued", "PaymentRefunded"], Assert.Single(money.Webhooks).Types);
        Assert.True(Instant.TryParse("2026-12-24T12:00:00Z", out var eve));
        Assert.Equal((199L, 179L), (money.Prices.Lowest(new(0), Shop.Morning, Shop.Morning), money.Prices.Lowest(new(0), eve, eve)));
    }

    [Theory]
    [InlineData("money.unknown-key", ":4", "promotoins: []", "promotions")]
    [InlineData("money.type", ":4", "tax: { mode: includd }", "included")]
    [InlineData("money.type", ":4", "products: [{ barcode: milc }]", "milk")]
    [InlineData("money.type", ":4", "prices: [{ barcode: milk, price: 1.5 }]", "whole minor units")]
    [InlineData("money.type", ":4", "prices: [{ barcode: milk, price: -1 }]", "whole minor units")]
    [InlineData("money.type", ":4", "prices: [{ barcode: milk, price: 1e30 }]", "whole minor units")]
    [InlineData("money.type", ":4", "prices: [{ barcode: milk, price: 100, from: yesterday }]", "2026-11-24T08:00:00Z")]
    [InlineData("money.missing-key", ":4", "prices: [{ barcode: milk }]", "price")]
    [InlineData("price.overlap", "", "prices: [{ barcode: milk, price: 1 }, { barcode: milk, price: 2 }]", "still holds")]
    [InlineData("price.value", "", "prices: [{ barcode: milk, price: 1, from: 2026-11-24T08:00:00Z, until: 2026-11-24T08:00:00Z }]", "ends before")]
    [InlineData("money.missing-key", ":4", "promotions: [{ code: x, goods: [milk] }]", "kind")]
    [InlineData("promotion.value", "", "promotions: [{ code: x, kind: n-for-m, goods: [milk], take: 2, pay: 3 }]", "fewer")]
    [InlineData("promotion.value", "", "promotions: [{ code: x, kind: percentage, goods: [milk], percent: 101 }]", "1 to 100")]
    [InlineData("promotion.overlap", "", "promotions: [{ code: x, kind: percentage, goods: [milk], percent: 10, rank: 1 }, { code: y, kind: percentage, goods: [milk], percent: 20, rank: 1 }]", "same rank")]
    [InlineData("money.type", ":4", "time_zone: Mars/Olympus", "Europe/Berlin")]
    [InlineData("money.type", ":4", "promise: { receipt_minutes: 0.5, back_seconds: 60 }", "back_seconds")]
    [InlineData("money.type", ":4", "entry: { most_inside: 0 }", "1 to 10000")]
    [InlineData("money.type", ":4", "entry: { call_back: { url: 'ftp://x', secret_from: S } }", "https://")]
    [InlineData("money.type", ":4", "webhooks: [{ name: a, url: 'https://u:p@x', secret_from: S }]", "https://")]
    [InlineData("money.type", ":4", "webhooks: [{ name: a, url: 'https://x', secret_from: S, types: [ReceiptIsued] }]", "ReceiptIssued")]
    [InlineData("money.type", ":4", "webhooks: [{ name: a, url: 'https://x', secret_from: S }, { name: a, url: 'https://y', secret_from: S }]", "once")]
    public void What_is_wrong_is_told_with_its_place_and_what_was_expected(string code, string where, string line, string expected)
    {
        var fault = Bad(Least + line + "\n");
        Assert.Equal(code, fault.Code);
        Assert.Contains($"money.yaml{where}", fault.Where, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("price.currency", "currency: XYZ\ntax_classes: [{ code: A, percent: 1 }]\n")]
    [InlineData("money.missing-key", "currency: EUR\n")]
    [InlineData("money.missing-key", "tax_classes: [{ code: A, percent: 1 }]\n")]
    [InlineData("money.type", "currency: EUR\ntax_classes: [{ code: A, percent: 101 }]\n")]
    [InlineData("money.type", "currency: EUR\ntax_classes: [{ code: A, percent: 8.12345 }]\n")]
    [InlineData("price.tax", "currency: EUR\ntax_classes: [{ code: A, percent: 1 }, { code: A, percent: 2 }]\n")]
    [InlineData("money.duplicate", "currency: EUR\ncurrency: EUR\n")]
    [InlineData("money.syntax", "currency: [\n")]
    public void A_file_that_says_too_little_or_twice_is_refused(string code, string text) => Assert.Equal(code, Bad(text).Code);

    [Fact]
    public void Rates_with_fractions_are_exact() => Assert.Equal(88_750, Good("currency: USD\ntax: { mode: added }\ntax_classes: [{ code: NY, percent: 8.875 }]\n").Prices.Usual.Millionths);

    static StoreMoney Good(string text) => MoneyYaml.Read(text, "money.yaml", Shop.Goods) switch
    {
        Result<StoreMoney>.Good(var money) => money,
        Result<StoreMoney>.Bad(var fault) => throw new InvalidOperationException(fault.ToString()),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    static Fault Bad(string text) => Assert.IsType<Result<StoreMoney>.Bad>(MoneyYaml.Read(text, "money.yaml", Shop.Goods)).Fault;
}
