using Stroll.Units;

namespace Stroll.Review.Trust;

/// <summary>Whether somebody confirms whatever the machine had: a test that may be looked at after every case.</summary>
/// <param name="Stamped">Gold in which the machine was wrong and they said what it had.</param>
/// <param name="Resisted">Gold in which the machine was wrong and they said something else.</param>
/// <param name="Highest">The most that the evidence ever was: 20 to 1 is 20.</param>
/// <remarks>
/// The evidence is a likelihood ratio: for a stamper of 50 % against somebody who stamps 1 in 20 or fewer; A. Wald's sequential test ("Sequential Analysis", 1947)
/// that never stops to acquit. That an honest person ever exceeds 1 / a has a chance of at most a (J. Ville, "Étude critique de la notion de collectif",
/// 1939), so one may look as often as one likes. One answer makes the evidence jump tenfold, so the bound is not reached: that somebody who stamps just 1 in 20 ever
/// exceeds 0.7 / 0.01 has, counted over all ways there, a chance of 0.69 %, which a test holds. Against a stamper of 60 % and at 1 / 0.01, as it was, 89 of 100 who
/// stamp 57 % were named within 200 cases; so it is 91.
/// </remarks>
public readonly record struct StampTest(int Stamped, int Resisted, double Highest)
{
    /// <summary>An honest person confirms at most so many of the machine's errors.</summary>
    public const double Honest = 0.05;

    const double Stamper = 0.5;

    // Of Ville's bound; see above.
    const double Reached = 0.7;

    /// <summary>Nothing is known.</summary>
    public static StampTest Start => new(0, 0, 1);

    /// <summary>After one more piece of gold in which the machine was wrong.</summary>
    public StampTest With(bool isStamped)
    {
        var after = this with { Stamped = Stamped + (isStamped ? 1 : 0), Resisted = Resisted + (isStamped ? 0 : 1) };
        return after with { Highest = Math.Max(Highest, after.Evidence) };
    }

    /// <summary>How many times as likely the answers are from a stamper.</summary>
    public double Evidence => Math.Pow(Stamper / Honest, Stamped) * Math.Pow((1 - Stamper) / (1 - Honest), Resisted);

    /// <summary>True once the evidence has ever been strong enough. A reason to talk, first of all about the instructions; never a penalty by
    /// itself.</summary>
    /// <param name="falseAlarms">Chance that an honest person is ever named.</param>
    public bool IsNamed(Probability falseAlarms) => Highest * falseAlarms.Value >= Reached;
}
