using Stroll.Units;

namespace Stroll.Web.Tests.Played;

/// <summary>The time of a played store: stands still while the store does.</summary>
sealed class PlayedTime(Func<Instant> now) : TimeProvider
{
    internal PlayedTime(PlayedStore store)
        : this(() => store.Live.View.At)
    {
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(now().Nanoseconds / 1_000_000);
}
