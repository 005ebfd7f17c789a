namespace Stroll.Geometry;

/// <summary>A place in a camera's picture; the middle of the first pixel is (0, 0).</summary>
/// <param name="Right">Pixels from the left edge.</param>
/// <param name="Down">Pixels from the upper edge.</param>
public readonly record struct Pixel(double Right, double Down)
{
    /// <summary>A place that says "not seen": both coordinates NaN.</summary>
    public static Pixel Unknown => new(double.NaN, double.NaN);

    /// <summary>True when both coordinates are finite numbers.</summary>
    public bool IsKnown => double.IsFinite(Right) && double.IsFinite(Down);
}

/// <summary>An upright rectangle in a camera's picture.</summary>
/// <param name="Left">Pixels from the left edge of the picture.</param>
/// <param name="Top">Pixels from the upper edge of the picture.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public readonly record struct PixelBox(double Left, double Top, double Width, double Height)
{
    /// <summary>Left edge plus width.</summary>
    public double Right => Left + Width;

    /// <summary>Upper edge plus height.</summary>
    public double Bottom => Top + Height;

    /// <summary>True when all four numbers are finite and the rectangle has an area.</summary>
    public bool IsReal => double.IsFinite(Left) && double.IsFinite(Top) && double.IsFinite(Width) && double.IsFinite(Height) && Width > 0 && Height > 0;
}
