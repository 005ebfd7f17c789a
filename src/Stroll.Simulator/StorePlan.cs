using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>A store that was drawn: the model that an operator would have written down, and what only the builder knows.</summary>
/// <param name="Model">What the operator believes.</param>
/// <param name="PieceWidths">For each product, how many plates wide one piece is.</param>
/// <param name="Width">Of the floor along x, metres.</param>
/// <param name="Depth">Of the floor along y, metres.</param>
internal sealed record StorePlan(StoreModel Model, ImmutableArray<double> PieceWidths, double Width, double Depth)
{
    const double PlateWidth = 0.12;
    const double PlateDepth = 0.42;
    const double LowestShelf = 0.35;
    const double HighestShelf = 1.45;
    const double GapBetweenGondolas = 0.5;
    const double FloorMargin = 0.8;

    /// <summary>How far from the front edge people stand, metres.</summary>
    const double Standing = 0.45;

    /// <summary>Draws the goods and where they stand, and puts the gondolas along the back, the right and the left wall in turn.</summary>
    internal static StorePlan Draw(StoreSize size, Rng rng)
    {
        Invariant.Holds(size.Gondolas > 0 && size.ShelvesPerGondola is > 0 and <= 5 && size.PlatesPerShelf > 0);
        var length = size.PlatesPerShelf * PlateWidth;
        var onWalls = WallCounts(size.Gondolas);
        var width = (2 * FloorMargin) + onWalls[0] * (length + GapBetweenGondolas);
        var depth = (2 * FloorMargin) + Math.Max(onWalls[1], onWalls[2]) * (length + GapBetweenGondolas) + 0.6;
        var store = BuildStore(size, length, onWalls, width, depth);
        var (catalogue, widths) = Assortment.Draw(size.Products, rng);
        return new(new(store, catalogue, Arrange(store, catalogue, size, rng)), widths, width, depth);
    }

    /// <summary>Where somebody stands to reach a facing, and the way they look, as a unit vector.</summary>
    internal (Point3 Place, Point3 Heading) StandingAt(Facing facing)
    {
        var plates = facing.Plates.Select(p => Model.Store[p].Body!.Value).ToArray();
        var front = 0.5 * (plates[0].Placement.ToOuter(default) + plates[^1].Placement.ToOuter(new(PlateWidth, 0, 0)));
        var turn = plates[0].Placement.TurnRadians;
        var heading = new Point3(-Math.Sin(turn), Math.Cos(turn), 0);
        return (front with { Z = 0 } + (-Standing * heading), heading);
    }

    static int[] WallCounts(int gondolas)
    {
        // Two on the back wall, then one right and one left of it, and so on round the room.
        var counts = new int[3];
        for (var i = 0; i < gondolas; i++)
        {
            counts[(i % 4) switch { 0 or 1 => 0, 2 => 1, _ => 2 }]++;
        }

        return counts;
    }

    static Store BuildStore(StoreSize size, double length, int[] onWalls, double width, double depth)
    {
        var gondolas = new List<Gondola>();
        var shelves = new List<(int Gondola, int Shelf, Box? Body)>();
        var plates = new List<(PlateAddress Address, Box? Body, Grams Capacity)>();
        var pitch = size.ShelvesPerGondola > 1 ? (HighestShelf - LowestShelf) / (size.ShelvesPerGondola - 1) : 0.4;
        for (var wall = 0; wall < onWalls.Length; wall++)
        {
            for (var i = 0; i < onWalls[wall]; i++)
            {
                var number = gondolas.Count + 1;
                var along = FloorMargin + (GapBetweenGondolas / 2) + i * (length + GapBetweenGondolas);
                var place = wall switch
                {
                    0 => new Placement(new(along, depth - PlateDepth, 0), 0),
                    1 => new Placement(new(width - PlateDepth, depth - 0.6 - along, 0), -Math.PI / 2),
                    _ => new Placement(new(PlateDepth, depth - 0.6 - along - length, 0), Math.PI / 2),
                };
                gondolas.Add(new(number, new Box(place, new(length, PlateDepth, HighestShelf + 0.4))));
                for (var shelf = 1; shelf <= size.ShelvesPerGondola; shelf++)
                {
                    var board = place.Then(new(new(0, 0, LowestShelf + (shelf - 1) * pitch), 0));
                    shelves.Add((number, shelf, new Box(board, new(length, PlateDepth, pitch - 0.03))));
                    for (var plate = 1; plate <= size.PlatesPerShelf; plate++)
                    {
                        var corner = board.Then(new(new((plate - 1) * PlateWidth, 0, 0), 0));
                        plates.Add((new(number, shelf, plate), new Box(corner, new(PlateWidth, PlateDepth, 0)), 20_000.Grams));
                    }
                }
            }
        }

        return Store.Build("Simulated corner store", gondolas, shelves, plates, [new("door", new(width / 2, 0, 0), 0.8)]);
    }

    static Planogram Arrange(Store store, Catalogue catalogue, StoreSize size, Rng rng)
    {
        var facings = ImmutableArray.CreateBuilder<Facing>();
        var left = catalogue.Products.Length;
        for (var s = 0; s < store.Shelves.Length; s++)
        {
            var shelf = store.Shelves[s];
            var shelvesLeft = store.Shelves.Length - s;
            var here = Math.Min(size.PlatesPerShelf, (left + shelvesLeft - 1) / shelvesLeft);
            var slot = 0;
            foreach (var width in DrawWidths(here, size.PlatesPerShelf, rng))
            {
                var plates = shelf.Plates.Slice(slot, width);
                var product = new ProductId(catalogue.Products.Length - left);
                facings.Add(new(new(facings.Count), product, shelf.Id, plates, null));
                slot += width;
                left--;
            }
        }

        Invariant.Holds(left == 0, "every product has a place");
        return new(store, facings.ToImmutable());
    }

    /// <summary>Widths of one to three plates that fill the board as far as they can.</summary>
    static int[] DrawWidths(int facings, int plates, Rng rng)
    {
        var widths = Enumerable.Repeat(1, facings).ToArray();
        for (var free = plates - facings; free > 0 && widths.Any(w => w < 3);)
        {
            var i = rng.NextIndex(facings);
            if (widths[i] < 3)
            {
                widths[i]++;
                free--;
            }
        }

        return widths;
    }
}
