using System.Collections.Immutable;
using Stroll.Layout;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>Turns the rows of a product CSV into products and facings, with barcodes from a catalogue where there is one.</summary>
static class NameMatching
{
    // Two weighings of one article differ by less; two articles that share a name differ by more.
    const double SameGrams = 1;

    internal static (List<RawProduct> Products, List<RawFacing> Facings) Match(List<ProductRow> rows, List<RawProduct>? catalogue, ImportNotes notes)
    {
        var known = catalogue is null ? null : new Names(catalogue, rows);
        var products = new List<RawProduct>();
        var barcodes = new Dictionary<string, RawProduct>(StringComparer.Ordinal);
        var onPlates = new Dictionary<string, List<(PlateAddress Plate, string Where)>>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var barcode = known is null ? row.Name : known.Find(row, notes) ?? row.Name;
            if (!barcodes.TryGetValue(barcode, out var product))
            {
                barcodes[barcode] = product = new(barcode, row.Name, row.Grams, row.Price, row.Where);
                products.Add(product);
                if (known is not null && barcode == row.Name)
                {
                    notes.Add("products whose name is not in the catalogue (the name is the barcode)", row.Name);
                }
            }
            else if (product.Grams is <= 0 && row.Grams is > 0)
            {
                // One row forgot the weight that another has.
                products[products.IndexOf(product)] = barcodes[barcode] = product with { Grams = row.Grams };
            }
            else if (product.Grams is > 0 && row.Grams is > 0 && Math.Abs(product.Grams.Value - row.Grams.Value) > SameGrams)
            {
                notes.Add("rows that give a product another weight (the first counts)", $"{row.Name}, {row.Where}");
            }

            if (row.Plate is { } plate)
            {
                if (!onPlates.TryGetValue(barcode, out var places))
                {
                    onPlates[barcode] = places = [];
                }

                places.Add((plate, row.Where));
            }
        }

        return (products, [.. products.Where(p => onPlates.ContainsKey(p.Barcode)).SelectMany(p => Facings(p.Barcode, onPlates[p.Barcode]))]);
    }

    // Neighbouring plates of one shelf are one facing.
    static IEnumerable<RawFacing> Facings(string barcode, List<(PlateAddress Plate, string Where)> places)
    {
        var run = new List<PlateAddress>();
        var where = "";
        foreach (var (plate, line) in places.DistinctBy(place => place.Plate).OrderBy(place => place.Plate))
        {
            if (run.Count > 0 && plate != run[^1] with { Plate = run[^1].Plate + 1 })
            {
                yield return new(barcode, [.. run], null, where);
                run.Clear();
            }

            where = run.Count == 0 ? line : where;
            run.Add(plate);
        }

        if (run.Count > 0)
        {
            yield return new(barcode, [.. run], null, where);
        }
    }

    /// <summary>The names of a catalogue, exact and folded.</summary>
    sealed class Names
    {
        readonly Dictionary<string, List<RawProduct>> _exact = new(StringComparer.Ordinal);
        readonly Dictionary<string, List<RawProduct>> _folded = new(StringComparer.Ordinal);
        readonly HashSet<string> _taken;

        internal Names(List<RawProduct> catalogue, List<ProductRow> rows)
        {
            foreach (var product in catalogue.DistinctBy(p => (p.Barcode, p.Name)))
            {
                Add(_exact, Spaced(product.Name), product);
                Add(_folded, Folded(product.Name), product);
            }

            // A name that the CSV has exactly is not given to another name that is only nearly the same.
            _taken = rows.Where(row => _exact.ContainsKey(row.Name)).Select(row => Folded(row.Name)).ToHashSet(StringComparer.Ordinal);
        }

        /// <summary>The barcode of a row's product; none where no name fits, or several do.</summary>
        internal string? Find(ProductRow row, ImportNotes notes)
        {
            if (_exact.TryGetValue(row.Name, out var exact))
            {
                return One(row, exact, notes);
            }

            return !_taken.Contains(Folded(row.Name)) && _folded.TryGetValue(Folded(row.Name), out var near) ? One(row, near, notes) : null;
        }

        // Where a name has several barcodes the weight decides; where it cannot, nobody may guess.
        static string? One(ProductRow row, List<RawProduct> fitting, ImportNotes notes)
        {
            if (fitting.Count == 1)
            {
                return fitting[0].Barcode;
            }

            var byWeight = fitting.Where(p => p.Grams is { } a && row.Grams is { } b && Math.Abs(a - b) <= SameGrams).ToList();
            if (byWeight.Count == 1)
            {
                return byWeight[0].Barcode;
            }

            notes.Add("names with several barcodes that weight does not tell apart", row.Name);
            return null;
        }

        static void Add(Dictionary<string, List<RawProduct>> names, string name, RawProduct product)
        {
            if (!names.TryGetValue(name, out var fitting))
            {
                names[name] = fitting = [];
            }

            fitting.Add(product);
        }

        static string Spaced(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        static string Folded(string name) => Spaced(name).ToUpperInvariant();
    }
}
