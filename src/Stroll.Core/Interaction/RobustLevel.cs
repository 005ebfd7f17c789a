namespace Stroll.Interaction;

/// <summary>Where a plate rested, and how well that is known.</summary>
/// <param name="Grams">Mean of the middle half of the blocks; NaN when there were none.</param>
/// <param name="Sd">Standard deviation of <paramref name="Grams"/>, from the spread, the number and the trend of the blocks.</param>
/// <param name="Count">Blocks that had a usable reading.</param>
readonly record struct RobustLevel(double Grams, double Sd, int Count)
{
    // The mean of the middle half has 1.09 times the variance-efficient sd on normal noise; neighbouring blocks share
    // vibration, so n blocks are worth about half as many.
    const double MidMeanFactor = 1.09 * 1.41;
    const double QuartilesToSd = 1 / 1.349;

    /// <summary>Measures a level from blocks in the order of time; sorts <paramref name="blocks"/>.</summary>
    internal static RobustLevel Of(Span<float> blocks)
    {
        var n = blocks.Length;
        if (n == 0)
        {
            return new(double.NaN, double.NaN, 0);
        }

        var trend = Trend(blocks);
        blocks.Sort();
        var cut = n / 4;
        var sum = 0.0;
        for (var i = cut; i < n - cut; i++)
        {
            sum += blocks[i];
        }

        var spread = n >= 4
            ? (blocks[n - 1 - cut] - blocks[cut]) * QuartilesToSd
            : (blocks[n - 1] - blocks[0]) / 2.0;
        var noise = MidMeanFactor * spread / Math.Sqrt(n) * FewBlocks(n);
        return new(sum / (n - (2 * cut)), Math.Sqrt((noise * noise) + (trend * trend)), n);
    }

    // A spread of a few values is often far too small by chance: the sd of Student's t with n - 1 degrees, held in bounds.
    static double FewBlocks(int n) => n <= 4 ? 2.5 : Math.Sqrt((n - 1) / (n - 3.0));

    // A quarter of the way from the first to the second half: how far the level may still go, or was not yet.
    static double Trend(ReadOnlySpan<float> blocks)
    {
        var half = blocks.Length / 2;
        if (half == 0)
        {
            return 0;
        }

        double first = 0, second = 0;
        for (var i = 0; i < half; i++)
        {
            first += blocks[i];
            second += blocks[^(i + 1)];
        }

        return (second - first) / half / 4;
    }
}
