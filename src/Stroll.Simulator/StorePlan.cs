using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>A store that was drawn: the model that an operator would have written down, and what only the builder knows.</summary>
/// <param name="Model">What the operator believes.</param>
/// <param name="Products">Each product as it truly is, by id.</param>
/// <param name="StandsThere">For each facing the product that truly stands there.</param>
/// <param name="Places">Where goods can be: the facings of the planogram, then those that only a script knows, with ids that go on.</param>
/// <param name="Popular">For each facing the sum of how much people want it and all before it; the last is 1.</param>
/// <param name="Width">Of the floor along x, metres.</param>
/// <param name="Depth">Of the floor along y, metres.</param>
/// <param name="Map">Where people can walk.</param>
internal sealed record StorePlan(
    StoreModel Model, ImmutableArray<TrueProduct> Products, ImmutableArray<ProductId> StandsThere, ImmutableArray<Facing> Places, ImmutableArray<double> Popular,
    double Width, double Depth, WalkingMap Map)
{
    /// <summary>How far from the front edge people stand, metres.</summary>
    const double Standing = 0.45;

    // The share of a product falls with its rank to this power: a few are wanted much more than the rest.
    const double Popularity = 0.6;
    const double FloorMargin = 1;

    // From the middle of the door to the middle of each half.
    const double LaneMetres = 0.35;

    /// <summary>True for a gondola whose plates are pegs, where there are any.</summary>
    internal static bool HasPegs(Store store, int gondola) => gondola == store.Gondolas[^1].Number;

    static readonly ProductId NoProduct = new(-1);
    static readonly Grams UsualMass = new(250);

    /// <summary>Draws the goods and where they stand in a drawn or given store.</summary>
    internal static Result<StorePlan> Draw(Scenario scenario, ImmutableHashSet<Feature> on, Rng rng)
    {
        if (scenario.Given is { } given)
        {
            return LayoutCheck.Of(given) is { } fault
                ? new Result<StorePlan>.Bad(fault)
                : Finish(given, [.. given.Catalogue.Products.Select(product => Guess(product, scenario.Script, rng))], scenario, on, null, rng);
        }

        var places = scenario.Size.Gondolas * scenario.Size.ShelvesPerGondola * scenario.Size.PlatesPerShelf;
        if (scenario.Size.Products > places)
        {
            return new Result<StorePlan>.Bad(new("layout.too-many-products", "the store", $"{scenario.Size.Products} products and {places} plates for them"));
        }

        var (store, width, depth) = FloorPlan.Build(scenario.Size);
        var products = Assortment.Draw(scenario.Size.Products, scenario.Goods, on, rng);
        if (scenario.Goods.BesideEachOther)
        {
            products = [.. products.OrderBy(p => p.Mass)];
        }

        var catalogue = new Catalogue([.. products.Select((p, i) => new Product(
            new(i), p.Barcode, p.Barcode.PadLeft(14, '0'), p.Name, p.IsBulk ? null : new Grams(p.Mass), p.IsBulk ? null : new Grams(p.MassSd),
            p.IsBulk ? SaleUnit.Kilogram : SaleUnit.Each, new Money(p.Cents, "EUR")))]);
        var model = new StoreModel(store, catalogue, Arrange(store, products.Length, rng));
        return Finish(model, products, scenario, on, (width, depth), rng);
    }

    /// <summary>The corner of the floor with the lowest x and y.</summary>
    internal Point3 Corner => Map.Corner;

    /// <summary>Where people come in: the right half of the door, as seen from outside.</summary>
    internal Point3 ComesIn => Lane(1);

    /// <summary>Where people go out: the other half.</summary>
    internal Point3 GoesOut => Lane(-1);

    /// <summary>False for a place at which nothing stands before somebody puts it there.</summary>
    internal bool IsStocked(Facing place) => place.Id.Index < Model.Planogram.Facings.Length || StandsThere[place.Id.Index] == place.Product;

    /// <summary>Where somebody stands to reach a facing, and the way they look, as a unit vector.</summary>
    internal (Point3 Place, Point3 Heading) StandingAt(Facing facing)
    {
        var first = Model.Store[facing.Plates[0]].Body!.Value;
        var last = Model.Store[facing.Plates[^1]].Body!.Value;
        var front = 0.5 * (first.Placement.ToOuter(default) + last.Placement.ToOuter(new(last.Size.X, 0, 0)));
        var turn = first.Placement.TurnRadians;
        var heading = new Point3(-Math.Sin(turn), Math.Cos(turn), 0);
        return (front with { Z = 0 } + (-Standing * heading), heading);
    }

    /// <summary>A facing as people want it.</summary>
    internal Facing DrawFacing(Rng rng)
    {
        var at = Popular.BinarySearch(rng.NextUnit());
        return Model.Planogram.Facings[Math.Min(at < 0 ? ~at : at, Popular.Length - 1)];
    }

    /// <summary>Half of the first gate, on the right of whoever comes in or on their left; its middle where the halves are not free.</summary>
    Point3 Lane(int side)
    {
        var gate = Model.Store.Gates[0].Centre with { Z = 0 };
        var inwards = Map.Corner + new Point3(Width / 2, Depth / 2, 0) - gate;
        var aside = inwards.Length < 1e-6 ? default : LaneMetres / inwards.Length * new Point3(inwards.Y, -inwards.X, 0);
        return Map.IsFree(gate + aside) && Map.IsFree(gate - aside) ? gate + (side * aside) : gate;
    }

    static Result<StorePlan> Finish(
        StoreModel truth, ImmutableArray<TrueProduct> products, Scenario scenario, ImmutableHashSet<Feature> on,
        (double Width, double Depth)? floor, Rng rng)
    {
        // Of a store that somebody measured the gondolas may be no more than their backs: its plates are in the way too.
        var bodies = truth.Store.Gondolas.Select(g => g.Body).OfType<Box>()
            .Concat(floor is null ? truth.Store.Plates.Select(p => p.Body!.Value) : []).ToArray();
        var corners = bodies.SelectMany(b => new[] { b.Placement.Origin, b.Placement.ToOuter(b.Size) }).Concat(truth.Store.Gates.Select(g => g.Centre)).ToArray();
        var (left, bottom) = floor is null ? (corners.Min(c => c.X) - FloorMargin, corners.Min(c => c.Y) - FloorMargin) : (0, 0);
        var (width, depth) = floor ?? (corners.Max(c => c.X) + FloorMargin - left, corners.Max(c => c.Y) + FloorMargin - bottom);
        var known = truth.Planogram.Facings;
        ImmutableArray<ScriptedPlace> scripted = scenario.Script?.Places ?? [];
        ImmutableArray<Facing> places = [.. known, .. scripted.Select((place, i) => new Facing(new(known.Length + i), place.Product, place.Shelf, place.Plates, null))];
        ImmutableArray<ProductId> standsThere =
        [
            .. known.Select(f => f.Product),
            .. scripted.Select(place => place.IsStocked ? place.Product : known.FirstOrDefault(f => f.Plates.Any(place.Plates.Contains))?.Product ?? NoProduct),
        ];
        var believed = truth with
        {
            Planogram = on.Contains(Feature.WrongPlanogram) ? Confuse(truth, scenario.Goods.WrongPlaces, rng) : truth.Planogram,
            Catalogue = on.Contains(Feature.WrongWeight) ? Misweigh(truth.Catalogue, scenario.Goods.WrongWeights, rng) : truth.Catalogue,
        };
        // A given store keeps its cameras. One without any gets some where they are to speak.
        if (believed.Store.Cameras.IsEmpty && (floor is not null || scenario.People == PeopleEntry.Sightings))
        {
            believed = believed with { Store = believed.Store.With(CameraPlan.Place(believed.Store, new(left, bottom, 0), width, depth, scenario.Size.Cameras)) };
        }

        return LayoutCheck.Of(believed) is { } fault
            ? new Result<StorePlan>.Bad(fault)
            : new Result<StorePlan>.Good(new(
                believed, products, standsThere, places, Wanted(known.Length, rng), width, depth, new(left, bottom, width, depth, bodies)));
    }

    static ImmutableArray<double> Wanted(int facings, Rng rng)
    {
        var shares = new double[facings];
        var ranks = Shuffled(facings, rng);
        for (var i = 0; i < facings; i++)
        {
            shares[i] = Math.Pow(1 + ranks[i], -Popularity);
        }

        var (sum, all) = (0.0, shares.Sum());
        return [.. shares.Select(share => sum += share / all)];
    }

    /// <summary>Exchanges the products of pairs of facings.</summary>
    static Planogram Confuse(StoreModel truth, int pairs, Rng rng)
    {
        var facings = truth.Planogram.Facings.ToArray();
        var order = Shuffled(facings.Length, rng);
        for (var i = 0; i + 1 < Math.Min(2 * pairs, order.Length); i += 2)
        {
            var (one, other) = (order[i], order[i + 1]);
            (facings[one], facings[other]) = (facings[one] with { Product = facings[other].Product }, facings[other] with { Product = facings[one].Product });
        }

        return new(truth.Store, [.. facings]);
    }

    static Catalogue Misweigh(Catalogue truth, int count, Rng rng)
    {
        var products = truth.Products.ToArray();
        foreach (var i in Shuffled(products.Length, rng).Where(i => products[i].UnitWeight is not null).Take(count))
        {
            var factor = rng.NextChance(0.5) ? rng.NextBetween(0.5, 0.85) : rng.NextBetween(1.2, 1.9);
            products[i] = products[i] with { UnitWeight = new(Math.Round(factor * products[i].UnitWeight!.Value.Value)) };
        }

        return new([.. products]);
    }

    static Planogram Arrange(Store store, int products, Rng rng)
    {
        var facings = ImmutableArray.CreateBuilder<Facing>();
        var left = products;
        for (var s = 0; s < store.Shelves.Length; s++)
        {
            var shelf = store.Shelves[s];
            var shelvesLeft = store.Shelves.Length - s;
            var here = Math.Min(shelf.Plates.Length, (left + shelvesLeft - 1) / shelvesLeft);
            var slot = 0;
            foreach (var width in DrawWidths(here, shelf.Plates.Length, rng))
            {
                facings.Add(new(new(facings.Count), new ProductId(products - left), shelf.Id, shelf.Plates.Slice(slot, width), null));
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

    /// <summary>What is not written of a product in a given store: as wide as its weight suggests.</summary>
    static TrueProduct Guess(Product product, Script? script, Rng rng)
    {
        var mass = script?.TrueWeights.GetValueOrDefault(product.Id, product.UnitWeight ?? UsualMass).Value ?? product.UnitWeight?.Value ?? UsualMass.Value;
        // Who wrote the script saw which plates a piece rested on: on all of them, with the outer ones in part.
        var plates = script?.Places.FirstOrDefault(place => place.IsStocked && place.Product == product.Id)?.Plates.Length - 0.4;
        return new(
            product.Name, product.Barcode, mass, product.UnitWeightSd?.Value ?? Assortment.DrawSpread(rng) * mass, (int)(product.Price?.Minor ?? 0),
            plates ?? Math.Clamp(Math.Cbrt(mass) / 6, 0.5, 2.5), IsSoft: false, product.Unit == SaleUnit.Kilogram);
    }

    static int[] Shuffled(int count, Rng rng)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = rng.NextIndex(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
