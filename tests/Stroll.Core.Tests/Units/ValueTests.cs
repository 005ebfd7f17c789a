using Stroll.Units;

namespace Stroll.Tests.Units;

public class ValueTests
{
    [Theory]
    [InlineData(-0.0001)]
    [InlineData(1.0001)]
    [InlineData(double.NaN)]
    public void A_probability_cannot_lie_outside_its_range(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Probability(value));

    [Fact]
    public void Money_of_two_currencies_does_not_add() =>
        Assert.Throws<InvariantException>(() => new Money(1, "EUR") + new Money(1, "USD"));

    [Fact]
    public void Money_that_does_not_fit_is_an_error_and_not_another_amount() =>
        Assert.Throws<OverflowException>(() => 2 * new Money(long.MaxValue, "EUR"));
}
