using System.Globalization;
using System.Text;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Recordings;

/// <summary>The physical store as text that people write: <c>store.yaml</c>. docs/recording.md explains every key.</summary>
/// <remarks>The schema is closed: an unknown key is a fault with its line and the nearest known key.</remarks>
public static class StoreYaml
{
    /// <summary>What a plate carries where the file does not say: the rating of the common shelf plate.</summary>
    public static Grams DefaultCapacity => 20_000.Grams;

    static readonly YamlCodes Codes = new("store.syntax", "store.type", "store.unknown-key", "store.missing-key", "store.duplicate");

    internal static readonly string[] StoreKeys = ["name", "gondolas", "gates", "cameras"];
    internal static readonly string[] GondolaKeys = ["gondola", "at_metres", "turn_degrees", "size_metres", "shelves"];
    internal static readonly string[] ShelfKeys = ["shelf", "at_metres", "turn_degrees", "size_metres", "plates"];
    internal static readonly string[] PlateKeys = ["plate", "at_metres", "turn_degrees", "size_metres", "capacity_grams"];
    internal static readonly string[] GateKeys = ["name", "at_metres", "radius_metres"];

    internal static readonly string[] CameraKeys =
        ["name", "at_metres", "turn_degrees", "tilt_degrees", "roll_degrees", "image_pixels", "focal_pixels", "centre_pixels", "distortion"];

    // No picture of a store is wider; a larger number is a slip.
    internal const int LimitPixels = 20_000;

    // Nothing on a shop floor is further from its corner than this; a larger number is a slip of the unit.
    internal const double LimitMetres = 10_000;

    /// <summary>Reads a store.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="path">The name of the file, for messages.</param>
    /// <returns>Bad with the line where a key is unknown or stands twice, a value has the wrong type, or a number stands twice.</returns>
    public static Result<Store> Read(string text, string path) => FileSafety.Guard(path, () => ReadStore(text, path));

