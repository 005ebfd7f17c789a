using System.Collections.Immutable;
using Stroll.Geometry;
using Stroll.Recordings;
using Stroll.Units;

namespace Stroll.Devices.Calibration;

/// <summary>A place in a picture and the place in the store that it shows.</summary>
/// <param name="Pixel">In the picture.</param>
/// <param name="Place">Metres; on the floor where z is 0.</param>
public readonly record struct KnownPoint(Pixel Pixel, Point3 Place);

/// <summary>What a calibration starts from.</summary>
/// <param name="Camera">Its name.</param>
/// <param name="Width">Of the picture, pixels.</param>
/// <param name="Height">Of the picture, pixels.</param>
/// <param name="Focal">Focal length, pixels; none to find it.</param>
/// <param name="Radial2">Distortion with the square of the radius; none to find it where there are points enough.</param>
/// <param name="Points">Four or more.</param>
public sealed record FloorPoints(string Camera, int Width, int Height, double? Focal, double? Radial2, ImmutableArray<KnownPoint> Points)
{
    static readonly YamlCodes Codes = new("calibration.syntax", "calibration.type", "calibration.unknown-key", "calibration.missing-key", "calibration.duplicate");

    /// <summary>Reads a file with <c>camera</c>, <c>image_pixels</c>, <c>points</c> and, where they are known, <c>focal_pixels</c> and <c>distortion</c>.</summary>
    public static Result<FloorPoints> Read(string text, string path) =>
        YamlGroup.Read(text, path, "the calibration", Codes, ["camera", "image_pixels", "focal_pixels", "distortion", "points"], file =>
        {
            var (width, height) = file.Pair("image_pixels") ?? throw file.Missing("image_pixels");
            if (!(width is > 0 and <= 16384 && height is > 0 and <= 16384))
            {
                throw file.Wrong("image_pixels", $"{width} x {height}", "two numbers above 0");
            }

            return new FloorPoints(file.Text("camera"), (int)width, (int)height, file.Positive("focal_pixels"), file.Real("distortion"), [.. file.Groups("points", "a point", ["pixel", "metres"]).Select(Point)]);
        });

    static KnownPoint Point(YamlGroup point)
    {
        var (right, down) = point.Pair("pixel") ?? throw point.Missing("pixel");
        var metres = point.Reals("metres", 2, 3) ?? throw point.Missing("metres");
        return new(new(right, down), new(metres[0], metres[1], metres.Length > 2 ? metres[2] : 0));
    }
}
