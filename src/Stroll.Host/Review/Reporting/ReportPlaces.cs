using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Layout;

namespace Stroll.Host.Review.Reporting;

/// <summary>Where products stand and which cameras see it, for figures by shelf and by camera.</summary>
/// <param name="Shelves">By barcode: where the planogram has it, as <c>2/5</c>, gondola and shelf.</param>
/// <param name="Cameras">By shelf: calibrated cameras that have its middle in their picture.</param>
public sealed record ReportPlaces(
    ImmutableSortedDictionary<string, ImmutableArray<string>> Shelves, ImmutableSortedDictionary<string, ImmutableArray<string>> Cameras)
{
    /// <summary>Of nothing: no such figures are made.</summary>
    public static ReportPlaces None { get; } = new(
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty, ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty);

    /// <summary>Those of a store.</summary>
    public static ReportPlaces Of(StoreModel model)
    {
        var shelves = model.Store.Shelves
            .SelectMany(shelf => model.Planogram.On(shelf.Id).Select(facing => (model.Catalogue[model.Planogram[facing].Product].Barcode, Name: Name(shelf))))
            .GroupBy(pair => pair.Barcode, pair => pair.Name, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(same => same.Key, same => same.Distinct().ToImmutableArray(), StringComparer.Ordinal);
        var cameras = model.Store.Shelves.ToImmutableSortedDictionary(
            Name, shelf => model.Store.Cameras.Where(camera => Sees(camera, shelf)).Select(camera => camera.Name).ToImmutableArray(), StringComparer.Ordinal);
        return new(shelves, cameras);
    }

    static string Name(Shelf shelf) => $"{shelf.Gondola}/{shelf.Number}";

    static bool Sees(StoreCamera camera, Shelf shelf) => shelf.Body is { } body
        && camera.View.TryProject(body.Placement.ToOuter(new Point3(body.Size.X / 2, body.Size.Y / 2, body.Size.Z / 2)), out var pixel) && camera.View.Shows(pixel);
}
