using Stroll.Devices.Perception;
using Stroll.Geometry;

namespace Stroll.Devices.Evidence;

/// <summary>Makes parts of a picture unreadable for good. Pixels are blue, green, red, row by row.</summary>
static class PictureCover
{
    // A head becomes three or four areas of one colour each, whatever its size: less than any face recognition works with.
    const int CellsAcross = 3;
    const int LeastCell = 6;
    const byte MaskGrey = 96;

    /// <summary>Replaces an area by the mean colours of a few large cells.</summary>
    internal static void Mosaic(Span<byte> pixels, int width, int height, PixelBox area)
    {
        var (left, top) = ((int)Math.Clamp(Math.Floor(area.Left), 0, width), (int)Math.Clamp(Math.Floor(area.Top), 0, height));
        var (right, bottom) = ((int)Math.Clamp(Math.Ceiling(area.Right), 0, width), (int)Math.Clamp(Math.Ceiling(area.Bottom), 0, height));
        var cell = Math.Max(LeastCell, (int)Math.Ceiling(Math.Max(area.Width, area.Height) / CellsAcross));
        for (var y = top; y < bottom; y += cell)
        {
            for (var x = left; x < right; x += cell)
            {
                Level(pixels, width, x, y, Math.Min(right, x + cell), Math.Min(bottom, y + cell));
            }
        }
    }

    /// <summary>Paints over an area.</summary>
    internal static void Mask(Span<byte> pixels, int width, int height, Polygon area)
    {
        var (top, bottom) = (Math.Max(0, (int)area.Corners.Min(corner => corner.Y)), Math.Min(height, (int)Math.Ceiling(area.Corners.Max(corner => corner.Y)) + 1));
        var (left, right) = (Math.Max(0, (int)area.Corners.Min(corner => corner.X)), Math.Min(width, (int)Math.Ceiling(area.Corners.Max(corner => corner.X)) + 1));
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                if (area.Holds(x + 0.5, y + 0.5))
                {
                    pixels.Slice(3 * ((y * width) + x), 3).Fill(MaskGrey);
                }
            }
        }
    }

    static void Level(Span<byte> pixels, int width, int left, int top, int right, int bottom)
    {
        var (blue, green, red, count) = (0, 0, 0, (right - left) * (bottom - top));
        for (var y = top; y < bottom; y++)
        {
            for (var i = 3 * ((y * width) + left); i < 3 * ((y * width) + right); i += 3)
            {
                blue += pixels[i];
                green += pixels[i + 1];
                red += pixels[i + 2];
            }
        }

        for (var y = top; y < bottom; y++)
        {
            for (var i = 3 * ((y * width) + left); i < 3 * ((y * width) + right); i += 3)
            {
                (pixels[i], pixels[i + 1], pixels[i + 2]) = ((byte)(blue / count), (byte)(green / count), (byte)(red / count));
            }
        }
    }
}
