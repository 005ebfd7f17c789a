using CsCheck;
using Stroll.Layout;
using Stroll.Payments.Prices;
using Stroll.Units;

namespace Stroll.Tests.Money.Prices;

public class PricingTests
{
    static readonly Instant In = Instant.FromUnixSeconds(1_780_000_000);
    static readonly Instant Out = In + 600.Seconds;
    static readonly Catalogue Goods = new(
    [
        .. Enumerable.Range(0, 6).Select(i => new Product(new(i), $"c{i}", null, $"article {i}", 100.Grams, null, SaleUnit.Each, null)),
        new Product(new(6), "c6", null, "grapes", null, null, SaleUnit.Kilogram, null),
    ]);

    [Fact]
    public void Of_a_price_that_changes_during_the_visit_the_lower_one_counts()
    {
        var middle = In + 300.Seconds;
        var raised = Book(prices: [new(new(0), 100, Instant.Earliest, middle), new(new(0), 150, middle, Instant.Latest)]);
        var lowered = Book(prices: [new(new(0), 100, Instant.Earliest, middle), new(new(0), 80, middle, Instant.Latest)]);
        Assert.Equal(100, Priced(raised, (0, 1)).Total.Minor);
        Assert.Equal(80, Priced(lowered, (0, 1)).Total.Minor);
        Assert.Equal(150, Good(Pricing.Of(raised, Goods, [new(new(0), 1, default)], middle, Out)).Total.Minor);
    }

    [Theory]
    [InlineData(1234.9, 299, 369)]
    [InlineData(500, 299, 150)]
    [InlineData(499.99, 200, 100)]
    [InlineData(-3, 299, 0)]
    public void Goods_by_weight_cost_whole_grams_rounded_to_the_nearest(double grams, long kilogram, long amount)
    {
        var book = Book(prices: [new(new(6), kilogram, Instant.Earliest, Instant.Latest)]);
        Assert.Equal(amount, Good(Pricing.Of(book, Goods, [new(new(6), 1, new(grams))], In, Out)).Total.Minor);
    }

    [Fact]
    public void A_deposit_is_taxed_by_its_own_class_and_no_promotion_lowers_it()
    {
        var book = Book(
            prices: [new(new(0), 119, Instant.Earliest, Instant.Latest)], terms: [new(new(0), "A", 25, "B", 18)],
            promotions: [new Promotion.Percentage(Terms("half"), [new(0)], 50)]);
        var basket = Priced(book, (0, 2));
        Assert.Equal((119L, 50L, 18), (basket.Lines[0].Amount, basket.Lines[0].Deposit, basket.Lines[0].AgeLimit));
        Assert.Equal([("A", 100L, 19L), ("B", 47, 3)], basket.Taxes.Select(t => (t.Code, t.Net, t.Tax)));
    }

    [Fact]
    public void A_product_without_a_price_costs_nothing_and_is_named()
    {
        var basket = Priced(Book(prices: []), (0, 2));
        Assert.Equal((0L, true), (basket.Total.Minor, basket.IsIncomplete));
    }

    [Fact]
    public void Three_for_two_gives_the_cheapest_of_each_three_from_the_dearest_down()
    {
        var book = Book(promotions: [new Promotion.NForM(Terms("3 for 2"), [new(0), new(1), new(2)], 3, 2)]);
        // 300 300 200 | 200 100 100: one of 200 and one of 100 are free.
        var basket = Priced(book, (2, 2), (1, 2), (0, 2));
        Assert.Equal(900, basket.Total.Minor);
        Assert.Equal([200L, 100], basket.Lines.SelectMany(l => l.Discounts).Select(d => d.Minor));
    }

    [Fact]
    public void A_bundle_saves_in_proportion_and_loses_no_cent()
    {
        var book = Book(promotions: [new Promotion.Bundle(Terms("menu"), [new(new(0), 1), new(new(1), 1), new(new(2), 1)], new(500, "EUR"))]);
        // Two bundles save 200 of 1200: 33.3, 66.7 and 100.
        var basket = Priced(book, (0, 2), (1, 2), (2, 3));
        Assert.Equal([33L, 67, 100], basket.Lines.Select(l => l.Discounts.Single().Minor));
        Assert.Equal(1300, basket.Total.Minor);
    }

    [Fact]
    public void Of_two_promotions_the_lower_rank_gets_the_piece_and_no_piece_is_in_both()
    {
        var book = Book(promotions:
            [new Promotion.Percentage(Terms("a tenth", rank: 2), [new(0)], 10), new Promotion.NForM(Terms("2 for 1", rank: 1), [new(0)], 2, 1)]);
        Assert.Equal([("2 for 1", 100L), ("a tenth", 10)], Priced(book, (0, 3)).Lines[0].Discounts.Select(d => (d.Words, d.Minor)));
    }

