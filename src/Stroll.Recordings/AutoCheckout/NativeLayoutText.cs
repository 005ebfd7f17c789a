using System.Text.Json;
using Stroll.Geometry;
using Stroll.Layout;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>Writes <c>products.json</c>, <c>planogram.json</c> and the three <c>store_meta_*.json</c> as <see cref="NativeLayout"/> and
/// <see cref="StoreGeometry"/> read them.</summary>
static class NativeLayoutText
{
    /// <summary>How high goods stand over a plate, as far as a facing's box is concerned; metres.</summary>
    const double GoodsHeight = 0.25;

    internal static void Write(string folder, StoreModel model)
    {
        WriteLines(Path.Combine(folder, "products.json"), model.Catalogue.Products, Write);
        WriteLines(Path.Combine(folder, "planogram.json"), model.Planogram.Facings, (json, facing) => Write(json, model, facing));
        var geometry = Path.Combine(folder, NativeWriter.GeometryFolder);
        var store = model.Store;
        WriteList(geometry, "Gondolas", store.Gondolas.Where(g => g.Body is not null), (json, gondola) =>
        {
            json.WriteStartObject("id");
            json.WriteNumber("id", gondola.Number);
            json.WriteEndObject();
            Write(json, "coordinates", gondola.Body!.Value);
        });
        WriteList(geometry, "Shelves", store.Shelves.Where(s => s.Body is not null && BodyOf(store, s.Gondola) is not null), (json, shelf) =>
        {
            json.WriteStartObject("id");
            WriteShelf(json, shelf.Gondola, shelf.Number);
            json.WriteEndObject();
            Write(json, "coordinates", Inside(shelf.Body!.Value, BodyOf(store, shelf.Gondola)!.Value));
        });
        WriteList(geometry, "Plates", store.Plates.Where(p => p.Body is not null && store[p.Shelf].Body is not null), (json, plate) =>
        {
            json.WritePropertyName("id");
            Write(json, plate.Address);
            Write(json, "coordinates", Inside(plate.Body!.Value, store[plate.Shelf].Body!.Value));
        });
    }

    static void Write(Utf8JsonWriter json, Product product)
    {
        json.WriteStartObject("product_id");
        json.WriteString("barcode_type", "UPC");
        json.WriteString("id", product.Barcode);
        json.WriteEndObject();
        json.WriteStartObject("metadata");
        json.WriteString("name", product.Name);
        if (product.Price is { } price)
        {
            json.WriteNumber("price", price.Minor / 100m);
        }

        if (product.UnitWeight is { } weight)
        {
            json.WriteNumber("weight", weight.Value);
        }

        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, StoreModel model, Facing facing)
    {
        var plates = facing.Plates.Select(plate => model.Store[plate]).ToArray();
        json.WriteStartArray("plate_ids");
        foreach (var plate in plates)
        {
            Write(json, plate.Address);
        }

        json.WriteEndArray();
        json.WriteStartObject("planogram_product_id");
        json.WriteString("barcode_type", "UPC");
        json.WriteString("id", model.Catalogue[facing.Product].Barcode);
        json.WriteEndObject();
        if ((facing.Body ?? Over(plates)) is not { } body)
        {
            return;
        }

        if (model.Store[facing.Shelf].Body is { } shelf)
        {
            Write(json, "coordinates", Inside(body, shelf));
        }

        Write(json, "global_coordinates", body);
    }

    /// <summary>The space over the plates of a facing, for programs that want one; none where the plates' places are not known.</summary>
    static Box? Over(Plate[] plates)
    {
        if (plates[0].Body is not { } first || plates[^1].Body is not { } last)
        {
            return null;
        }

        var far = first.Placement.ToInner(last.Placement.ToOuter(last.Size));
        return first with { Size = new(far.X, first.Size.Y, GoodsHeight) };
    }

    static Box? BodyOf(Store store, int gondola) => store.Gondolas.FirstOrDefault(g => g.Number == gondola)?.Body;

    /// <summary>The same box as seen from inside another.</summary>
    static Box Inside(Box box, Box outer) => box with
    {
        Placement = new(outer.Placement.ToInner(box.Placement.Origin), box.Placement.TurnRadians - outer.Placement.TurnRadians),
    };

    static void Write(Utf8JsonWriter json, string key, Box box)
    {
        json.WriteStartObject(key);
        json.WriteStartObject("transform");
        json.WriteStartObject("translation");
        json.WriteNumber("x", box.Placement.Origin.X);
        json.WriteNumber("y", box.Placement.Origin.Y);
        json.WriteNumber("z", box.Placement.Origin.Z);
        json.WriteEndObject();
        json.WriteStartObject("rotation");
        json.WriteNumber("x", 0);
        json.WriteNumber("y", 0);
        json.WriteNumber("z", box.Placement.TurnRadians);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteNumber("dim_x", box.Size.X);
        json.WriteNumber("dim_y", box.Size.Y);
        json.WriteNumber("dim_z", box.Size.Z);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, PlateAddress plate)
    {
        json.WriteStartObject();
        json.WriteStartObject("shelf_id");
        WriteShelf(json, plate.Gondola, plate.Shelf);
        json.WriteEndObject();
        json.WriteNumber("plate_index", plate.Plate);
        json.WriteEndObject();
    }

    static void WriteShelf(Utf8JsonWriter json, int gondola, int shelf)
    {
        json.WriteStartObject("gondola_id");
        json.WriteNumber("id", gondola);
        json.WriteEndObject();
        json.WriteNumber("shelf_index", shelf);
    }

    static void WriteLines<T>(string path, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        using var stream = File.Create(path);
        foreach (var item in items)
        {
            using (var json = new Utf8JsonWriter(stream, JsonText.OneLine))
            {
                json.WriteStartObject();
                write(json, item);
                json.WriteEndObject();
            }

            stream.WriteByte((byte)'\n');
        }
    }

    static void WriteList<T>(string folder, string kind, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        using var stream = File.Create(Path.Combine(folder, $"store_meta_{kind}.json"));
        using var json = new Utf8JsonWriter(stream, JsonText.Indented);
        json.WriteStartObject();
        json.WriteStartArray(kind.ToLowerInvariant());
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
