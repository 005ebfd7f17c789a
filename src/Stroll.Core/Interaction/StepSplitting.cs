using System.Collections.Immutable;
using Stroll.Units;

namespace Stroll.Interaction;

/// <summary>A stretch of time over which mass changed.</summary>
/// <param name="Begin">The first moment away from the old level.</param>
/// <param name="End">The first moment at the new level.</param>
/// <param name="Change">New minus old level.</param>
/// <param name="Sd">Standard deviation of <paramref name="Change"/>.</param>
public readonly record struct MassStretch(Instant Begin, Instant End, Grams Change, Grams Sd);

/// <summary>Tells the steps of one change apart where nothing is known but the masses: no planogram, no hands.</summary>
/// <remarks>
/// A light step against the direction of a much heavier neighbour is a hand that rested there, and one stretch with it. All
/// other steps are stretches of their own. Attribution knows more and does not use this.
/// </remarks>
public static class StepSplitting
{
    /// <summary>The separate movements of a change, by time. Their masses sum to the change of the whole.</summary>
    /// <returns>None when the steps cancel.</returns>
    public static ImmutableArray<MassStretch> Split(MassChange change, MassChangeRules rules)
    {
        var stretches = change.Steps.Select(StretchOf).ToList();
        while (Lightest(stretches, rules) is var (light, heavy) && light >= 0)
        {
            var joined = Join(stretches[Math.Min(light, heavy)], stretches[Math.Max(light, heavy)]);
            stretches[Math.Min(light, heavy)] = joined;
            stretches.RemoveAt(Math.Max(light, heavy));
        }

        return [.. stretches];
    }

    static MassStretch StretchOf(MassStep step) =>
        new(step.Begin, step.End, step.Change, new(Math.Sqrt(step.Plates.Sum(plate => plate.Sd.Value * plate.Sd.Value))));

    static MassStretch Join(MassStretch first, MassStretch second) => new(
        first.Begin, second.End, first.Change + second.Change,
        new(Math.Sqrt((first.Sd.Value * first.Sd.Value) + (second.Sd.Value * second.Sd.Value))));

    // The lightest step that a hand can be, and the neighbour that it belongs to: the one after it rather than before.
    static (int Light, int Heavy) Lightest(List<MassStretch> stretches, MassChangeRules rules)
    {
        var best = (Light: -1, Heavy: -1);
        for (var i = 0; i < stretches.Count; i++)
        {
            foreach (var other in (ReadOnlySpan<int>)[i + 1, i - 1])
            {
                if (other >= 0 && other < stretches.Count && IsHand(stretches[i].Change, stretches[other].Change, rules)
                    && (best.Light < 0 || stretches[i].Change.Size < stretches[best.Light].Change.Size))
                {
                    best = (i, other);
                }
            }
        }

        return best;
    }

    static bool IsHand(Grams light, Grams heavy, MassChangeRules rules) =>
        light.Value * heavy.Value < 0
        && light.Size.Value <= rules.HandAtMost.Value
        && light.Size.Value <= rules.HandShare * heavy.Size.Value;
}
