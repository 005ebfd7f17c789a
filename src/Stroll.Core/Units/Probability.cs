using System.Globalization;

namespace Stroll.Units;

/// <summary>A number from 0 (never) to 1 (always); it cannot be built outside that range.</summary>
public readonly record struct Probability : IComparable<Probability>
{
    /// <summary>Takes a number from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number lies outside, or is not a number.</exception>
    public Probability(double value) => Value = value is >= 0 and <= 1
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A probability lies from 0 to 1.");

    /// <summary>0 is never, 1 is always.</summary>
    public double Value { get; }

    /// <summary>The probability that it is not so.</summary>
    public Probability Not => new(1 - Value);

    /// <summary>The probability of two independent things together.</summary>
    public static Probability operator *(Probability left, Probability right) => new(left.Value * right.Value);

    /// <inheritdoc/>
    public int CompareTo(Probability other) => Value.CompareTo(other.Value);

    /// <summary>As <c>0.25</c>. Written out, because a record would print <see cref="Not"/> too, and the Not of that, without end.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
