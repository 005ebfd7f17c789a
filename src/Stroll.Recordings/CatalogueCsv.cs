using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>The articles of a store as <c>catalogue.csv</c>. docs/recording.md explains every column.</summary>
public static class CatalogueCsv
{
    static readonly string[] Columns =
        ["barcode", "gtin", "name", "unit", "unit_weight_grams", "unit_weight_sd_grams", "price_minor", "currency"];

    /// <summary>Reads articles in the order of the file.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>Bad with the line of an unknown column, a value of the wrong type, a weight of zero or less, or a barcode that stands twice.</returns>
    public static Result<Catalogue> Read(string text, string path) => FileSafety.Guard(path, () =>
    {
        using var table = new CsvTable(text, path, "catalogue.column", "catalogue.value", Columns, ["barcode", "name"]);
        var products = ImmutableArray.CreateBuilder<Product>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (table.Read())
        {
            var product = One(table, products.Count);
            products.Add(seen.Add(product.Barcode) ? product : throw table.Wrong("barcode", $"'{product.Barcode}' again", "each barcode once"));
        }

        return new Catalogue(products.ToImmutable());
    });

    /// <summary>Writes articles so that <see cref="Read"/> gives the same catalogue back.</summary>
    public static string Write(Catalogue catalogue)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = CsvTable.Writer(text);
        WriteRow(csv, Columns);
        foreach (var product in catalogue.Products)
        {
            WriteRow(
                csv,
                [
                    product.Barcode,
                    product.Gtin ?? "",
                    product.Name,
                    product.Unit == SaleUnit.Each ? "each" : "kilogram",
                    product.UnitWeight?.Value.ToString("R", CultureInfo.InvariantCulture) ?? "",
                    product.UnitWeightSd?.Value.ToString("R", CultureInfo.InvariantCulture) ?? "",
                    product.Price?.Minor.ToString(CultureInfo.InvariantCulture) ?? "",
                    product.Price?.Currency ?? "",
                ]);
        }

        csv.Flush();
        return text.ToString();
    }

    internal static void WriteRow(CsvWriter csv, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            csv.WriteField(value);
        }

        csv.EndRecord();
    }

    static Product One(CsvTable table, int index)
    {
        var gtin = table.Text("gtin");
        if (gtin.Length > 0 && Gtin.From(gtin) != gtin)
        {
            throw table.Wrong("gtin", $"'{gtin}'", "14 digits with a right check digit, or nothing");
        }

        var weight = table.Real("unit_weight_grams");
        var sd = table.Real("unit_weight_sd_grams");
        if (weight is <= 0)
        {
            throw table.Wrong("unit_weight_grams", $"{weight}", "more than zero, or nothing");
        }

        if (sd is < 0)
        {
            throw table.Wrong("unit_weight_sd_grams", $"{sd}", "zero or more, or nothing");
        }

        return new(
            new(index), table.Required("barcode"), gtin.Length > 0 ? gtin : null, table.Required("name"), weight?.Grams, sd?.Grams, Unit(table), Price(table));
    }

    static SaleUnit Unit(CsvTable table) => table.Text("unit") switch
    {
        "" or "each" => SaleUnit.Each,
        "kilogram" => SaleUnit.Kilogram,
        var other => throw table.Wrong("unit", $"'{other}'", "each or kilogram"),
    };

    static Money? Price(CsvTable table)
    {
        var minor = table.Whole("price_minor");
        var currency = table.Text("currency");
        if (minor is null && currency.Length == 0)
        {
            return null;
        }

        if (minor is not { } amount || amount is < 0 or > 1_000_000_000_000)
        {
            throw table.Wrong("price_minor", $"'{table.Text("price_minor")}'", "an amount of zero or more in the smallest unit of the currency");
        }

        return currency.Length == 3 && currency.All(char.IsAsciiLetterUpper)
            ? new Money(amount, currency)
            : throw table.Wrong("currency", $"'{currency}'", "three capital letters as EUR");
    }
}
