using Stroll.Attribution;
using Stroll.Carts;
using Stroll.Layout;
using Stroll.Receipts;
using Stroll.Tracking;

namespace Stroll.Review;

/// <summary>What mistakes and questions cost, in minor units of the store's currency.</summary>
/// <param name="Overcharge">What an overcharged line costs beside the money that goes back: the work of the refund and the trust that is gone.</param>
/// <param name="UnderchargeShare">What an undercharged piece costs as a share of its price: goods at what the store paid for them.</param>
/// <param name="Open">What it costs that a line stays in full doubt. Without it a question is worth nothing where only a second one would change
/// the charge, and is never asked.</param>
/// <param name="Question">What it costs to ask a person once: seconds of their time, and of the shopper's wait.</param>
/// <param name="UnknownPrice">Stands for the price of a piece where none is known.</param>
public sealed record LossRules(double Overcharge, double UnderchargeShare, double Open, double Question, double UnknownPrice)
{
    /// <summary>Two euros of refund and trust for a line that was charged wrongly, twenty cents for a line that nobody can vouch for, fifteen cents for a look of ten seconds.</summary>
    public static LossRules Default => new(Overcharge: 200, UnderchargeShare: 0.7, Open: 20, Question: 15, UnknownPrice: 300);
}

/// <summary>What is lost where nobody is asked, and how much of it a question would save.</summary>
/// <remarks>
/// The loss is that of the charge that the policy makes by itself, over what the cart may really hold: P(over)(v + g) + P(under) m v, with price v,
/// goodwill g and cost share m. A question is worth the loss now less the mean loss after its answer, over the answers that the worlds of the island
/// make likely (value of information: R. A. Howard, IEEE Trans. Systems Science and Cybernetics 2 (1966) 22). The answer is taken as true; a reviewer who errs
/// is worth a little less, alike for all questions.
/// </remarks>
public static class Losses
{
    /// <summary>How much a question about a doubt is worth, minor units; 0 where nothing hangs on it.</summary>
    public static double ValueOf(Story story, StoreModel model, LossRules rules, ChargeRules charge, Doubt doubt)
    {
        var island = story.IslandOf(doubt.Id);
        var answers = Answers(island, doubt);
        if (answers.Count < 2)
        {
            return 0;
        }

        var saved = 0.0;
        foreach (var (shopper, product) in Touched(story, island))
        {
            var outside = story.CountOutside(shopper, product, island);
            double Loss(Island worlds) => Of(model.Catalogue[product], outside.Plus(story.Gains(worlds, shopper, product)), rules, charge);
            saved += Loss(island) - answers.Sum(answer => answer.Probability * Loss(answer.Worlds));
        }

        return Math.Max(0, saved);
    }

    /// <summary>What the charge of one line loses on average.</summary>
    /// <param name="product">For its price.</param>
    /// <param name="counts">How likely how many of it are in the cart.</param>
    /// <param name="rules">The costs.</param>
    /// <param name="charge">When a line is charged.</param>
    public static double Of(Product product, Counts counts, LossRules rules, ChargeRules charge)
    {
        var price = product.Price?.Minor ?? rules.UnknownPrice;
        var charged = 0;
        for (var n = 1; n <= counts.Most; n++)
        {
            charged = counts[n] >= charge.Now.Value ? n : charged;
        }

        var loss = 0.0;
        for (var n = counts.Least; n <= counts.Most; n++)
        {
            var (over, under) = (Math.Max(0, charged - Math.Max(0, n)), Math.Max(0, n - charged));
            loss += counts[n] * ((over > 0 ? (over * price) + rules.Overcharge : 0) + (under * rules.UnderchargeShare * price));
        }

        return loss + (rules.Open * Open(counts));
    }

    /// <summary>How probably two looks at the cart would see another number: 0 when it is certain. Falls on average with every answer.</summary>
    static double Open(Counts counts)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var n = counts.Least; n <= counts.Most; n++)
        {
            sum += counts[n];
            squares += counts[n] * counts[n];
        }

        return sum <= 0 ? 0 : 1 - (squares / (sum * sum));
    }

    /// <summary>The worlds of an island apart by what a person would say of a doubt, each part with probabilities that sum to what is not forgotten.</summary>
    static List<(double Probability, Island Worlds)> Answers(Island island, Doubt doubt)
    {
        var index = island.Doubts.IndexOf(doubt.Id);
        var effects = doubt.Explanations.ToDictionary(e => e.Number, e => e.IsUnknown ? null : Effect.Of(e));
        var kept = 1 - island.Forgotten;
        return
        [
            .. island.Worlds.GroupBy(world => effects[world.Choices[index]]).Select(same => (Sum: same.Sum(world => world.Probability), Worlds: same))
                .Where(part => part.Sum > 1e-6)
                .Select(part => (part.Sum / kept, island with
                {
                    Worlds = [.. part.Worlds.Select(world => world with { Probability = world.Probability / part.Sum * kept })],
                })),
        ];
    }

    /// <summary>Whose count of what an island may change.</summary>
    static IEnumerable<(ShopperId Shopper, ProductId Product)> Touched(Story story, Island island) =>
        island.Doubts.SelectMany(id => story[id].Explanations).Where(e => e.Probability > 1e-3).SelectMany(e => e.Movements)
            .Where(m => m.Shopper is not null).Select(m => (m.Shopper!.Value, m.Product)).Distinct()
            .OrderBy(pair => pair.Value.Index).ThenBy(pair => pair.Product.Index);
}
