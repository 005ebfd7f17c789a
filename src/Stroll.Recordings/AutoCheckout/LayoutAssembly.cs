using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>Makes one store, catalogue and planogram of what geometry, series, products and facings say.</summary>
static class LayoutAssembly
{
    internal static StoreModel Build(
        string name, StoreGeometry geometry, SeriesSet series, List<RawProduct> products, List<RawFacing> facings, string currency, ImportNotes notes)
    {
        var store = BuildStore(name, geometry, series, facings, notes);
        var refused = new HashSet<string>(StringComparer.Ordinal);
        var catalogue = BuildCatalogue(products, currency, refused, notes);
        return new(store, catalogue, BuildPlanogram(facings, store, catalogue, refused, series, notes));
    }

    static Store BuildStore(string name, StoreGeometry geometry, SeriesSet series, List<RawFacing> facings, ImportNotes notes)
    {
        var named = facings.SelectMany(f => f.Plates).ToHashSet();
        foreach (var unknown in series.All.Where(s => !geometry.Plates.ContainsKey(s.Address)))
        {
            if (geometry.Plates.Count > 0)
            {
                notes.Add("plates without geometry (kept, position unknown)", unknown.Address.ToString());
            }
        }

        var addresses = series.All.Select(s => s.Address).Concat(geometry.Plates.Keys).Concat(named).ToHashSet();
        foreach (var blind in addresses.Where(a => !series.Has(a)).Order())
        {
            notes.Add("plates without a series (blind)", blind.ToString());
        }

        return Store.Build(
            name,
            geometry.Gondolas.Select(g => new Gondola(g.Key, g.Value)),
            geometry.Shelves.Select(s => (s.Key.Gondola, s.Key.Shelf, (Box?)s.Value)),
            addresses.Select(a => (a, geometry.Plates.TryGetValue(a, out var body) ? body : (Box?)null, StoreYaml.DefaultCapacity)),
            []);
    }

    static Catalogue BuildCatalogue(List<RawProduct> products, string currency, HashSet<string> refused, ImportNotes notes)
    {
        var kept = ImmutableArray.CreateBuilder<Product>();
        var seen = new Dictionary<string, RawProduct>(StringComparer.Ordinal);
        foreach (var product in products)
        {
            if (seen.TryGetValue(product.Barcode, out var first))
            {
                if (first.Grams != product.Grams || first.Name != product.Name)
                {
                    notes.Add("products that stand twice with different name or weight (the first counts)", $"{product.Barcode}, {product.Where}");
                }

                continue;
            }

            seen[product.Barcode] = product;
            if (product.Grams is <= 0)
            {
                refused.Add(product.Barcode);
                notes.Add("products refused for a weight of zero or less", $"{product.Name} ({product.Barcode}), {product.Where}");
                continue;
            }

            kept.Add(One(product, kept.Count, currency, notes));
        }

        return new(kept.ToImmutable());
    }

    static Product One(RawProduct product, int index, string currency, ImportNotes notes)
    {
        if (product.Grams is null)
        {
            notes.Add("products without a weight", $"{product.Name} ({product.Barcode})");
        }

        var isPrice = product.Price is >= 0 and < 1_000_000_000;
        if (product.Price is not null && !isPrice)
        {
            notes.Add("prices that are none (left out)", $"{product.Name} ({product.Barcode})");
        }

        var price = isPrice ? new Money((long)Math.Round(product.Price!.Value * 100), currency) : (Money?)null;
        return new(new(index), product.Barcode, Gtin.From(product.Barcode), product.Name, product.Grams?.Grams, null, SaleUnit.Each, price);
    }

    static Planogram BuildPlanogram(
        List<RawFacing> facings, Store store, Catalogue catalogue, HashSet<string> refused, SeriesSet series, ImportNotes notes)
    {
        var kept = ImmutableArray.CreateBuilder<Facing>();
        var claims = new FacingClaims(catalogue, store);
        var placed = new HashSet<ProductId>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var raw in facings)
        {
            var place = $"shelf {raw.Plates[0].Gondola}/{raw.Plates[0].Shelf}, {raw.Where}";
            if (raw.Barcode is not { } barcode)
            {
                notes.Add("facings without a product (left out)", place);
                continue;
            }

            if (!catalogue.TryFind(barcode, out var product))
            {
                notes.Add(refused.Contains(barcode) ? "facings of refused products (left out)" : "facings of products that are not in the catalogue (left out)", $"{barcode}, {place}");
                continue;
            }

            if (!seen.Add($"{barcode} {string.Join(' ', raw.Plates)} {raw.Body}"))
            {
                notes.Add("facings that stand twice (once is enough)", $"{barcode}, {place}");
                continue;
            }

            if (raw.Plates.All(plate => !series.Has(plate)))
            {
                notes.Add("facings on plates that say nothing", $"{catalogue[product].Name}, {place}");
            }

            var ids = raw.Plates.Select(plate => store.TryFind(plate, out var id) ? id : default).ToImmutableArray();
            var facing = new Facing(new(kept.Count), product, store[ids[0]].Shelf, ids, raw.Body);
            if (claims.Contradiction(facing) is { } contradiction)
            {
                throw RecordingException.Of("planogram.contradiction", raw.Where, contradiction);
            }

            placed.Add(product);
            kept.Add(facing);
        }

        foreach (var product in catalogue.Products.Where(p => !placed.Contains(p.Id)))
        {
            notes.Add("products without a facing", product.Name);
        }

        return new(store, kept.ToImmutable());
    }
}
