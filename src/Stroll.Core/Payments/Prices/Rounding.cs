using System.Diagnostics;
using Stroll.Units;

namespace Stroll.Payments.Prices;

/// <summary>How a fraction of the smallest unit becomes a whole one. Amounts below zero mirror those above, so that a refund undoes a charge exactly.</summary>
public enum Rounding
{
    /// <summary>To the nearest; a half goes away from zero. The rule of EU regulation 1103/97, article 5, and of most states of the USA.</summary>
    HalfUp,

    /// <summary>To the nearest; a half goes to the even neighbour.</summary>
    HalfEven,

    /// <summary>Towards zero.</summary>
    Down,

    /// <summary>Away from zero.</summary>
    Up,
}

/// <summary>Division of whole numbers that says what becomes of the rest. No binary fractions touch money.</summary>
public static class Rounded
{
    /// <summary><paramref name="numerator"/> / <paramref name="denominator"/> as a whole number.</summary>
    /// <param name="numerator">Any sign.</param>
    /// <param name="denominator">Above zero.</param>
    /// <param name="how">What becomes of the rest.</param>
    /// <exception cref="InvariantException">The denominator is not above zero, or the result does not fit.</exception>
    public static long Quotient(Int128 numerator, Int128 denominator, Rounding how)
    {
        Invariant.Holds(denominator > 0);
        var size = Int128.Abs(numerator);
        var (whole, rest) = (size / denominator, size % denominator);
        var isHalfOrMore = rest * 2 >= denominator;
        var isHalf = rest * 2 == denominator;
        var goesUp = how switch
        {
            Rounding.HalfUp => isHalfOrMore,
            Rounding.HalfEven => isHalfOrMore && !(isHalf && whole % 2 == 0),
            Rounding.Down => false,
            Rounding.Up => rest > 0,
            _ => throw new UnreachableException(),
        };
        var result = goesUp ? whole + 1 : whole;
        Invariant.Holds(result <= long.MaxValue, "an amount fits into 63 bits");
        return (long)(numerator < 0 ? -result : result);
    }
}
