using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>Reads the product CSV: one row for each plate that a product stands on, with names and no barcodes.</summary>
static class ProductCsv
{
    static readonly string[] Required = ["Name", "Gondola", "Shelf", "Plate", "Weight"];

    /// <summary>True when the text begins with the header of a product CSV.</summary>
    internal static bool IsHeader(string line)
    {
        var names = line.Split(',').Select(name => name.Trim().Trim('"')).ToArray();
        return Required.All(names.Contains);
    }

    internal static List<ProductRow> Read(string path)
    {
        using var table = new CsvTable(FileSafety.ReadText(path), path, "import.header", "import.row", null, Required);
        var rows = new List<ProductRow>();
        while (table.Read())
        {
            var name = string.Join(' ', table.Text("Name").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (name.Length == 0)
            {
                throw table.Wrong("Name", "nothing", "the name of a product");
            }

            rows.Add(new(name, Address(table), table.Real("Weight"), table.Real("Price"), $"{path}:{table.Line}"));
        }

        return rows;
    }

    // -1 says that the product stands nowhere.
    static PlateAddress? Address(CsvTable table)
    {
        var numbers = ((string[])["Gondola", "Shelf", "Plate"]).Select(column =>
            table.Real(column) is { } number && number == Math.Floor(number) && number is >= -1 and <= 1_000_000
                ? (int)number
                : throw table.Wrong(column, $"'{table.Text(column)}'", "a whole number, or -1")).ToArray();
        return numbers.All(number => number >= 0) ? new PlateAddress(numbers[0], numbers[1], numbers[2]) : null;
    }
}

/// <summary>One row of a product CSV.</summary>
/// <param name="Name">With single spaces.</param>
/// <param name="Plate">None where the product stands nowhere.</param>
/// <param name="Grams">As written.</param>
/// <param name="Price">In whole units.</param>
/// <param name="Where">File and line.</param>
sealed record ProductRow(string Name, PlateAddress? Plate, double? Grams, double? Price, string Where);
