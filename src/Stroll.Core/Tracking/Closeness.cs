using Stroll.Units;

namespace Stroll.Tracking;

/// <summary>When people of an outside tracker may have been taken for each other.</summary>
/// <param name="Metres">Whoever comes nearer than this stands in one another's picture: their ids may be exchanged, and nobody would notice.</param>
/// <param name="Apart">Who was apart for so long and comes near again meets anew.</param>
/// <param name="Swapped">How probably two are mixed up in one meeting, and stay it.</param>
public sealed record ClosenessRules(double Metres, TimeSpan Apart, double Swapped)
{
    /// <summary>Chosen on simulated rushes so that probabilities of lines come true (docs/stages/tracking.md).</summary>
    public static ClosenessRules Default => new(Metres: 0.15, Apart: 2.Seconds, Swapped: 0.005);
}

/// <summary>Keeps in mind who may be whom: two who came so near to each other that no place tells them apart, and two of whom either may have come
/// back under a new id.</summary>
internal sealed class Closeness
{
    readonly Dictionary<(int One, int Other), Instant> _near = [];

    /// <summary>Looks at who is near to whom now.</summary>
    internal void Step(Floor floor, ClosenessRules rules, Instant now)
    {
        var present = floor.Present;
        for (var i = 0; i < present.Count; i++)
        {
            for (var j = i + 1; j < present.Count; j++)
            {
                if (present[i].LastSeen == now && present[j].LastSeen == now && present[i].LastBody.IsKnown && present[j].LastBody.IsKnown
                    && present[i].LastBody.FloorDistanceTo(present[j].LastBody) < rules.Metres)
                {
                    Meet(present[i], present[j], rules, now);
                }
            }
        }
    }

    void Meet(Shopper one, Shopper other, ClosenessRules rules, Instant now)
    {
        var pair = (one.Id.Index, other.Id.Index);
        if (!_near.TryGetValue(pair, out var before) || now - before > rules.Apart)
        {
            Shopper.Mix(one, other, rules.Swapped);
        }

        _near[pair] = now;
    }
}
