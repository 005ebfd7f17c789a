using Stroll.Devices.Models;
using Stroll.Units;

namespace Stroll.Devices.Calibration;

/// <summary>Whether a camera still looks where it looked when it was calibrated.</summary>
/// <param name="Pixels">How far the parts of the picture went, by their median.</param>
/// <param name="Matched">Parts that were found again.</param>
/// <param name="Textured">Parts that have a shape that can be found again.</param>
/// <param name="IsMoved">It looks elsewhere: calibrate it again.</param>
public sealed record Drift(double Pixels, int Matched, int Textured, bool IsMoved);

/// <summary>Holds a picture of tonight against one from the day of calibration, both of the empty store.</summary>
/// <remarks>
/// Parts of the old picture with corners in them (the lesser eigenvalue of the gradients' matrix; J. Shi and C. Tomasi, "Good Features to Track", 1994) are looked for around their places in the new
/// one by normalised correlation, which other light does not disturb. A camera that was knocked moves all of them; goods and people only some. So the median counts.
/// </remarks>
public static class CameraDrift
{
    const int Patch = 24;
    const int Columns = 12;
    const int Rows = 7;
    const double LeastCorner = 40;
    const double LeastLikeness = 0.75;
    const int LeastParts = 8;

    // One pixel of 640 is 1.4 cm at a hand four metres away; a decoder's rounding is a tenth of that.
    const double MostPixelsOf640 = 1.5;

    /// <summary>Compares.</summary>
    /// <param name="then">From the day of calibration.</param>
    /// <param name="now">Of the same size.</param>
    /// <returns>Bad: <c>drift.size</c> (the sizes differ), <c>drift.dark</c> (too little to be seen in the old one).</returns>
    public static Result<Drift> Of(Frame then, Frame now)
    {
        if ((then.Width, then.Height) != (now.Width, now.Height))
        {
            return Bad("drift.size", $"{now.Width} x {now.Height} pixels, expected {then.Width} x {then.Height} as in the first picture");
        }

        var (before, after) = (Grey(then), Grey(now));
        var reach = Math.Max(4, then.Width / 32);
        (int X, int Y)[] corners = [.. Places(then.Width, then.Height, reach).Where(place => Corner(before, then.Width, place.X, place.Y) >= LeastCorner)];
        if (corners.Length < LeastParts)
        {
            return Bad("drift.dark", $"{corners.Length} parts with a shape in the first picture, expected {LeastParts} or more: a picture of the lit store");
        }

        double[] ways = [.. corners.AsParallel().AsOrdered().Select(place => Way(before, after, then.Width, place, reach)).OfType<double>().Order()];
        // Where most of it is not found, it looks somewhere else altogether.
        var isElsewhere = ways.Length < Math.Max(LeastParts, corners.Length / 3);
        var median = ways.Length > 0 ? ways[ways.Length / 2] : double.PositiveInfinity;
        return new Result<Drift>.Good(new(median, ways.Length, corners.Length, isElsewhere || median > MostPixelsOf640 * then.Width / 640));
    }

    static IEnumerable<(int X, int Y)> Places(int width, int height, int reach) =>
        from row in Enumerable.Range(0, Rows)
        from column in Enumerable.Range(0, Columns)
        let x = reach + (column * (width - (2 * reach) - Patch) / (Columns - 1))
        let y = reach + (row * (height - (2 * reach) - Patch) / (Rows - 1))
        where x >= 0 && y >= 0 && x + Patch + reach <= width && y + Patch + reach <= height
        select (x, y);

    static double Corner(float[] grey, int width, int left, int top)
    {
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        for (var y = top + 1; y < top + Patch - 1; y++)
        {
            for (var x = left + 1; x < left + Patch - 1; x++)
            {
                var across = 0.5 * (grey[(y * width) + x + 1] - grey[(y * width) + x - 1]);
                var down = 0.5 * (grey[((y + 1) * width) + x] - grey[((y - 1) * width) + x]);
                (xx, yy, xy) = (xx + (across * across), yy + (down * down), xy + (across * down));
            }
        }

        const int count = (Patch - 2) * (Patch - 2);
        return ((xx + yy) / 2 / count) - Math.Sqrt(Math.Pow((xx - yy) / 2 / count, 2) + Math.Pow(xy / count, 2));
    }

    static double? Way(float[] before, float[] after, int width, (int X, int Y) place, int reach)
    {
        var (best, right, down) = (LeastLikeness, 0, 0);
        var isFound = false;
        for (var dy = -reach; dy <= reach; dy++)
        {
            for (var dx = -reach; dx <= reach; dx++)
            {
                if (Likeness(before, after, width, place, (place.X + dx, place.Y + dy)) is var likeness && likeness > best)
                {
                    (best, right, down, isFound) = (likeness, dx, dy, true);
                }
            }
        }

        return isFound ? Math.Sqrt((right * right) + (down * down)) : null;
    }

    static double Likeness(float[] before, float[] after, int width, (int X, int Y) one, (int X, int Y) other)
    {
        var (a, b, aa, bb, ab) = (0f, 0f, 0f, 0f, 0f);
        for (var y = 0; y < Patch; y++)
        {
            var (i, j) = (((one.Y + y) * width) + one.X, ((other.Y + y) * width) + other.X);
            for (var x = 0; x < Patch; x++)
            {
                var (p, q) = (before[i + x], after[j + x]);
                (a, b, aa, bb, ab) = (a + p, b + q, aa + (p * p), bb + (q * q), ab + (p * q));
            }
        }

        const float count = Patch * Patch;
        var spread = (aa - (a * a / count)) * (bb - (b * b / count));
        return spread > 1 ? (ab - (a * b / count)) / Math.Sqrt(spread) : 0;
    }

    static float[] Grey(Frame frame)
    {
        var pixels = frame.Pixels.Span;
        var grey = new float[frame.Width * frame.Height];
        for (var i = 0; i < grey.Length; i++)
        {
            grey[i] = (0.114f * pixels[3 * i]) + (0.587f * pixels[(3 * i) + 1]) + (0.299f * pixels[(3 * i) + 2]);
        }

        return grey;
    }

    static Result<Drift> Bad(string code, string found) => new Result<Drift>.Bad(new(code, "the pictures", found));
}
