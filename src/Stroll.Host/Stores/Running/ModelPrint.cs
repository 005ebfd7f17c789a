using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stroll.Layout;
using Stroll.Recordings;
using Stroll.Sensors;

namespace Stroll.Host.Stores.Running;

/// <summary>Short names for what numbers in a log and in a snapshot mean.</summary>
public static class ModelPrint
{
    /// <summary>Of shelves, plates, cameras and sources: what ids in the log mean.</summary>
    public static string OfLayout(Store store, ImmutableArray<SourcePromise> sources) => Print(LayoutText(store, sources));

    /// <summary>Of the layout, the catalogue and the planogram: what ids in a snapshot mean.</summary>
    public static string OfModel(StoreModel model, ImmutableArray<SourcePromise> sources)
    {
        var text = new StringBuilder(LayoutText(model.Store, sources));
        foreach (var product in model.Catalogue.Products)
        {
            text.Append(CultureInfo.InvariantCulture, $"{product}\n");
        }

        foreach (var facing in model.Planogram.Facings)
        {
            text.Append(CultureInfo.InvariantCulture, $"{facing.Product.Index} {string.Join(' ', facing.Plates.Select(plate => plate.Index))} {facing.Body}\n");
        }

        return Print(text.ToString());
    }

    static string LayoutText(Store store, ImmutableArray<SourcePromise> sources) =>
        StoreYaml.Write(store) + string.Join('\n', sources.Select(source => $"{source.Name} {source.Lateness.Ticks} {source.Kind}"));

    static string Print(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
