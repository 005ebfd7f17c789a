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
            reaches = OfPeople([.. Reaching.Of(floor, rules.Reach, store, steps.AsSpan(), at.Item1, at.Item2).Select(WithoutBusy)]);
            _known.Add(at, reaches);
        }

        return reaches;
    }

    /// <summary>From those whom the cameras follow to those who came in: where two were mixed up, the hands of one may be the other's.</summary>
    ImmutableArray<Reach> OfPeople(ImmutableArray<Reach> followed)
    {
        if (followed.All(reach => floor[reach.Shopper].Identity.Count == 1))
        {
            return followed;
        }

        var shares = new double[floor.Shoppers.Count];
        foreach (var reach in followed)
        {
            var gone = 1.0;
            foreach (var (who, probability) in floor[reach.Shopper].Identity)
            {
                if (who != reach.Shopper && followed.Any(other => other.Shopper == who))
                {
                    shares[who.Index] += probability * reach.Likelihood;
                    gone -= probability;
                }
            }

            // Who is not here any more cannot have done it.
            shares[reach.Shopper.Index] += gone * reach.Likelihood;
        }

        return [.. followed.Select(reach => reach with { Likelihood = Math.Min(1, shares[reach.Shopper.Index]) })];
    }

    /// <summary>Who was surely moving goods elsewhere is less likely here.</summary>
    Reach WithoutBusy(Reach reach) => reach with
    {
        Likelihood = Math.Max(
            Math.Min(reach.Likelihood, rules.Reach.Least),
            reach.Likelihood * (1 - (busy[reach.Shopper.Index] * (1 - rules.ElsewhereAtOnce)))),
    };
}
