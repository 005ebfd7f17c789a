namespace Stroll.Recordings;

/// <summary>Files say degrees, code says radians.</summary>
static class Angles
{
    const double RadiansPerDegree = Math.PI / 180;

    internal static double ToRadians(double degrees) => degrees * RadiansPerDegree;

    /// <summary>The shortest degrees that give exactly these radians back, where there are any.</summary>
    internal static double ToDegrees(double radians)
    {
        var degrees = radians / RadiansPerDegree;
        for (var digits = 0; digits <= 13; digits++)
        {
            var rounded = Math.Round(degrees, digits);
            if (ToRadians(rounded).Equals(radians))
            {
                return rounded;
            }
        }

        foreach (var near in (ReadOnlySpan<double>)[degrees, Math.BitIncrement(degrees), Math.BitDecrement(degrees)])
        {
            if (ToRadians(near).Equals(radians))
            {
                return near;
            }
        }

        return degrees;
    }
}
