using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Units;

namespace Stroll.Layout;

/// <summary>A shelf by its place in <see cref="Store.Shelves"/>.</summary>
public readonly record struct ShelfId(int Index);

/// <summary>A plate by its place in <see cref="Store.Plates"/>.</summary>
public readonly record struct PlateId(int Index);

/// <summary>How people and files name a plate: the numbers on the gondola, the shelf and the plate.</summary>
public readonly record struct PlateAddress(int Gondola, int Shelf, int Plate) : IComparable<PlateAddress>
{
    /// <summary>Reads <c>2/5/4</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PlateAddress address)
    {
        address = default;
        Span<Range> parts = stackalloc Range[4];
        if (text.Split(parts, '/') != 3
            || !int.TryParse(text[parts[0]], out var gondola)
            || !int.TryParse(text[parts[1]], out var shelf)
            || !int.TryParse(text[parts[2]], out var plate))
        {
            return false;
        }

        address = new(gondola, shelf, plate);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(PlateAddress other) =>
        (Gondola, Shelf, Plate).CompareTo((other.Gondola, other.Shelf, other.Plate));

    /// <summary><c>gondola/shelf/plate</c>, as <c>2/5/4</c>.</summary>
    public override string ToString() => $"{Gondola}/{Shelf}/{Plate}";
}

/// <summary>A fixture that carries shelves.</summary>
/// <param name="Number">As written on it; unique in the store.</param>
/// <param name="Body">Where it stands and how large it is; none when the geometry is not known.</param>
public sealed record Gondola(int Number, Box? Body);

/// <summary>One board of a gondola. Its plates settle together and shake together.</summary>
/// <param name="Id">Its place in <see cref="Store.Shelves"/>.</param>
/// <param name="Gondola">The number of its gondola.</param>
/// <param name="Number">As written on it; unique in the gondola, 1 lowest or highest as the operator likes.</param>
/// <param name="Body">Where it is, in the store's frame; none when not known.</param>
/// <param name="Plates">By plate number, rising: neighbours in this array are neighbours on the board.</param>
public sealed record Shelf(ShelfId Id, int Gondola, int Number, Box? Body, ImmutableArray<PlateId> Plates);

/// <summary>One weighing plate: one load-cell channel.</summary>
/// <param name="Id">Its place in <see cref="Store.Plates"/>.</param>
/// <param name="Address">How files name it.</param>
/// <param name="Shelf">The board that it lies on.</param>
/// <param name="Slot">Its place among the plates of its shelf, from 0.</param>
/// <param name="Body">Where its surface is, in the store's frame; none when not known.</param>
/// <param name="Capacity">Readings at or past this mass are saturated.</param>
public sealed record Plate(PlateId Id, PlateAddress Address, ShelfId Shelf, int Slot, Box? Body, Grams Capacity);

/// <summary>Where people come in and go out.</summary>
/// <param name="Name">Unique in the store.</param>
/// <param name="Centre">On the floor.</param>
/// <param name="Radius">Metres around the centre that still count as the gate.</param>
public sealed record Gate(string Name, Point3 Centre, double Radius);

/// <summary>A camera by its place in <see cref="Store.Cameras"/>.</summary>
public readonly record struct CameraId(int Index);

/// <summary>A camera that stands fast and is calibrated.</summary>
/// <param name="Id">Its place in <see cref="Store.Cameras"/>.</param>
/// <param name="Name">Unique in the store.</param>
/// <param name="View">Where it is, where it looks, and how its lens draws.</param>
public sealed record StoreCamera(CameraId Id, string Name, PinholeCamera View);

/// <summary>The physical store. Dense ids are indexes into these arrays; the arrays are sorted by number.</summary>
public sealed class Store
{
    readonly Dictionary<PlateAddress, PlateId> _plates = [];
    readonly Dictionary<(int Gondola, int Shelf), ShelfId> _shelves = [];
    readonly Dictionary<string, CameraId> _cameras = new(StringComparer.Ordinal);

    Store(string name, ImmutableArray<Gondola> gondolas, ImmutableArray<Shelf> shelves, ImmutableArray<Plate> plates, ImmutableArray<Gate> gates,
        ImmutableArray<StoreCamera> cameras)
    {
        Name = name;
        Gondolas = gondolas;
        Shelves = shelves;
        Plates = plates;
        Gates = gates;
        Cameras = cameras;
        foreach (var camera in cameras)
        {
            _cameras[camera.Name] = camera.Id;
        }

        foreach (var plate in plates)
        {
            _plates[plate.Address] = plate.Id;
        }

        foreach (var shelf in shelves)
        {
            _shelves[(shelf.Gondola, shelf.Number)] = shelf.Id;
        }
    }

    /// <summary>What the operator calls it.</summary>
    public string Name { get; }

    /// <summary>By number.</summary>
    public ImmutableArray<Gondola> Gondolas { get; }

    /// <summary>By gondola, then number.</summary>
    public ImmutableArray<Shelf> Shelves { get; }

    /// <summary>By address.</summary>
    public ImmutableArray<Plate> Plates { get; }

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<Gate> Gates { get; }

    /// <summary>By name; empty where the store has none, or none that is calibrated.</summary>
    public ImmutableArray<StoreCamera> Cameras { get; }

    /// <summary>The camera with this id.</summary>
    public StoreCamera this[CameraId id] => Cameras[id.Index];

    /// <summary>The shelf with this id.</summary>
    public Shelf this[ShelfId id] => Shelves[id.Index];

    /// <summary>The plate with this id.</summary>
    public Plate this[PlateId id] => Plates[id.Index];

    /// <summary>Looks a camera up by its name.</summary>
    public bool TryFind(string camera, out CameraId id) => _cameras.TryGetValue(camera, out id);

    /// <summary>Looks a plate up by its address.</summary>
    public bool TryFind(PlateAddress address, out PlateId id) => _plates.TryGetValue(address, out id);

    /// <summary>Looks a shelf up by its numbers.</summary>
    public bool TryFind(int gondola, int shelf, out ShelfId id) => _shelves.TryGetValue((gondola, shelf), out id);

    /// <summary>Builds a store from parts that are already checked; sorts them and gives dense ids.</summary>
    /// <param name="name">What the operator calls it.</param>
    /// <param name="gondolas">Each number once.</param>
    /// <param name="shelves">Numbers and bodies; each (gondola, shelf) once. Shelves that only plates name are added.</param>
    /// <param name="plates">Addresses, bodies and capacities; each address once.</param>
    /// <param name="gates">Each name once.</param>
    /// <param name="cameras">Each name once; none where left out.</param>
    /// <exception cref="InvariantException">A number, address or name stands twice.</exception>
    public static Store Build(
        string name,
        IEnumerable<Gondola> gondolas,
        IEnumerable<(int Gondola, int Shelf, Box? Body)> shelves,
        IEnumerable<(PlateAddress Address, Box? Body, Grams Capacity)> plates,
        IEnumerable<Gate> gates,
        IEnumerable<(string Name, PinholeCamera View)>? cameras = null)
    {
        var plateParts = plates.OrderBy(p => p.Address).ToArray();
        var shelfParts = shelves.ToDictionary(s => (s.Gondola, s.Shelf), s => s.Body);
        foreach (var (address, _, _) in plateParts)
        {
            shelfParts.TryAdd((address.Gondola, address.Shelf), null);
        }

        var shelfKeys = shelfParts.Keys.Order().ToArray();
        var gondolaParts = gondolas.ToDictionary(g => g.Number);
        foreach (var (gondola, _) in shelfKeys)
        {
            gondolaParts.TryAdd(gondola, new Gondola(gondola, null));
        }

        var builtPlates = ImmutableArray.CreateBuilder<Plate>(plateParts.Length);
        var builtShelves = ImmutableArray.CreateBuilder<Shelf>(shelfKeys.Length);
        foreach (var key in shelfKeys)
        {
            var shelf = new ShelfId(builtShelves.Count);
            var own = ImmutableArray.CreateBuilder<PlateId>();
            foreach (var (address, body, capacity) in plateParts.Where(p => (p.Address.Gondola, p.Address.Shelf) == key))
            {
                Invariant.Holds(own.Count == 0 || builtPlates[^1].Address != address, $"plate {address} stands twice");
                var id = new PlateId(builtPlates.Count);
                builtPlates.Add(new(id, address, shelf, own.Count, body, capacity));
                own.Add(id);
            }

            builtShelves.Add(new(shelf, key.Gondola, key.Shelf, shelfParts[key], own.ToImmutable()));
        }

        return new(
            name, [.. gondolaParts.Values.OrderBy(g => g.Number)], builtShelves.ToImmutable(), builtPlates.ToImmutable(), [.. gates],
            Numbered(cameras ?? []));
    }

    /// <summary>The same store with these cameras in place of its own; each name once.</summary>
    public Store With(IEnumerable<(string Name, PinholeCamera View)> cameras) => new(Name, Gondolas, Shelves, Plates, Gates, Numbered(cameras));

    static ImmutableArray<StoreCamera> Numbered(IEnumerable<(string Name, PinholeCamera View)> cameras)
    {
        var sorted = cameras.OrderBy(camera => camera.Name, StringComparer.Ordinal).ToArray();
        for (var i = 1; i < sorted.Length; i++)
        {
            Invariant.Holds(sorted[i - 1].Name != sorted[i].Name, $"camera {sorted[i].Name} stands twice");
        }

        return [.. sorted.Select((camera, index) => new StoreCamera(new(index), camera.Name, camera.View))];
    }
}
