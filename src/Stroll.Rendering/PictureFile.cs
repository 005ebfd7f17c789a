using System.Runtime.InteropServices;
using SkiaSharp;
using Stroll.Geometry;

namespace Stroll.Rendering;

/// <summary>Single pictures as files.</summary>
public static class PictureFile
{
    /// <summary>Writes a part of a picture as a JPEG.</summary>
    /// <param name="path">The file; replaced where it is.</param>
    /// <param name="pixels">Blue, green, red, row by row.</param>
    /// <param name="width">Of the picture.</param>
    /// <param name="height">Of the picture.</param>
    /// <param name="part">Cut at the edges of the picture; must share some of it.</param>
    /// <param name="quality">1 to 100.</param>
    public static void WriteJpeg(string path, ReadOnlySpan<byte> pixels, int width, int height, PixelBox part, int quality)
    {
        var (left, top) = ((int)Math.Clamp(part.Left, 0, width - 1), (int)Math.Clamp(part.Top, 0, height - 1));
        var (right, bottom) = ((int)Math.Clamp(Math.Ceiling(part.Right), left + 1, width), (int)Math.Clamp(Math.Ceiling(part.Bottom), top + 1, height));
        using var bitmap = new SKBitmap(right - left, bottom - top, SKColorType.Bgra8888, SKAlphaType.Opaque);
        var bytes = new byte[4 * bitmap.Width * bitmap.Height];
        for (var y = 0; y < bitmap.Height; y++)
        {
            for (var x = 0; x < bitmap.Width; x++)
            {
                pixels.Slice(3 * (((y + top) * width) + x + left), 3).CopyTo(bytes.AsSpan(4 * ((y * bitmap.Width) + x)));
                bytes[(4 * ((y * bitmap.Width) + x)) + 3] = 255;
            }
        }

        Marshal.Copy(bytes, 0, bitmap.GetPixels(), bytes.Length);
        using var encoded = bitmap.Encode(SKEncodedImageFormat.Jpeg, quality);
        using var file = File.Create(path);
        encoded.SaveTo(file);
    }

    /// <summary>Reads a JPEG, PNG, GIF or WebP.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="longestEdge">Larger pictures are not decoded.</param>
    /// <returns>Width, height, and blue, green, red for each pixel; none where it is no picture, or larger.</returns>
    public static (int Width, int Height, byte[] Pixels)? Read(byte[] bytes, int longestEdge)
    {
        using var codec = SKCodec.Create(new SKMemoryStream(bytes));
        if (codec is null || codec.Info.Width > longestEdge || codec.Info.Height > longestEdge || codec.Info.Width < 1 || codec.Info.Height < 1)
        {
            return null;
        }

        using var bitmap = SKBitmap.Decode(codec, new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        if (bitmap is null)
        {
            return null;
        }

        var (from, pixels) = (bitmap.Bytes, new byte[3 * bitmap.Width * bitmap.Height]);
        for (var i = 0; i < bitmap.Width * bitmap.Height; i++)
        {
            from.AsSpan(4 * i, 3).CopyTo(pixels.AsSpan(3 * i));
        }

        return (bitmap.Width, bitmap.Height, pixels);
    }
}
