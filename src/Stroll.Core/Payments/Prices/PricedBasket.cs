using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Payments.Prices;

/// <summary>So much of a product that is to be paid.</summary>
/// <param name="Product">Which.</param>
/// <param name="Quantity">Pieces, 1 to 10,000; 1 for goods by weight.</param>
/// <param name="Mass">For goods by weight; what the shelf lost.</param>
public readonly record struct BasketLine(ProductId Product, int Quantity, Grams Mass);

/// <summary>What a promotion took off one line.</summary>
/// <param name="Code">Of the promotion.</param>
/// <param name="Words">What stands on the receipt.</param>
/// <param name="Minor">Above zero.</param>
public sealed record Discount(string Code, string Words, long Minor);

/// <summary>One line with its price.</summary>
/// <param name="Product">Which.</param>
/// <param name="Quantity">Pieces; 1 for goods by weight.</param>
/// <param name="Grams">Charged mass of goods by weight, whole grams; 0 otherwise.</param>
/// <param name="UnitPrice">Of one piece or one kilogram; none when no price held, and then the line costs nothing.</param>
/// <param name="Full">Without promotions.</param>
/// <param name="Discounts">By the order in which they were applied.</param>
/// <param name="Deposit">For all pieces together.</param>
/// <param name="TaxClass">Of the goods.</param>
/// <param name="DepositTaxClass">Of the deposit.</param>
/// <param name="AgeLimit">Years; 0 for none.</param>
public sealed record PricedLine(
    ProductId Product, int Quantity, long Grams, long? UnitPrice, long Full, ImmutableArray<Discount> Discounts, long Deposit,
    TaxClass TaxClass, TaxClass DepositTaxClass, int AgeLimit)
{
    /// <summary>What the goods cost after promotions, at the price on the shelf; zero or more.</summary>
    public long Amount => Full - Discounts.Sum(d => d.Minor);
}

/// <summary>A basket with prices, promotions and taxes.</summary>
/// <param name="Lines">In the order of the basket, one each.</param>
/// <param name="Taxes">By class.</param>
/// <param name="Total">What is to be paid.</param>
public sealed record PricedBasket(ImmutableArray<PricedLine> Lines, ImmutableArray<TaxLine> Taxes, Money Total)
{
    /// <summary>True when somebody must look: a product had no price.</summary>
    public bool IsIncomplete => Lines.Any(l => l.UnitPrice is null);
}
