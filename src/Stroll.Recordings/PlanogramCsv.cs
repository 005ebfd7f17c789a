using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>Where products stand, as <c>planogram.csv</c>: one facing a row. docs/recording.md explains every column.</summary>
public static class PlanogramCsv
{
    static readonly string[] BodyColumns =
        ["at_x_metres", "at_y_metres", "at_z_metres", "turn_degrees", "size_x_metres", "size_y_metres", "size_z_metres"];

    static readonly string[] Columns = ["barcode", "gondola", "shelf", "plates", .. BodyColumns];

    /// <summary>Reads facings in the order of the file.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <param name="store">Must hold every plate that the file names.</param>
    /// <param name="catalogue">Must hold every barcode that the file names.</param>
    /// <returns>Bad with the line of an unknown column, barcode, shelf or plate, or of two facings that contradict each other.</returns>
    public static Result<Planogram> Read(string text, string path, Store store, Catalogue catalogue) => FileSafety.Guard(path, () =>
    {
        using var table = new CsvTable(text, path, "planogram.column", "planogram.value", Columns, ["barcode", "gondola", "shelf", "plates"]);
        var facings = ImmutableArray.CreateBuilder<Facing>();
        var claims = new FacingClaims(catalogue, store);
        while (table.Read())
        {
            var facing = One(table, facings.Count, store, catalogue);
            if (claims.Contradiction(facing) is { } contradiction)
            {
                throw RecordingException.Of("planogram.contradiction", $"{path}:{table.Line}", contradiction);
            }

            facings.Add(facing);
        }

        return new Planogram(store, facings.ToImmutable());
    });

    /// <summary>Writes facings so that <see cref="Read"/> gives the same planogram back.</summary>
    public static string Write(StoreModel model)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = CsvTable.Writer(text);
        CatalogueCsv.WriteRow(csv, Columns);
        foreach (var facing in model.Planogram.Facings)
        {
            var shelf = model.Store[facing.Shelf];
            CatalogueCsv.WriteRow(
                csv,
                [
                    model.Catalogue[facing.Product].Barcode,
                    shelf.Gondola.ToString(CultureInfo.InvariantCulture),
                    shelf.Number.ToString(CultureInfo.InvariantCulture),
                    string.Join(' ', facing.Plates.Select(id => model.Store[id].Address.Plate)),
                    .. BodyValues(facing.Body),
                ]);
        }

        csv.Flush();
        return text.ToString();
    }

    static IEnumerable<string> BodyValues(Box? body)
    {
        if (body is not { } box)
        {
            return BodyColumns.Select(_ => "");
        }

        var (origin, turn, size) = (box.Placement.Origin, Angles.ToDegrees(box.Placement.TurnRadians), box.Size);
        return new[] { origin.X, origin.Y, origin.Z, turn, size.X, size.Y, size.Z }.Select(value => value.ToString("R", CultureInfo.InvariantCulture));
    }

    static Facing One(CsvTable table, int index, Store store, Catalogue catalogue)
    {
        var barcode = table.Required("barcode");
        if (!catalogue.TryFind(barcode, out var product))
        {
            throw table.Wrong("barcode", $"'{barcode}'", "a barcode of the catalogue");
        }

        var gondola = Number(table, "gondola");
        var shelfNumber = Number(table, "shelf");
        if (!store.TryFind(gondola, shelfNumber, out var shelf))
        {
            throw table.Wrong("shelf", $"{gondola}/{shelfNumber}", "a shelf of the store");
        }

        var plates = ImmutableArray.CreateBuilder<PlateId>();
        foreach (var text in table.Required("plates").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || !store.TryFind(new PlateAddress(gondola, shelfNumber, number), out var plate))
            {
                throw table.Wrong("plates", $"'{text}'", $"plates of shelf {gondola}/{shelfNumber}");
            }

            // Rising numbers, so that a plate cannot stand twice and neighbours are neighbours.
            if (plates.Count > 0 && plates[^1].Index >= plate.Index)
            {
                throw table.Wrong("plates", $"'{table.Text("plates")}'", "rising numbers, each once");
            }

            plates.Add(plate);
        }

        return plates.Count > 0
            ? new(new(index), product, shelf, plates.ToImmutable(), Body(table))
            : throw table.Wrong("plates", "nothing", "at least one plate");
    }

    static int Number(CsvTable table, string column) => table.Whole(column) is >= 0 and <= int.MaxValue and var number
        ? (int)number
        : throw table.Wrong(column, $"'{table.Text(column)}'", "a whole number of zero or more");

    static Box? Body(CsvTable table)
    {
        var values = BodyColumns.Select(table.Real).ToArray();
        if (values.All(value => value is null))
        {
            return null;
        }

        for (var i = 0; i < values.Length; i++)
        {
            var isSize = i > 3;
            if (values[i] is not { } value || (i != 3 && Math.Abs(value) > StoreYaml.LimitMetres) || (isSize && value < 0))
            {
                throw table.Wrong(BodyColumns[i], $"'{table.Text(BodyColumns[i])}'", "a length in metres; all columns of the box or none");
            }
        }

        var numbers = Array.ConvertAll(values, value => value ?? 0);
        return new Box(
            new Placement(new(numbers[0], numbers[1], numbers[2]), Angles.ToRadians(numbers[3])), new(numbers[4], numbers[5], numbers[6]));
    }
}
