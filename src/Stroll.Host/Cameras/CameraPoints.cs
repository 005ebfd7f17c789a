using System.Collections.Immutable;
using Stroll.Geometry;

namespace Stroll.Host.Cameras;

/// <summary>A place in a picture and the place in the store that it shows.</summary>
/// <param name="Pixel">In the picture.</param>
/// <param name="Place">Metres; on the floor where z is 0.</param>
public readonly record struct ClickedPoint(Pixel Pixel, Point3 Place);

/// <summary>What somebody clicked to calibrate a camera.</summary>
/// <param name="Camera">Its name.</param>
/// <param name="Width">Of the picture, pixels.</param>
/// <param name="Height">Of the picture, pixels.</param>
/// <param name="Points">Four or more.</param>
public sealed record CameraPoints(string Camera, int Width, int Height, ImmutableArray<ClickedPoint> Points);

/// <summary>A camera found from points, and how well it fits them.</summary>
/// <param name="View">The camera.</param>
/// <param name="ErrorPixels">Root mean square of the distances between the clicked pixels and where the camera draws the places.</param>
/// <param name="WorstPixels">The largest of them.</param>
/// <param name="Worst">Which point that is, from 0.</param>
/// <param name="Coverage">Share of the picture between the points, 0 to 1: outside of it nothing was checked.</param>
public sealed record FoundCamera(PinholeCamera View, double ErrorPixels, double WorstPixels, int Worst, double Coverage);
