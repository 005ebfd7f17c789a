namespace Stroll.Review;

/// <summary>A figure with the range in which the true one lies in 95 of 100 cases.</summary>
/// <param name="Value">What was measured; NaN when nothing was.</param>
/// <param name="Low">Not above <paramref name="Value"/>.</param>
/// <param name="High">Not below <paramref name="Value"/>.</param>
public readonly record struct Interval(double Value, double Low, double High)
{
    /// <summary>How far apart the ends are.</summary>
    public double Width => High - Low;

    /// <summary>True when <paramref name="value"/> lies inside or on an end.</summary>
    public bool Holds(double value) => value >= Low && value <= High;
}
