using System.Collections.Immutable;
using Stroll.Payments.Visits;

namespace Stroll.Host.Entry;

/// <summary>Asks several programs of the retailer at once: that of the settings and the connector that was given over the API.</summary>
/// <remarks>One refusal keeps the gate shut; one that is silent makes the answer silent unless another refuses; whoever has nothing to say counts for nothing.</remarks>
public sealed class EveryCallBack(ImmutableArray<IEntryCallBack> asked) : IEntryCallBack
{
    /// <inheritdoc/>
    public async Task<CallBackWord> Ask(AtGate shown, CancellationToken cancellation)
    {
        var words = await Task.WhenAll(asked.Select(one => one.Ask(shown, cancellation)));
        return ((CallBackWord[])[CallBackWord.No, CallBackWord.Down, CallBackWord.Yes]).FirstOrDefault(words.Contains, CallBackWord.NotAsked);
    }
}
