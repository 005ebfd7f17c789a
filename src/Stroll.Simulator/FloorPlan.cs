using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>Puts gondolas on a floor.</summary>
internal static class FloorPlan
{
    const double PlateWidth = 0.12;
    const double PlateDepth = 0.42;
    const double LowestShelf = 0.35;
    const double HighestShelf = 1.45;
    const double GapBetweenGondolas = 0.5;
    const double FloorMargin = 0.8;
    const double Aisle = 2;
    const double BesideAisles = 1.4;
    const double StandDepth = 3;
    const int GondolasInRow = 5;

    static readonly Grams PlateCapacity = 20_000.Grams;

    /// <summary>The store without goods, and the width and depth of its floor in metres.</summary>
    internal static (Store Store, double Width, double Depth) Build(StoreSize size)
    {
        var length = size.PlatesPerShelf * PlateWidth;
        var (places, width, depth) = size.Kind switch
        {
            StoreKind.Corner => AlongWalls(size.Gondolas, length),
            StoreKind.Stand => OneCounter(size.Gondolas, length),
            _ => Rows(size.Gondolas, length),
        };
        var gondolas = new List<Gondola>();
        var shelves = new List<(int Gondola, int Shelf, Box? Body)>();
        var plates = new List<(PlateAddress Address, Box? Body, Grams Capacity)>();
        var pitch = size.ShelvesPerGondola > 1 ? (HighestShelf - LowestShelf) / (size.ShelvesPerGondola - 1) : 0.4;
        foreach (var place in places)
        {
            var number = gondolas.Count + 1;
            gondolas.Add(new(number, new Box(place, new(length, PlateDepth, HighestShelf + 0.4))));
            for (var shelf = 1; shelf <= size.ShelvesPerGondola; shelf++)
            {
                var board = place.Then(new(new(0, 0, LowestShelf + ((shelf - 1) * pitch)), 0));
                shelves.Add((number, shelf, new Box(board, new(length, PlateDepth, pitch - 0.03))));
                for (var plate = 1; plate <= size.PlatesPerShelf; plate++)
                {
                    var corner = board.Then(new(new((plate - 1) * PlateWidth, 0, 0), 0));
                    plates.Add((new(number, shelf, plate), new Box(corner, new(PlateWidth, PlateDepth, 0)), PlateCapacity));
                }
            }
        }

        var name = size.Kind switch { StoreKind.Corner => "corner store", StoreKind.Stand => "stadium stand", _ => "small supermarket" };
        return (Store.Build($"Simulated {name}", gondolas, shelves, plates, [new("door", new(width / 2, 0, 0), 0.8)]), width, depth);
    }

    /// <summary>Along the back, the right and the left wall in turn.</summary>
    static (List<Placement> Places, double Width, double Depth) AlongWalls(int gondolas, double length)
    {
        // Two on the back wall, then one right and one left of it, and so on round the room.
        var counts = new int[3];
        for (var i = 0; i < gondolas; i++)
        {
            counts[(i % 4) switch { 0 or 1 => 0, 2 => 1, _ => 2 }]++;
        }

        var width = (2 * FloorMargin) + (counts[0] * (length + GapBetweenGondolas));
        var depth = (2 * FloorMargin) + (Math.Max(counts[1], counts[2]) * (length + GapBetweenGondolas)) + 0.6;
        // With one gondola there is a back wall only, and still a floor before it.
        depth = Math.Max(depth, StandDepth);
        var places = new List<Placement>();
        for (var wall = 0; wall < counts.Length; wall++)
        {
            for (var i = 0; i < counts[wall]; i++)
            {
                var along = FloorMargin + (GapBetweenGondolas / 2) + (i * (length + GapBetweenGondolas));
                places.Add(wall switch
                {
                    0 => new Placement(new(along, depth - PlateDepth, 0), 0),
                    1 => new Placement(new(width - PlateDepth, depth - 0.6 - along, 0), -Math.PI / 2),
                    _ => new Placement(new(PlateDepth, depth - 0.6 - along - length, 0), Math.PI / 2),
                });
            }
        }

        return (places, width, depth);
    }

    static (List<Placement> Places, double Width, double Depth) OneCounter(int gondolas, double length)
    {
        var width = (2 * FloorMargin) + (gondolas * length);
        return ([.. Enumerable.Range(0, gondolas).Select(i => new Placement(new(FloorMargin + (i * length), StandDepth - PlateDepth, 0), 0))], width, StandDepth);
    }

    /// <summary>Two rows back to back, an aisle, and so on from the door to the back.</summary>
    static (List<Placement> Places, double Width, double Depth) Rows(int gondolas, double length)
    {
        var rows = (gondolas + GondolasInRow - 1) / GondolasInRow;
        var pairs = (rows + 1) / 2;
        var width = (2 * BesideAisles) + (Math.Min(gondolas, GondolasInRow) * length);
        var places = new List<Placement>();
        for (var i = 0; i < gondolas; i++)
        {
            var (row, inRow) = (i / GondolasInRow, i % GondolasInRow);
            var front = Aisle + (row / 2 * (Aisle + (2 * PlateDepth)));
            var x = BesideAisles + (inRow * length);
            places.Add(row % 2 == 0
                ? new(new(x, front, 0), 0)
                : new(new(x + length, front + (2 * PlateDepth), 0), Math.PI));
        }

        return (places, width, Aisle + (pairs * (Aisle + (2 * PlateDepth))));
    }
}
