using System.Collections.Immutable;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Simulator;

/// <summary>The goods of a corner shop that does not exist. Names, weights and prices are invented.</summary>
public static class Assortment
{
    // 14 % of 78 weighed products had an sd above 5 g, the worst 19 g.
    const double HeavyTail = 0.14;
    const double FirstLonelyGrams = 1100;
    const double LonelyGapGrams = 31;

    static readonly string[] Variants = ["", ", mild", ", strong", ", organic", ", light", ", classic", ", new recipe", ", limited", ", party", ", house"];

    static readonly (string Name, int Grams, int Cents, double Plates)[] Kinds =
    [
        ("Still water 0.5 l", 528, 89, 0.7), ("Sparkling water 0.5 l", 531, 95, 0.7), ("Apple spritzer 0.5 l", 548, 139, 0.7),
        ("Lemon tea 0.5 l", 541, 149, 0.7), ("Orange juice 0.33 l", 362, 179, 0.6), ("Cola 0.33 l can", 349, 119, 0.65),
        ("Ginger beer 0.33 l can", 352, 159, 0.65), ("Cold coffee 0.25 l", 283, 189, 0.6), ("Oat drink 1 l", 1052, 199, 0.9),
        ("Whole milk 1 l", 1061, 139, 0.9), ("Plain yoghurt 500 g", 517, 129, 0.9), ("Strawberry yoghurt 150 g", 163, 69, 0.8),
        ("Skyr with vanilla 400 g", 421, 209, 0.9), ("Hummus 200 g", 224, 229, 0.95), ("Feta cheese 200 g", 231, 279, 1.2),
        ("Mozzarella 125 g", 247, 119, 0.95), ("Egg salad sandwich", 187, 329, 1.6), ("Cheese sandwich", 178, 309, 1.6),
        ("Falafel wrap", 243, 389, 1.7), ("Lentil soup cup", 318, 349, 1.2), ("Pasta salad bowl", 342, 429, 1.8),
        ("Green salad bowl", 226, 399, 1.8), ("Apple, two in a bag", 364, 149, 1.4), ("Banana, three", 412, 129, 1.7),
        ("Grapes box 250 g", 268, 249, 1.5), ("Salted crisps 150 g", 158, 199, 2.2), ("Paprika crisps 150 g", 157, 199, 2.2),
        ("Tortilla chips 200 g", 209, 229, 2.3), ("Roasted nuts 150 g", 161, 299, 1.3), ("Salt sticks 250 g", 262, 119, 1.5),
        ("Dark chocolate 100 g", 107, 179, 1.4), ("Milk chocolate 100 g", 106, 159, 1.4), ("Hazelnut wafer 45 g", 48, 79, 0.9),
        ("Oat bar 40 g", 43, 99, 0.9), ("Butter biscuits 200 g", 212, 189, 1.9), ("Wine gums 175 g", 181, 149, 1.4),
        ("Peppermints 50 g", 56, 129, 0.6), ("Instant noodles cup", 82, 139, 0.9), ("Tomato soup tin 400 g", 471, 169, 0.8),
        ("Chickpeas tin 400 g", 462, 99, 0.8), ("Spaghetti 500 g", 506, 129, 2.6), ("Rice 500 g", 509, 179, 1.5),
        ("Crispbread 250 g", 271, 219, 1.6), ("Strawberry jam 340 g", 561, 259, 0.75), ("Honey 250 g", 417, 399, 0.7),
        ("Ground coffee 250 g", 263, 449, 0.9), ("Black tea, 20 bags", 62, 219, 1.2), ("Paper tissues, ten packs", 214, 189, 1.8),
        ("Toothpaste 75 ml", 98, 169, 1.5), ("Batteries AA, four", 103, 399, 0.9),
    ];

    /// <summary>How many products there are to choose from.</summary>
    public static int Size => Kinds.Length * Variants.Length;

