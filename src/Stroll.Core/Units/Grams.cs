using System.Globalization;

namespace Stroll.Units;

/// <summary>Mass in grams. A change of mass below zero left the shelf.</summary>
public readonly record struct Grams(double Value)
{
    /// <summary>No mass.</summary>
    public static Grams Zero => default;

    /// <summary>The size of this mass, without its sign.</summary>
    public Grams Size => new(Math.Abs(Value));

    /// <summary>Both masses together.</summary>
    public static Grams operator +(Grams left, Grams right) => new(left.Value + right.Value);

    /// <summary>What is left of <paramref name="left"/> without <paramref name="right"/>.</summary>
    public static Grams operator -(Grams left, Grams right) => new(left.Value - right.Value);

    /// <summary>The same mass with the other sign.</summary>
    public static Grams operator -(Grams mass) => new(-mass.Value);

    /// <summary>This mass <paramref name="times"/> times.</summary>
    public static Grams operator *(double times, Grams mass) => new(times * mass.Value);

    /// <summary>True when <paramref name="left"/> is less, sign included.</summary>
    public static bool operator <(Grams left, Grams right) => left.Value < right.Value;

    /// <summary>True when <paramref name="left"/> is more, sign included.</summary>
    public static bool operator >(Grams left, Grams right) => left.Value > right.Value;

    /// <summary>As <c>-12.5 g</c>. Written out, because a record would print <see cref="Size"/> too, and that its own size without end.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value} g");
}
