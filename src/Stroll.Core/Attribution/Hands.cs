using System.Collections.Immutable;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Tracking;

namespace Stroll.Attribution;

/// <summary>Whose hands were where during some steps of a mass change.</summary>
/// <param name="floor">Everybody's paths up to the end of the steps.</param>
/// <param name="rules">What a hand counts.</param>
/// <param name="store">Where the plates are.</param>
/// <param name="steps">They say when.</param>
/// <param name="busy">For each shopper, by index: how likely they were moving goods on another shelf meanwhile.</param>
public sealed class Hands(Floor floor, AttributionRules rules, Store store, ImmutableArray<MassStep> steps, double[] busy)
{
    readonly Dictionary<(PlateId First, PlateId Last), ImmutableArray<Reach>> _known = [];

    /// <summary>How well each shopper's hands fit these plates, one for each who was inside.</summary>
    /// <param name="plates">One or more of one shelf, by slot.</param>
    public ImmutableArray<Reach> At(ImmutableArray<PlateChange> plates)
    {
        var at = (plates[0].Plate, plates[^1].Plate);
        if (!_known.TryGetValue(at, out var reaches))
        {
            reaches = [.. Reaching.Of(floor, rules.Reach, store, steps.AsSpan(), at.Item1, at.Item2).Select(WithoutBusy)];
            _known.Add(at, reaches);
        }

        return reaches;
    }

    /// <summary>Who was surely moving goods elsewhere is less likely here.</summary>
    Reach WithoutBusy(Reach reach) => reach with
    {
        Likelihood = Math.Max(
            Math.Min(reach.Likelihood, rules.Reach.Least),
            reach.Likelihood * (1 - (busy[reach.Shopper.Index] * (1 - rules.ElsewhereAtOnce)))),
    };
}
