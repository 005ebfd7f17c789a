using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Host.Scenes;
using Stroll.Layout;

namespace Stroll.Host.Review.Export;

/// <summary>One person in one picture.</summary>
/// <param name="Person">Number of the person within the scene.</param>
/// <param name="Box">Pixels, cut at the edge of the picture.</param>
/// <param name="Left">The left wrist; unknown where it was not seen or lies outside.</param>
/// <param name="Right">The right wrist.</param>
/// <param name="X">On the floor, metres.</param>
/// <param name="Y">On the floor, metres.</param>
public readonly record struct SceneBox(int Person, PixelBox Box, Pixel Left, Pixel Right, double X, double Y);

/// <summary>One picture of a scene through one camera.</summary>
/// <param name="Camera">Its name.</param>
/// <param name="Frame">From 1, ten a second.</param>
/// <param name="Milliseconds">After the beginning of the scene.</param>
/// <param name="Boxes">By person.</param>
public sealed record SceneFrame(string Camera, int Frame, int Milliseconds, ImmutableArray<SceneBox> Boxes);

/// <summary>Where the people of a scene are in the pictures of the calibrated cameras.</summary>
/// <remarks>Drawn from places on the floor and a body of ordinary size: a beginning for whoever labels, not a truth.</remarks>
public static class SceneBoxes
{
    const int FrameMilliseconds = 100;
    const double BodyHeight = 1.75;
    const double BodyRadius = 0.3;
    const int Sides = 8;

    /// <summary>All pictures in which somebody is, by camera, then by time.</summary>
    public static IEnumerable<SceneFrame> Of(Scene scene, Store store)
    {
        foreach (var camera in store.Cameras)
        {
            var last = scene.People.SelectMany(person => person.Places).Select(place => place.Time).DefaultIfEmpty(-1).Max();
            for (var time = 0; time <= last; time += FrameMilliseconds)
            {
                var boxes = scene.People.OrderBy(person => person.Number).Select(person => Box(camera.View, person, time)).OfType<SceneBox>().ToImmutableArray();
                if (!boxes.IsEmpty)
                {
                    yield return new(camera.Name, (time / FrameMilliseconds) + 1, time, boxes);
                }
            }
        }
    }

    static SceneBox? Box(PinholeCamera view, ScenePerson person, int time)
    {
        var place = person.Places.Where(place => Math.Abs(place.Time - time) <= FrameMilliseconds).MinBy(place => Math.Abs(place.Time - time));
        if (place is null)
        {
            return null;
        }

        var pixels = new List<Pixel>();
        for (var side = 0; side < 2 * Sides; side++)
        {
            var turn = 2 * Math.PI * side / Sides;
            var point = new Point3(place.X + (BodyRadius * Math.Cos(turn)), place.Y + (BodyRadius * Math.Sin(turn)), side < Sides ? 0 : BodyHeight);
            if (!view.TryProject(point, out var pixel))
            {
                return null;
            }

            pixels.Add(pixel);
        }

        var (left, right) = (Math.Max(0, pixels.Min(p => p.Right)), Math.Min(view.Lens.WidthPixels, pixels.Max(p => p.Right)));
        var (top, bottom) = (Math.Max(0, pixels.Min(p => p.Down)), Math.Min(view.Lens.HeightPixels, pixels.Max(p => p.Down)));
        var box = new PixelBox(left, top, right - left, bottom - top);
        return box.IsReal ? new(person.Number, box, Wrist(view, place.Left), Wrist(view, place.Right), place.X, place.Y) : null;
    }

    static Pixel Wrist(PinholeCamera view, ImmutableArray<float>? wrist) =>
        wrist is [var x, var y, var z] && view.TryProject(new(x, y, z), out var pixel) && view.Shows(pixel) ? pixel : Pixel.Unknown;
}
