using System.Globalization;
using System.Text;
using Stroll.Attribution;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Receipts;

/// <summary>Says in words what a piece of a mass change was taken for, and what else it may have been.</summary>
public static class Wording
{
    /// <summary>As "22:24:15 taken 1 × Salsa from gondola 2 shelf 5 plates 3-5 (-57 -25 -18 g), hand 6 cm away, 97 %; next: …".</summary>
    public static string Of(StoreModel model, Attributed piece)
    {
        var words = new StringBuilder();
        words.Append(CultureInfo.InvariantCulture, $"{Clock(piece.Begin)} {Explained(model, piece.Chosen)} at {Place(model.Store, piece)}");
        if (Hand(piece) is { } hand)
        {
            words.Append(CultureInfo.InvariantCulture, $", {hand}");
        }

        words.Append(CultureInfo.InvariantCulture, $", {Percent(piece.Chosen.Probability)}");
        if (piece.Explanations.Length > 1 && piece.Explanations[1].Probability >= 0.005)
        {
            var next = piece.Explanations[1];
            words.Append(CultureInfo.InvariantCulture, $"; next: {Explained(model, next)}{Rival(piece, next)}, {Percent(next.Probability)}");
        }

        return words.ToString();
    }

    /// <summary>The same of any doubt.</summary>
    public static string Of(StoreModel model, Doubt doubt) => doubt switch
    {
        Attributed piece => Of(model, piece),
        HandedOver met => Of(model, met),
        _ => throw new ArgumentOutOfRangeException(nameof(doubt), doubt, "a mass change or a meeting of hands"),
    };

    /// <summary>As "22:24:15 hands of two shoppers met, 3 cm apart; nothing was handed over, 60 %; next: 1 × Salsa, 30 %".</summary>
    static string Of(StoreModel model, HandedOver met)
    {
        var said = met.Explanations.Take(2).Select(e => string.Create(CultureInfo.InvariantCulture, $"{Handed(model, e)}, {Percent(e.Probability)}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Clock(met.Begin)} hands of two shoppers met, {100 * met.Meeting.NearestMetres:0} cm apart: {string.Join("; next: ", said)}");
    }

    static string Handed(StoreModel model, Explanation explanation) =>
        explanation.Movements.IsEmpty ? "nothing was handed over" : $"1 × {model.Catalogue[explanation.Movements[0].Product].Name} was handed over";

    static string Explained(StoreModel model, Explanation explanation)
    {
        if (explanation.Movements.IsEmpty)
        {
            return explanation.IsUnknown ? "something unknown moved"
                : explanation.IsRest ? "a hand came to rest" : "nothing of the catalogue moved";
        }

        return string.Join(" and ", explanation.Movements.Select(m =>
            $"{(m.Quantity > 0 ? "took" : "put back")} {Math.Abs(m.Quantity)} × {model.Catalogue[m.Product].Name}{Astray(m)}"));
    }

    static string Astray(Movement movement) => movement switch
    {
        { Origin: Origin.Stray } => " (which had been left there)",
        { Origin: Origin.Elsewhere, Quantity: > 0 } => " (which belongs elsewhere)",
        { Origin: Origin.Elsewhere } => " (away from its place)",
        _ => "",
    };

    static string Rival(Attributed piece, Explanation next)
    {
        var chosen = piece.Chosen.Movements.FirstOrDefault()?.Shopper;
        var other = next.Movements.FirstOrDefault()?.Shopper;
        return chosen == other ? "" : other is null ? " by nobody seen" : " by another shopper";
    }

    static string Place(Store store, Attributed piece)
    {
        var first = store[piece.Plates[0].Plate].Address;
        var last = store[piece.Plates[^1].Plate].Address;
        var plates = first == last ? $"plate {first.Plate}" : $"plates {first.Plate}-{last.Plate}";
        var grams = string.Join(' ', piece.Plates.Select(p => p.Change.Value.ToString("+0;-0;0", CultureInfo.InvariantCulture)));
        return $"gondola {first.Gondola} shelf {first.Shelf} {plates} ({grams} g)";
    }

    static string? Hand(Attributed piece)
    {
        var shopper = piece.Chosen.Movements.FirstOrDefault()?.Shopper;
        foreach (var reach in piece.Reaches)
        {
            if (reach.Shopper == shopper && double.IsFinite(reach.NearestMetres))
            {
                return reach.NearestMetres < 0.005
                    ? "a hand among the goods"
                    : string.Create(CultureInfo.InvariantCulture, $"a hand {100 * reach.NearestMetres:0} cm away");
            }
        }

        return null;
    }

    static string Percent(double probability) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(1000 * probability) / 10:0.#} %");

    static string Clock(Instant at) => at.ToString()[11..19];
}
