using Stroll.Geometry;

namespace Stroll.Tracking.OneCamera;

/// <summary>Where the foot of a box stands on the floor, and how well that is known.</summary>
/// <param name="X">Metres.</param>
/// <param name="Y">Metres.</param>
/// <param name="Spread">Of both, square metres; all zero where nothing is known.</param>
readonly record struct FloorSpot(double X, double Y, Spread2 Spread)
{
    // The foot of a person is hardly ever more than this above the floor.
    const double HeightVariance = 0.05 * 0.05;

    /// <summary>The foot of a box through the calibration.</summary>
    /// <param name="camera">Which does not move.</param>
    /// <param name="box">Around a person.</param>
    /// <param name="sd">Of the foot, as a share of the box's height.</param>
    internal static FloorSpot Of(PinholeCamera camera, PixelBox box, double sd)
    {
        var pixels = sd * box.Height;
        return camera.TryToHeight(box.Foot, Spread2.Round(pixels * pixels), 0, HeightVariance, out var point, out var spread)
            ? new(point.X, point.Y, spread)
            : default;
    }

    bool IsKnown => Spread.Trace > 0;

    /// <summary>True unless a person would have had to run far too fast to get there.</summary>
    internal bool CanBe(FloorSpot later, double seconds, OneCameraRules rules)
    {
        if (!IsKnown || !later.IsKnown)
        {
            return true;
        }

        var walked = rules.WalkSd * seconds;
        var spread = Spread + later.Spread + Spread2.Round((walked * walked) + HeightVariance);
        return spread.Inverse.Of(later.X - X, later.Y - Y) <= rules.FloorGate * rules.FloorGate;
    }
}
