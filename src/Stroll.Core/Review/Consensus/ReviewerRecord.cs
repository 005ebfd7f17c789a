using Stroll.Observations;
using Stroll.Review.Accuracy;
using Stroll.Units;

namespace Stroll.Review.Consensus;

/// <summary>How one person answers, as counts: of cases whose answer is known, or in parts of cases whose answer is only likely.</summary>
/// <param name="Confirmed">The machine was right, and they said what it had.</param>
/// <param name="Disturbed">The machine was right, and they said something else: false alarms.</param>
/// <param name="Found">The machine was wrong, and they said what was true.</param>
/// <param name="Stamped">The machine was wrong, and they said what it had.</param>
/// <param name="Strayed">The machine was wrong, and they said something third.</param>
/// <remarks>
/// The confusion matrix of A. P. Dawid and A. M. Skene, "Maximum likelihood estimation of observer error-rates using the EM algorithm", Appl. Stat. 28 (1979) 20, with
/// two rows: offered accounts change from case to case, and what they share is only whether the machine had chosen them. Agreement
/// with the machine is no quality; finding its errors is.
/// </remarks>
public readonly record struct ReviewerRecord(double Confirmed, double Disturbed, double Found, double Stamped, double Strayed)
{
    /// <summary>Somebody of whom nothing is known yet: mostly right, with the weight of some twenty cases.</summary>
    public static ReviewerRecord Unknown => new(9.5, 0.5, 9, 0.75, 0.25);

    /// <summary>Recall on machine errors, the first figure of a reviewer.</summary>
    public BetaDistribution Sensitivity => new(Found, Stamped + Strayed);

    /// <summary>How often they leave a right answer alone.</summary>
    public BetaDistribution Specificity => new(Confirmed, Disturbed);

    /// <summary>How often they confirm what is wrong.</summary>
    public BetaDistribution Stamping => new(Stamped, Found + Strayed);

    /// <summary>Both together.</summary>
    public static ReviewerRecord operator +(ReviewerRecord left, ReviewerRecord right) => new(
        left.Confirmed + right.Confirmed, left.Disturbed + right.Disturbed, left.Found + right.Found, left.Stamped + right.Stamped,
        left.Strayed + right.Strayed);

    /// <summary>With one answer more.</summary>
    /// <param name="truth">What is true.</param>
    /// <param name="first">What the machine had.</param>
    /// <param name="choice">What they said.</param>
    /// <param name="weight">How probably <paramref name="truth"/> is true.</param>
    public ReviewerRecord With(int truth, int first, int choice, double weight = 1) => (truth == first, choice == truth, choice == first) switch
    {
        (true, true, _) => this with { Confirmed = Confirmed + weight },
        (true, false, _) => this with { Disturbed = Disturbed + weight },
        (false, true, _) => this with { Found = Found + weight },
        (false, false, true) => this with { Stamped = Stamped + weight },
        _ => this with { Strayed = Strayed + weight },
    };

    /// <summary>How probably they say <paramref name="choice"/> when <paramref name="truth"/> is true.</summary>
    /// <param name="choice">What was said.</param>
    /// <param name="truth">What may be true.</param>
    /// <param name="first">What the machine had; -1 where it had none of them.</param>
    /// <param name="options">How many accounts there were to choose from, 2 or more.</param>
    public double Likelihood(int choice, int truth, int first, int options)
    {
        if (truth == first)
        {
            return choice == truth ? Specificity.Mean : (1 - Specificity.Mean) / (options - 1);
        }

        if (first < 0)
        {
            return choice == truth ? Sensitivity.Mean : (1 - Sensitivity.Mean) / (options - 1);
        }

        // With two accounts there is no third to stray to.
        var all = Found + Stamped + (options > 2 ? Strayed : 0);
        return choice == truth ? Found / all : choice == first ? Stamped / all : Strayed / all / (options - 2);
    }

    /// <summary>How far one answer counts in the log, whose witnesses have errors that are spread evenly: with this sensitivity it weighs there what it weighs here against its likeliest
    /// rival.</summary>
    /// <param name="choice">What was said.</param>
    /// <param name="first">What the machine had; -1 where it had none of them.</param>
    /// <param name="options">How many accounts there were to choose from, "none of these" included; 2 or more.</param>
    /// <remarks>Somebody who mostly stamps says what the machine had nearly as often when it is wrong as when it is right: such an answer is worth little, and the same
    /// person's "no" is worth much. One figure for both would take the stamp for evidence. With k offered accounts a witness of sensitivity s weighs s k / (1 - s).</remarks>
    public Reliability For(int choice, int first, int options)
    {
        var right = Likelihood(choice, choice, first, options);
        var mistaken = 0.0;
        for (var truth = 0; truth < options; truth++)
        {
            mistaken = truth == choice ? mistaken : Math.Max(mistaken, Likelihood(choice, truth, first, options));
        }

        var weight = right / mistaken;
        var counted = new Probability(Math.Clamp(weight / (weight + options - 1), 0, 1));
        return new(counted, counted);
    }
}
