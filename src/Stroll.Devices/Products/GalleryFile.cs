using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Stroll.Units;

namespace Stroll.Devices.Products;

/// <summary>A gallery as a file: JSON, each direction as Base64 of 32-bit floats, lowest byte first.</summary>
public static class GalleryFile
{
    const string Format = "stroll-gallery";
    const long MostBytes = 1L << 30;
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Writes it.</summary>
    public static void Write(Stream to, Gallery gallery) => JsonSerializer.Serialize(
        to,
        new Written(Format, 1, gallery.Model, gallery.Sha256, gallery.Temperature, [
            .. gallery.Products.Select(product => new ProductWritten(product.Code, [.. product.Pictures.Select(picture => Convert.ToBase64String(MemoryMarshal.AsBytes<float>(picture)))]))]),
        Options);

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Bad: <c>file.missing</c>, <c>file.unreadable</c>, <c>gallery.syntax</c>.</returns>
    public static Result<Gallery> Read(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MostBytes })
            {
                return Bad("gallery.syntax", path, "is larger than a gallery can be, expected what 'stroll products enrol' wrote");
            }

            using var file = File.OpenRead(path);
            var written = JsonSerializer.Deserialize<Written>(file, Options);
            return written is { Format: Format, Version: 1, Products: not null } && written.Temperature > 0
                ? new Result<Gallery>.Good(new(written.Model, written.Sha256, Products(written.Products), written.Temperature))
                : Bad("gallery.syntax", path, "is no gallery, expected what 'stroll products enrol' wrote");
        }
        catch (Exception damaged) when (damaged is JsonException or FormatException or ArgumentException)
        {
            return Bad("gallery.syntax", path, $"is damaged ({damaged.Message}), expected what 'stroll products enrol' wrote");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Bad("file.missing", path, "there is no such file, expected a gallery of products");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Bad("file.unreadable", path, fault.Message);
        }
    }

    static ImmutableArray<GalleryProduct> Products(ProductWritten[] written)
    {
        ImmutableArray<GalleryProduct> products = [.. written.Select(product => new GalleryProduct(product.Code, [.. product.Pictures.Select(Floats)])).OrderBy(product => product.Code, StringComparer.Ordinal)];
        return products.SelectMany(product => product.Pictures).Select(picture => picture.Length).Distinct().Count() == 1
            ? products
            : throw new FormatException("directions of different lengths");
    }

    static float[] Floats(string text)
    {
        var numbers = MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(text)).ToArray();
        return Array.TrueForAll(numbers, float.IsFinite) ? numbers : throw new FormatException("a number that is none");
    }

    static Result<Gallery> Bad(string code, string where, string found) => new Result<Gallery>.Bad(new(code, where, found));

    sealed record Written(string Format, int Version, string Model, string Sha256, double Temperature, ProductWritten[] Products);

    sealed record ProductWritten(string Code, string[] Pictures);
}
