using CsCheck;
using Stroll.Payments.Prices;
using Stroll.Units;

namespace Stroll.Tests.Money.Prices;

public class TaxingTests
{
    [Fact]
    public void The_example_of_Wisconsin_Tax_11_32_is_met_by_item_and_by_invoice()
    {
        // Items of $14.70, $8.30 and $7.10 at 5 %: $1.52 item by item, $1.51 on the whole.
        var five = new TaxClass("A", "state", 50_000);
        TaxedAmount[] items = [new(five, 1470), new(five, 830), new(five, 710)];
        Assert.Equal(152, Assert.Single(Taxing.Of(items, new(TaxMode.Added, TaxScope.Line, Rounding.HalfUp))).Tax);
        Assert.Equal(151, Assert.Single(Taxing.Of(items, new(TaxMode.Added, TaxScope.Receipt, Rounding.HalfUp))).Tax);
    }

    [Theory]
    // Wisconsin Tax 11.32(5)(a), notes: $.0849999 is $.08, $.085 is $.09, $3.2549 is $3.25, $6.455001 is $6.46.
    [InlineData(84_999, 10_000, 8)]
    [InlineData(85, 10, 9)]
    [InlineData(32_549, 100, 325)]
    [InlineData(6_455_001, 10_000, 646)]
    // HMRC VATREC12030: less than half a penny down, half a penny and more up.
    [InlineData(49, 100, 0)]
    [InlineData(50, 100, 1)]
    public void A_half_goes_up_as_published(long numerator, long denominator, long rounded) =>
        Assert.Equal(rounded, Rounded.Quotient(numerator, denominator, Rounding.HalfUp));

    [Theory]
    [InlineData(120_00, 200_000, 20_00)]
    [InlineData(119_00, 190_000, 19_00)]
    [InlineData(107_00, 70_000, 7_00)]
    public void Tax_is_taken_out_of_a_price_that_holds_it(long gross, int millionths, long tax)
    {
        var line = Assert.Single(Taxing.Of([new(new("A", "x", millionths), gross)], TaxRules.Included));
        Assert.Equal((gross - tax, tax, gross), (line.Net, line.Tax, line.Gross));
    }

    [Theory]
    [InlineData(25, 10, Rounding.HalfEven, 2)]
    [InlineData(35, 10, Rounding.HalfEven, 4)]
    [InlineData(-25, 10, Rounding.HalfUp, -3)]
    [InlineData(29, 10, Rounding.Down, 2)]
    [InlineData(21, 10, Rounding.Up, 3)]
    public void The_rest_goes_where_the_rule_says(long numerator, long denominator, Rounding how, long rounded) =>
        Assert.Equal(rounded, Rounded.Quotient(numerator, denominator, how));

    [Fact]
    public void Net_and_tax_are_gross_and_a_refund_mirrors_the_charge() =>
        Gen.Select(Gen.Long[0, 1_000_000], Gen.Int[0, 1_000_000], Gen.Enum<TaxMode>(), Gen.Enum<TaxScope>(), Gen.Enum<Rounding>()).Sample((minor, rate, mode, scope, how) =>
        {
            var rules = new TaxRules(mode, scope, how);
            var taxed = new TaxClass("A", "x", rate);
            var sold = Taxing.Of([new(taxed, minor)], rules)[0];
            var back = Taxing.Of([new(taxed, -minor)], rules)[0];
            return sold.Net + sold.Tax == sold.Gross && back.Tax == -sold.Tax && back.Gross == -sold.Gross;
        });

    [Theory]
    [InlineData(1250, "EUR", "12.50 EUR")]
    [InlineData(1250, "JPY", "1250 JPY")]
    [InlineData(1250, "KWD", "1.250 KWD")]
    [InlineData(-5, "EUR", "-0.05 EUR")]
    [InlineData(long.MinValue, "CLF", "-922337203685477.5808 CLF")]
    public void Amounts_are_written_with_the_digits_of_their_currency(long minor, string currency, string written) =>
        Assert.Equal(written, Currency.Written(new(minor, currency)));

    [Theory]
    [InlineData("BGN")]
    [InlineData("XAU")]
    [InlineData("")]
    public void Currencies_that_nobody_pays_with_are_unknown(string code) => Assert.False(Currency.TryFind(code, out _));
}
