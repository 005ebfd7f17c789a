using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Review;

/// <summary>Lines whose claimed probability lies in one range.</summary>
/// <param name="Low">The least probability in it.</param>
/// <param name="High">The next bin begins here; the last holds 1 too.</param>
/// <param name="Lines">How many there are.</param>
/// <param name="Claimed">Sum of their probabilities: so many should be right.</param>
/// <param name="Variance">Of the number that should be right, were each line right with just its probability and by itself.</param>
/// <param name="Squares">Sum of the squared distances of each probability from what came: 1 for right, 0 for wrong.</param>
/// <param name="Right">So many are.</param>
public readonly record struct CalibrationBin(
    double Low, double High, int Lines, double Claimed, double Variance, double Squares, int Right)
{
    /// <summary>Mean claimed probability; NaN in an empty bin.</summary>
    public double MeanClaimed => Claimed / Lines;

    /// <summary>The share that is right; NaN in an empty bin.</summary>
    public double ShareRight => Right / (double)Lines;
}

/// <summary>Whether probabilities mean what they say: of the lines called 0.9, nine in ten should be right.</summary>
/// <param name="Bins">By probability; they cover 0 to 1.</param>
/// <remarks>A reliability diagram and its expected calibration error as in M. P. Naeini, G. F. Cooper and M. Hauskrecht, "Obtaining well
/// calibrated probabilities using Bayesian binning", AAAI 2015. The bins are narrower near 1, where nearly all lines are and where money
/// is charged.</remarks>
public sealed record Calibration(ImmutableArray<CalibrationBin> Bins)
{
    /// <summary>A line below this probability is in doubt; an edge of the bins.</summary>
    public const double DoubtfulBelow = 0.95;

    static readonly double[] Edges = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, DoubtfulBelow, 0.99, 0.999, 1];

    /// <summary>No line yet.</summary>
    public static Calibration Empty { get; } =
        new([.. Enumerable.Range(0, Edges.Length - 1).Select(i => new CalibrationBin(Edges[i], Edges[i + 1], 0, 0, 0, 0, 0))]);

    /// <summary>How many lines there are.</summary>
    public int Lines => Bins.Sum(bin => bin.Lines);

    /// <summary>How many of them are in doubt.</summary>
    public int DoubtfulLines => Doubtful.Sum(bin => bin.Lines);

    /// <summary>Mean distance of the claimed probability from the share that is right, over bins weighed by their lines; 0 without lines.</summary>
    public double Error => Mean(Bins, bin => Math.Abs(bin.Claimed - bin.Right));

    /// <summary>The same over the lines in doubt alone: certain lines are many and easy and hide the rest.</summary>
    public double ErrorDoubtful => Mean(Doubtful, bin => Math.Abs(bin.Claimed - bin.Right));

    /// <summary>Mean squared distance of the probabilities from what came; less is better, 0 without lines. Unlike the calibration error it cannot be
    /// pleased by calling everything certain, or everything as likely as the average.</summary>
    /// <remarks>G. W. Brier, "Verification of forecasts expressed in terms of probability", Mon. Weather Rev. 78 (1950) 1.</remarks>
    public double Brier => Lines == 0 ? 0 : Bins.Sum(bin => bin.Squares) / Lines;

    /// <summary>What <see cref="Error"/> would be on average for perfect probabilities over so many lines: few lines never look calibrated.</summary>
    public double ErrorByChance => Mean(Bins, Chance);

    /// <summary>The same for <see cref="ErrorDoubtful"/>.</summary>
    public double ErrorDoubtfulByChance => Mean(Doubtful, Chance);

    IEnumerable<CalibrationBin> Doubtful => Bins.Where(bin => bin.High <= DoubtfulBelow);

    /// <summary>With one line more.</summary>
    public Calibration With(Probability claimed, bool isRight)
    {
        var index = 0;
        while (index < Bins.Length - 1 && claimed.Value >= Bins[index].High)
        {
            index++;
        }

        var bin = Bins[index];
        return new(Bins.SetItem(index, bin with
        {
            Lines = bin.Lines + 1,
            Claimed = bin.Claimed + claimed.Value,
            Variance = bin.Variance + (claimed.Value * claimed.Not.Value),
            Squares = bin.Squares + (isRight ? claimed.Not.Value * claimed.Not.Value : claimed.Value * claimed.Value),
            Right = bin.Right + (isRight ? 1 : 0),
        }));
    }

    /// <summary>The lines of both.</summary>
    public static Calibration operator +(Calibration left, Calibration right) => new([.. left.Bins.Zip(right.Bins, (l, r) => l with
    {
        Lines = l.Lines + r.Lines,
        Claimed = l.Claimed + r.Claimed,
        Variance = l.Variance + r.Variance,
        Squares = l.Squares + r.Squares,
        Right = l.Right + r.Right,
    })]);

    // The mean distance of a sum of many small things from its own mean, taken as normal.
    static double Chance(CalibrationBin bin) => Math.Sqrt(2 * bin.Variance / Math.PI);

    static double Mean(IEnumerable<CalibrationBin> bins, Func<CalibrationBin, double> distance)
    {
        var (sum, lines) = (0.0, 0);
        foreach (var bin in bins)
        {
            sum += distance(bin);
            lines += bin.Lines;
        }

        return lines == 0 ? 0 : sum / lines;
    }
}
