namespace Stroll.Rendering;

/// <summary>A corner of a triangle in a picture.</summary>
/// <param name="Right">Pixels to the right.</param>
/// <param name="Down">Pixels downwards.</param>
/// <param name="Near">One over the distance ahead of the camera, 1/m: linear across a flat face, larger is nearer.</param>
/// <param name="Shade">How bright, 1 for the colour itself.</param>
readonly record struct Corner(float Right, float Down, float Near, float Shade);

/// <summary>A colour, each part from 0 to 1.</summary>
readonly record struct Tint(float Red, float Green, float Blue)
{
    internal Tint Mixed(Tint other, float share) =>
        new(Red + (share * (other.Red - Red)), Green + (share * (other.Green - Green)), Blue + (share * (other.Blue - Blue)));

    /// <summary>As a pixel: blue in the lowest byte, opaque.</summary>
    internal uint ToPixel(float shade) => 0xFF000000 | (Part(Red * shade) << 16) | (Part(Green * shade) << 8) | Part(Blue * shade);

    static uint Part(float value) => (uint)Math.Clamp((int)((value * 255) + 0.5f), 0, 255);
}

/// <summary>A rectangle of whole pixels; empty where its right edge is not past its left one.</summary>
readonly record struct Patch(int Left, int Top, int Right, int Bottom)
{
    internal static Patch None => new(int.MaxValue, int.MaxValue, int.MinValue, int.MinValue);

    internal bool IsEmpty => Right <= Left || Bottom <= Top;

    internal Patch With(Patch other) => new(Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

    internal Patch Within(Patch other) => new(Math.Max(Left, other.Left), Math.Max(Top, other.Top), Math.Min(Right, other.Right), Math.Min(Bottom, other.Bottom));
}

/// <summary>A picture with a depth for each pixel, so that what is nearer hides what is farther, in whatever order it is drawn.</summary>
sealed class Canvas
{
    readonly uint[] _pixels;
    readonly float[] _near;

    internal Canvas(int width, int height)
    {
        (Width, Height) = (width, height);
        _pixels = new uint[width * height];
        _near = new float[width * height];
        Limits = Whole;
    }

    internal int Width { get; }

    internal int Height { get; }

    internal Patch Whole => new(0, 0, Width, Height);

    /// <summary>Nothing is drawn outside.</summary>
    internal Patch Limits { get; set; }

    /// <summary>What was drawn on since it was last reset.</summary>
    internal Patch Touched { get; set; } = Patch.None;

    internal ReadOnlySpan<uint> Row(int row) => _pixels.AsSpan(row * Width, Width);

    /// <summary>Takes over colours and depths of another picture of the same size.</summary>
    internal void Restore(Canvas from, Patch patch)
    {
        patch = patch.Within(Whole);
        for (var row = patch.Top; row < patch.Bottom && patch.Left < patch.Right; row++)
        {
            var (start, length) = ((row * Width) + patch.Left, patch.Right - patch.Left);
            from._pixels.AsSpan(start, length).CopyTo(_pixels.AsSpan(start, length));
            from._near.AsSpan(start, length).CopyTo(_near.AsSpan(start, length));
        }
    }

    /// <summary>Draws a triangle; either side is seen.</summary>
    internal void Draw(Tint tint, Corner a, Corner b, Corner c)
    {
        (a, b, c) = Sorted(a, b, c);
        var area = ((b.Right - a.Right) * (c.Down - a.Down)) - ((c.Right - a.Right) * (b.Down - a.Down));
        var top = Math.Max((int)MathF.Ceiling(a.Down - 0.5f), Limits.Top);
        var bottom = Math.Min((int)MathF.Ceiling(c.Down - 0.5f), Limits.Bottom);
        if (top >= bottom || MathF.Abs(area) < 1e-6f)
        {
            return;
        }

        var nearStep = (((b.Near - a.Near) * (c.Down - a.Down)) - ((c.Near - a.Near) * (b.Down - a.Down))) / area;
        var shadeStep = (((b.Shade - a.Shade) * (c.Down - a.Down)) - ((c.Shade - a.Shade) * (b.Down - a.Down))) / area;
        var isFlat = a.Shade == b.Shade && b.Shade == c.Shade;
        var flat = tint.ToPixel(a.Shade);
        var (leftmost, rightmost) = (int.MaxValue, int.MinValue);
        for (var row = top; row < bottom; row++)
        {
            var middle = row + 0.5f;
            var one = Along(a, c, middle);
            var other = middle < b.Down ? Along(a, b, middle) : Along(b, c, middle);
            var (left, right) = one.Right <= other.Right ? (one, other) : (other, one);
            var from = Math.Max((int)MathF.Ceiling(left.Right - 0.5f), Limits.Left);
            var to = Math.Min((int)MathF.Ceiling(right.Right - 0.5f), Limits.Right);
            if (from >= to)
            {
                continue;
            }

            var into = from + 0.5f - left.Right;
            Fill((row * Width) + from, to - from, left.Near + (into * nearStep), nearStep, tint, isFlat, flat, left.Shade + (into * shadeStep), shadeStep);
            (leftmost, rightmost) = (Math.Min(leftmost, from), Math.Max(rightmost, to));
        }

        Touched = leftmost < rightmost ? Touched.With(new(leftmost, top, rightmost, bottom)) : Touched;
    }

    void Fill(int start, int count, float near, float nearStep, Tint tint, bool isFlat, uint flat, float shade, float shadeStep)
    {
        var nears = _near.AsSpan(start, count);
        var pixels = _pixels.AsSpan(start, count);
        for (var i = 0; i < nears.Length; i++)
        {
            if (near > nears[i])
            {
                nears[i] = near;
                pixels[i] = isFlat ? flat : tint.ToPixel(shade);
            }

            near += nearStep;
            shade += shadeStep;
        }
    }

    static Corner Along(Corner from, Corner to, float down)
    {
        var height = to.Down - from.Down;
        var share = height > 1e-9f ? Math.Clamp((down - from.Down) / height, 0, 1) : 0;
        return new(
            from.Right + (share * (to.Right - from.Right)), down, from.Near + (share * (to.Near - from.Near)), from.Shade + (share * (to.Shade - from.Shade)));
    }

    static (Corner Top, Corner Middle, Corner Bottom) Sorted(Corner a, Corner b, Corner c)
    {
        (a, b) = a.Down <= b.Down ? (a, b) : (b, a);
        (b, c) = b.Down <= c.Down ? (b, c) : (c, b);
        (a, b) = a.Down <= b.Down ? (a, b) : (b, a);
        return (a, b, c);
    }
}
