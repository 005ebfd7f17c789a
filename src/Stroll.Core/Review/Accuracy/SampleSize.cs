using Stroll.Units;

namespace Stroll.Review.Accuracy;

/// <summary>How many audits it takes.</summary>
public static class SampleSize
{
    /// <summary>The fewest audits whose Wilson range for 95 % is no wider than wanted.</summary>
    /// <param name="share">The share of errors that is expected.</param>
    /// <param name="halfWidth">Half of the range, as 0.005 for half a point.</param>
    public static int ForHalfWidth(double share, double halfWidth)
    {
        Invariant.Holds(share is >= 0 and <= 1 && halfWidth > 0);
        var (low, high) = (1, 2);
        while (Half(share, high) > halfWidth)
        {
            (low, high) = (high, high * 2);
        }

        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = Half(share, middle) > halfWidth ? (middle, high) : (low, middle);
        }

        return high;
    }

    static double Half(double share, int trials) => Quantiles.Wilson(share, trials).Width / 2;
}

/// <summary>A weekly alarm that the share of errors has grown, and what it can see at all.</summary>
/// <param name="Audits">In the week.</param>
/// <param name="Usual">The share of errors that is usual.</param>
/// <param name="RingsFrom">So many errors in the week ring it; one more than <paramref name="Audits"/> where nothing can.</param>
/// <param name="FalseAlarms">Chance of a week that rings though nothing has changed; at most what was asked for.</param>
public readonly record struct DriftAlarm(int Audits, double Usual, int RingsFrom, double FalseAlarms)
{
    /// <summary>The alarm for so many audits.</summary>
    /// <param name="audits">In a week.</param>
    /// <param name="usual">The share of errors that is usual.</param>
    /// <param name="falseAlarms">At most this chance of a false alarm in a week.</param>
    /// <remarks>The exact one-sided binomial test. E. L. Lehmann and J. P. Romano, "Testing Statistical Hypotheses", 3rd ed. 2005, example 3.4.2.</remarks>
    public static DriftAlarm For(int audits, double usual, double falseAlarms = 0.01)
    {
        var from = 1;
        while (from <= audits && Quantiles.AtLeast(from, audits, usual) > falseAlarms)
        {
            from++;
        }

        return new(audits, usual, from, Quantiles.AtLeast(from, audits, usual));
    }

    /// <summary>True when so many errors ring it.</summary>
    public bool Rings(int errors) => errors >= RingsFrom;

    /// <summary>Chance that one week rings when the share of errors has become <paramref name="share"/>. Printed beside the alarm: one that cannot
    /// see what matters is no alarm.</summary>
    public double Power(double share) => Quantiles.AtLeast(RingsFrom, Audits, share);
}
