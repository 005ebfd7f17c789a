namespace Stroll.Tracking.OneCamera;

/// <summary>A coordinate that glides: its place and speed with their covariance (a Kalman filter of two states).</summary>
/// <remarks>
/// The place is shaken by white noise, and so is the speed. Both are integrated over the time between frames, so that two steps of half a
/// frame are exactly one step of a whole one. Source: Y. Bar-Shalom, X. Li, T. Kirubarajan, Estimation with Applications to Tracking and
/// Navigation, 2001, section 6.2.2.
/// </remarks>
struct Gliding
{
    internal double Place;
    internal double Speed;
    internal double PlaceVariance;
    internal double Together;
    internal double SpeedVariance;

    internal static Gliding At(double place, double sd, double speedSd) => new()
    {
        Place = place,
        PlaceVariance = sd * sd,
        SpeedVariance = speedSd * speedSd,
    };

    /// <summary>Lets time pass.</summary>
    /// <param name="seconds">Above 0.</param>
    /// <param name="drift">How the place is shaken: units for the square root of a second.</param>
    /// <param name="push">How the speed is shaken: units a second for the square root of a second.</param>
    internal void Pass(double seconds, double drift, double push)
    {
        var shaken = push * push * seconds;
        Place += Speed * seconds;
        PlaceVariance += (seconds * ((2 * Together) + (seconds * SpeedVariance))) + (drift * drift * seconds) + (shaken * seconds * seconds / 3);
        Together += (seconds * SpeedVariance) + (shaken * seconds / 2);
        SpeedVariance += shaken;
    }

    /// <summary>Multiplies the speed: who is out of sight for long hardly walks on as before.</summary>
    internal void Slow(double factor)
    {
        Speed *= factor;
        Together *= factor;
        SpeedVariance *= factor * factor;
    }

    /// <summary>Takes a measured place.</summary>
    /// <param name="measured">In the units of the place.</param>
    /// <param name="variance">Of the measurement, above 0.</param>
    internal void See(double measured, double variance)
    {
        var off = measured - Place;
        var gain = PlaceVariance / (PlaceVariance + variance);
        var speedGain = Together / (PlaceVariance + variance);
        Place += gain * off;
        Speed += speedGain * off;
        SpeedVariance = Math.Max(0, SpeedVariance - (speedGain * Together));
        Together -= gain * Together;
        PlaceVariance -= gain * PlaceVariance;
    }
}

/// <summary>A size that wanders: its value with its variance.</summary>
struct Wandering
{
    internal double Value;
    internal double Variance;

    internal static Wandering At(double value, double sd) => new() { Value = value, Variance = sd * sd };

    /// <summary>Lets time pass.</summary>
    /// <param name="seconds">Above 0.</param>
    /// <param name="drift">Units for the square root of a second.</param>
    internal void Pass(double seconds, double drift) => Variance += drift * drift * seconds;

    /// <summary>Takes a measured value.</summary>
    internal void See(double measured, double variance)
    {
        var gain = Variance / (Variance + variance);
        Value += gain * (measured - Value);
        Variance -= gain * Variance;
    }
}
