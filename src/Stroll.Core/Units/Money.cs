namespace Stroll.Units;

/// <summary>An amount in the smallest unit of its currency, as cents; never a fraction of one.</summary>
/// <param name="Minor">Minor units; below zero is owed to the shopper.</param>
/// <param name="Currency">ISO 4217, as <c>EUR</c>.</param>
public readonly record struct Money(long Minor, string Currency)
{
    /// <summary>Both amounts together.</summary>
    /// <exception cref="InvariantException">The currencies differ, or the sum does not fit.</exception>
    public static Money operator +(Money left, Money right)
    {
        Invariant.Holds(left.Currency == right.Currency, "money of two currencies was added");
        return new(checked(left.Minor + right.Minor), left.Currency);
    }

    /// <summary>What is left of <paramref name="left"/> without <paramref name="right"/>.</summary>
    /// <exception cref="InvariantException">The currencies differ, or the difference does not fit.</exception>
    public static Money operator -(Money left, Money right) => left + -right;

    /// <summary>The same amount with the other sign.</summary>
    public static Money operator -(Money money) => new(checked(-money.Minor), money.Currency);

    /// <summary>This amount <paramref name="times"/> times.</summary>
    public static Money operator *(long times, Money money) => new(checked(times * money.Minor), money.Currency);
}
