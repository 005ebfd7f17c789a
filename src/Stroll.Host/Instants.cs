using Stroll.Units;

namespace Stroll.Host;

/// <summary>Where the host's time becomes an instant.</summary>
public static class Instants
{
    /// <summary>Now, by this clock.</summary>
    public static Instant Of(TimeProvider clock) => Of(clock.GetUtcNow());

    /// <summary>A moment of the platform; its ticks are 100 ns.</summary>
    public static Instant Of(DateTimeOffset at) => new((at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100);

    /// <summary>The same moment for the platform, cut to 100 ns.</summary>
    public static DateTimeOffset ToDateTimeOffset(Instant at) => new(DateTimeOffset.UnixEpoch.UtcTicks + (at.Nanoseconds / 100), TimeSpan.Zero);
}
