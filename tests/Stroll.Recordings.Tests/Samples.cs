using System.Collections.Immutable;
using CsCheck;
using Stroll.Geometry;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Units;

namespace Stroll.Tests.Recordings;

/// <summary>Stores and observations made by chance.</summary>
static class Samples
{
    static readonly Gen<double> Metres = Gen.Double[-50, 50];

    static readonly Gen<Point3> Point = Gen.Select(Metres, Metres, Metres, (x, y, z) => new Point3(x, y, z));

    static readonly Gen<Box> Boxes = Gen.Select(Point, Gen.Int[-1800, 1800], Gen.Double[0, 5], Gen.Double[0, 5], Gen.Double[0, 5], (at, tenths, x, y, z) =>
        new Box(new Placement(at, tenths / 10.0 * (Math.PI / 180)), new(x, y, z)));

    static readonly Gen<Box?> MaybeBox = Gen.Select(Gen.Bool, Boxes, (has, box) => has ? box : (Box?)null);

    // Letters that CSV, YAML and JSON each have trouble with.
    internal static readonly Gen<string> Name = Gen.Select(Gen.String[Gen.Char["aB7 ,;:\"'#{}[]-&*!|>%@\\/\t\n\réß中"], 1, 12], Gen.Bool, (text, hasApple) => hasApple ? $"{text}🍎" : text)
        .Where(s => s.Trim().Length > 0 && s.Trim() == s);

    static readonly Gen<PlateAddress> Address = Gen.Select(Gen.Int[0, 4], Gen.Int[1, 4], Gen.Int[1, 14], (g, s, p) => new PlateAddress(g, s, p));

    static readonly Gen<PinholeCamera> Views = Gen.Select(
        Point, Gen.Int[-1800, 1800].Array[3, 3], Gen.Int[1, 4000], Gen.Double[1, 5000].Array[4, 4], Gen.Bool, (at, tenths, pixels, numbers, isPlain) => new PinholeCamera(
            new(at, Radians(tenths[0]), Radians(tenths[1]), Radians(tenths[2])),
            new(pixels, 2 * pixels, numbers[0], numbers[1], new(numbers[2], numbers[3]), isPlain ? 0 : -0.1 / numbers[0], isPlain ? 0 : 0.1 / numbers[1], tenths[0] > 0 ? 0 : 1e-3)));

    internal static readonly Gen<Store> Stores = Gen.Select(
        Name,
        Address.Array[0, 30],
        MaybeBox.Array[64, 64],
        Gen.Select(Gen.Int[1, 9], Point, Gen.Double[0.1, 5], (n, at, r) => new Gate($"gate {n}", at, r)).Array[0, 3],
        Gen.Bool,
        Gen.Select(Name, Views).Array[0, 3],
        (name, addresses, bodies, gates, isHeavy, cameras) =>
        {
            var plates = addresses.Distinct().ToArray();
            return Store.Build(
                name,
                plates.Select(p => p.Gondola).Distinct().Select(g => new Gondola(g, bodies[g])),
                plates.Select(p => (p.Gondola, p.Shelf)).Distinct().Select(s => (s.Gondola, s.Shelf, bodies[8 + s.Shelf])),
                plates.Select((p, i) => (p, bodies[16 + i], isHeavy && i % 2 == 0 ? 12_345.6.Grams : 20_000.Grams)),
                gates.DistinctBy(g => g.Name),
                cameras.DistinctBy(c => c.Item1));
        });

    static readonly Gen<double> Pixels = Gen.Float[-100, 2000].Select(pixels => (double)pixels);

    static readonly Gen<double> Score = Gen.Float[0.01f, 1].Select(score => (double)score);

    static readonly Gen<SightedJoint> JointSightings = Gen.Select(Pixels, Pixels, Score, Gen.Int[0, 4], (right, down, score, seen) =>
        seen == 0 ? SightedJoint.Missing : new SightedJoint(new(right, down), score));

    internal static readonly Gen<Sighting> Sightings = Gen.Select(
        Gen.Select(Pixels, Pixels, Score, Score), Score, JointSightings.Array[Body.JointCount, Body.JointCount],
        (box, score, joints) => new Sighting(new(box.Item1, box.Item2, (float)(1 + (500 * box.Item3)), (float)(1 + (500 * box.Item4))), score, [.. joints]));

    internal static readonly Gen<Catalogue> Catalogues = Gen.Select(
        Gen.Select(Name, Name, Gen.Double[0.1, 5000], Gen.Bool, Gen.Int[0, 10_000], Gen.Int[0, 3], (barcode, name, grams, isEach, price, known) => (barcode, name, grams, isEach, price, known))
            .Array[0, 12],
        parts => new Catalogue([.. parts.DistinctBy(p => p.barcode).Select((p, i) => new Product(
            new(i), p.barcode, Gtin.From(p.barcode), p.name, p.known > 0 ? p.grams.Grams : null, p.known > 1 ? (p.grams / 50).Grams : null,
            p.isEach ? SaleUnit.Each : SaleUnit.Kilogram, p.known % 2 == 0 ? new Money(p.price, "EUR") : null))]));

    /// <summary>Store, catalogue and a planogram in which no plate has two facings.</summary>
    internal static readonly Gen<StoreModel> Models = Gen.Select(Stores, Catalogues, Boxes.Array[30, 30], (store, catalogue, bodies) =>
    {
        var facings = ImmutableArray.CreateBuilder<Facing>();
        foreach (var shelf in store.Shelves)
        {
            foreach (var plates in shelf.Plates.Chunk(3))
            {
                if (catalogue.Products.Length > 0)
                {
                    var index = facings.Count;
                    facings.Add(new(new(index), new(index % catalogue.Products.Length), shelf.Id, [.. plates], index % 2 == 0 ? bodies[index % 30] : null));
                }
            }
        }

        return new StoreModel(store, catalogue, new Planogram(store, facings.ToImmutable()));
    });

    static readonly Gen<JointEstimate> Estimate = Gen.Select(Point, Gen.Double[0, 1], Gen.Int[0, 4], (at, score, seen) =>
        seen == 0 ? JointEstimate.Missing : new JointEstimate(at, score));

    internal static readonly Gen<Body> Bodies = Estimate.Array[Body.JointCount, Body.JointCount].Select(joints => new Body([.. joints]));

    /// <summary>One shelf of three plates in a store of its own.</summary>
    internal static Store ThreePlates { get; } = Store.Build(
        "three plates", [], [], Enumerable.Range(1, 3).Select(i => (new PlateAddress(1, 1, i), (Box?)null, 20_000.Grams)), [new Gate("door", new(0, 0, 0), 1)]);

    /// <summary>The same with two cameras.</summary>
    internal static Store TwoCameras { get; } = ThreePlates.With(
        [("front", new(new(new(0, 0, 3), 0.5, 0.7), CameraLens.Plain(1280, 720, 1.5))), ("back", new(new(new(4, 4, 3), 3, 0.7), CameraLens.Plain(1280, 720, 1.5)))]);

    static double Radians(int tenths) => tenths / 10.0 * (Math.PI / 180);

    internal static StoreModel ModelOf(Store store) => new(store, new([]), new(store, []));
}
