namespace Stroll.Web.Tests.Played;

/// <summary>The time of a played store: stands still while the store does.</summary>
sealed class PlayedTime(PlayedStore store) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(store.Live.View.At.Nanoseconds / 1_000_000);
}