    /// <summary>Draws a catalogue; every product once, in a random order, plain ones before their variants.</summary>
    /// <param name="count">From 1 to <see cref="Size"/>.</param>
    /// <param name="goods">How alike they are.</param>
    /// <param name="on">Which features are on.</param>
    /// <param name="rng">Chooses the products.</param>
    internal static ImmutableArray<TrueProduct> Draw(int count, Goods goods, ImmutableHashSet<Feature> on, Rng rng)
    {
        Invariant.Holds(count >= 1 && count <= Size);
        var order = Enumerable.Range(0, Kinds.Length * ((count + Kinds.Length - 1) / Kinds.Length)).ToArray();
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = rng.NextIndex(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        var weights = order.Take(count).Select(good => Kinds[good % Kinds.Length].Grams * (good < Kinds.Length ? 1 : rng.NextBetween(0.9, 1.1))).ToArray();
        MakeAlike(weights, goods, rng);
        return
        [
            .. order.Take(count).Select((good, i) =>
            {
                var kind = Kinds[good % Kinds.Length];
                var spread = DrawSpread(rng);
                var isSoft = rng.NextChance(goods.Soft) && on.Contains(Feature.SoftPacks);
                var isBulk = rng.NextChance(goods.Bulk) && on.Contains(Feature.Bulk);
                return new TrueProduct(
                    kind.Name + Variants[good / Kinds.Length], Barcode(good), Math.Round(weights[i]), spread * weights[i], kind.Cents, kind.Plates, isSoft, isBulk);
            }),
        ];
    }

    /// <summary>How much pieces of one product differ, as a share of their weight: a few products much more than the others.</summary>
    internal static double DrawSpread(Rng rng) => rng.NextChance(HeavyTail) ? rng.NextBetween(0.025, 0.06) : rng.NextBetween(0.005, 0.018);

    /// <summary>Moves weights until the wanted share of them has a neighbour.</summary>
    static void MakeAlike(double[] weights, Goods goods, Rng rng)
    {
        // Rounding to whole grams may part two by one more.
        var near = goods.NeighbourGrams - 1;
        bool HasNeighbour(int i) => weights.Where((w, j) => j != i && Math.Abs(w - weights[i]) <= near).Any();
        var lonely = (int)Math.Round((1 - goods.WithNeighbour) * weights.Length);
        for (var k = 0; k < lonely; k++)
        {
            weights[k] = FirstLonelyGrams + (LonelyGapGrams * k);
        }

        for (var i = lonely; i < weights.Length && weights.Length - lonely > 1; i++)
        {
            while (!HasNeighbour(i) || weights[i] > FirstLonelyGrams - near)
            {
                var other = lonely + rng.NextIndex(weights.Length - lonely);
                if (other != i && weights[other] < FirstLonelyGrams - near)
                {
                    weights[i] = Math.Max(20, Math.Min(FirstLonelyGrams - (2 * near), weights[other] + rng.NextBetween(-near, near)));
                }
            }
        }

        // The first ones are the lonely: where they stand in the catalogue must not tell.
        for (var i = weights.Length - 1; i > 0; i--)
        {
            var j = rng.NextIndex(i + 1);
            (weights[i], weights[j]) = (weights[j], weights[i]);
        }
    }

    /// <summary>An EAN-13 under the prefixes 200 to 299, which belong to no maker: every shop may use them inside.</summary>
    static string Barcode(int good)
    {
        var digits = $"2{(good + 1) % 100:00}{(good + 1) * 7919L % 1_000_000_000:000000000}";
        return $"{digits}{Gtin.CheckDigit(digits)}";
    }
}

/// <summary>A product as it truly is.</summary>
/// <param name="Name">For people.</param>
/// <param name="Barcode">EAN-13.</param>
/// <param name="Mass">Of a piece on average; of a portion where it is sold by weight. Grams.</param>
/// <param name="MassSd">How much pieces differ, grams.</param>
/// <param name="Cents">Of a piece, or of a kilogram.</param>
/// <param name="Plates">How many plates wide one piece is.</param>
/// <param name="IsSoft">In a soft pack.</param>
/// <param name="IsBulk">Sold by weight.</param>
internal sealed record TrueProduct(string Name, string Barcode, double Mass, double MassSd, int Cents, double Plates, bool IsSoft, bool IsBulk)
{
    const double LeastPortion = 0.2;
    const double MostPortion = 2;

    /// <summary>The mass of the next piece: one in ten is drawn from a bell three times as wide.</summary>
    internal double DrawPiece(Rng rng) => IsBulk
        ? Mass * rng.NextBetween(LeastPortion, MostPortion)
        : Math.Clamp(Mass + (MassSd * (rng.NextChance(0.1) ? 2.5 : 1) * rng.NextNormal()), 0.5 * Mass, 1.5 * Mass);
}
