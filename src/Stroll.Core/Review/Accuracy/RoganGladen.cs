using Stroll.Units;

namespace Stroll.Review.Accuracy;

/// <summary>How well people see errors, out of cases whose answer is known.</summary>
/// <param name="ErrorsFound">Wrong receipts that were called wrong.</param>
/// <param name="Errors">Wrong receipts that were shown.</param>
/// <param name="RightPassed">Right receipts that were called right.</param>
/// <param name="Right">Right receipts that were shown.</param>
public readonly record struct AuditorRecord(double ErrorsFound, double Errors, double RightPassed, double Right);

/// <summary>The share of errors behind what fallible people call errors.</summary>
public static class RoganGladen
{
    /// <summary>The corrected share of errors and its range for 95 %, with the doubt about the people in it.</summary>
    /// <param name="called">Visits that were called wrong.</param>
    /// <param name="audited">Visits that were looked at; may be effective ones.</param>
    /// <param name="people">How well they see. Without any known case the range is 0 to 1.</param>
    /// <remarks>
    /// W. J. Rogan and B. Gladen, "Estimating prevalence from the results of a screening test", Am. J. Epidemiol. 107 (1978) 71: (a + Sp - 1) / (Se + Sp - 1). The range is
    /// that of Z. Lang and J. Reiczigel, "Confidence limits for prevalence of disease adjusted for estimated sensitivity and specificity", Prev.
    /// Vet. Med. 113 (2014) 13: all three shares are shrunk a little (by z² for the apparent one, by one hit and one miss for the other two), and the
    /// variance holds all three. Leaving the people's own doubt out covers as little as 60 %.
    /// </remarks>
    public static Interval ErrorShare(double called, double audited, AuditorRecord people)
    {
        if (audited <= 0)
        {
            return new(double.NaN, 0, 1);
        }

        const double Z = Quantiles.Normal95;
        var (errors, right) = (people.Errors + 2, people.Right + 2);
        var sensitivity = (people.ErrorsFound + 1) / errors;
        var specificity = (people.RightPassed + 1) / right;
        var youden = sensitivity + specificity - 1;
        if (youden <= 0.05)
        {
            return new(called / audited, 0, 1);
        }

        var trials = audited + (Z * Z);
        var apparent = (called + (Z * Z / 2)) / trials;
        var share = (apparent + specificity - 1) / youden;
        var (ofErrors, ofRight) = (sensitivity * (1 - sensitivity) / errors, specificity * (1 - specificity) / right);
        var shift = 2 * Z * Z * ((share * ofErrors) - ((1 - share) * ofRight));
        var half = Z * Math.Sqrt((apparent * (1 - apparent) / trials) + (share * share * ofErrors) + ((1 - share) * (1 - share) * ofRight)) / youden;
        var (low, high) = (Math.Clamp(share + shift - half, 0, 1), Math.Clamp(share + shift + half, 0, 1));
        return new(Math.Clamp(Plain(called / audited, people), low, high), low, high);
    }

    static double Plain(double apparent, AuditorRecord people)
    {
        var sensitivity = people.Errors > 0 ? people.ErrorsFound / people.Errors : 1;
        var specificity = people.Right > 0 ? people.RightPassed / people.Right : 1;
        var youden = sensitivity + specificity - 1;
        return youden > 0 ? (apparent + specificity - 1) / youden : apparent;
    }
}
