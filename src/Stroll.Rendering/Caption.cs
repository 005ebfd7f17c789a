using SkiaSharp;
using Stroll.Units;

namespace Stroll.Rendering;

/// <summary>Burns the name of the camera and the time into a picture.</summary>
sealed class Caption
{
    const double ShareOfHeight = 0.036;
    const double LeastPixels = 9;

    readonly int _width;
    readonly int _height;
    readonly float _size;

    /// <param name="width">Of the picture.</param>
    /// <param name="height">Of the picture.</param>
    internal Caption(int width, int height) =>
        (_width, _height, _size) = (width, height, (float)Math.Max(LeastPixels, ShareOfHeight * height));

    /// <summary>The strip that it covers, in a picture so many times as fine.</summary>
    internal Patch Covers(int fine) => new(0, 0, fine * _width, fine * (int)Math.Ceiling(Bar));

    float Bar => 1.9f * _size;

    /// <summary>How many rows of a picture of this height it covers, rounded up to an even number.</summary>
    internal static int Rows(int height) => (int)Math.Ceiling(new Caption(2, height).Bar / 2) * 2;

    /// <summary>Writes over what was drawn.</summary>
    internal unsafe void Write(uint[] pixels, string camera, Instant at)
    {
        fixed (uint* first = pixels)
        {
            using var surface = SKSurface.Create(new SKImageInfo(_width, _height, SKColorType.Bgra8888, SKAlphaType.Opaque), (nint)first, 4 * _width);
            using var bar = new SKPaint { Color = new(0, 0, 0, 150) };
            surface.Canvas.DrawRect(0, 0, _width, Bar, bar);
            using var ink = new SKPaint
            {
                Color = SKColors.White,
                IsStroke = true,
                StrokeWidth = 0.13f * _size,
                StrokeCap = SKStrokeCap.Round,
                StrokeJoin = SKStrokeJoin.Round,
                IsAntialias = true,
            };
            var time = TimeText(at);
            var top = 0.45f * _size;
            Line(surface.Canvas, ink, camera, 0.6f * _size, top);
            Line(surface.Canvas, ink, time, _width - (0.6f * _size) - Lettering.Width(time, _size), top);
            surface.Canvas.Flush();
        }
    }

    /// <summary>Tenths of a second, cut off: <c>2026-01-05 09:00:12.3 UTC</c>.</summary>
    internal static string TimeText(Instant at)
    {
        var tenths = Math.DivRem(at.Nanoseconds, 100_000_000).Quotient;
        var (seconds, tenth) = (Math.DivRem(tenths, 10).Quotient, tenths % 10);
        return $"{new Instant(seconds * 1_000_000_000).ToString()[..19].Replace('T', ' ')}.{tenth} UTC";
    }

    void Line(SKCanvas canvas, SKPaint ink, string text, float left, float top)
    {
        using var path = Lettering.Of(text, left, top, _size);
        canvas.DrawPath(path, ink);
    }
}
