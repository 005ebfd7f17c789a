using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Observations;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Tests.Attribution;

/// <summary>One gondola with two shelves of ten plates of 10 cm, and a few products whose weights are easy to tell apart or not.</summary>
static class TestStore
{
    internal const double Shelf1Height = 1.0;

    internal static readonly Store Store = Stroll.Layout.Store.Build(
        "test",
        [],
        [],
        from shelf in (int[])[1, 2]
        from plate in Enumerable.Range(1, 10)
        select (
            new PlateAddress(1, shelf, plate),
            (Box?)new Box(new(new(0.1 * (plate - 1), 0, shelf * Shelf1Height), 0), new(0.1, 0.4, 0)),
            20_000.Grams),
        [new Gate("door", new(5, -5, 0), 0.6)]);

    // Soup and beans weigh the same; three rolls weigh one loaf.
    internal static readonly Product Soup = Of(0, "soup", 400);
    internal static readonly Product Beans = Of(1, "beans", 400);
    internal static readonly Product Roll = Of(2, "roll", 100);
    internal static readonly Product Loaf = Of(3, "loaf", 300);
    internal static readonly Product Tea = Of(4, "tea", 57);
    internal static readonly Product Herbs = Of(5, "herbs", null);

    internal static readonly StoreModel Model = new(
        Store,
        new Catalogue([Soup, Beans, Roll, Loaf, Tea, Herbs]),
        new Planogram(Store,
        [
            Facing(0, Soup, 1, 1, 3), Facing(1, Beans, 1, 4, 6), Facing(2, Tea, 1, 8, 10),
            Facing(3, Roll, 2, 1, 3), Facing(4, Loaf, 2, 2, 5), Facing(5, Herbs, 2, 8, 9),
        ]));

    internal static Point3 At(int plate, int shelf = 1) => new((0.1 * plate) - 0.05, -0.05, shelf * Shelf1Height);

    /// <summary>Somebody who stands still for ten seconds with the right hand at one place; the body half a metre before it.</summary>
    internal static void Stand(Floor floor, string person, Point3 hand, double from = 0, double to = 10) =>
        Play(floor, Enumerable.Range((int)(from * 15), (int)((to - from) * 15)).Select(i => (i / 15.0, person, hand)));

    internal static void Play(Floor floor, IEnumerable<(double Seconds, string Person, Point3 Hand)> seen)
    {
        foreach (var frame in seen.GroupBy(s => s.Seconds).OrderBy(f => f.Key))
        {
            Following.Step(floor, TrackingRules.Default, Store, new(
                Instant.FromUnixSeconds(frame.Key), [.. frame.Select(s => new TrackedPerson(s.Person, BodyWith(s.Hand)))]));
        }
    }

    internal static Body BodyWith(Point3 hand)
    {
        var joints = Enumerable.Repeat(JointEstimate.Missing, Body.JointCount).ToArray();
        joints[(int)Joint.Head] = new(new(hand.X, hand.Y - 0.5, 1.7), 0.9);
        joints[(int)Joint.Neck] = new(new(hand.X, hand.Y - 0.5, 1.5), 0.9);
        joints[(int)Joint.RightWrist] = new(hand, 0.9);
        joints[(int)Joint.LeftWrist] = new(new(hand.X, hand.Y - 0.6, 0.9), 0.9);
        return new([.. joints]);
    }

    internal static MassChange Change(int number, int shelf, double at, params (int Plate, double Grams)[] plates) =>
        Change(number, shelf, Step(shelf, at, plates));

    internal static MassChange Change(int number, int shelf, params MassStep[] steps) =>
        new(number, new(shelf - 1), steps[0].Begin, steps[^1].End, steps[^1].End + 1.Seconds, [.. steps]) { Sd = 2.Grams };

    internal static MassStep Step(int shelf, double at, params (int Plate, double Grams)[] plates) => new(
        Instant.FromUnixSeconds(at), Instant.FromUnixSeconds(at + 1),
        [.. plates.Select(p => new PlateChange(Plate(shelf, p.Plate), new(p.Grams), new(2)))],
        [.. Enumerable.Repeat(0.1, 10)]);

    internal static PlateId Plate(int shelf, int plate) => Store.TryFind(new PlateAddress(1, shelf, plate), out var id) ? id : throw new KeyNotFoundException();

    static Product Of(int index, string name, double? grams) =>
        new(new(index), name, null, name, grams is { } g ? new Grams(g) : null, null, SaleUnit.Each, new Money(100, "EUR"));

    static Facing Facing(int index, Product product, int shelf, int from, int to) => new(
        new(index), product.Id, new(shelf - 1),
        [.. Enumerable.Range(from, to - from + 1).Select(plate => Plate(shelf, plate))], null);
}
