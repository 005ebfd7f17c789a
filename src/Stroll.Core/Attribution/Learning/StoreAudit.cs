using System.Collections.Immutable;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Attribution.Learning;

/// <summary>What an operator should look at. A closed union.</summary>
public abstract record Suspicion
{
    private Suspicion()
    {
    }

    /// <summary>The catalogue weighs a product wrongly.</summary>
    /// <param name="Product">Which.</param>
    /// <param name="Suggested">What a piece weighs by what was taken.</param>
    /// <param name="Probability">That it is so.</param>
    /// <param name="Lessons">The movements that say so, by time.</param>
    public sealed record Weight(ProductId Product, Grams Suggested, double Probability, ImmutableArray<Lesson> Lessons) : Suspicion;

    /// <summary>Something else stands at a facing.</summary>
    /// <param name="Facing">Which.</param>
    /// <param name="Probability">That the operator's product does not stand there.</param>
    /// <param name="Instead">What may stand there, the most probable first; empty where it holds this and that.</param>
    /// <param name="Lessons">The movements that say so, by time; none where only the other half of a swap says so.</param>
    public sealed record Place(
        FacingId Facing, double Probability, ImmutableArray<(ProductId Product, double Probability)> Instead, ImmutableArray<Lesson> Lessons) : Suspicion;

    /// <summary>A plate does not weigh as it should.</summary>
    /// <param name="Plate">Which.</param>
    /// <param name="Trouble">What is wrong.</param>
    /// <param name="Condition">Its figures at the end of the run.</param>
    /// <param name="Gain">What it says of a mass over what the other plates of the same goods say; 1 where nothing is known.</param>
    public sealed record Scale(PlateId Plate, PlateTrouble Trouble, PlateCondition Condition, double Gain) : Suspicion;
}

/// <summary>What is wrong with a plate.</summary>
public enum PlateTrouble
{
    /// <summary>It says nothing.</summary>
    Dead,

    /// <summary>It says the same for ever.</summary>
    Stuck,

    /// <summary>It stands at the end of its range.</summary>
    Saturated,

    /// <summary>It wanders or jumps.</summary>
    Noisy,

    /// <summary>Its level moves without anybody's hand.</summary>
    Drifting,

    /// <summary>It reads too much or too little of everything.</summary>
    Gain,
}

/// <summary>From when on something is worth an operator's while.</summary>
/// <param name="Probability">Of a wrong weight or facing.</param>
/// <param name="Lessons">Movements that say so, at least.</param>
/// <param name="Off">How far a catalogue weight may be off without being wrong, as a share.</param>
/// <param name="DriftGramsPerMinute">Load cells in a room of even temperature drift by less than 1.</param>
/// <param name="DriftNoises">So many times its noise, in grams, a plate must drift in a minute at the least: noise looks like drift for a while.</param>
/// <param name="Gain">How far a plate may be off, as a share.</param>
/// <param name="GainSds">How sure that must be, in sds.</param>
public sealed record AuditRules(double Probability, int Lessons, double Off, double DriftGramsPerMinute, double DriftNoises, double Gain, double GainSds)
{
    /// <summary>More often right than wrong, and seen more than twice.</summary>
    public static AuditRules Default => new(Probability: 0.5, Lessons: 3, Off: 0.06, DriftGramsPerMinute: 3, DriftNoises: 2, Gain: 0.03, GainSds: 4);
}

/// <summary>Everything about a store that what was observed speaks against.</summary>
/// <param name="Suspicions">Weights by product, then facings, then plates, each by id.</param>
/// <param name="Movements">Explained movements of the run.</param>
/// <param name="Lessons">Those that teach.</param>
public sealed record StoreAudit(ImmutableArray<Suspicion> Suspicions, int Movements, int Lessons);

/// <summary>Lists what an operator should look at.</summary>
public static class Auditing
{
    /// <summary>Looks at what was learned and at every plate.</summary>
    /// <param name="learned">From the run.</param>
    /// <param name="model">What the operator believes.</param>
    /// <param name="rules">From when on something is worth while.</param>
    /// <param name="condition">How well each plate works.</param>
    /// <param name="movements">Explained movements of the run.</param>
    public static StoreAudit Of(
        Learned learned, StoreModel model, AuditRules rules, Func<PlateId, PlateCondition> condition, int movements) =>
        new([.. Weights(learned, model, rules), .. Places(learned, model, rules), .. Plates(learned, model, rules, condition)], movements, learned.Count);

    static IEnumerable<Suspicion> Weights(Learned learned, StoreModel model, AuditRules rules)
    {
        foreach (var belief in learned.Beliefs.Weights.Values)
        {
            ImmutableArray<Lesson> lessons =
                [.. model.Planogram.Facings.Where(f => f.Product == belief.Product).SelectMany(f => learned.At(f.Id)).Order()];
            if (lessons.Length < rules.Lessons)
            {
                continue;
            }

            if (belief.Other is { } other && belief.Wrong >= rules.Probability)
            {
                yield return new Suspicion.Weight(belief.Product, other.Mean, belief.Wrong, lessons);
            }
            else if (belief.Mean is { } mean && Beyond(mean, belief.MeanSd, model.Catalogue[belief.Product].UnitWeight, rules) is var off && off >= rules.Probability)
            {
                yield return new Suspicion.Weight(belief.Product, mean, off, lessons);
            }
        }
    }

