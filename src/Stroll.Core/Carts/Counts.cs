using System.Collections.Immutable;

namespace Stroll.Carts;

/// <summary>How likely each number of pieces is. Below zero says that something was missed.</summary>
/// <remarks>The probabilities may sum to less than 1: what is left was forgotten, and could be any number.</remarks>
public sealed class Counts
{
    readonly ImmutableArray<double> _probabilities;

    Counts(int least, ImmutableArray<double> probabilities) => (Least, _probabilities) = (least, probabilities);

    /// <summary>Surely none.</summary>
    public static Counts None { get; } = new(0, [1]);

    /// <summary>The smallest number that has a probability.</summary>
    public int Least { get; }

    /// <summary>The largest number that has a probability.</summary>
    public int Most => Least + _probabilities.Length - 1;

    /// <summary>The probability of a number.</summary>
    public double this[int count] => count < Least || count > Most ? 0 : _probabilities[count - Least];

    /// <summary>From numbers with their probabilities, in any order; equal numbers add up.</summary>
    /// <returns>Without a number: surely none.</returns>
    public static Counts Of(IReadOnlyCollection<(int Count, double Probability)> entries)
    {
        if (entries.Count == 0)
        {
            return None;
        }

        var least = entries.Min(entry => entry.Count);
        var probabilities = new double[entries.Max(entry => entry.Count) - least + 1];
        foreach (var (count, probability) in entries)
        {
            probabilities[count - least] += probability;
        }

        return new(least, [.. probabilities]);
    }

    /// <summary>The probability of this number or more.</summary>
    public double AtLeast(int count)
    {
        var sum = 0.0;
        for (var n = Math.Max(count, Least); n <= Most; n++)
        {
            sum += this[n];
        }

        return sum;
    }

    /// <summary>The sum of two independent numbers.</summary>
    public Counts Plus(Counts other)
    {
        var sum = new double[_probabilities.Length + other._probabilities.Length - 1];
        for (var i = 0; i < _probabilities.Length; i++)
        {
            for (var j = 0; j < other._probabilities.Length; j++)
            {
                sum[i + j] += _probabilities[i] * other._probabilities[j];
            }
        }

        return new(Least + other.Least, [.. sum]);
    }
}
