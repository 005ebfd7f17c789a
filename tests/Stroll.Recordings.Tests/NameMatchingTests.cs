using Stroll.Layout;
using Stroll.Recordings.AutoCheckout;

namespace Stroll.Tests.Recordings;

public class NameMatchingTests
{
    readonly ImportNotes _notes = new();

    [Fact]
    public void Names_get_their_barcodes_and_neighbouring_plates_are_one_facing()
    {
        var (products, facings) = NameMatching.Match([Row("Water", 1), Row("Water", 2), Row("Water", 4), Row("Chips")], [Known("1", "Water"), Known("2", "Chips")], _notes);

        Assert.Equal(["1", "2"], products.Select(p => p.Barcode));
        Assert.Equal(["1 2", "4"], facings.Select(f => string.Join(' ', f.Plates.Select(p => p.Plate))));
        Assert.Empty(_notes.Kinds);
    }

    [Fact]
    public void A_name_that_is_only_nearly_the_same_is_another_product_where_the_exact_one_is_there()
    {
        var (products, _) = NameMatching.Match([Row("Aqua Water"), Row("Aqua water"), Row("CHIPS  big")], [Known("1", "Aqua Water"), Known("2", "Chips Big")], _notes);

        Assert.Equal(["1", "Aqua water", "2"], products.Select(p => p.Barcode));
    }

    [Fact]
    public void Where_a_name_has_two_barcodes_the_weight_decides_or_nobody()
    {
        List<RawProduct> known = [Known("1", "Soap", 765), Known("2", "Soap", 1.7), Known("1", "Soap", 765)];

        var (products, _) = NameMatching.Match([Row("Soap", grams: 1.69), Row("Soap", grams: 765)], known, _notes);
        Assert.Equal(["2", "1"], products.Select(p => p.Barcode));

        var (unclear, _) = NameMatching.Match([Row("Soap", grams: 300)], known, _notes);
        Assert.Equal(["Soap"], unclear.Select(p => p.Barcode));
        Assert.Contains(_notes.Kinds, oddity => oddity.Kind.StartsWith("names with several barcodes", StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_without_a_weight_takes_that_of_another_row_and_two_weights_are_named()
    {
        var (products, _) = NameMatching.Match([Row("Glass", grams: 0), Row("Glass", grams: 1200), Row("Glass", grams: 900)], null, _notes);

        Assert.Equal(1200, Assert.Single(products).Grams);
        Assert.Equal(1, Assert.Single(_notes.Kinds).Count);
    }

    static ProductRow Row(string name, int? plate = null, double? grams = 100) => new(name, plate is { } p ? new PlateAddress(1, 1, p) : null, grams, 1, "test:1");

    static RawProduct Known(string barcode, string name, double grams = 100) => new(barcode, name, grams, 1, "test:1");
}
