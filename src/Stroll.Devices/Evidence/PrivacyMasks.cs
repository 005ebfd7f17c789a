using System.Collections.Immutable;
using Stroll.Devices.Perception;
using Stroll.Recordings;
using Stroll.Units;

namespace Stroll.Devices.Evidence;

/// <summary>Parts of cameras' pictures that no reviewer sees: a till's keys, a door to the staff, the street.</summary>
/// <param name="Areas">By camera, pixels of the camera's own picture.</param>
public sealed record PrivacyMasks(ImmutableDictionary<string, ImmutableArray<Polygon>> Areas)
{
    static readonly YamlCodes Codes = new("masks.syntax", "masks.type", "masks.unknown-key", "masks.missing-key", "masks.duplicate");

    /// <summary>None.</summary>
    public static PrivacyMasks None => new(ImmutableDictionary<string, ImmutableArray<Polygon>>.Empty);

    /// <summary>The areas of a camera.</summary>
    public ImmutableArray<Polygon> Of(string camera) => Areas.GetValueOrDefault(camera, []);

    /// <summary>Reads a file with <c>masks</c>, each with <c>camera</c> and <c>pixels</c>.</summary>
    public static Result<PrivacyMasks> Read(string text, string path) => YamlGroup.Read(text, path, "the masks", Codes, ["masks"], masks =>
    {
        var areas = ImmutableDictionary.CreateBuilder<string, ImmutableArray<Polygon>>();
        foreach (var mask in masks.Groups("masks", "a mask", ["camera", "pixels"]))
        {
            var corners = mask.Pairs("pixels") ?? throw mask.Missing("pixels");
            var area = corners.Count >= 3 ? new Polygon([.. corners]) : throw mask.Wrong("pixels", $"{corners.Count} corners", "three or more, each as [x, y]");
            areas[mask.Text("camera")] = [.. areas.GetValueOrDefault(mask.Text("camera"), []), area];
        }

        return new PrivacyMasks(areas.ToImmutable());
    });
}
