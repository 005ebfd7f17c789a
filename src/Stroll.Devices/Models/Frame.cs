using Stroll.Geometry;

namespace Stroll.Devices.Models;

/// <summary>A picture: blue, green and red for each pixel, row by row, from the upper left corner.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Pixels">Length 3 × width × height.</param>
public readonly record struct Frame(int Width, int Height, ReadOnlyMemory<byte> Pixels)
{
    /// <summary>The rectangle of the whole picture.</summary>
    public PixelBox Whole => new(0, 0, Width, Height);
}
