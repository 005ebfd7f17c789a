using System.Collections.Immutable;
using System.Text.Json;
using Stroll.Geometry;
using Stroll.Layout;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>Reads <c>products.json</c> and <c>planogram.json</c>, both JSON lines.</summary>
static class NativeLayout
{
    internal static List<RawProduct> Products(string path) =>
    [
        .. NativeJson.Lines(path).Select(line =>
        {
            var (root, where) = line;
            var barcode = root.At("product_id").Text("id");
            var metadata = root.At("metadata");
            return string.IsNullOrWhiteSpace(barcode)
                ? throw NativeJson.Wrong(where, "product_id", root.At("product_id"), "an id")
                : new RawProduct(
                    barcode, metadata.Text("name") is { Length: > 0 } name ? name : barcode, metadata.Real("weight", where), metadata.Real("price", where), where);
        }),
    ];

    internal static List<RawFacing> Facings(string path) =>
    [
        .. NativeJson.Lines(path).Select(line =>
        {
            var (root, where) = line;
            var ids = root.At("plate_ids");
            if (ids.ValueKind != JsonValueKind.Array || ids.GetArrayLength() == 0)
            {
                throw NativeJson.Wrong(where, "plate_ids", ids, "a list of plates");
            }

            ImmutableArray<PlateAddress> plates = [.. ids.EnumerateArray().Select(id => NativeIds.Plate(id, where)).Distinct().Order()];
            var barcode = root.At("planogram_product_id").Text("id");
            return plates.All(p => (p.Gondola, p.Shelf) == (plates[0].Gondola, plates[0].Shelf))
                ? new RawFacing(string.IsNullOrWhiteSpace(barcode) ? null : barcode, plates, Body(root, where), where)
                : throw NativeJson.Wrong(where, "plate_ids", ids, "plates of one shelf");
        }),
    ];

    // Facings say where they are in the store. Those in a turned gondola say their size along their own edges.
    static Box? Body(JsonElement root, string where) => root.At("global_coordinates") is { ValueKind: JsonValueKind.Object } place
        ? StoreGeometry.Box(place, where)
        : null;
}
