using Stroll.Devices.Calibration;
using Stroll.Host.Cameras;
using Stroll.Units;

namespace Stroll.Cli.Live;

/// <summary>Finds cameras for the pages with what <c>stroll calibrate</c> finds them with.</summary>
internal static class Calibration
{
    internal static Result<FoundCamera> Of(CameraPoints clicked) =>
        PointCalibration.Of(new(clicked.Camera, clicked.Width, clicked.Height, null, null, [.. clicked.Points.Select(point => new KnownPoint(point.Pixel, point.Place))])) switch
        {
            Result<Calibrated>.Good(var found) => new Result<FoundCamera>.Good(new(found.View, found.ErrorPixels, found.WorstPixels, found.Worst, found.Coverage)),
            Result<Calibrated>.Bad(var fault) => new Result<FoundCamera>.Bad(fault),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
