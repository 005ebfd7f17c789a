using System.Collections.Immutable;
using Stroll.Layout;

namespace Stroll.Simulator;

/// <summary>A plate's load stepped to another mass.</summary>
/// <param name="At">Seconds since the sensors started.</param>
/// <param name="Plate">Which.</param>
/// <param name="Grams">Below zero when it became lighter.</param>
internal readonly record struct LoadStep(double At, PlateId Plate, double Grams);

/// <summary>A hand on a shelf: what it pressed and what it moved. Times are seconds since the sensors started.</summary>
/// <param name="Shelf">Where.</param>
/// <param name="Begin">The hand is at the goods.</param>
/// <param name="Works">Until here it rests, and from here on it works.</param>
/// <param name="End">The hand leaves them.</param>
/// <param name="Pressed">How the hand's force spreads over plates; the shares sum to 1.</param>
/// <param name="Rest">Its force while it rests, grams.</param>
/// <param name="Forces">Its force in the first and the second half of the work, grams; below zero where it lifts.</param>
/// <param name="Hertz">How quickly the hand trembles.</param>
/// <param name="Phase">Of the tremble, radians.</param>
/// <param name="Shake">How it shakes each shelf of the gondola: sd of the sum of a shelf's plates, grams.</param>
/// <param name="Knock">A knock at the beginning, grams on the sum of a shelf; mostly 0.</param>
/// <param name="Steps">What was moved, by time; none for a lean.</param>
internal sealed record Touch(
    ShelfId Shelf, double Begin, double Works, double End, ImmutableArray<(PlateId Plate, double Share)> Pressed, double Rest,
    (double First, double Second) Forces, double Hertz, double Phase, double Shake, double Knock, ImmutableArray<LoadStep> Steps)
{
    const double Ramp = 0.15;

    /// <summary>The force of the hand at a moment, grams: it comes within 0.15 s, trembles, and is gone 0.15 s before the end.</summary>
    internal double ForceAt(double at)
    {
        if (at <= Begin || at >= End)
        {
            return 0;
        }

        if (at < Works)
        {
            return Rest * Smooth(Math.Min(1, (at - Begin) / Ramp));
        }

        var length = End - Works;
        var share = (at - Works) / length;
        var (force, inHalf) = share < 0.5 ? (Forces.First, share * length) : (Forces.Second, (share - 0.5) * length);
        var edge = Smooth(Math.Clamp(Math.Min(inHalf, (0.5 * length) - inHalf) / Ramp, 0, 1));
        return force * edge * (0.75 + (0.25 * Math.Sin((Math.Tau * Hertz * (at - Works)) + Phase)));
    }

    static double Smooth(double share) => share * share * (3 - (2 * share));
}
