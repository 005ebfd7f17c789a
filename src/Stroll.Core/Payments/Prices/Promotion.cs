using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Payments.Prices;

/// <summary>A price that is lower under a condition. Exactly the cases nested here: each can be told to a shopper in one sentence.</summary>
public abstract record Promotion
{
    private Promotion(PromotionTerms terms) => Terms = terms;

    /// <summary>Name, time and rank.</summary>
    public PromotionTerms Terms { get; init; }

    /// <summary>The goods that it concerns, each once.</summary>
    public abstract ImmutableArray<ProductId> Goods { get; }

    /// <summary>Of every <paramref name="Take"/> pieces only <paramref name="Pay"/> are paid: the dearer ones. Mixed goods are grouped from the dearest
    /// down, which is best for the shopper.</summary>
    public sealed record NForM(PromotionTerms Terms, ImmutableArray<ProductId> Products, int Take, int Pay) : Promotion(Terms)
    {
        /// <inheritdoc/>
        public override ImmutableArray<ProductId> Goods => Products;
    }

    /// <summary>So much less of each piece, and of goods by weight.</summary>
    public sealed record Percentage(PromotionTerms Terms, ImmutableArray<ProductId> Products, int Percent) : Promotion(Terms)
    {
        /// <inheritdoc/>
        public override ImmutableArray<ProductId> Goods => Products;
    }

    /// <summary>All parts together at one price, as often as they are there.</summary>
    public sealed record Bundle(PromotionTerms Terms, ImmutableArray<BundlePart> Parts, Money Price) : Promotion(Terms)
    {
        /// <inheritdoc/>
        public override ImmutableArray<ProductId> Goods => [.. Parts.Select(p => p.Product)];
    }
}

/// <summary>What every promotion has.</summary>
/// <param name="Code">Unique among promotions.</param>
/// <param name="Words">What stands on the receipt, as <c>3 for 2</c>.</param>
/// <param name="From">Holds from here.</param>
/// <param name="Until">Holds until before here.</param>
/// <param name="Rank">Where two promotions want the same piece, the lower rank gets it. Two of one rank must not concern the same goods at the same time.</param>
public sealed record PromotionTerms(string Code, string Words, Instant From, Instant Until, int Rank)
{
    /// <summary>True when both hold at some moment.</summary>
    public bool Meets(PromotionTerms other) => From < other.Until && other.From < Until;
}

/// <summary>So many pieces of a product in a bundle.</summary>
public readonly record struct BundlePart(ProductId Product, int Quantity);