    [Fact]
    public void The_order_of_the_basket_and_of_the_promotions_decides_nothing() =>
        Gen.Select(Gen.Int[0, 4].Array[6, 6], Gen.Shuffle(Enumerable.Range(0, 6).ToArray()), Gen.Bool).Sample((quantities, order, isTurned) =>
        {
            Promotion[] all =
            [
                new Promotion.NForM(Terms("nfm", 1), [new(0), new(1), new(2)], 3, 2),
                new Promotion.Bundle(Terms("bundle", 2), [new(new(1), 1), new(new(3), 2)], new(600, "EUR")),
                new Promotion.Percentage(Terms("less", 3), [new(2), new(4), new(5)], 15),
            ];
            var plain = Priced(Book(promotions: all), Basket(quantities, [0, 1, 2, 3, 4, 5]));
            var other = Priced(Book(promotions: isTurned ? [all[2], all[1], all[0]] : all), Basket(quantities, order));
            return plain.Total == other.Total && plain.Taxes.SequenceEqual(other.Taxes)
                && plain.Lines.All(l => l.Amount >= 0 && l.Amount <= l.Full) && plain.Taxes.Sum(t => t.Net + t.Tax) == plain.Total.Minor;
        });

    [Fact]
    public void What_contradicts_itself_is_refused()
    {
        Promotion one = new Promotion.Percentage(Terms("one"), [new(0)], 10);
        Assert.Equal("price.currency", Code(Draft() with { Currency = "EUX" }));
        Assert.Equal("price.tax", Code(Draft() with { UsualClass = "Z" }));
        Assert.Equal("price.tax", Code(Draft() with { Classes = [new("A", "odd", 1_000_001)] }));
        Assert.Equal("price.value", Code(Draft(prices: [new(new(0), -1, Instant.Earliest, Instant.Latest)])));
        Assert.Equal("price.value", Code(Draft(prices: [new(new(0), long.MaxValue, Instant.Earliest, Instant.Latest)])));
        Assert.Equal("price.value", Code(Draft(prices: [new(new(0), 1, Out, In)])));
        Assert.Equal("price.overlap", Code(Draft(prices: [new(new(0), 1, In, Instant.Latest), new(new(0), 2, Out, Instant.Latest)])));
        Assert.Equal("price.tax", Code(Draft(terms: [new(new(0), "A", 0, "nowhere", 0)])));
        Assert.Equal("promotion.overlap", Code(Draft(promotions: [one, new Promotion.NForM(Terms("two"), [new(0), new(1)], 3, 2)])));
        Assert.Null(Code(Draft(promotions: [one, new Promotion.NForM(Terms("two", 2), [new(0), new(1)], 3, 2)])));
        Assert.Equal("promotion.value", Code(Draft(promotions: [one, one])));
        Assert.Equal("promotion.value", Code(Draft(promotions: [new Promotion.Percentage(Terms("all"), [new(0)], 101)])));
        Assert.Equal("promotion.value", Code(Draft(promotions: [new Promotion.NForM(Terms("up"), [new(0)], 2, 3)])));
        Assert.Equal("promotion.value", Code(Draft(promotions: [new Promotion.Bundle(Terms("yen"), [new(new(0), 1)], new(5, "JPY"))])));
    }

    [Fact]
    public void An_absurd_quantity_is_a_fault_and_the_greatest_sum_still_fits()
    {
        var dear = Book(prices: [new(new(0), PriceBook.HighestMinor, Instant.Earliest, Instant.Latest)]);
        Assert.IsType<Result<PricedBasket>.Bad>(Pricing.Of(dear, Goods, [new(new(0), 10_001, default)], In, Out));
        Assert.IsType<Result<PricedBasket>.Bad>(Pricing.Of(dear, Goods, [new(new(0), 1, new(double.NaN))], In, Out));
        Assert.Equal(PriceBook.HighestMinor * Pricing.MostPieces, Priced(dear, (0, Pricing.MostPieces)).Total.Minor);
    }

    static (int, int)[] Basket(int[] quantities, int[] order) => [.. order.Where(i => quantities[i] > 0).Select(i => (i, quantities[i]))];

    static PromotionTerms Terms(string code, int rank = 1) => new(code, code, Instant.Earliest, Instant.Latest, rank);

    static PriceBookDraft Draft(Price[]? prices = null, SaleTerms[]? terms = null, Promotion[]? promotions = null) => new(
        "EUR", TaxRules.Included, "A", [new("A", "standard", 190_000), new("B", "food", 70_000)],
        [.. prices ?? [.. Enumerable.Range(0, 6).Select(i => new Price(new(i), 100 * (i + 1), Instant.Earliest, Instant.Latest))]],
        [.. terms ?? []], [.. promotions ?? []]);

    static PriceBook Book(Price[]? prices = null, SaleTerms[]? terms = null, Promotion[]? promotions = null) =>
        ((Result<PriceBook>.Good)PriceBook.Of(Draft(prices, terms, promotions))).Value;

    static string? Code(PriceBookDraft draft) => PriceBook.Of(draft) is Result<PriceBook>.Bad(var fault) ? fault.Code : null;

    static PricedBasket Priced(PriceBook book, params (int Product, int Quantity)[] basket) =>
        Good(Pricing.Of(book, Goods, [.. basket.Select(b => new BasketLine(new(b.Product), b.Quantity, default))], In, Out));

    static PricedBasket Good(Result<PricedBasket> result) => ((Result<PricedBasket>.Good)result).Value;
}
