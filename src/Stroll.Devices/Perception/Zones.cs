using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Recordings;
using Stroll.Units;

namespace Stroll.Devices.Perception;

/// <summary>Where the feet of shoppers can be: who stands elsewhere is behind glass, outside or a mirror image, and no shopper.</summary>
/// <param name="Floor">Of the store, metres; none where not said.</param>
/// <param name="Pictures">By camera, pixels; may reach past the picture, where feet that are cut off would be.</param>
public sealed record Zones(Polygon? Floor, ImmutableDictionary<string, Polygon> Pictures)
{
    static readonly YamlCodes Codes = new("zones.syntax", "zones.type", "zones.unknown-key", "zones.missing-key", "zones.duplicate");

    /// <summary>Everywhere.</summary>
    public static Zones None => new(null, ImmutableDictionary<string, Polygon>.Empty);

    /// <summary>Reads a file with <c>floor_metres</c> and <c>cameras</c>, each with <c>name</c> and <c>feet_pixels</c>.</summary>
    public static Result<Zones> Read(string text, string path) => YamlGroup.Read(text, path, "the zones", Codes, ["floor_metres", "cameras"], zones =>
    {
        var pictures = ImmutableDictionary.CreateBuilder<string, Polygon>();
        foreach (var camera in zones.Groups("cameras", "a camera", ["name", "feet_pixels"]))
        {
            pictures[camera.Text("name")] = Area(camera, "feet_pixels") ?? throw camera.Missing("feet_pixels");
        }

        return new Zones(Area(zones, "floor_metres"), pictures.ToImmutable());
    });

    /// <summary>True when somebody whose box this is can be a shopper.</summary>
    /// <param name="camera">The camera's name.</param>
    /// <param name="view">Its calibration; none where it has none, and then the floor is not asked.</param>
    /// <param name="box">In pixels of the calibration, or of the picture where there is none.</param>
    public bool Holds(string camera, PinholeCamera? view, PixelBox box)
    {
        if (Pictures.TryGetValue(camera, out var feet) && !feet.Holds(box.Foot.Right, box.Foot.Down))
        {
            return false;
        }

        // Feet below the picture are nearer than what is seen of them: the lowest row says nothing against them.
        var isCut = view is not null && box.Bottom >= view.Lens.HeightPixels - 2;
        return Floor is null || view is null || isCut || !view.TryToHeight(box.Foot, 0, out var place) || Floor.Holds(place.X, place.Y);
    }

    static Polygon? Area(YamlGroup group, string key)
    {
        var corners = group.Pairs(key);
        return corners is null ? null
            : corners.Count >= 3 ? new([.. corners])
            : throw group.Wrong(key, $"{corners.Count} corners", "three or more, each as [x, y]");
    }
}