    /// <summary>That a mean which moved from the catalogue's is further off than a right weight may be.</summary>
    /// <remarks>The logistic distribution with the same sd stands for the normal one: within 0.01 of it.</remarks>
    static double Beyond(Grams mean, Grams sd, Grams? catalogue, AuditRules rules) => catalogue is not { } weight || sd.Value <= 0 ? 0
        : 1 / (1 + Math.Exp(-1.702 * ((mean - weight).Size.Value - (rules.Off * weight.Value)) / sd.Value));

    static IEnumerable<Suspicion> Places(Learned learned, StoreModel model, AuditRules rules)
    {
        foreach (var belief in learned.Beliefs.Facings.Values)
        {
            var lessons = learned.At(belief.Facing);
            var isSeen = lessons.Length >= rules.Lessons || IsOtherHalf(learned, model, belief, rules);
            if (1 - belief.Stays >= rules.Probability && isSeen)
            {
                yield return new Suspicion.Place(belief.Facing, 1 - belief.Stays, [.. belief.Others.Where(other => other.Probability >= 0.05)], lessons);
            }
        }
    }

    /// <summary>Too little was seen of this facing, and enough of the one with which it has changed places.</summary>
    static bool IsOtherHalf(Learned learned, StoreModel model, FacingBelief belief, AuditRules rules) =>
        belief.Others is [var here, ..] && here.Probability >= rules.Probability
        && model.Planogram.Facings.Any(partner => partner.Product == here.Product && learned.At(partner.Id).Length >= rules.Lessons
            && learned.Beliefs.Facings.GetValueOrDefault(partner.Id.Index)?.Others is [var there, ..] && there.Probability >= rules.Probability
            && there.Product == model.Planogram[belief.Facing].Product);

    static IEnumerable<Suspicion> Plates(Learned learned, StoreModel model, AuditRules rules, Func<PlateId, PlateCondition> condition)
    {
        var gains = Gains(learned, model, rules);
        foreach (var plate in model.Store.Plates)
        {
            var now = condition(plate.Id);
            var gain = gains.GetValueOrDefault(plate.Id.Index, 1);
            PlateTrouble? trouble = now.Health switch
            {
                PlateHealth.Silent => PlateTrouble.Dead,
                PlateHealth.Stuck => PlateTrouble.Stuck,
                PlateHealth.Saturated => PlateTrouble.Saturated,
                PlateHealth.Noisy => PlateTrouble.Noisy,
                _ when Math.Abs(now.DriftGramsPerMinute) >= Math.Max(rules.DriftGramsPerMinute, rules.DriftNoises * now.Noise.Value) => PlateTrouble.Drifting,
                _ when gain != 1 => PlateTrouble.Gain,
                _ => null,
            };
            if (trouble is { } wrong)
            {
                yield return new Suspicion.Scale(plate.Id, wrong, now, gain);
            }
        }
    }

    /// <summary>Plates on which the same goods weigh something else than on the other plates where they stand.</summary>
    static Dictionary<int, double> Gains(Learned learned, StoreModel model, AuditRules rules)
    {
        var gains = new Dictionary<int, double>();
        foreach (var facing in model.Planogram.Facings)
        {
            var unit = model.Catalogue[facing.Product].UnitWeight?.Value ?? 0;
            var ratios = learned.At(facing.Id).Where(lesson => lesson.Alone is not null && unit > 0)
                .Select(lesson => (Plate: lesson.Alone!.Value, Ratio: lesson.Mass.Value / (unit * Math.Max(1, Math.Round(lesson.Mass.Value / unit)))))
                .ToArray();
            foreach (var plate in facing.Plates)
            {
                var here = ratios.Where(r => r.Plate == plate).Select(r => r.Ratio).Order().ToArray();
                var beside = ratios.Where(r => r.Plate != plate).Select(r => r.Ratio).Order().ToArray();
                if (here.Length >= rules.Lessons && beside.Length >= rules.Lessons)
                {
                    var (mean, sd) = Middle(here);
                    var (other, otherSd) = Middle(beside);
                    var (gain, doubt) = (mean / other, Math.Sqrt((sd * sd) + (otherSd * otherSd)));
                    // The plate that is further from the catalogue is the one that is off.
                    if (Math.Abs(gain - 1) > Math.Max(rules.Gain, rules.GainSds * doubt) && Math.Abs(mean - 1) > Math.Abs(other - 1))
                    {
                        gains[plate.Index] = gain;
                    }
                }
            }
        }

        return gains;
    }

    /// <summary>Median of sorted values and its sd, from the median distance to it; never surer than scales are.</summary>
    static (double Median, double Sd) Middle(double[] sorted)
    {
        const double MedianToSd = 1.48;
        const double MedianOverMean = 1.25;
        const double Least = 0.01;
        var median = sorted[sorted.Length / 2];
        var spread = sorted.Select(value => Math.Abs(value - median)).Order().ElementAt(sorted.Length / 2);
        return (median, MedianOverMean * Math.Max(Least, MedianToSd * spread) / Math.Sqrt(sorted.Length));
    }
}
