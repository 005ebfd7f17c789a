using System.Collections.Immutable;
using System.Globalization;
using Stroll.Attribution.Learning;
using Stroll.Cli.Frame;
using Stroll.Cli.Replay;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Cli.Audit;

/// <summary>A movement that says something is wrong.</summary>
/// <param name="At">Its end.</param>
/// <param name="Grams">What the shelf lost.</param>
/// <param name="Pieces">How many pieces that is of what is suggested.</param>
internal readonly record struct AuditedMovement(Instant At, double Grams, int Pieces);

/// <summary>A product that the catalogue weighs wrongly.</summary>
internal sealed record AuditedWeight(Product Product, double Suggested, double Probability, ImmutableArray<AuditedMovement> Movements);

/// <summary>A facing at which something else stands.</summary>
internal sealed record AuditedFacing(
    Shelf Shelf, ImmutableArray<int> Plates, Product Meant, double Probability, ImmutableArray<(Product Product, double Probability)> Instead,
    ImmutableArray<AuditedMovement> Movements);

/// <summary>An audit with names in the place of ids, ready to be shown.</summary>
/// <param name="Recording">Its name.</param>
/// <param name="Movements">Explained movements.</param>
/// <param name="Lessons">Those of them that teach.</param>
/// <param name="Weights">By product.</param>
/// <param name="Facings">By facing.</param>
/// <param name="Plates">By plate.</param>
/// <param name="Version">Of the program.</param>
internal sealed record AuditReport(
    string Recording, int Movements, int Lessons, ImmutableArray<AuditedWeight> Weights, ImmutableArray<AuditedFacing> Facings,
    ImmutableArray<(PlateAddress Address, Suspicion.Scale What)> Plates, string Version)
{
    /// <summary>Puts names to a run's audit.</summary>
    internal static AuditReport Of(ReplayRun run)
    {
        var model = run.Model;
        var found = run.Audit.Suspicions;
        return new(
            run.Name, run.Audit.Movements, run.Audit.Lessons,
            [.. found.OfType<Suspicion.Weight>().Select(weight => new AuditedWeight(
                model.Catalogue[weight.Product], weight.Suggested.Value, weight.Probability, Shown(weight.Lessons, weight.Suggested)))],
            [.. found.OfType<Suspicion.Place>().Select(place => Facing(model, place))],
            [.. found.OfType<Suspicion.Scale>().Select(scale => (model.Store[scale.Plate].Address, scale))],
            ReplayRun.Version);
    }

    static AuditedFacing Facing(StoreModel model, Suspicion.Place place)
    {
        var facing = model.Planogram[place.Facing];
        return new(
            model.Store[facing.Shelf], [.. facing.Plates.Select(plate => model.Store[plate].Address.Plate)], model.Catalogue[facing.Product],
            place.Probability, [.. place.Instead.Select(other => (model.Catalogue[other.Product], other.Probability))],
            Shown(place.Lessons, place.Instead is [var best, ..] ? model.Catalogue[best.Product].UnitWeight : null));
    }

    static ImmutableArray<AuditedMovement> Shown(ImmutableArray<Lesson> lessons, Grams? unit) =>
        [.. lessons.Select(lesson => new AuditedMovement(
            lesson.At, lesson.Mass.Value, unit is { } one ? Math.Max(1, (int)Math.Round(lesson.Mass.Value / one.Value)) : 1))];

    /// <summary>As <c>Oat bar 40 g</c>, on one line.</summary>
    internal static string Name(Product product) => Terminal.OneLine(product.Name);

    /// <summary>As <c>1/3, plates 4-5</c>.</summary>
    internal static string Place(AuditedFacing facing) =>
        Text($"{facing.Shelf.Gondola}/{facing.Shelf.Number}, {(facing.Plates.Length == 1 ? "plate" : "plates")} {facing.Plates[0]}{(facing.Plates.Length > 1 ? $"-{facing.Plates[^1]}" : "")}");

    /// <summary>As <c>5 takes: 229 231 460</c>, the newest at the end.</summary>
    internal static string Takes(ImmutableArray<AuditedMovement> movements)
    {
        const int Most = 8;
        var grams = string.Join(' ', movements.TakeLast(Most).Select(m => Text($"{m.Grams:0}")));
        return movements.IsEmpty ? "none; seen at the other place" : Text($"{movements.Length}: {(movements.Length > Most ? "… " : "")}{grams} g");
    }

    /// <summary>What to do about a facing.</summary>
    internal static string Suggestion(AuditedFacing facing) => facing.Instead.IsEmpty
        ? "goods of several weights; look what stands there"
        : string.Join(" or ", facing.Instead.Take(3).Select(other => $"{Name(other.Product)} ({Percent(other.Probability)})"));

    /// <summary>What is wrong with a plate, in words with its figures.</summary>
    internal static string Words(Suspicion.Scale plate) => plate.Trouble switch
    {
        PlateTrouble.Dead => "says nothing",
        PlateTrouble.Stuck => "does not move at all",
        PlateTrouble.Saturated => "stands at the end of its range",
        PlateTrouble.Noisy => Text($"noisy: {plate.Condition.Noise.Value:0.0} g"),
        PlateTrouble.Drifting => Text($"drifts by {plate.Condition.DriftGramsPerMinute:+0.0;-0.0} g a minute"),
        _ => Text($"reads {100 * (plate.Gain - 1):+0.0;-0.0} % against the plates beside it"),
    };

    /// <summary>As <c>97 %</c>; never 100 for what is not certain.</summary>
    internal static string Percent(double probability) => Text($"{Math.Floor(100 * Math.Min(probability, 0.999)):0} %");

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
