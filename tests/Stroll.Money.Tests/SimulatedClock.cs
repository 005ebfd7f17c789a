using Stroll.Host;
using Stroll.Units;

namespace Stroll.Tests.Money;

/// <summary>A clock that stands until somebody sets it, forward or back.</summary>
sealed class SimulatedClock(Instant start) : TimeProvider
{
    internal Instant Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Instants.ToDateTimeOffset(Now);
}
