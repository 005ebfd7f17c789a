using System.Collections.Immutable;
using System.Globalization;
using Stroll.Attribution;
using Stroll.Carts;
using Stroll.Layout;
using Stroll.Tracking;
using Stroll.Units;

namespace Stroll.Receipts;

/// <summary>What happens to a line without a person.</summary>
/// <param name="Now">At least this probable: charged at once. One wrong line in twenty would be too many; the policy can be stricter.</param>
/// <param name="Never">Less probable than this: not even worth a question; the store bears it.</param>
public sealed record ChargeRules(Probability Now, Probability Never)
{
    /// <summary>Undercharge rather than overcharge.</summary>
    public static ChargeRules Default => new(Now: new(0.9), Never: new(0.3));
}

/// <summary>Turns the story of the store into receipts.</summary>
public static class Billing
{
    /// <summary>A line less probable than this would tell nobody anything.</summary>
    const double LeastStated = 0.1;

    /// <summary>So probable is a number of several pieces that it is stated without being more probable than not.</summary>
    const double LeastOfSeveral = 0.4;

    /// <summary>One receipt for each shopper, by order of appearance.</summary>
    public static ImmutableArray<Receipt> Of(Story story, StoreModel model, ChargeRules rules, Floor floor) =>
        [.. floor.Shoppers.Select(shopper => Of(story, model, rules, shopper))];

    /// <summary>How receipts and questions name the visit of a shopper.</summary>
    public static string VisitOf(ShopperId shopper) => $"v{shopper.Index + 1}";

    /// <summary>The shopper whose visit has this name; none where no visit can have it. Whether there is such a shopper is not asked.</summary>
    public static ShopperId? ShopperOf(string visit) =>
        visit.StartsWith('v') && int.TryParse(visit.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? new(number - 1) : null;

    /// <summary>What the lines of a shopper's receipt say: products with pieces, by product.</summary>
    public static ImmutableArray<(ProductId Product, int Quantity)> Content(Story story, ShopperId shopper) =>
        [.. story.MostProbable(shopper)
            .Select(held => (Product: new ProductId(held.Key), Quantity: Stated(story.Count(shopper, new(held.Key)), held.Value)))
            .Where(held => held.Quantity > 0)];

    /// <summary>The receipt of one shopper.</summary>
    public static Receipt Of(Story story, StoreModel model, ChargeRules rules, Shopper shopper)
    {
        var lines = Content(story, shopper.Id)
            .Select(held => Line(story, model, rules, shopper.Id, held.Product, held.Quantity)).ToImmutableArray();
        var visit = VisitOf(shopper.Id);
        var status = shopper.Left is null ? VisitStatus.Open
            : lines.Any(line => line.Charge == ChargeDecision.Held) ? VisitStatus.Held
            : VisitStatus.Settled;
        return new(visit, shopper.FirstId, shopper.Entered, shopper.Left, status, lines) { Party = visit };
    }

    /// <summary>Of up to so many pieces the most probable number; what hardly anything speaks for is not stated at all.</summary>
    static int Stated(Counts counts, int mostProbable)
    {
        var quantity = mostProbable;
        for (var fewer = mostProbable - 1; fewer >= 1; fewer--)
        {
            quantity = counts[fewer] > counts[quantity] ? fewer : quantity;
        }

        // Several at once that hardly half of the probability speaks for cost more than they bring: as many as are there more probably than not.
        while (quantity > 1 && counts[quantity] < LeastOfSeveral && counts.AtLeast(quantity) < 0.5)
        {
            quantity--;
        }

        return counts[quantity] < LeastStated ? 0 : quantity;
    }

    static ReceiptLine Line(Story story, StoreModel model, ChargeRules rules, ShopperId shopper, ProductId product, int quantity)
    {
        var evidence = ImmutableArray.CreateBuilder<LineEvidence>();
        var mass = Grams.Zero;
        foreach (var id in story.Of(shopper))
        {
            var doubt = story[id];
            if (doubt.Chosen.Gain(shopper, product) is var gain && gain != 0 && doubt is Attributed piece)
            {
                evidence.Add(new(piece.Change.Number, gain, new(Math.Min(1, piece.Chosen.Probability)), Wording.Of(model, piece)));
                // A hand that rested before it took pressed on the scale: only both together weigh what was taken.
                mass -= piece.Chosen.Joins is { } rest && story.Has(rest) && story[rest] is Attributed rested ? piece.Mass + rested.Mass : piece.Mass;
            }
        }

        var probability = new Probability(Math.Clamp(story.Count(shopper, product)[quantity], 0, 1));
        var charge = probability.Value >= rules.Now.Value ? ChargeDecision.Now
            : probability.Value >= rules.Never.Value ? ChargeDecision.Held
            : ChargeDecision.Never;
        return new(product, quantity, mass, probability, charge, evidence.ToImmutable()) { Confidence = Sureness(story, shopper, product, quantity) };
    }

    static LineConfidence Sureness(Story story, ShopperId shopper, ProductId product, int quantity)
    {
        var (who, what) = (1.0, 1.0);
        foreach (var doubt in story.Of(shopper).Select(id => story[id]).Where(doubt => doubt.Chosen.Gain(shopper, product) != 0))
        {
            who = Math.Min(who, doubt.Explanations.Where(e => e.Movements.Any(m => m.Shopper == shopper)).Sum(e => e.Probability));
            what = Math.Min(what, doubt.Explanations.Where(e => e.Movements.Any(m => m.Product == product)).Sum(e => e.Probability));
        }

        var counts = story.Count(shopper, product);
        return new(Sure(who), Sure(what), Sure(counts[quantity] / Math.Max(1e-12, counts.AtLeast(1))));
    }

    static Probability Sure(double probability) => new(Math.Clamp(probability, 0, 1));
}
