using Stroll.Cli.Live;
using Stroll.Host.Database;
using Stroll.Host.Payments.Terms;
using Stroll.Host.Plans;
using Stroll.Layout;
using Stroll.Storage.Sqlite;
using Stroll.Tests.Commands;
using Stroll.Units;

namespace Stroll.Tests.Live;

public sealed class PriceFileTests : IDisposable
{
    static readonly Catalogue Goods = new(
    [
        new(new(0), "milk", null, "Milk", 1000.Grams, null, SaleUnit.Each, new(199, "EUR")),
        new(new(1), "gum", null, "Gum", 20.Grams, null, SaleUnit.Each, null),
    ]);

    readonly TempFolder _folder = new();
    readonly List<string> _said = [];
    readonly SqliteDatabase _database;
    readonly PriceDesk _prices;
    readonly PriceFile _file;
    int _written;

    public PriceFileTests()
    {
        _database = SqliteDatabase.Open(_folder["store.db"], Schema.Store);
        Write(Terms(""));
        var terms = ((Result<StoreMoney>.Good)MoneyYaml.Read(Terms(""), "money.yaml", Goods)).Value;
        _prices = new(_database, Goods, terms.Draft, TimeProvider.System);
        _file = new(_folder["money.yaml"], Goods, Goods, _prices, _said.Add);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Other_prices_hold_as_soon_as_they_stand_in_the_file()
    {
        Assert.Equal((199L, null), (Now(0), Now(1)));
        Write(Terms("prices: [{ barcode: gum, price: 99 }, { barcode: milk, price: 250 }]\n"));
        await _file.Look(TestContext.Current.CancellationToken);
        await _file.Look(TestContext.Current.CancellationToken);
        Assert.Equal((250L, 99L), (Now(0), Now(1)));
        Assert.Contains("new prices", Assert.Single(_said), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prices: [{ barcode: milk, prise: 1 }]\n", "money.unknown-key")]
    [InlineData("prices: [{ barcode: milk, price: 1 }, { barcode: milk, price: 2 }]\n", "price.overlap")]
    public async Task A_file_that_is_wrong_changes_nothing(string lines, string code)
    {
        Write(Terms(lines));
        await _file.Look(TestContext.Current.CancellationToken);
        Assert.Equal(199, Now(0));
        Assert.Contains(code, Assert.Single(_said), StringComparison.Ordinal);
        Write(Terms("prices: [{ barcode: milk, price: 100 }]\n"));
        await _file.Look(TestContext.Current.CancellationToken);
        Assert.Equal(100, Now(0));
    }

    [Fact]
    public async Task Another_currency_waits_for_a_start()
    {
        Write(Terms("prices: [{ barcode: milk, price: 5 }]\n").Replace("EUR", "USD", StringComparison.Ordinal));
        await _file.Look(TestContext.Current.CancellationToken);
        Assert.Equal(199, Now(0));
        Assert.Contains("price.foreign", Assert.Single(_said), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_file_says_of_a_product_that_is_not_sold_any_more_is_left_out()
    {
        var published = new Catalogue([Goods.Products[0]]);
        var text = Terms(
            """
            prices: [{ barcode: gum, price: 99 }]
            products: [{ barcode: gum, age: 12 }]
            promotions:
              - { code: a, kind: n-for-m, goods: [gum, milk], take: 3, pay: 2 }
              - { code: b, kind: percentage, goods: [gum], percent: 10 }
              - { code: c, kind: bundle, parts: [{ barcode: gum }, { barcode: milk }], price: 100 }

            """);
        Assert.IsType<Result<StoreMoney>.Bad>(MoneyYaml.Read(text, "money.yaml", published));
        var money = Assert.IsType<Result<StoreMoney>.Good>(MoneyYaml.Read(text, "money.yaml", published, Goods)).Value;
        Assert.Equal("a", Assert.Single(money.Prices.Promotions).Terms.Code);
        Assert.Equal([new(0)], money.Prices.Promotions[0].Goods);
    }

    long? Now(int product) => _prices.Book.Lowest(new(product), Instant.FromUnixSeconds(1_780_000_000), Instant.FromUnixSeconds(1_780_000_000));

    void Write(string text)
    {
        File.WriteAllText(_folder["money.yaml"], text);
        // Two writes within the clock's step look alike; a file has a time of its own each.
        File.SetLastWriteTimeUtc(_folder["money.yaml"], DateTime.UnixEpoch.AddDays(1 + _written++));
    }

    static string Terms(string lines) => $"currency: EUR\ntax_classes: [{{ code: A, percent: 19 }}]\n{lines}";
}
