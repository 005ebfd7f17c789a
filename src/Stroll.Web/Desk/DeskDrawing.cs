using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Host.Scenes;
using Stroll.Layout;

namespace Stroll.Web.Desk;

/// <summary>Puts a scene into the frame of its shelf, where a person sees at once whose hand was over which goods.</summary>
static class DeskDrawing
{
    // A shelf of which nobody said where it stands is drawn as a metre wide.
    static readonly Point3 UnknownSize = new(1, 0.4, 0.3);

    internal static DeskScene Of(StoreModel model, Scene scene)
    {
        var shelf = model.Store[scene.Shelf];
        var body = shelf.Body ?? new Box(Placement.Identity, UnknownSize);
        return new(
            (int)(scene.End - scene.Begin).TotalMilliseconds, (int)(scene.At - scene.Begin).TotalMilliseconds, body.Size.X, body.Size.Y,
            $"gondola {shelf.Gondola}, shelf {shelf.Number}",
            [.. scene.Plates.Select((plate, slot) => PlateOf(model, shelf, body, plate, slot))],
            [.. scene.People.Select(person => PersonOf(body, person))]);
    }

    static DeskPlate PlateOf(StoreModel model, Shelf shelf, Box body, ScenePlate plate, int slot)
    {
        var id = shelf.Plates[slot];
        var (left, right) = model.Store[id].Body is { } own
            ? Ends(body, own)
            : (body.Size.X * slot / shelf.Plates.Length, body.Size.X * (slot + 1) / shelf.Plates.Length);
        var goods = model.Planogram.On(shelf.Id).Select(facing => model.Planogram[facing]).Where(facing => facing.Plates.Contains(id))
            .Select(facing => model.Catalogue[facing.Product].Name);
        return new(plate.Plate, Rounded(left), Rounded(right), string.Join(", ", goods), plate.Times, plate.Grams);
    }

    static (double Left, double Right) Ends(Box shelf, Box plate)
    {
        var one = shelf.Placement.ToInner(plate.Placement.ToOuter(default)).X;
        var other = shelf.Placement.ToInner(plate.Placement.ToOuter(new(plate.Size.X, 0, 0))).X;
        return (Math.Min(one, other), Math.Max(one, other));
    }

    static DeskPerson PersonOf(Box shelf, ScenePerson person) => new(
        person.Number,
        [.. person.Places.Select(place => place.Time)],
        [.. person.Places.Select(place => Flat(shelf, new(place.X, place.Y, 0))[..2])],
        [.. person.Places.Select(place => Wrist(shelf, place.Left))],
        [.. person.Places.Select(place => Wrist(shelf, place.Right))]);

    static double[] Wrist(Box shelf, ImmutableArray<float>? wrist) =>
        wrist is { } at ? Flat(shelf, new(at[0], at[1], at[2])) : [];

    static double[] Flat(Box shelf, Point3 at)
    {
        var own = shelf.Placement.ToInner(at);
        return [Rounded(own.X), Rounded(own.Y), Rounded(own.Z)];
    }

    static double Rounded(double metres) => Math.Round(metres, 3);
}
