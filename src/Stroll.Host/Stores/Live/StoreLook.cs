using System.Collections.Immutable;
using Stroll.Attribution.Learning;
using Stroll.Interaction;
using Stroll.Layout;
using Stroll.Units;

namespace Stroll.Host.Stores.Live;

/// <summary>What a running store thinks of its plates, its catalogue and its planogram; made anew every half a minute.</summary>
/// <param name="At">When.</param>
/// <param name="Audit">What speaks against what the operator says.</param>
/// <param name="Conditions">How well each plate works, by <see cref="PlateId"/>.</param>
public sealed record StoreLook(Instant At, StoreAudit Audit, ImmutableArray<PlateCondition> Conditions)
{
    /// <summary>Before the first look.</summary>
    public static StoreLook None { get; } = new(Instant.Earliest, new([], 0, 0), []);
}
