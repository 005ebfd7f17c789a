namespace Stroll.Geometry;

/// <summary>How a picture moved since an earlier one of the same camera: where a pixel of then is now.</summary>
/// <remarks>Right now = RightByRight · right + RightByDown · down + Right, and likewise down.</remarks>
/// <param name="RightByRight">Near 1.</param>
/// <param name="RightByDown">Near 0.</param>
/// <param name="Right">Pixels.</param>
/// <param name="DownByRight">Near 0.</param>
/// <param name="DownByDown">Near 1.</param>
/// <param name="Down">Pixels.</param>
public readonly record struct PictureMotion(
    double RightByRight, double RightByDown, double Right, double DownByRight, double DownByDown, double Down)
{
    /// <summary>The picture did not move.</summary>
    public static PictureMotion None => new(1, 0, 0, 0, 1, 0);

    /// <summary>How much areas have grown.</summary>
    public double Growth => (RightByRight * DownByDown) - (RightByDown * DownByRight);

    /// <summary>True when all six numbers are finite and the picture is not mirrored and has kept an area.</summary>
    public bool IsReal => double.IsFinite(RightByRight + RightByDown + Right + DownByRight + DownByDown + Down) && Growth is > 1e-6 and < 1e6;

    /// <summary>Where a pixel of then is now.</summary>
    public Pixel Of(Pixel then) => new(
        (RightByRight * then.Right) + (RightByDown * then.Down) + Right, (DownByRight * then.Right) + (DownByDown * then.Down) + Down);

    /// <summary>This motion and after it another: how frames that were left out moved the picture.</summary>
    public PictureMotion Then(PictureMotion next) => new(
        (next.RightByRight * RightByRight) + (next.RightByDown * DownByRight),
        (next.RightByRight * RightByDown) + (next.RightByDown * DownByDown),
        (next.RightByRight * Right) + (next.RightByDown * Down) + next.Right,
        (next.DownByRight * RightByRight) + (next.DownByDown * DownByRight),
        (next.DownByRight * RightByDown) + (next.DownByDown * DownByDown),
        (next.DownByRight * Right) + (next.DownByDown * Down) + next.Down);
}
