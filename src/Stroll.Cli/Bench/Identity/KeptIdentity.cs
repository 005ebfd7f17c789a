using Stroll.Units;

namespace Stroll.Cli.Bench.Identity;

/// <summary>How an identity was lost.</summary>
internal enum LossKind
{
    /// <summary>Never under their own name: another got it at the gate.</summary>
    Gate,

    /// <summary>Another name took their place at once: they were taken for each other.</summary>
    Exchanged,

    /// <summary>Nobody followed them for half a second or more, and then it was somebody else.</summary>
    Mislaid,

    /// <summary>Nobody followed them any more.</summary>
    Vanished,
}

/// <summary>Whether one true person was under their own name when they left.</summary>
/// <param name="Shopper">Their first id.</param>
/// <param name="IsKept">True when the last who was said to be where they were, in the two seconds before the exit, has their name.</param>
/// <param name="OwnShare">For which share of the moments at which anybody was said to be there it was them.</param>
/// <param name="Said">How sure the floor says it is (<see cref="Stroll.Tracking.Shopper.IdentityKept"/>); 0 where it never had them.</param>
/// <param name="Loss">How it was lost for good; none where it was kept.</param>
internal sealed record KeptIdentity(string Shopper, bool IsKept, double OwnShare, double Said, IdentityLoss? Loss)
{
    static readonly TimeSpan AtExit = 2.Seconds;

    /// <summary>Looks at the way of one person.</summary>
    internal static KeptIdentity Of(string shopper, IReadOnlyList<NamedMoment> way, double said)
    {
        var last = way.LastOrDefault(moment => moment.Name is not null);
        var isKept = last.Name == shopper && way[^1].At - last.At <= AtExit;
        var named = way.Count(moment => moment.Name is not null);
        return new(
            shopper, isKept, named == 0 ? 0 : way.Count(moment => moment.Name == shopper) / (double)named, said, isKept ? null : IdentityLoss.Of(shopper, way));
    }
}

/// <summary>When somebody was last under their own name, and what came then.</summary>
/// <param name="Kind">How it was lost.</param>
/// <param name="At">When; the entry where they never were.</param>
/// <param name="TakenFor">Whose name came next; none where nobody's did.</param>
/// <param name="Gap">For how long nobody was said to be there.</param>
/// <param name="Nearest">How far the next true person was, metres.</param>
/// <param name="Place">Where on the floor, metres.</param>
internal sealed record IdentityLoss(LossKind Kind, Instant At, string? TakenFor, TimeSpan Gap, double Nearest, Geometry.Point3 Place)
{
    static readonly TimeSpan AtOnce = 0.5.Seconds;

    internal static IdentityLoss Of(string shopper, IReadOnlyList<NamedMoment> way)
    {
        var own = way.Count - 1;
        while (own >= 0 && way[own].Name != shopper)
        {
            own--;
        }

        var next = own + 1;
        while (next < way.Count && way[next].Name is null)
        {
            next++;
        }

        var from = way[Math.Max(own, 0)];
        var gap = (next < way.Count ? way[next] : way[^1]).At - from.At;
        var kind = own < 0 ? LossKind.Gate : next == way.Count ? LossKind.Vanished : gap <= AtOnce ? LossKind.Exchanged : LossKind.Mislaid;
        return new(kind, from.At, next < way.Count ? way[next].Name : null, gap, from.Nearest, from.Place);
    }
}