    /// <summary>Writes a store so that <see cref="Read"/> gives the same store back. All positions are in the store's frame.</summary>
    public static string Write(Store store)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"name: {Quoted(store.Name)}\n");
        text.Append(store.Gondolas.IsEmpty ? "gondolas: []\n" : "gondolas:\n");
        foreach (var gondola in store.Gondolas)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - gondola: {gondola.Number}\n");
            WriteBody(text, "    ", gondola.Body);
            var shelves = store.Shelves.Where(s => s.Gondola == gondola.Number).ToArray();
            text.Append(shelves.Length == 0 ? "    shelves: []\n" : "    shelves:\n");
            foreach (var shelf in shelves)
            {
                text.Append(CultureInfo.InvariantCulture, $"      - shelf: {shelf.Number}\n");
                WriteBody(text, "        ", shelf.Body);
                text.Append(shelf.Plates.IsEmpty ? "        plates: []\n" : "        plates:\n");
                foreach (var plate in shelf.Plates.Select(id => store[id]))
                {
                    WritePlate(text, plate);
                }
            }
        }

        WriteGates(text, store);
        WriteCameras(text, store);
        return text.ToString();
    }

    static void WritePlate(StringBuilder text, Plate plate)
    {
        text.Append(CultureInfo.InvariantCulture, $"          - {{ plate: {plate.Address.Plate}");
        if (plate.Body is { } body)
        {
            text.Append(CultureInfo.InvariantCulture, $", at_metres: {Triple(body.Placement.Origin)}, turn_degrees: {Degrees(body)}, size_metres: {Triple(body.Size)}");
        }

        if (plate.Capacity != DefaultCapacity)
        {
            text.Append(CultureInfo.InvariantCulture, $", capacity_grams: {plate.Capacity.Value:R}");
        }

        text.Append(" }\n");
    }

    static void WriteGates(StringBuilder text, Store store)
    {
        text.Append(store.Gates.IsEmpty ? "gates: []\n" : "gates:\n");
        foreach (var gate in store.Gates)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - {{ name: {Quoted(gate.Name)}, at_metres: {Triple(gate.Centre)}, radius_metres: {gate.Radius:R} }}\n");
        }
    }

    // A store without cameras has no such key: files of before stay as they are.
    static void WriteCameras(StringBuilder text, Store store)
    {
        text.Append(store.Cameras.IsEmpty ? "" : "cameras:\n");
        foreach (var camera in store.Cameras)
        {
            var (pose, lens) = (camera.View.Pose, camera.View.Lens);
            text.Append(CultureInfo.InvariantCulture, $"  - name: {Quoted(camera.Name)}\n");
            text.Append(CultureInfo.InvariantCulture, $"    at_metres: {Triple(pose.Origin)}\n");
            text.Append(CultureInfo.InvariantCulture, $"    turn_degrees: {Angles.ToDegrees(pose.TurnRadians):R}\n");
            text.Append(CultureInfo.InvariantCulture, $"    tilt_degrees: {Angles.ToDegrees(pose.TiltRadians):R}\n");
            text.Append(pose.RollRadians == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"    roll_degrees: {Angles.ToDegrees(pose.RollRadians):R}\n"));
            text.Append(CultureInfo.InvariantCulture, $"    image_pixels: [{lens.WidthPixels}, {lens.HeightPixels}]\n");
            text.Append(CultureInfo.InvariantCulture, $"    focal_pixels: [{lens.FocalRightPixels:R}, {lens.FocalDownPixels:R}]\n");
            text.Append(CultureInfo.InvariantCulture, $"    centre_pixels: [{lens.Centre.Right:R}, {lens.Centre.Down:R}]\n");
            var isPlain = lens is { Radial2: 0, Radial4: 0, Tangential1: 0, Tangential2: 0, Radial6: 0 };
            text.Append(isPlain ? "" : string.Create(
                CultureInfo.InvariantCulture, $"    distortion: [{lens.Radial2:R}, {lens.Radial4:R}, {lens.Tangential1:R}, {lens.Tangential2:R}, {lens.Radial6:R}]\n"));
        }
    }

    static void WriteBody(StringBuilder text, string indent, Box? body)
    {
        if (body is { } box)
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}at_metres: {Triple(box.Placement.Origin)}\n");
            text.Append(CultureInfo.InvariantCulture, $"{indent}turn_degrees: {Degrees(box)}\n");
            text.Append(CultureInfo.InvariantCulture, $"{indent}size_metres: {Triple(box.Size)}\n");
        }
    }

    static string Triple(Point3 point) => string.Create(CultureInfo.InvariantCulture, $"[{point.X:R}, {point.Y:R}, {point.Z:R}]");

    static string Degrees(Box box) => Angles.ToDegrees(box.Placement.TurnRadians).ToString("R", CultureInfo.InvariantCulture);

    // Double-quoted YAML is a superset of JSON's strings, so JSON's escapes do.
    static string Quoted(string value) => System.Text.Json.JsonSerializer.Serialize(value, JsonText.Plain);

    static Store ReadStore(string text, string path)
    {
        var root = YamlGroup.Root(text, path, "the store", Codes, StoreKeys);
        var name = root.Text("name");
        var gondolas = new List<Gondola>();
        var shelves = new List<(int Gondola, int Shelf, Box? Body)>();
        var plates = new List<(PlateAddress Address, Box? Body, Grams Capacity)>();
        var seen = new SeenOnce(path);
        foreach (var gondola in root.Groups("gondolas", "a gondola", GondolaKeys))
        {
            var number = gondola.Number("gondola");
            seen.Check($"gondola {number}", gondola.Line);
            gondolas.Add(new(number, Body(gondola)));
            foreach (var shelf in gondola.Groups("shelves", "a shelf", ShelfKeys))
            {
                var shelfNumber = shelf.Number("shelf");
                seen.Check($"shelf {number}/{shelfNumber}", shelf.Line);
                shelves.Add((number, shelfNumber, Body(shelf)));
                foreach (var plate in shelf.Groups("plates", "a plate", PlateKeys))
                {
                    var address = new PlateAddress(number, shelfNumber, plate.Number("plate"));
                    seen.Check($"plate {address}", plate.Line);
                    plates.Add((address, Body(plate), Capacity(plate)));
                }
            }
        }

        var gates = new List<Gate>();
        foreach (var gate in root.Groups("gates", "a gate", GateKeys))
        {
            var gateName = gate.Text("name");
            seen.Check($"gate {gateName}", gate.Line);
            gates.Add(new(gateName, gate.Triple("at_metres") ?? throw gate.Missing("at_metres"), gate.Positive("radius_metres") ?? throw gate.Missing("radius_metres")));
        }

        var cameras = new List<(string Name, PinholeCamera View)>();
        foreach (var camera in root.Groups("cameras", "a camera", CameraKeys))
        {
            var cameraName = camera.Text("name");
            seen.Check($"camera {cameraName}", camera.Line);
            cameras.Add((cameraName, View(camera)));
        }

        return Store.Build(name, gondolas, shelves, plates, gates, cameras);
    }

    static PinholeCamera View(YamlGroup camera)
    {
        var at = camera.Triple("at_metres") ?? throw camera.Missing("at_metres");
        double Turned(string key) => Angles.ToRadians(camera.Real(key) ?? 0);
        var (width, height) = camera.Pair("image_pixels") ?? throw camera.Missing("image_pixels");
        var focal = camera.Pair("focal_pixels") ?? throw camera.Missing("focal_pixels");
        var centre = camera.Pair("centre_pixels") ?? (0.5 * width, 0.5 * height);
        double[] bends = camera.Reals("distortion", 2, 5) is { } given ? [.. given, .. new double[5 - given.Length]] : new double[5];
        if (!IsEdge(width) || !IsEdge(height))
        {
            throw camera.Wrong("image_pixels", string.Create(CultureInfo.InvariantCulture, $"[{width}, {height}]"), $"two whole numbers from 1 to {LimitPixels}");
        }

        return focal is { First: > 0, Second: > 0 }
            ? new(
                new(at, Turned("turn_degrees"), Turned("tilt_degrees"), Turned("roll_degrees")),
                new((int)width, (int)height, focal.First, focal.Second, new(centre.First, centre.Second), bends[0], bends[1], bends[2], bends[3], bends[4]))
            : throw camera.Wrong("focal_pixels", string.Create(CultureInfo.InvariantCulture, $"[{focal.First}, {focal.Second}]"), "two numbers above zero");
    }

    static bool IsEdge(double pixels) => pixels is >= 1 and <= LimitPixels && Math.Floor(pixels).Equals(pixels);

    static Grams Capacity(YamlGroup plate) => plate.Positive("capacity_grams")?.Grams ?? DefaultCapacity;

    static Box? Body(YamlGroup group)
    {
        var at = group.Triple("at_metres");
        var size = group.Triple("size_metres");
        var turn = group.Real("turn_degrees");
        if (at is null && size is null && turn is null)
        {
            return null;
        }

        if (at is not { } origin || size is not { } extent)
        {
            throw group.Missing(at is null ? "at_metres" : "size_metres");
        }

        return extent is { X: >= 0, Y: >= 0, Z: >= 0 }
            ? new Box(new Placement(origin, Angles.ToRadians(turn ?? 0)), extent)
            : throw group.Wrong("size_metres", "a length below zero", "lengths of zero or more");
    }

    sealed class SeenOnce(string path)
    {
        readonly HashSet<string> _seen = new(StringComparer.Ordinal);

        internal void Check(string what, int line)
        {
            if (!_seen.Add(what))
            {
                throw RecordingException.Of("store.duplicate", $"{path}:{line}", $"{what} stands twice, expected once");
            }
        }
    }
}
