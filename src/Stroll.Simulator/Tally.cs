using System.Collections.Immutable;

namespace Stroll.Simulator;

/// <summary>Which features are on, and how often each has occurred.</summary>
internal sealed class Tally(ImmutableHashSet<Feature> on)
{
    readonly bool[] _on = [.. Features.All.Select(on.Contains)];
    readonly long[] _times = new long[Features.All.Length];

    internal bool IsOn(Feature feature) => _on[(int)feature];

    /// <summary>True with this chance, and counted, where the feature is on. No chance is drawn where it is off.</summary>
    internal bool Draw(Feature feature, double chance, Units.Rng rng)
    {
        var does = _on[(int)feature] && rng.NextChance(chance);
        _times[(int)feature] += does ? 1 : 0;
        return does;
    }

    internal void Count(Feature feature) => _times[(int)feature]++;

    internal long Times(Feature feature) => _times[(int)feature];
}
