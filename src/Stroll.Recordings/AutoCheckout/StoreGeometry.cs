using System.Text.Json;
using Stroll.Geometry;
using Stroll.Layout;

namespace Stroll.Recordings.AutoCheckout;

/// <summary>Where gondolas, shelves and plates stand, from <c>store_meta_*.json</c>. Empty when no geometry is given.</summary>
/// <remarks>The transforms nest: a plate in its shelf, a shelf in its gondola, a gondola in the store.</remarks>
sealed record StoreGeometry(
    IReadOnlyDictionary<int, Box> Gondolas,
    IReadOnlyDictionary<(int Gondola, int Shelf), Box> Shelves,
    IReadOnlyDictionary<PlateAddress, Box> Plates)
{
    internal static StoreGeometry None { get; } =
        new(new Dictionary<int, Box>(), new Dictionary<(int, int), Box>(), new Dictionary<PlateAddress, Box>());

    internal static StoreGeometry Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw RecordingException.Of("file.missing", folder, "there is no such folder, expected one with store_meta_Gondolas.json, store_meta_Shelves.json and store_meta_Plates.json");
        }

        var gondolas = new Dictionary<int, Box>();
        foreach (var (item, where) in Items(folder, "store_meta_Gondolas.json", "gondolas"))
        {
            AddOnce(gondolas, item.At("id").Whole("id", where), Place(item, where), where);
        }

        var shelves = new Dictionary<(int Gondola, int Shelf), Box>();
        foreach (var (item, where) in Items(folder, "store_meta_Shelves.json", "shelves"))
        {
            var key = NativeIds.Shelf(item.At("id"), where);
            var outer = gondolas.TryGetValue(key.Gondola, out var gondola)
                ? gondola.Placement
                : throw RecordingException.Of("import.geometry", where, $"shelf {key.Gondola}/{key.Shelf} stands in gondola {key.Gondola}, which is not known");
            var own = Place(item, where);
            AddOnce(shelves, key, own with { Placement = outer.Then(own.Placement) }, where);
        }

        var plates = new Dictionary<PlateAddress, Box>();
        foreach (var (item, where) in Items(folder, "store_meta_Plates.json", "plates"))
        {
            var address = NativeIds.Plate(item.At("id"), where);
            var outer = shelves.TryGetValue((address.Gondola, address.Shelf), out var shelf)
                ? shelf.Placement
                : throw RecordingException.Of("import.geometry", where, $"plate {address} lies on shelf {address.Gondola}/{address.Shelf}, which is not known");
            var own = Place(item, where);
            AddOnce(plates, address, own with { Placement = outer.Then(own.Placement) }, where);
        }

        return new(gondolas, shelves, plates);
    }

    /// <summary>The box that a <c>coordinates</c> object describes. Keys that are left out are 0: the source drops zeros.</summary>
    internal static Box Box(JsonElement coordinates, string where)
    {
        var transform = coordinates.At("transform");
        var origin = Point(transform.At("translation"), where);
        var size = new Point3(coordinates.Metres("dim_x", where), coordinates.Metres("dim_y", where), coordinates.Metres("dim_z", where));
        var turn = transform.At("rotation").Real("z", where) ?? 0;
        return size is { X: >= 0, Y: >= 0, Z: >= 0 }
            ? new(new Placement(origin, Angles.ToRadians(Math.Round(turn / Math.PI * 180, 3))), size)
            : throw RecordingException.Of("import.geometry", where, $"a size below zero: {size}");
    }

    static Box Place(JsonElement item, string where) => Box(item.At("coordinates"), where);

    static Point3 Point(JsonElement element, string where) =>
        new(element.Metres("x", where), element.Metres("y", where), element.Metres("z", where));

    static void AddOnce<TKey>(Dictionary<TKey, Box> boxes, TKey key, Box box, string where)
        where TKey : notnull
    {
        if (!boxes.TryAdd(key, box))
        {
            throw RecordingException.Of("import.geometry", where, $"{key} stands twice, expected once");
        }
    }

    static IEnumerable<(JsonElement Item, string Where)> Items(string folder, string name, string key)
    {
        var path = Path.Combine(folder, name);
        using var document = JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(FileSafety.ReadText(path)), path, "import.geometry");
        var list = document.RootElement.At(key);
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw RecordingException.Of("import.geometry", path, $"no list '{key}'");
        }

        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            yield return (item, $"{path}: {key}[{index++}]");
        }
    }
}
