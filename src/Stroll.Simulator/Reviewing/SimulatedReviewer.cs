using Stroll.Units;

namespace Stroll.Simulator.Reviewing;

/// <summary>A person at the review desk who does not exist.</summary>
/// <param name="Name">As it stands with answers.</param>
/// <param name="Sensitivity">Says what is true when the machine's first choice is wrong, if they look.</param>
/// <param name="Specificity">Leaves the machine's first choice alone when it is right, if they look.</param>
/// <param name="Stamping">Share of cases in which they do not look and say what the machine had.</param>
/// <param name="CannotTell">Share of cases, among those they look at, in which the pictures do not tell them.</param>
/// <param name="Seconds">Median of the seconds that they look.</param>
public sealed record SimulatedReviewer(
    string Name, double Sensitivity, double Specificity, double Stamping, double CannotTell, double Seconds)
{
    // Times of people spread like this around their median: a quarter of the looks takes longer than 1.4 times it.
    const double SpreadOfSeconds = 0.5;

    // Of those who are wrong about a wrong machine, so many fall for what it had.
    const double Misled = 0.5;

    /// <summary>Somebody who works with care and errs in one case of twenty.</summary>
    public static SimulatedReviewer Honest(string name) => new(name, 0.95, 0.95, 0, 0.02, 9);

    /// <summary>Somebody who is never wrong: what is wrong all the same is nobody's answer.</summary>
    public static SimulatedReviewer NeverWrong(string name) => new(name, 1, 1, 0, 0, 9);

    /// <summary>Somebody who does not look.</summary>
    /// <param name="name">As it stands with answers.</param>
    /// <param name="stamping">In so many cases.</param>
    public static SimulatedReviewer Stamper(string name, double stamping) => new(name, 0.95, 0.95, stamping, 0, 3);

    /// <summary>What they say.</summary>
    /// <param name="rng">Chance.</param>
    /// <param name="options">How many accounts are offered, 2 or more.</param>
    /// <param name="truth">Which is true, from 0.</param>
    /// <param name="first">What the machine had, from 0; -1 where it had none of them.</param>
    /// <returns>The account they choose, none where they cannot tell, and the seconds they looked.</returns>
    public (int? Choice, double Seconds) Answer(Rng rng, int options, int truth, int first)
    {
        var seconds = Seconds * Math.Exp(SpreadOfSeconds * rng.NextNormal());
        if (rng.NextChance(Stamping))
        {
            return (first < 0 ? 0 : first, seconds);
        }

        if (rng.NextChance(CannotTell))
        {
            return (null, seconds);
        }

        var isRight = rng.NextChance(truth == first ? Specificity : Sensitivity);
        return (isRight ? truth : truth != first && first >= 0 && rng.NextChance(Misled) ? first : Other(rng, options, truth), seconds);
    }

    static int Other(Rng rng, int options, int truth)
    {
        var other = rng.NextIndex(options - 1);
        return other < truth ? other : other + 1;
    }
}
