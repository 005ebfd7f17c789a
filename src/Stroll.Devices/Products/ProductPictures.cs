using Stroll.Devices.Models;
using Stroll.Geometry;
using Stroll.Rendering;
using Stroll.Units;

namespace Stroll.Devices.Products;

/// <summary>Pictures of products as files: a folder a product, which has the product's code as its name, anywhere below a folder.</summary>
public static class ProductPictures
{
    /// <summary>Larger pictures are refused: a photo of 24 million pixels is 6,000 across.</summary>
    public const int LongestEdge = 8192;

    static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".webp", ".gif"];

    /// <summary>All pictures below a folder with their codes, in the order of their paths.</summary>
    public static IEnumerable<(string Code, string Path)> Below(string folder) =>
        from path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        where Endings.Contains(Path.GetExtension(path).ToLowerInvariant())
        select (Path.GetFileName(Path.GetDirectoryName(path))!, path);

    /// <summary>The direction of a picture: that of the largest square in its middle.</summary>
    /// <returns>Bad: <c>file.unreadable</c>, <c>picture.unreadable</c>.</returns>
    public static Result<float[]> Embed(Embedder embedder, string path)
    {
        try
        {
            return PictureFile.Read(File.ReadAllBytes(path), LongestEdge) is { } picture
                ? new Result<float[]>.Good(embedder.Embed(new(picture.Width, picture.Height, picture.Pixels), Middle(picture.Width, picture.Height)))
                : new Result<float[]>.Bad(new("picture.unreadable", path, $"is no picture that can be read, expected a JPEG, PNG, WebP or GIF of at most {LongestEdge} pixels an edge"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new Result<float[]>.Bad(new("file.unreadable", path, fault.Message));
        }
    }

    static PixelBox Middle(int width, int height)
    {
        var edge = Math.Min(width, height);
        return new((width - edge) / 2.0, (height - edge) / 2.0, edge, edge);
    }
}
