namespace Stroll.Geometry;

/// <summary>A place in a picture, pixels from its upper left corner. The middle of the first pixel is at (0.5, 0.5).</summary>
/// <param name="Right">To the right.</param>
/// <param name="Down">Downwards.</param>
public readonly record struct Pixel(double Right, double Down)
{
    /// <summary>A place that says "not seen": both coordinates NaN.</summary>
    public static Pixel Unknown => new(double.NaN, double.NaN);

    /// <summary>True when both coordinates are finite numbers.</summary>
    public bool IsKnown => double.IsFinite(Right) && double.IsFinite(Down);

    /// <summary>Straight distance, pixels.</summary>
    public double DistanceTo(Pixel other) =>
        Math.Sqrt(((Right - other.Right) * (Right - other.Right)) + ((Down - other.Down) * (Down - other.Down)));
}

/// <summary>An upright rectangle in a picture, pixels. May reach past the picture where its source says so.</summary>
/// <param name="Left">Of the upper left corner.</param>
/// <param name="Top">Of the upper left corner.</param>
/// <param name="Width">To the right.</param>
/// <param name="Height">Downwards.</param>
public readonly record struct PixelBox(double Left, double Top, double Width, double Height)
{
    /// <summary>The right edge.</summary>
    public double Right => Left + Width;

    /// <summary>The lower edge.</summary>
    public double Bottom => Top + Height;

    /// <summary>True when all four numbers are finite and the rectangle has an area.</summary>
    public bool IsReal => double.IsFinite(Left) && double.IsFinite(Top) && double.IsFinite(Width) && double.IsFinite(Height) && Width > 0 && Height > 0;

    /// <summary>Square pixels.</summary>
    public double Area => Width * Height;

    /// <summary>The middle of the lower edge: where somebody stands who is seen whole.</summary>
    public Pixel Foot => new(Left + (0.5 * Width), Bottom);

    /// <summary>True for the inside and the edges.</summary>
    public bool Holds(Pixel pixel) => pixel.Right >= Left && pixel.Right <= Right && pixel.Down >= Top && pixel.Down <= Bottom;

    /// <summary>What two rectangles share, square pixels; 0 where they lie apart.</summary>
    public double SharedWith(PixelBox other)
    {
        var width = Math.Min(Right, other.Right) - Math.Max(Left, other.Left);
        var height = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
        return width > 0 && height > 0 ? width * height : 0;
    }

    /// <summary>What two rectangles share, of what they cover together: 1 for the same rectangle, 0 where they lie apart.</summary>
    public double OverlapWith(PixelBox other)
    {
        var shared = SharedWith(other);
        return shared > 0 ? shared / (Area + other.Area - shared) : 0;
    }

    /// <summary>The smallest rectangle around both.</summary>
    public PixelBox Around(PixelBox other)
    {
        var (left, top) = (Math.Min(Left, other.Left), Math.Min(Top, other.Top));
        return new(left, top, Math.Max(Right, other.Right) - left, Math.Max(Bottom, other.Bottom) - top);
    }
}
